"""What a summary of a text leaves out: its sentences with names and numbers that the summary lacks."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, log
from operator import attrgetter

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences
from pa_cli.core.segmentation import fold
from pa_cli.core.text_spans import telling_parts

_TOLD_SHARE = 0.8
_MOST_SHARE = 2
"""A sentence may take one part in so many of the room, so that it is not all of it."""

_USUAL_WORDS = 8
_BOTH = 1.5
_WRAPPED = 50

_GOES_ON = re.compile(r"[^\s|:：]$")
_CONTINUES = re.compile(r"\s{0,3}(?![-*+>#|•]|\d+[.)]\s|```)\S")
_CODE = re.compile(r"^(```+|~~~+).*?(?:^\1\s*$|\Z)", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_TARGET = re.compile(r"\]\([^()\s]*\)")
_NO_SENTENCE = re.compile(r"\s*(?:#|\||[-=*_]{3})")
_LEAST_WORDS = 2
_SAID_BY = re.compile(
    r"^(?:\[[\d:.]+\]\s*)?(?:(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}|[\u4e00-\u9fff]{2,4})\s*[:：]\s*)?"
)
"""When something was said in a transcript, and who said it, which tells nothing of what."""
_CJK = "\u2e80"
_WIDE = re.compile("[\u4e00-\u9fff]")
_LEAST_FOCUS = 0.25
"""Share of the words of the focus that a sentence has to have."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A sentence that a summary lacks.

    Attributes:
        text: Word for word.
        value: How telling it is; only to be compared within one text.
        place: Its number in the text, from 0.
    """

    text: str
    value: float
    place: int


def untold_sentences(
    text: str, said: str, *, limit: int, count: Callable[[str], int], focus: str = ""
) -> list[str]:
    """Sentences of `text`, word for word and in its order, that say what `said` does not.

    With a focus those that speak of it; else those with the most names and numbers that are missing.

    Args:
        text: What was summarized.
        said: Its summary.
        limit: Most tokens of all of them.
        count: Counts tokens.
        focus: What matters most to the reader.
    """
    chosen, room = [], limit
    for one in rank_untold(text, said, focus=focus):
        cost = count(one.text) + 1
        if cost <= min(room, limit // _MOST_SHARE):
            chosen.append(one)
            room -= cost
    return [one.text for one in sorted(chosen, key=attrgetter("place"))]


def rank_untold(text: str, said: str, *, focus: str = "") -> list[Untold]:
    """What `untold_sentences` chooses from, the most telling first."""
    told = fold(said)
    spoken = unwrapped(text if focus else _ROW.sub("", _CODE.sub("\n", text)))
    found = [
        one
        for one in dict.fromkeys(sentences(spoken))
        if fold(one) not in told and (focus or _is_sentence(one))
    ]
    values = _by_focus(found, told, focus) if focus else _by_facts(found, told)
    ranked = sorted(zip(values, range(len(found)), strict=True), key=_best_first)
    return [Untold(found[place], value, place) for value, place in ranked if value]


def unwrapped(text: str, *, shortest: int = _WRAPPED) -> str:
    """`text` with each paragraph on one line, where lines were broken to fit a width.

    Lists, headings, tables and short lines, such as those of a poem, stay as they are.

    Args:
        text: Any number of lines.
        shortest: A line of fewer columns of a terminal was not broken because it was full.
    """
    joined: list[str] = []
    for line in text.split("\n"):
        before = joined[-1] if joined else ""
        if _columns(before) >= shortest and _GOES_ON.search(before) and _CONTINUES.match(line):
            gap = "" if before[-1] > _CJK or line[0] > _CJK else " "
            joined[-1] = before + gap + line.lstrip()
        else:
            joined.append(line)
    return "\n".join(joined)


def _columns(line: str) -> int:
    """How many columns of a terminal `line` takes, nearly."""
    return sum(2 if sign > _CJK else 1 for sign in line)


def is_told(sentence: str, said: str) -> bool:
    """Whether all names and numbers of `sentence` stand in `said`; without any, most of its words."""
    told = fold(said)
    telling = telling_parts(sentence)
    if telling and not all(part in told for part in telling):
        return False
    if telling and not _WIDE.search(sentence):
        return True
    # Chinese names have no capitals: the number alone may have been told of somebody else
    words = content_words(sentence)
    there = set(content_words(said))
    return sum(word in there for word in words) >= _TOLD_SHARE * len(words)


def _is_sentence(text: str) -> bool:
    """Whether `text` can stand by itself: no heading, no row of a table, no number of a list."""
    spoken = _TARGET.sub("]", _SAID_BY.sub("", text))
    words = [word for word in content_words(spoken) if not word.isdecimal()]
    return len(words) >= _LEAST_WORDS and not _NO_SENTENCE.match(text)


def _best_first(item: tuple[float, int]) -> tuple[float, int]:
    return -item[0], item[1]


def _by_facts(found: Sequence[str], told: str) -> list[float]:
    """How many names and numbers of each sentence are missing, for its length; most for both."""
    values = []
    for sentence in found:
        missing = {part for part in telling_parts(_SAID_BY.sub("", sentence)) if part not in told}
        numbers = sum(part[0].isdecimal() for part in missing)
        value = len(missing) / (_USUAL_WORDS + len(content_words(sentence)))
        is_both = 0 < numbers < len(missing)
        values.append(0.0 if sentence[-1] in ":：" else value * (_BOTH if is_both else 1))
    return values


def _by_focus(found: Sequence[str], told: str, focus: str) -> list[float]:
    """How much each sentence has of the words of the focus, rare ones more; 0 for next to nothing."""
    asked = set(content_words(focus))
    shared = [asked.intersection(content_words(sentence)) for sentence in found]
    frequency = Counter(word for bag in shared for word in bag)
    return [
        fsum(log(1 + len(shared) / frequency[word]) for word in bag)
        if len(bag) >= _LEAST_FOCUS * len(asked) and not is_told(sentence, told)
        else 0.0
        for sentence, bag in zip(found, shared, strict=True)
    ]
