"""What code can see of a text that a model wrote: its language, and what it made up or left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences
from pa_cli.core.languages import UNKNOWN, clear_language, find_language, weight_of
from pa_cli.core.segmentation import fold
from pa_cli.core.text_spans import telling_parts
from pa_cli.core.written_numbers import missing_numbers
from pa_cli.services.language_watch import is_in

FICTION = ("story", "poem")
_LIST_MARK = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.):](?!\d)|\d+(?:\.\d+)+(?=\s+\*\*))", re.MULTILINE)
_HALF_DAY = re.compile(r"\b(1[0-2]|0?[1-9])([:.][0-5]\d)?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+)\s*(word|character|字)", re.IGNORECASE)
_NEARLY = (0.5, 1.5)
"""Shares of a length between which a text has about that length."""
_FULL_HOUR = re.compile(r"\b([01]?\d|2[0-3])[:：]00\b")
_POINT = re.compile(r"[\n;,，；、。]+|\.\s")
_POINT_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
_SPOKEN_OF = 0.3
"""Of a point at least so many of its words stand in a text that speaks of it."""
_YES = re.compile(r"\b(?:yes|gladly)\b", re.IGNORECASE)
_NO = re.compile(r"no\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|never|without|neither|nor|cannot|\w+n['’]t)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;，；]|\b(?:and|but)\b")
_MOST_POINTED = 3
_NAMED = re.compile(r"\b[A-Z]")
_BLANK = re.compile(r"\[[^\]\[\n]{2,40}\](?!\()|［[^］\n]{1,40}］|【你的[^】\n]{1,20}】")
"""What a model leaves to be filled in: [Your Name]; no link."""
_MOST_NAMES = 0.5
"""Of a topic with more capitals than that it cannot be told what is a name."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be looked at in a text.

    Attributes:
        made_up: Numbers that nobody said; of fiction none.
        left_out: Numbers and names that were asked for and do not stand in it.
        problems: The same as sentences, and that it is in the wrong language.
    """

    made_up: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def review(said: str, values: Mapping[str, str], source: str = "") -> Review:
    """Look at what a model wrote.

    Args:
        said: Its text.
        values: What it was told: the values of the template `write` or `reply`.
        source: The draft, or the message that is replied to.
    """
    is_reply = "kind" not in values
    told = f"{source}\n{' '.join(values.values())}"
    is_fiction = values.get("kind") in FICTION
    made_up = [] if is_fiction else _missing_numbers(said, told)
    left_out = _left_out(values, said)
    problems = []
    if wrong := _wrong_language(said, values.get("lang", "")):
        problems.append(wrong)
    if other_length := _other_length(said, values.get("length", "")):
        problems.append(other_length)
    if blanks := dict.fromkeys(_BLANK.findall(said)):
        problems.append(f"Fill in: {', '.join(blanks)}")
    if made_up:
        whose = "neither the message nor you" if is_reply else "nobody"
        problems.append(f"Look at {', '.join(made_up)}: {whose} said so.")
    if turned := _turned_around(values.get("points", ""), said):
        problems.append(f"You said otherwise: {' '.join(turned)}")
    if left_out:
        problems.append(f"Left out of what you said: {', '.join(left_out)}.")
    return Review(tuple(made_up), tuple(left_out), tuple(problems))


def _other_length(said: str, asked: str) -> str:
    """That a text is far longer or shorter than was asked for; else ""."""
    wanted = _LENGTH.search(asked)
    if not wanted:
        return ""
    unit = "words" if wanted[2].lower() == "word" else "characters"
    number = len(said.split()) if unit == "words" else weight_of(said) // 3
    least, most = (share * int(wanted[1]) for share in _NEARLY)
    return "" if least <= number <= most else f"It has {number} {unit}, and you asked for {asked}."


def _missing_numbers(text: str, other: str) -> list[str]:
    """The numbers of `text` that `other` lacks; 2 PM is 14:00, and the number of a list says nothing."""
    text = _LIST_MARK.sub("", text)
    there = f"{other}\n{_by_the_day(other)}"
    times = [match[0] for form in (_HALF_DAY, _FULL_HOUR) for match in form.finditer(text)]
    told = [time for time in times if not missing_numbers(_by_the_day(time), there)]
    known = {figures for time in told for figures in re.findall(r"\d+", time)}
    return [number for number in missing_numbers(text, there) if number not in known]


def _by_the_day(text: str) -> str:
    """`text` with its times of day counted to 24, and without minutes where there are none."""
    return _FULL_HOUR.sub(r"\1", _HALF_DAY.sub(_counted, text))


def _counted(time: re.Match[str]) -> str:
    hour = int(time[1]) % 12 + (12 if time[3].lower() == "p" else 0)
    return f"{hour}{time[2] or ''}"


def _left_out(values: Mapping[str, str], said: str) -> list[str]:
    """Numbers and names of the topic that `said` lacks, and points that it does not speak of."""
    points = values.get("points", "")
    topic = "" if values.get("kind") in FICTION else values.get("topic", "")
    asked = f"{topic}\n{points}"
    missing = _missing_numbers(asked, said)
    languages = {clear_language(asked), clear_language(said)} - {UNKNOWN}
    if len(languages) > 1:
        return missing  # everything is worded otherwise there
    missing += _missing_names(asked, said)
    there = set(content_words(said))
    for point in filter(None, (_POINT_MARK.sub("", part).strip() for part in _POINT.split(points))):
        words = set(content_words(point))
        if len(words) > 1 and len(words & there) < _SPOKEN_OF * len(words):
            missing.append(point)
    return missing


def _turned_around(points: str, said: str) -> list[str]:
    """Sentences of `said` that refuse what was agreed to ("breakfast yes"), or agree to what was not."""
    found = []
    for point in map(str.strip, _POINT.split(points)):
        is_yes, is_no = bool(_YES.search(point)), bool(_NO.match(point))
        words = set(content_words(_YES.sub("", _NO.sub("", point))))
        if is_yes == is_no or not 0 < len(words) <= _MOST_POINTED:
            continue
        found += [
            clause.strip()
            for sentence in sentences(said)
            for clause in _CLAUSE.split(sentence)
            if words <= set(content_words(clause)) and bool(_NOT.search(clause)) == is_yes
        ]
    return list(dict.fromkeys(found))


def _missing_names(asked: str, said: str) -> list[str]:
    words = asked.split()
    if sum(bool(_NAMED.match(word)) for word in words) > _MOST_NAMES * len(words):
        return []
    folded = fold(said)
    names = [part for part in telling_parts(asked) if part[0].isalpha() and part not in folded]
    if not names:
        return []
    either = "|".join(map(re.escape, names))
    found = re.findall(rf"\b(?:{either})(?:\s(?:{either}))*", asked, re.IGNORECASE)
    return list(dict.fromkeys(found))


def _wrong_language(said: str, asked: str) -> str:
    """That a text is not in the language that was asked for; else ""."""
    wanted, found = find_language(asked), clear_language(said)
    if is_in(said, wanted):
        return ""
    return f"This reads like {found.plain_name}, not {wanted.plain_name}. Try it with a larger model (-m NAME)."
