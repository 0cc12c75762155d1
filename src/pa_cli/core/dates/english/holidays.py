"""Days with a name in English: Christmas Eve, Easter Monday, Thanksgiving, Chinese New Year."""

from functools import cache

from pa_cli.core.dates.english.words import FOLLOWERS, MONTHS, PARTS, TODAY_WORDS, WEEKDAYS
from pa_cli.core.dates.festivals import InYear, easter, festival, nth
from pa_cli.core.dates.holiday_table import HOLIDAYS
from pa_cli.core.dates.lexer import Reader, tokenize
from pa_cli.core.dates.numerals import english_year
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]

# Names that are as often something else, or that are dates anyhow.
_OTHER_THINGS = frozenset(
    "new year|new years|new year's|advent|epiphany|three kings|guy fawkes|fourth of july|4th of july|may day".split(
        "|"
    )
)
# Where the same name is another day.
_ELSEWHERE: dict[str, tuple[InYear, str]] = {
    "mother": (easter(-21), "in Britain"),
    "mothers": (easter(-21), "in Britain"),
    "thanksgiving": (nth(2, 0, 10), "in Canada"),
}
_CHURCH = frozenset(
    {"good", "holy", "easter", "ash", "palm", "whit", "shrove", "maundy", "mothering"}
)
_MEALS = frozenset({"dinner", "lunch", "brunch", "breakfast", "supper"})
_OTHER_DAYS = frozenset({*WEEKDAYS, *MONTHS, *TODAY_WORDS, "on", "next", "this", "in", "day", "/"})


def holiday(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """A holiday at token `i`: they name things too, so that most need a preposition before them."""
    for words, in_year in names().get(reader.low(i), ()):
        if end := _name(reader, i, words, sure=sure):
            year, end = _year(reader, end)
            day = festival(in_year, reader.today, year=year, past=reader.past)
            if day and (elsewhere := _ELSEWHERE.get(reader.low(i))):
                day.other = festival(elsewhere[0], reader.today, year=year, past=reader.past)
                day.difference = elsewhere[1]
            return (day, end) if day else None
    return None


@cache
def names() -> dict[str, list[tuple[str, InYear]]]:
    """By first word: the words of each name as the reader sees them, longest names first."""
    found: dict[str, list[tuple[str, InYear]]] = {}
    for english, _, day in HOLIDAYS:
        for name in english.lower().split(","):
            words = [token.low for token in tokenize(name.removeprefix("the "))]
            if name not in _OTHER_THINGS:
                found.setdefault(words[0], []).append((" ".join(words), day))
    return {first: sorted(some, key=lambda one: -len(one[0])) for first, some in found.items()}


def _name(reader: Reader, i: int, words: str, *, sure: bool) -> int:
    """The index after a name, or 0 where it is none or the thing matters and not the day."""
    end = reader.phrase(i, words)
    if not end:
        return 0
    after = reader.low(end)
    ends = not after or after in FOLLOWERS or after in PARTS or reader[end].value >= 0
    ends = ends or reader.low(i - 1) in {"every", "each"}
    if reader.low(i) in _CHURCH and end > i + 1:  # a Monday that is Easter's is not the coming one
        return end
    said_whole = reader.low(end - 1) in {"day", "eve"} and (ends or i == 0)
    return end if (sure and ends) or said_whole or _is_meal(reader, i, end) else 0


def _is_meal(reader: Reader, i: int, end: int) -> bool:
    """Christmas dinner at 2pm, which is eaten on the day unless another one is named."""
    rest = range(end, len(reader))
    words = {reader.low(n) for n in rest}
    timed = any(reader[n].value >= 0 for n in rest) or "noon" in words
    return i == 0 and reader.low(end) in _MEALS and timed and not words & _OTHER_DAYS


def _year(reader: Reader, end: int) -> tuple[int | None, int]:
    """Christmas 2027, Easter this year."""
    if year := english_year(reader, end):
        return year
    for words, plus in (("next year", 1), ("this year", 0), ("last year", -1)):
        if after := reader.phrase(end, words):
            return reader.today.year + plus, after
    return None, end
