"""Dates as a text means them: "20 November" in a letter of 2025 is a day of 2025."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

_MONTH = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|aoû|ago|sep|oct|okt|nov|dec|dez|déc|dic)"
    r"[^\W\d_]*\.?"
)
_FULL = re.compile(
    rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}年\s?\d{{1,2}}月\s?\d{{1,2}}[日号]|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b{_MONTH}|\d\s?月|\d[./]\d", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")

ReadDate = Callable[[str], date | datetime | None]
"""Takes words; gives the moment that they mean, None when they mean none."""


class ReadDateAt(Protocol):
    """Reads words as if they were written on a day; None is today."""

    def __call__(self, words: str, at: date | None = None, /) -> date | datetime | None:
        """The moment that `words` mean, None when they mean none."""
        ...


def reading_of(text: str, read: ReadDateAt) -> ReadDate:
    """How the dates of `text` are read: as of the first whole date that stands in it, else as of today.

    Days without a year are those that are nearest to it.
    """
    written = next(filter(None, (read(found[0]) for found in _FULL.finditer(text))), None)
    if written is None:
        return read
    day = _date_of(written)

    def as_written(words: str) -> date | datetime | None:
        found = read(words, day)
        if found is None or _YEAR.search(words) or not _DAY.search(words):
            return found
        return min(_years(found), key=lambda one: abs(_date_of(one) - day))

    return as_written


def _date_of(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _years(moment: date | datetime) -> list[date | datetime]:
    """`moment`, and the same day of the year before, unless that is 29 February."""
    try:
        return [moment, moment.replace(year=moment.year - 1)]
    except ValueError:
        return [moment]
