"""Questions that are surely about the user's own agenda and to-dos, English or Chinese.

What is looked at is the question without its date words, which the date grammar takes out. The
whole of it must be a known form: "what do I have tomorrow?" is one, "what do I need to know about
tomorrow's match?" is none. What is not sure here is left to the model.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pa_cli.core import data_forms as forms
from pa_cli.core.requests.wording import is_chinese

DataQuestionKind = Literal["day", "todos", "late", "lists", "free", "next", "when", "first", "last"]


@dataclass(frozen=True, slots=True)
class DataQuestion:
    """What is asked of the user's data.

    Attributes:
        kind: "day" is what is on and due at a time, "todos" what is to be done, "late" what should
            have been done before, "lists" which lists there are, "free" whether a time is free,
            "next" what comes next, "when" the time and place of something that is named,
            "first" and "last" of a day.
        subject: What it must be about, "" for anything.
        list: A list of to-dos by name, "" for all.
        chinese: It was asked in Chinese.
    """

    kind: DataQuestionKind
    subject: str = ""
    list: str = ""
    chinese: bool = False


_FORMS: tuple[tuple[DataQuestionKind, list[str], bool], ...] = (
    ("next", forms.NEXT, False),
    ("lists", forms.LISTS, False),
    ("late", forms.LATE, False),
    ("todos", forms.TODOS, False),
    ("free", forms.FREE, False),
    ("day", forms.DAY, False),
    ("next", forms.ZH_NEXT, True),
    ("lists", forms.ZH_LISTS, True),
    ("late", forms.ZH_LATE, True),
    ("todos", forms.ZH_TODOS, True),
    ("free", forms.ZH_FREE, True),
    ("day", forms.ZH_DAY, True),
)


# most questions have none of these, and cost nothing more
_CUE = re.compile(
    r"\b(?:i|i'm|my|me|we|our|us|any|anything|next|due|late|overdue|lists?|agenda|calendar|schedule|free|busy|"
    r"appointments?|meetings?|events?|plans?|tasks?|to-?dos?|to do|coming up|where)\b|[\u4e00-\u9fff]",
    re.IGNORECASE,
)


@functools.cache
def _form(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compiled when it is first needed: all of them together take as long as a small command."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def read_data_question(rest: str, *, dated: bool) -> DataQuestion | None:
    """What is asked, None when it is not surely a question about agenda or to-dos.

    Args:
        rest: The question without its date words.
        dated: It had date words.
    """
    if len(rest) > 200 or not _CUE.search(rest):
        return None
    chinese = is_chinese(rest)
    text = _chinese_bare(rest) if chinese else _english_bare(rest)
    for kind, form, in_chinese in _FORMS:
        if (
            in_chinese == chinese
            and _form(tuple(form)).fullmatch(text)
            and (dated or not _needs_date(text))
        ):
            return DataQuestion("day" if dated and _DO.match(text) else kind, chinese=chinese)
    return _named_list(text, chinese=chinese) or _about(text, chinese=chinese)


def _english_bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = " ".join(re.sub(r"[?!.,;:]+(?=\s|$)", " ", text).split())
    text = forms.POLITE.sub("", text)
    while (shorter := forms.POLITE_END.sub("", text)) != text:
        text = shorter
    # what a date leaves behind: "what do I have for?", "on my calendar for"
    return re.sub(r"\s+(?:for|on|at|in|during|from|of|between|by)$", "", text)


def _chinese_bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[\s?!。,、.~]+", "", text)
    return re.sub(r"^(?:请问|请|帮我|麻烦你?|你好|那|告诉我)+", "", text)


# without a day these are no question about the agenda, or hardly
_NEEDS_DATE = re.compile(
    r"anything .*|any .*|is (?:free|busy|available|taken|booked|open).*|what (?:do|"
    r"did|does)? ?(?:i|we) do|my plans|"
    r"what (?:am|are) (?:i|we) (?:doing|up to)|(?:the )?(?:planner|diary|itinerary)"
    r"|have i got plans|is there (?:anything|something)|"
    r"(?:我)?的?(?:事情?|会|约|活动|空|时间|闲|计划)(?:呢)?|我?(?:都|还)?有(?:什么|哪些|啥)?(?:吗|呢)?|我?有(?:事|"
    r"时间|空)情?|有时间|有没有时间|(?:很)?(?:忙|方便).*|有.{0,3}"
)


# what is to be done on a day is what is on and what is due
_DO = re.compile(
    r"what (?:else )?(?:do|must|should|have|did) (?:i|we) .*\bdo\b|我?还?(?:要|得|需要)做"
)


def _needs_date(text: str) -> bool:
    return bool(_NEEDS_DATE.fullmatch(text))


def _named_list(text: str, *, chinese: bool) -> DataQuestion | None:
    found = (forms.ZH_ONE_LIST if chinese else forms.ONE_LIST).fullmatch(text)
    if found is None:
        return None
    return DataQuestion("todos", list=found["list"], chinese=chinese)


def _about(text: str, *, chinese: bool) -> DataQuestion | None:
    """A question about one thing that is named: when is my dentist appointment?"""
    if chinese:
        if ends := forms.ZH_ENDS.fullmatch(text):
            kind: DataQuestionKind = "last" if ends["which"].startswith("最后") else "first"
            return DataQuestion("last" if "晚" in ends["which"] else kind, chinese=True)
        found = forms.ZH_WHEN.fullmatch(text)
        subject = (found["mine"] or found["met"] or found["someone"] or "") if found else ""
        return DataQuestion("when", subject=subject, chinese=True) if subject else None
    if found := forms.WHEN.fullmatch(text):
        subject = found["mine"] or found["met"] or found["due"] or ""
        if (ends := forms.ENDS.fullmatch(subject)) and not subject_words(ends["subject"]):
            return DataQuestion("first" if ends["which"] in {"first", "earliest"} else "last")
        return DataQuestion("when", subject=subject) if subject else None
    if (found := forms.WHERE.fullmatch(text)) and forms.APPOINTED.search(found["subject"]):
        return DataQuestion("when", subject=found["subject"])
    if (found := forms.SPECIFIC.fullmatch(text)) and forms.APPOINTED.search(found["subject"]):
        return DataQuestion("day", subject=found["subject"])
    return None


_EXPLAINED = re.compile(
    r"(?:explain|define|describe|how do|why)\b|what (?:is|are) (?:an?|the meaning of|"
    r"time zones?|leap years?|daylight)\b"
    r"|.*\b(?:sunset|sunrise)\b|.*能到|什么是|为什么",
    re.IGNORECASE,
)
_WHEN_IS = re.compile(
    r"when(?: is|'s) (?:the )?[\w']+(?: [\w']+){0,2}(?: \d{4})?\W*", re.IGNORECASE
)


def asks_the_clock(text: str) -> bool:
    """Whether `text` is surely a question of time, date or zone, and not about something in time."""
    from pa_cli.core.requests.reading import best_reading

    bare = text.strip()
    if _EXPLAINED.match(bare):
        return False
    calls = best_reading(bare)
    if len(calls) != 1 or calls[0].action != "datetime":
        return False
    return calls[0].confidence >= 1 or bool(_WHEN_IS.fullmatch(bare))


def is_appointment(subject: str) -> bool:
    """Whether a subject names what an agenda holds, so that it is nowhere else to be looked for."""
    return bool(
        forms.APPOINTED.search(subject)
        or re.search("预约|会议|约会|开会|看病|牙医|上课|航班|面试", subject)
    )


def subject_words(subject: str) -> tuple[str, ...]:
    """The words of a subject that can stand in a title; none for `meeting`, which any may be."""
    if is_chinese(subject):
        name = re.sub(r"的(?:会议?|会面|约会|见面|饭局|约)$", "", subject)
        return (re.sub(r"^(?:去|看|见|和|跟|与|同)(?=..)", "", name),)
    skipped = forms.ALL_KINDS | {
        "a",
        "an",
        "the",
        "my",
        "with",
        "at",
        "to",
        "in",
        "on",
        "of",
        "for",
        "next",
    }
    return tuple(word for word in re.findall(r"[\w'-]+", subject.lower()) if word not in skipped)
