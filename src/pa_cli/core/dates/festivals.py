"""Days that have a name: when they are in a year, and which one is meant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pa_cli.core.dates.pieces import Day
from pa_cli.core.dates.resolve import month_day, nth_weekday, valid_date

InYear = Callable[[int], date | None]
"""The day of a year of the common calendar, None when it has none or it is not known."""

_SEARCHED_YEARS = 60


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same day each year."""

    month: int
    day: int

    def __call__(self, year: int) -> date | None:
        """The day in a year."""
        return valid_date(year, self.month, self.day)


def fixed(month: int, day: int) -> InYear:
    """The same day each year."""
    return Fixed(month, day)


def nth(which: int, weekday: int, month: int, plus: int = 0) -> InYear:
    """So many days after the nth such weekday of a month."""

    def in_year(year: int) -> date | None:
        found = nth_weekday(year, month, which, weekday)
        return found and found + timedelta(days=plus)

    return in_year


def easter(plus: int = 0) -> InYear:
    """So many days after Easter Sunday of the western churches."""
    return lambda year: _easter_sunday(year) + timedelta(days=plus)


def _easter_sunday(year: int) -> date:
    """By the rule of 1582: the Sunday after the full moon that follows 20 March.

    The moon is that of the church: its age repeats every 19 years, but for a few days a century.
    """
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=epact - weekday)


def lunar(month: int, day: int, *, years: int = 0) -> InYear:
    """A day of the lunar year that begins in the year, or so many years later."""

    def in_year(year: int) -> date | None:
        from pa_cli.core.dates.lunar import lunar_day

        return lunar_day(year + years, month, day)

    return in_year


def new_years_eve(year: int) -> date | None:
    """The day before the lunar new year."""
    from pa_cli.core.dates.lunar import new_year

    first = new_year(year)
    return first and first - timedelta(days=1)


def term(degrees: int) -> InYear:
    """A solar term."""

    def in_year(year: int) -> date | None:
        from pa_cli.core.dates.lunar import solar_term

        return solar_term(year, degrees)

    return in_year


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, by the old calendar."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def first_advent(year: int) -> date:
    """The fourth Sunday before Christmas."""
    eve = date(year, 12, 24)
    return eve - timedelta(days=(eve.weekday() + 1) % 7 + 21)


def festival(in_year: InYear, today: date, *, year: int | None = None, past: bool) -> Day | None:
    """The day in `year`; without a year the next one from today on, or the last one when `past`."""
    if year is None and isinstance(in_year, Fixed):
        return month_day(today, in_year.month, in_year.day, past=past)
    step = -1 if past else 1
    first = today.year + (1 if past else -1)
    years = range(first, today.year + step * _SEARCHED_YEARS, step)
    for each in years if year is None else (year,):
        found = in_year(each) if 1 <= each <= 9999 else None
        if found and (year is not None or (found <= today if past else found >= today)):
            return Day(found, movable=not isinstance(in_year, Fixed))
    return None
