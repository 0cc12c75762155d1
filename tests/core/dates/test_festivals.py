"""Days with a name, in the years in which everyone kept them."""

from datetime import date

import pytest

from pa_cli.core.dates.english.holidays import names
from pa_cli.core.dates.english.words import HOLIDAY_STARTS
from pa_cli.core.dates.festivals import easter, festival, lunar, nth, orthodox_easter


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)],
)
def test_easter_is_the_sunday_it_was(year: int, month: int, day: int):
    assert easter()(year) == date(year, month, day)


def test_easter_of_the_eastern_churches_keeps_the_old_calendar():
    assert [orthodox_easter(year) for year in (2024, 2025)] == [date(2024, 5, 5), date(2025, 4, 20)]


def test_every_holiday_is_found_by_its_first_word():
    assert names().keys() <= HOLIDAY_STARTS


def test_black_friday_follows_the_fourth_thursday():
    assert nth(4, 3, 11, plus=1)(2024) == date(2024, 11, 29)


def test_the_coming_one_is_meant_unless_the_words_look_back():
    today = date(2026, 3, 11)
    coming = festival(lunar(1, 1), today, past=False)
    last = festival(lunar(1, 1), today, past=True)
    assert coming
    assert last
    assert (coming.first, last.first) == (date(2027, 2, 6), date(2026, 2, 17))
