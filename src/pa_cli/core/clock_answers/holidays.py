"""The holiday that a question names, and where its day cannot be told."""

from datetime import date
from functools import cache
from typing import NamedTuple

from pa_cli.core.dates.festivals import InYear
from pa_cli.core.dates.holiday_table import HOLIDAYS
from pa_cli.core.requests.sentence import compiled


class Holiday(NamedTuple):
    """A named day: its names in both languages, and its day in a year."""

    english: str
    chinese: str
    day: InYear


# Days that follow calendars which this table does not hold.
_UNKNOWN = (
    "ramadan", "eid", "diwali", "deepavali", "hanukkah", "chanukah", "passover", "pesach", "holi",
    "yom kippur", "rosh hashanah", "purim", "sukkot", "vesak", "songkran", "nowruz", "ashura",
    "muharram", "mawlid", "bank holiday", "super bowl", "斋月", "开斋节", "排灯节", "光明节", "逾越节",
)  # fmt: skip


@cache
def _names() -> tuple[tuple[str, Holiday], ...]:
    """Every name in lower case with its holiday, longest first."""
    found = []
    for english, chinese, day in HOLIDAYS:
        shown = english.split(",")
        holiday = Holiday(shown[0], chinese.split(",", maxsplit=1)[0], day)
        found += [(name.lower(), holiday) for name in (*shown, *chinese.split(","))]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def find_holiday(text: str) -> tuple[Holiday, str] | None:
    """The holiday that `text` names, and `text` without its name."""
    low = text.lower().replace("\u2019", "'")
    for name, holiday in _names():
        if name in low and (not name.isascii() or compiled(rf"\b{name}\b").search(low)):
            at = low.index(name)
            return holiday, text[:at] + text[at + len(name) :]
    return None


def unknown_holiday(text: str) -> str:
    """The name of a day in `text` whose date cannot be computed here, or ""."""
    low = text.lower()
    return next(
        (
            n
            for n in _UNKNOWN
            if n in low and (not n.isascii() or compiled(rf"\b{n}\b").search(low))
        ),
        "",
    )


def holidays_on(day: date) -> list[Holiday]:
    """The holidays of the table that fall on a day."""
    return [
        Holiday(english.split(",")[0], chinese.split(",")[0], rule)
        for english, chinese, rule in HOLIDAYS
        if rule(day.year) == day
    ]


def next_day(holiday: Holiday, today: date) -> date | None:
    """The holiday from `today` on, today included."""
    for year in (today.year, today.year + 1):
        day = holiday.day(year)
        if day and day >= today:
            return day
    return None


def last_day(holiday: Holiday, today: date) -> date | None:
    """The holiday before `today`."""
    for year in (today.year, today.year - 1):
        day = holiday.day(year)
        if day and day < today:
            return day
    return None
