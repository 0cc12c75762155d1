"""English times of day: 3pm, half past five, four thirty pm, seven o'clock, noon."""

from pa_cli.core.dates.english.words import (
    COUNTED,
    FOLLOWERS,
    LABELS,
    MEASURES,
    PARTS,
    TODAY_WORDS,
    WEEKDAYS,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import CARDINALS, english_number
from pa_cli.core.dates.numeric import read_clock
from pa_cli.core.dates.pieces import Clock

Found = tuple[Clock, int]

_DOTTED_LABELS = frozenset("priced sold valued closed trading bought costs worth version".split())
_HOURS = range(1, 13)
_RANGES = {"from", "between"}


def clock(reader: Reader, i: int, *, loose: bool = False) -> Found | None:
    """A time of day at token `i`; with `loose` a bare hour is one too ("at 5", "9 to 5")."""
    found = (
        _named(reader, i)
        or _relative(reader, i, loose=loose)
        or _figures(reader, i)
        or _spoken(reader, i, loose=loose)
    )
    if found is None and loose:
        return _bare(reader, i)
    return found


def _named(reader: Reader, i: int) -> Found | None:
    if end := reader.any_phrase(
        i, "12 noon", "noon", "midday", "twelve noon", "lunchtime", "lunch time"
    ):
        return _from_hours(reader.options.noon), end
    if end := reader.any_phrase(i, "12 midnight", "midnight"):
        return Clock(24), end
    if end := reader.any_phrase(
        i, "end of day", "the end of the day", "end of the day", "eod", "cob", "close of business"
    ):
        return _from_hours(reader.options.end_of_day), end
    return None


def _from_hours(hours: float) -> Clock:
    whole = int(hours)
    return Clock(whole, round((hours - whole) * 60))


def meridiem(reader: Reader, i: int) -> tuple[str, int] | None:
    """`am`, `p.m.` and the like: "a" or "p", and the index after it."""
    token = reader[i]
    if token.low in {"am", "pm"}:
        return token.low[0], i + 1
    if token.low in {"a", "p"}:
        if reader.low(i + 1) == "." and reader.low(i + 2) == "m" and not reader[i + 2].spaced:
            return token.low, i + 4 if reader.low(i + 3) == "." and not reader[
                i + 3
            ].spaced else i + 3
        if reader.low(i + 1) == "m" or (not token.spaced and reader[i - 1].value >= 0):
            return token.low, i + 2 if reader.low(i + 1) == "m" else i + 1
    return None


def with_meridiem(hour: int, minute: int, half: str) -> Clock:
    """An hour from 1 to 12 with its half of the day."""
    return Clock(hour % 12 + (12 if half == "p" else 0), minute)


def _figures(reader: Reader, i: int) -> Found | None:
    """3pm, 3:15 pm, 15:00, 3.15pm, 14h30, 7 o'clock."""
    token = reader[i]
    if token.value < 0 or reader.low(i - 1) in LABELS:
        return None
    if found := read_clock(reader, i):
        half = meridiem(reader, found[1])
        if half and found[0].hour in _HOURS:
            return with_meridiem(found[0].hour, found[0].minute, half[0]), half[1]
        return (found[0], half[1]) if half and found[0].hour > 12 else found
    if _glued_before(reader, i):
        return None
    half = meridiem(reader, i + 1)
    if half and token.value in _HOURS:
        return with_meridiem(token.value, 0, half[0]), half[1]
    if dotted := _dotted(reader, i):
        return dotted
    if token.value in _HOURS and (end := reader.any_phrase(i + 1, "o ' clock", "ish", "- ish")):
        return _open(token.value, 0, reader, end)
    return _with_h(reader, i) or _apart(reader, i)


def _apart(reader: Reader, i: int) -> Found | None:
    """The 6 30 of "at 6 30", as some write and speech gives it; 18 30 too."""
    hour, minute = reader[i], reader[i + 1]
    follows = reader.low(i + 2)
    whole = not follows or follows in FOLLOWERS or follows in PARTS or follows in TODAY_WORDS
    if not (whole or meridiem(reader, i + 2)) or reader.low(i - 1) not in {"at", "@"}:
        return None
    if not 1 <= hour.value < 24 or len(minute.text) != 2 or not 0 <= minute.value < 60:
        return None
    is_half = hour.value in _HOURS
    if is_half and (half := meridiem(reader, i + 2)):
        return with_meridiem(hour.value, minute.value, half[0]), half[1]
    return Clock(hour.value, minute.value, half_open=is_half), i + 2


def _glued_before(reader: Reader, i: int) -> bool:
    before, token = reader[i - 1], reader[i]
    return not token.spaced and i > 0 and (before.low in "$€£¥#.:/+_" or before.text.isalpha())


def _dotted(reader: Reader, i: int) -> Found | None:
    """3.15pm; and 3.15 after "at", as the British write."""
    pair = reader.shape(i, ".")
    if not pair or len(reader[i + 2].text) != 2 or pair[1] > 59 or pair[0] > 23:
        return None
    half = meridiem(reader, i + 3)
    if half and pair[0] in _HOURS:
        return with_meridiem(pair[0], pair[1], half[0]), half[1]
    after_day = reader.low(i - 1) in TODAY_WORDS or reader.low(i - 1) in WEEKDAYS
    is_last = not reader.low(i + 3) or reader.low(i + 3) in FOLLOWERS
    said = reader.low(i - 1) == "at" or (after_day and is_last)
    quarter = (pair[1] % 15 == 0 or pair[0] > 12) and said
    label = reader.low(i - 2) in _DOTTED_LABELS or reader.low(i + 3) in MEASURES
    if quarter and not label and reader.low(i + 3) != ".":
        return Clock(pair[0], pair[1], half_open=pair[0] in _HOURS), i + 3
    return None


def _with_h(reader: Reader, i: int) -> Found | None:
    """14h30, 14h; 1430 hours."""
    token, sign = reader[i], reader[i + 1]
    if sign.low == "h" and not sign.spaced and token.value <= 23:
        minute = reader[i + 2]
        if not minute.spaced and len(minute.text) == 2 and 0 <= minute.value <= 59:
            return Clock(token.value, minute.value), i + 3
        return (Clock(token.value), i + 2) if token.value > 12 else None
    if len(token.text) == 4 and token.value % 100 < 60 and token.value < 2400:
        spoken = sign.low in {"hours", "hrs", "h"}
        if spoken or (
            reader.low(i - 1) == "at"
            and (token.text[0] == "0" or token.value % 5 == 0)
            and sign.low not in MEASURES
            and not 1900 <= token.value < 2200
            and token.value >= 1300 - 1300 * (token.text[0] == "0")
        ):
            return Clock(token.value // 100, token.value % 100), i + 2 if spoken else i + 1
    return None


def _relative(reader: Reader, i: int, *, loose: bool) -> Found | None:
    """Half past five, quarter to nine, ten past three, ten minutes before four."""
    amount, end = 0, 0
    if at := _half(reader, i, loose=loose):
        amount, end = 30, at
    elif at := reader.any_phrase(i, "a quarter", "quarter"):
        amount, end = _past_or_to(reader, at, 15)
    elif (number := english_number(reader, i)) and 0 < number[0] < 30:
        at = reader.any_phrase(number[1], "minutes", "mins") or number[1]
        if at == number[1] and number[0] in _HOURS and reader[i].value > 0:
            return None  # 10 to 11 am are two hours
        spelled = at > number[1] or (number[0] % 5 == 0 and reader.low(i - 1) not in _RANGES)
        hours = reader[i].value >= 0 and reader.low(at) == "till"  # 10 till 11, but ten till eleven
        amount, end = _past_or_to(reader, at, number[0]) if spelled and not hours else (0, 0)
        unsure = end and reader.low(end - 1) == "to" and not loose and at == number[1]
        if unsure and not meridiem(reader, end + 1):
            return None
    if not end:
        return None
    hour = english_number(reader, end)
    if reader.any_phrase(end, "noon", "midnight"):
        base = Clock(12 if reader.low(end) == "noon" else 24)
        total = (base.minutes + amount) % 1440
        return Clock(total // 60, total % 60), end + 1
    if not hour or hour[0] not in _HOURS or reader.low(hour[1]) in MEASURES | COUNTED:
        return None
    total = hour[0] * 60 + amount
    half = meridiem(reader, hour[1])
    end = half[1] if half else reader.phrase(hour[1], "o ' clock") or hour[1]
    if half:
        total = with_meridiem(hour[0], 0, half[0]).minutes + amount
        return Clock(total // 60 % 24, total % 60), end
    return Clock(total // 60 if total >= 60 else 12, total % 60, half_open=True), end


def _half(reader: Reader, i: int, *, loose: bool) -> int:
    """The index after half past, or after the half of "half seven" and "half 7 pm"; else 0."""
    if reader.low(i) != "half":
        return 0
    if at := reader.any_phrase(i, "half past", "half - past", "half passed"):
        return at
    spoken = loose and CARDINALS.get(reader.low(i + 1), 0) in _HOURS
    return i + 1 if spoken or (reader[i + 1].value in _HOURS and meridiem(reader, i + 2)) else 0


def _past_or_to(reader: Reader, i: int, amount: int) -> tuple[int, int]:
    if reader.low(i) in {"before", "after"} and reader.low(i - 1) in {"minutes", "mins"}:
        return (-amount if reader.low(i) == "before" else amount), i + 1
    if reader.low(i) in {"past", "after"}:
        return (amount, i + 1) if reader.low(i) == "past" else (0, 0)
    if reader.low(i) in {"to", "till", "of"}:
        return (-amount, i + 1) if reader.low(i) != "of" else (0, 0)
    return 0, 0


def _spoken(reader: Reader, i: int, *, loose: bool) -> Found | None:
    """Eleven am, four thirty pm, five oh five, seven o'clock."""
    hour = CARDINALS.get(reader.low(i), 0)
    if hour not in _HOURS and not (loose and hour > 12):
        return None
    end, minute = i + 1, 0
    if found := _spoken_minute(reader, end):
        minute, end = found
    half = meridiem(reader, end)
    if half and hour in _HOURS:
        return with_meridiem(hour, minute, half[0]), half[1]
    if at := reader.phrase(end, "o ' clock") or reader.phrase(end, "oclock"):
        return _open(hour, minute, reader, at)
    if minute and loose and not _counts(reader, end):
        return Clock(hour, minute, half_open=hour in _HOURS), end
    return None


def _spoken_minute(reader: Reader, i: int) -> tuple[int, int] | None:
    if reader.low(i) in {"oh", "o"} and 0 < CARDINALS.get(reader.low(i + 1), 0) < 10:
        return CARDINALS[reader.low(i + 1)], i + 2
    if reader[i].value >= 0:
        return None
    number = english_number(reader, i)
    return number if number and 10 <= number[0] < 60 else None


def _open(hour: int, minute: int, reader: Reader, end: int) -> Found:
    half = meridiem(reader, end)
    if half:
        return with_meridiem(hour, minute, half[0]), half[1]
    return Clock(hour, minute, half_open=True), end


def _bare(reader: Reader, i: int) -> Found | None:
    """A lone hour, where the words before it ask for one and those after it count nothing."""
    if _glued_before(reader, i) or reader.low(i - 1) in LABELS:
        return None
    number = english_number(reader, i)
    if not number or not 0 <= number[0] <= 23 or (len(reader[i].text) > 2 and reader[i].value >= 0):
        return None
    hour, end = number
    if _counts(reader, end) or (hour == 0 and reader[i].value < 0):
        return None
    return Clock(hour, half_open=1 <= hour <= 12 and not reader[i].text.startswith("0")), end


def _counts(reader: Reader, i: int) -> bool:
    """Whether the word at `i` goes on with the number before it, as what it counts."""
    token = reader[i]
    if token.low in {".", ",", ":", "/", "-"} and not token.spaced:
        after = reader[i + 1]
        return not after.spaced and after.value >= 0 and token.low != "-"
    if token.low in FOLLOWERS or token.low in PARTS or not token.low:
        return False
    if token.low in MEASURES or token.low in COUNTED:
        return True
    if not token.spaced and token.low.isalpha() and token.low.isascii():
        return True
    if reader[i + 1].low in {"street", "st", "avenue", "ave", "road", "rd", "lane", "square"}:
        return True
    return token.text.islower() and token.low.endswith("s") and len(token.low) > 3
