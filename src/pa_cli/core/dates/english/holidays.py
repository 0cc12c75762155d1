"""Days with a name in English: Christmas Eve, Easter Monday, Thanksgiving, Chinese New Year."""

from pa_cli.core.dates.english.words import FOLLOWERS, PARTS
from pa_cli.core.dates.festivals import (
    InYear,
    easter,
    festival,
    lunar,
    new_years_eve,
    nth,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_year
from pa_cli.core.dates.pieces import Day
from pa_cli.core.dates.resolve import month_day, valid_date

Found = tuple[Day, int]

_FIXED = (
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("xmas eve", 12, 24),
    ("xmas day", 12, 25),
    ("boxing day", 12, 26),
    ("new year ' s eve", 12, 31),
    ("new years eve", 12, 31),
    ("new year ' s day", 1, 1),
    ("new years day", 1, 1),
    ("april fools ' day", 4, 1),
    ("april fool ' s day", 4, 1),
    ("valentine ' s day", 2, 14),
    ("valentines day", 2, 14),
    ("st patrick ' s day", 3, 17),
    ("halloween", 10, 31),
    ("christmas", 12, 25),
    ("xmas", 12, 25),
)
_MOVABLE: tuple[tuple[str, InYear], ...] = (
    ("good friday", easter(-2)),
    ("easter sunday", easter()),
    ("easter monday", easter(1)),
    ("easter", easter()),
    ("ash wednesday", easter(-46)),
    ("palm sunday", easter(-7)),
    ("ascension day", easter(39)),
    ("whit monday", easter(50)),
    ("pentecost", easter(49)),
    ("mother ' s day", nth(2, 6, 5)),
    ("mothers ' day", nth(2, 6, 5)),
    ("mothers day", nth(2, 6, 5)),
    ("father ' s day", nth(3, 6, 6)),
    ("fathers ' day", nth(3, 6, 6)),
    ("fathers day", nth(3, 6, 6)),
    ("thanksgiving day", nth(4, 3, 11)),
    ("thanksgiving", nth(4, 3, 11)),
    ("black friday", nth(4, 3, 11, plus=1)),
    ("cyber monday", nth(4, 3, 11, plus=4)),
    ("chinese new year ' s eve", new_years_eve),
    ("chinese new year", lunar(1, 1)),
    ("lunar new year", lunar(1, 1)),
    ("spring festival", lunar(1, 1)),
    ("lantern festival", lunar(1, 15)),
    ("dragon boat festival", lunar(5, 5)),
    ("mid - autumn festival", lunar(8, 15)),
    ("mid autumn festival", lunar(8, 15)),
)
# Where the same name is another day.
_ELSEWHERE: dict[str, tuple[InYear, str]] = {
    "mother": (easter(-21), "in Britain"),
    "mothers": (easter(-21), "in Britain"),
    "thanksgiving": (nth(2, 0, 10), "in Canada"),
}
_CHURCH = frozenset({"good", "easter", "ash", "palm", "whit"})


def holiday(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """A holiday at token `i`: they name things too, so that most need a preposition before them."""
    for words, month, number in _FIXED:
        if end := _name(reader, i, words, sure=sure):
            year, end = _year(reader, end)
            if year is None:
                day = month_day(reader.today, month, number, past=reader.past)
            else:
                found = valid_date(year, month, number)
                day = Day(found) if found else None
            return (day, end) if day else None
    for words, in_year in _MOVABLE:
        if end := _name(reader, i, words, sure=sure):
            year, end = _year(reader, end)
            day = festival(in_year, reader.today, year=year, past=reader.past)
            if day and (elsewhere := _ELSEWHERE.get(reader.low(i))):
                day.other = festival(elsewhere[0], reader.today, year=year, past=reader.past)
                day.difference = elsewhere[1]
            return (day, end) if day else None
    return None


def _name(reader: Reader, i: int, words: str, *, sure: bool) -> int:
    """The index after a name, or 0 where it is none or the thing matters and not the day."""
    end = reader.phrase(i, words)
    if not end:
        return 0
    after = reader.low(end)
    ends = not after or after in FOLLOWERS or after in PARTS or reader[end].value >= 0
    if reader.low(i) in _CHURCH and end > i + 1:  # a Monday that is Easter's is not the coming one
        return end
    said_whole = reader.low(end - 1) in {"day", "eve"} and (ends or i == 0)
    return end if (sure and ends) or said_whole else 0


def _year(reader: Reader, end: int) -> tuple[int | None, int]:
    """Christmas 2027, Easter this year."""
    if year := english_year(reader, end):
        return year
    for words, plus in (("next year", 1), ("this year", 0), ("last year", -1)):
        if after := reader.phrase(end, words):
            return reader.today.year + plus, after
    return None, end
