"""Numbers written out, made figures: English words and Chinese characters."""

import re
from fractions import Fraction

from pa_cli.core.dates.numerals import CARDINALS

_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12}
_CARDINAL = "|".join(CARDINALS)
_SCALE = "|".join(_SCALES)
_WORD = f"{_CARDINAL}|{_SCALE}"
_FIGURES = r"\d+(?:\.\d+)?"
# "and" belongs to a number only after hundred and the like: "five and six" are two
_ELEMENT = rf"(?:(?:{_SCALE})(?:\s+and(?=\s+(?:{_CARDINAL})\b))?|(?:{_CARDINAL}))\b"
_RUN = re.compile(
    rf"(?<![a-z\d.])(?:a(?=\s+(?:{_SCALE}))|{_FIGURES}(?=\s*(?:{_SCALE})\b)|{_ELEMENT})"
    rf"(?:[\s-]*{_ELEMENT})*(?:\s+point(?:\s+(?:{_CARDINAL}))+\b(?:\s+(?:{_SCALE})\b)?)?"
)
_SPOKEN = re.compile(rf"{_FIGURES}|[a-z]+")

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_CHINESE = re.compile(
    r"(?:\d+(?:\.\d+)?)?[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
)

SPELT_NUMBER = re.compile(f"(?i:{_RUN.pattern})|{_CHINESE.pattern}")
"""Numbers that are written out, in English or Chinese."""


def spell_figures(text: str) -> str:
    """`text` with the numbers that it has in words written in figures."""
    text = _RUN.sub(lambda found: _as_figures(_english(found[0])) or found[0], text)
    return _CHINESE.sub(lambda found: _as_figures(_chinese(found[0])) or found[0], text)


def _as_figures(value: Fraction | None) -> str:
    if value is None:
        return ""
    if value.denominator == 1:
        return f" {value} "
    whole, _, rest = f"{float(value):.12f}".partition(".")
    return f" {whole}.{rest.rstrip('0') or '0'} "


def _english(text: str) -> Fraction | None:
    """The value of "two hundred and forty six", "2.5 million", "three point one four"."""
    before, _, after = text.partition(" point ")
    total = current = Fraction(0)
    seen_unit = seen_ten = False
    for word in _SPOKEN.findall(before):
        if word in {"and", "a"}:
            current = Fraction(1) if word == "a" and not current else current
        elif word in _SCALES:
            scale = _SCALES[word]
            seen_unit = seen_ten = False
            if scale == 100:
                current = (current or Fraction(1)) * 100
            else:
                total, current = total + (current or Fraction(1)) * scale, Fraction(0)
        elif word in CARDINALS:
            value = CARDINALS[word]
            if seen_unit or (seen_ten and not 0 < value < 10):
                return None  # "two three" is no number
            seen_unit, seen_ten = value < 20, value >= 20
            current += value
        else:
            current += Fraction(word)
    *spoken, last = after.split() or [""]
    scale = _SCALES.get(last, 0)
    digits = [
        CARDINALS.get(word, 10) for word in (spoken if scale or not last else [*spoken, last])
    ]
    if any(digit > 9 for digit in digits):
        return None
    tail = sum((Fraction(d, 10 ** (n + 1)) for n, d in enumerate(digits)), Fraction(0))
    return (total + current + tail) * (scale or 1)


def _chinese(text: str) -> Fraction | None:
    """The value of 三百零五, 3.5万, 三点一四, 一百五."""
    before, _, after = text.partition("点")
    leading = re.match(r"\d+(?:\.\d+)?", before)
    rest = before[leading.end() :] if leading else before
    total = section = Fraction(0)
    digit: Fraction | None = Fraction(leading[0]) if leading else None
    last_unit, after_zero = 1, False
    if not leading and len(rest) > 1 and all(sign in _DIGITS for sign in rest):
        return Fraction("".join(str(_DIGITS[sign]) for sign in rest))  # 二〇二六
    for sign in rest:
        if sign in _DIGITS:
            if digit:
                return None
            digit, after_zero = Fraction(_DIGITS[sign]), after_zero or _DIGITS[sign] == 0
        elif sign in _TENS:
            last_unit = _TENS[sign]
            section += (Fraction(1) if digit is None else digit) * last_unit
            digit, after_zero = None, False
        else:
            last_unit = _MYRIADS[sign]
            section += digit or Fraction(0)
            begun = section or Fraction(1)
            total = (total + begun) * last_unit if last_unit > 10**4 else total + begun * last_unit
            section, digit, after_zero = Fraction(0), None, False
    if digit:
        # 一百五 is 150, 一百零五 is 105
        spoken_short = last_unit > 10 and not after_zero
        section += digit * (last_unit // 10) if spoken_short else digit
    tail = sum((Fraction(_DIGITS[s], 10 ** (n + 1)) for n, s in enumerate(after)), Fraction(0))
    return total + section + tail
