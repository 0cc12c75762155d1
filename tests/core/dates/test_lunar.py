"""The lunar calendar of China, checked against days that were printed in calendars."""

from datetime import date, timedelta

import pytest

from pa_cli.core.dates.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    lunar_date_of,
    lunar_day,
    lunar_month,
    new_year,
    solar_term,
)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1949, 1, 29), (1985, 2, 20), (2000, 2, 5), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17)],
)
def test_the_spring_festival_is_when_it_was_kept(year: int, month: int, day: int):
    assert new_year(year) == date(year, month, day)


def test_festivals_fall_where_calendars_have_them():
    assert lunar_day(2025, 8, 15) == date(2025, 10, 6)
    assert lunar_day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar_day(2024, 5, 5) == date(2024, 6, 10)
    assert lunar_day(2033, 11, 1, leap=True) == date(2033, 12, 22)
    assert lunar_day(2025, 5, 1, leap=True) is None
    assert lunar_day(2026, 13, 1) is None


def test_each_year_ends_the_day_before_the_next_begins():
    for year in range(FIRST_YEAR, LAST_YEAR):
        last = lunar_month(year, 12, leap=True) or lunar_month(year, 12)
        following = new_year(year + 1)
        assert last
        assert following == last[1] + timedelta(days=1)


def test_a_day_is_told_in_the_lunar_calendar():
    assert lunar_date_of(date(2025, 8, 1)) == (2025, 6, True, 8)
    assert lunar_date_of(date(2026, 2, 16)) == (2025, 12, False, 29)
    assert lunar_date_of(date(1899, 5, 1)) is None


def test_solar_terms_are_told_to_the_day():
    assert solar_term(2025, 15) == date(2025, 4, 4)
    assert solar_term(2026, 15) == date(2026, 4, 5)
    assert solar_term(2025, 270) == date(2025, 12, 21)
    assert solar_term(2024, 315) == date(2024, 2, 4)


def test_years_beyond_the_table_are_not_guessed():
    assert new_year(1899) is None
    assert lunar_day(2101, 1, 1) is None
    assert solar_term(2101, 15) is None
