"""Numbers in words: English as it is spoken, Chinese in both scripts."""

from pa_cli.core.dates.lexer import Reader

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * place for place, word in enumerate(_TENS)
}
_ORDINAL_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {word: 1 + place for place, word in enumerate(_ORDINAL_UNITS)} | {
    "twentieth": 20,
    "thirtieth": 30,
}

_CHINESE_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_CHINESE_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100}

Number = tuple[int, int]
"""A value and the index of the token after it."""


def english_number(reader: Reader, i: int) -> Number | None:
    """A whole number below 1000 in words, or of up to six digits."""
    if (value := reader[i].value) >= 0:
        return value, i + 1
    found = _below_hundred(reader, i)
    if found and 0 < found[0] < 10 and reader.low(found[1]) == "hundred":
        hundreds, i = found[0] * 100, found[1] + 1
        after_and = i + 1 if reader.low(i) == "and" else i
        rest = _below_hundred(reader, after_and)
        return (hundreds + rest[0], rest[1]) if rest else (hundreds, i)
    return found


def _below_hundred(reader: Reader, i: int) -> Number | None:
    value = CARDINALS.get(reader.low(i))
    if value is None:
        return None
    if value >= 20:
        at = i + 2 if reader.low(i + 1) == "-" else i + 1
        unit = CARDINALS.get(reader.low(at), 0)
        if 0 < unit < 10:
            return value + unit, at + 1
    return value, i + 1


def english_ordinal(reader: Reader, i: int) -> Number | None:
    """A number from 1st to 99th, in figures or in words."""
    token = reader[i]
    if token.value > 0:
        suffix = reader[i + 1]
        if suffix.low in {"st", "nd", "rd", "th"} and not suffix.spaced:
            return token.value, i + 2
        return None
    if token.low in ORDINALS:
        return ORDINALS[token.low], i + 1
    tens = CARDINALS.get(token.low, 0)
    if tens >= 20:
        at = i + 2 if reader.low(i + 1) == "-" else i + 1
        unit = ORDINALS.get(reader.low(at), 10)
        if unit < 10:
            return tens + unit, at + 1
    return None


def english_year(reader: Reader, i: int) -> Number | None:
    """A year from 1900 to 2199, also as it is spoken: twenty twenty-six."""
    token = reader[i]
    if token.value >= 0:
        is_year = len(token.text) == 4 and 1900 <= token.value < 2200
        return (token.value, i + 1) if is_year else None
    if token.low == "two" and reader.low(i + 1) == "thousand":
        at = i + 3 if reader.low(i + 2) == "and" else i + 2
        rest = _below_hundred(reader, at)
        return (2000 + rest[0], rest[1]) if rest else (2000, i + 2)
    if token.low in {"nineteen", "twenty"}:
        rest = _below_hundred(reader, i + 1)
        if rest and rest[0] >= 10:
            return CARDINALS[token.low] * 100 + rest[0], rest[1]
    return None


def chinese_number(reader: Reader, i: int) -> Number | None:
    """A whole number below 1000 in Chinese characters, or of up to six digits."""
    if (value := reader[i].value) >= 0:
        return value, i + 1
    total, digit, seen = 0, -1, i
    while True:
        sign = reader.low(i)
        if sign in _CHINESE_DIGITS and (digit < 0 or digit == 0):
            digit = _CHINESE_DIGITS[sign]
        elif sign in _CHINESE_TENS and not (total and sign in "廿卅"):
            total += _CHINESE_TENS[sign] * (1 if digit < 1 or sign in "廿卅" else digit)
            digit = -1
        else:
            break
        i += 1
    return None if i == seen else (total + max(digit, 0), i)


def chinese_year(reader: Reader, i: int) -> Number | None:
    """A year in four digits of either script."""
    token = reader[i]
    if token.value >= 0:
        is_year = len(token.text) == 4 and 1900 <= token.value < 2200
        return (token.value, i + 1) if is_year else None
    digits = [_CHINESE_DIGITS.get(reader.low(i + n), -1) for n in range(4)]
    if min(digits) < 0:
        return None
    value = int("".join(map(str, digits)))
    return (value, i + 4) if 1900 <= value < 2200 else None
