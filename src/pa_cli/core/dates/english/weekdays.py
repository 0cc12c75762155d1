"""English names of weekdays, whether they are meant as such, and lists of them."""

from pa_cli.core.dates.english.months import month_name
from pa_cli.core.dates.english.words import (
    DOUBTFUL_WEEKDAYS,
    FOLLOWERS,
    PARTS,
    PLURAL_WEEKDAYS,
    TODAY_WORDS,
    WEEKDAYS,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_ordinal

Weekdays = tuple[tuple[int, int], ...]
"""As `pieces.Every.weekdays` has them."""

WORKDAYS = tuple((0, day) for day in range(5))


WEEKEND = ((0, 5), (0, 6))


def possessive(reader: Reader, i: int) -> int:
    """The index after an 's that is glued to what came before."""
    if reader.low(i) == "'" and reader.low(i + 1) == "s" and not reader[i].spaced:
        return i + 2
    return i


def weekday_name(reader: Reader, i: int, *, sure: bool = False) -> tuple[int, int] | None:
    """The name of a weekday, unless it looks like another word; and the index after it."""
    token = reader[i]
    number = WEEKDAYS.get(token.low, PLURAL_WEEKDAYS.get(token.low))
    if number is None:
        return None
    end = (
        i + 2
        if reader.low(i + 1) == "." and token.low in DOUBTFUL_WEEKDAYS and reader.low(i + 2)
        else i + 1
    )
    if token.low in DOUBTFUL_WEEKDAYS and not sure and not _has_neighbour(reader, i):
        return None
    dot = reader[i + 1]
    if (
        dot.low == "."
        and not dot.spaced
        and not reader[i + 2].spaced
        and reader[i + 2].text.isalpha()
    ):
        return None
    if reader.low(i + 1) in {"times", "telegraph", "addams"}:
        return None
    if reader.low(i - 1) in {
        "black",
        "blue",
        "ruby",
        "fat",
        "ash",
        "tgi",
        "good",
        "cyber",
        "easter",
    }:
        return None
    return number, possessive(reader, end)


def _has_neighbour(reader: Reader, i: int) -> bool:
    """Whether `sat`, `sun`, `mon` or `wed` stands among other words of date and time."""
    before, after = reader[i - 1], reader[i + 1]
    if before.low in {"next", "this", "last", "every", "each", "on", "by", "until", "due"}:
        return True
    if before.low == "the":
        return False
    if after.value >= 0 or after.low in PARTS or after.low == "at" or after.low in TODAY_WORDS:
        return not (before.low in {"i", "he", "she", "we", "they", "it"} and after.low == "at")
    if month_name(reader, i + 1) or english_ordinal(reader, i + 1) or after.low in WEEKDAYS:
        return True
    if after.low in {"-", "/", "&", ",", "and", "to"} and reader.low(i + 2) in WEEKDAYS:
        return True
    if before.low in {"-", "/", "&", ",", "and", "to"} and reader.low(i - 2) in WEEKDAYS:
        return True
    capital = reader[i].text[:1].isupper() and i > 0 and not reader[i].text.isupper()
    return capital and (not after.low or (after.low in FOLLOWERS and after.low != "'"))


def weekday_list(reader: Reader, i: int, *, spaced: bool = False) -> tuple[Weekdays, int] | None:
    """Monday, Wednesday and Friday; Mon-Fri."""
    first = weekday_name(reader, i, sure=True)
    if first is None:
        return None
    numbers, end = [first[0]], first[1]
    while True:
        at = reader.any_phrase(end, ", and", "and every", "and", "&", ",", "/", "or") or (
            end if spaced else 0
        )
        more = weekday_name(reader, reader.phrase(at, "on") or at, sure=True) if at else None
        until = reader.any_phrase(end, "-", "to", "through", "thru")
        last = weekday_name(reader, until, sure=True) if until else None
        if last:
            numbers += [(numbers[-1] + n) % 7 for n in range(1, (last[0] - numbers[-1]) % 7 + 1)]
            end = last[1]
        elif more:
            numbers.append(more[0])
            end = more[1]
        else:
            return tuple((0, number) for number in sorted(set(numbers))), end
