"""English lengths of time: 45 minutes, an hour and a half, 1.5 hours, two weeks, 1h30."""

from pa_cli.core.dates.english.words import UNIT_SPANS, UNITS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_number
from pa_cli.core.dates.pieces import Span

Found = tuple[Span, int]


def span(reader: Reader, i: int) -> Found | None:
    """A length of time at token `i`."""
    found = _one(reader, i)
    if found is None:
        return None
    total, end = found
    while True:
        at = reader.any_phrase(end, "and", ",") or end
        more = _one(reader, at) or _trailing_minutes(reader, at, end)
        if not more or not total.timed or not more[0].timed or more[0].seconds >= total.seconds:
            return total, end
        total, end = total + more[0], more[1]


def _one(reader: Reader, i: int) -> Found | None:
    if end := reader.any_phrase(i, "half an hour", "half hour", "a half hour", "half a hour"):
        return Span(seconds=1800), end
    if end := reader.any_phrase(i, "a quarter of an hour", "quarter of an hour", "quarter hour"):
        return Span(seconds=900), end
    if end := reader.any_phrase(i, "three quarters of an hour"):
        return Span(seconds=2700), end
    if end := reader.any_phrase(i, "half a day"):
        return Span(seconds=12 * 3600), end
    amount = _amount(reader, i)
    if amount is None:
        return None
    value, end = amount
    if reader.low(end) == "-" and not reader[end].spaced:
        end += 1
    unit = UNITS.get(reader.low(end))
    if unit is None or (reader.low(end) == "h" and reader[end].spaced):
        return None
    half = reader.phrase(end + 1, "and a half")
    return scaled(unit, value + (0.5 if half else 0), half or end + 1)


def _amount(reader: Reader, i: int) -> tuple[float, int] | None:
    if reader.low(i) in {"a", "an"}:
        if end := reader.any_phrase(i, "a couple of", "a couple"):
            return 2, end
        return 1, i + 1
    if end := reader.any_phrase(i, "couple of", "couple"):
        return 2, end
    token = reader[i]
    if not token.spaced and i > 0 and reader.low(i - 1) in set("$€£¥.:/#"):
        return None
    decimals = reader[i + 2]
    if reader.shape(i, ".") and len(decimals.text) < 3:
        return float(f"{token.text}.{decimals.text}"), i + 3
    number = english_number(reader, i)
    if number and (end := reader.phrase(number[1], "and a half")):
        return number[0] + 0.5, end
    return number


def scaled(unit: str, value: float, end: int) -> Found | None:
    """`value` units as a span; halves of weeks and larger units are not taken."""
    months, days, seconds = UNIT_SPANS[unit]
    if value <= 0 or value > 99_999:
        return None
    if seconds:
        return Span(seconds=round(seconds * value)), end
    if days == 1 and value % 1:
        return Span(seconds=round(86_400 * value)), end
    total = months * value, days * value
    if any(part % 1 for part in total):
        return None
    return Span(int(total[0]), int(total[1])), end


def _trailing_minutes(reader: Reader, i: int, end: int) -> Found | None:
    """The 30 of 1h30."""
    token = reader[i]
    if reader.low(end - 1) not in {"h", "hr"} or not 0 <= token.value < 60:
        return None
    if reader.low(i + 1) == "m" and not reader[i + 1].spaced:
        return Span(seconds=token.value * 60), i + 2
    tight = i == end and not token.spaced and len(token.text) == 2
    return (Span(seconds=token.value * 60), i + 1) if tight else None
