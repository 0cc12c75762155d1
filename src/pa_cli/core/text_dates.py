"""Dates as a text means them: "20 November" in a letter of 2025 is a day of 2025."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

_MONTH = (
    r"\b(?:jan(?:uary|uar|vier)?|enero|feb(?:ruary|ruar|rero)?|févr?(?:ier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|avr(?:il)?"
    r"|abr(?:il)?|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember"
    r"|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|déc(?:embre)?|dic(?:iembre)?)"
    r"(?![^\W\d_])\.?"
)
_SIGNS = "[一二三四五六七八九十]{1,3}"
_SPELT_DAY = rf"{_SIGNS}月{_SIGNS}[日号]"
_FULL = re.compile(
    rf"[零〇一二三四五六七八九]{{4}}年{_SPELT_DAY}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}年\s?\d{{1,2}}月\s?\d{{1,2}}[日号]|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}",
    re.IGNORECASE,
)
_DAY = re.compile(rf"{_MONTH}|[\d一二三四五六七八九十]\s?月|\d[./]\d", re.IGNORECASE)
YEAR = re.compile(r"\d{4}|[零〇一二三四五六七八九]{4}年")
"""The year of a whole date."""

_WITHOUT_YEAR = re.compile(
    rf"{_SPELT_DAY}|\d{{1,2}}月\s?\d{{1,2}}[日号]|\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s(?:of\s)?{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?![.,]?\d)",
    re.IGNORECASE,
)

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TIMELY = re.compile(
    r"\d|[年月日号周时点晨早晚夜午天节]|星期|礼拜|季度|世纪|小时|分钟|之前|以前|之后|以后|期间"
)

ReadDate = Callable[[str], date | datetime | None]
"""Takes words; gives the moment that they mean, None when they mean none."""


class ReadDateAt(Protocol):
    """Reads words as if they were written on a day; None is today."""

    def __call__(self, words: str, at: date | None = None, /) -> date | datetime | None:
        """The moment that `words` mean, None when they mean none."""
        ...


def reading_of(text: str, read: ReadDateAt) -> ReadDate:
    """How the dates of `text` are read: as of the first whole date that stands in it, else as of today.

    Days without a year are those that are nearest to it, sooner after it than before.
    """
    written = next(filter(None, map(read, whole_dates(text))), read("today"))
    if written is None:
        return read
    day = _date_of(written)

    def as_written(words: str) -> date | datetime | None:
        found = read(words, day)
        if found is None or YEAR.search(words) or not _DAY.search(words):
            return found
        return min(_years(found), key=lambda one: _distance(_date_of(one), day))

    return as_written


def whole_dates(text: str) -> list[str]:
    """The days in `text` that name their year, as they are written."""
    return [match[0] for match in _FULL.finditer(text)]


def find_dates(text: str) -> list[str]:
    """The days in `text` that name their month, as they are written, whole ones before those without a year."""
    whole = whole_dates(text)
    rest = (match[0].rstrip(".") for match in _WITHOUT_YEAR.finditer(_FULL.sub("\n", text)))
    return list(dict.fromkeys([*whole, *rest]))


def may_be_time(words: str) -> bool:
    """Whether `words`, of which no day can be read, may mean a time at all; of Chinese alone it can be told."""
    return not _CHINESE.search(words) or _TIMELY.search(words) is not None


def _date_of(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _distance(day: date, written: date) -> int:
    days = (day - written).days
    return days if days >= 0 else -2 * days


def _years(moment: date | datetime) -> list[date | datetime]:
    """`moment`, and the same day of the year before, unless that is 29 February."""
    try:
        return [moment, moment.replace(year=moment.year - 1)]
    except ValueError:
        return [moment]
