"""Numbers and sums of money in texts: found by their form, and read as people write them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from pa_cli.core.calculator.numerals import SPELT_NUMBER, spell_figures

_NUMBER = re.compile(r"[-+−]?\d[\d.,'’\u00a0\u202f ]*\d|[-+−]?\d")
_PART_OF_CODE = re.compile(r"[-/]\d")
_CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "元": "CNY", "块": "CNY",
    "人民币": "CNY", "rmb": "CNY", "日元": "JPY", "円": "JPY", "美元": "USD", "欧元": "EUR",
    "英镑": "GBP", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
    "pound": "GBP", "pounds": "GBP", "yuan": "CNY", "yen": "JPY", "francs": "CHF",
}  # fmt: skip
_FIGURE = r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})*(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SIGN = r"(?:US|HK|A|C)?[$€£¥￥]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|CHF|CAD|AUD)\b"
_AMOUNT = re.compile(
    rf"(?:{_SIGN})\s?(?:{_FIGURE})(?:\s?(?:million|billion|thousand|[kKmM]\b|[万亿]))?"
    rf"|(?<![A-Za-z\d_.,-])(?:{_FIGURE})\s?(?:(?:million|billion|thousand|Mio\.?|[万亿千百])\s?)?"
    rf"(?:(?:{_SIGN})|(?:euros?|dollars?|pounds|yuan|yen|francs)\b|美元|欧元|英镑|日元|人民币|元|块钱)",
    re.IGNORECASE,
)
_LARGE_LETTER = re.compile(r"(\d)\s?([kK]|(?<=\d)M)\b")
_MULTIPLIER = re.compile(r"\s?(?:million|billion|thousand|Mio\b|[kK]\b|[万亿])|M\b")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_FIGURES = re.compile(r"(?<![\w.,:/-])\d[\d.,'’]*\d(?![\w:/-])|(?<![\w.,:/-])\d(?![\w:/-])")
_LEAST_SPELT = 10
_CODE = re.compile(r"\b(USD|EUR|GBP|CNY|JPY|CHF|SEK|NOK|DKK|CAD|AUD|INR|KRW|HKD|SGD)\b")


def read_number(words: str) -> Decimal | None:
    """The number in `words`, also in words: "3.5 million", "2万", "1.234,50 €", 三百元; None when there is none.

    A part of a code or a date is none: "NT-2026-00471", "88-1207". Of money three digits behind a
    point are no decimals: "1.250 EUR" is 1250.
    """
    plain = spell_figures(_LARGE_LETTER.sub(_spelt_out, unicodedata.normalize("NFKC", words)))
    found = _NUMBER.search(plain)
    if not found or _PART_OF_CODE.match(plain, found.end()):
        return None
    digits = re.sub(r"['’\u00a0\u202f ]", "", found[0]).replace("−", "-")
    if _THOUSANDS.fullmatch(digits) and _AMOUNT.search(words):
        digits = digits.replace(".", "")
    try:
        return Decimal(_with_decimal_point(digits))
    except InvalidOperation:
        return None


def whole_number(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """`span` of a number with what makes it a larger one or money: "3.5" of "USD 3.5k", 2.3 of 2.3万元."""
    start, end = span
    for found in _AMOUNT.finditer(text):
        if found.start() <= start and end <= found.end():
            return found.span()
    more = _MULTIPLIER.match(text, end) if text[end - 1].isdigit() else None
    return (start, more.end()) if more else span


def spans_of_number(text: str, number: Decimal) -> list[tuple[int, int]]:
    """Where `text` says `number`, in figures or in words; small ones stand in words that count nothing."""
    candidates = [match.span() for match in _FIGURES.finditer(text)]
    if number >= _LEAST_SPELT:
        candidates += [match.span() for match in SPELT_NUMBER.finditer(text)]
    wholes = dict.fromkeys(whole_number(text, span) for span in candidates)
    return [(start, end) for start, end in wholes if read_number(text[start:end]) == number]


def _spelt_out(found: re.Match[str]) -> str:
    return f"{found[1]} {'thousand' if found[2] in 'kK' else 'million'}"


def read_amount(words: str) -> tuple[Decimal | None, str | None]:
    """The number in `words` and its currency as an ISO 4217 code."""
    code = _CODE.search(words.upper())
    if code:
        return read_number(words), code[1]
    lowered = unicodedata.normalize("NFKC", words).lower()
    for sign in sorted(_CURRENCIES, key=len, reverse=True):
        if sign.isascii() and sign.isalpha():
            if re.search(rf"\b{sign}\b", lowered):
                return read_number(words), _CURRENCIES[sign]
        elif sign in lowered:
            return read_number(words), _CURRENCIES[sign]
    return read_number(words), None


def find_amounts(text: str) -> list[str]:
    """The sums of money in `text`, as they are written; found by their form, without a model."""
    return list(dict.fromkeys(match[0].strip() for match in _AMOUNT.finditer(text)))


def _with_decimal_point(digits: str) -> str:
    """`digits` with its thousands marks gone; the last mark is decimal unless three digits follow."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    tail = digits.rpartition(last)[2]
    others = "," if last == "." else "."
    is_thousands = len(tail) == 3 and (marks.count(last) > 1 or last == ",") and others not in marks
    if is_thousands or marks.count(last) > 1:
        return digits.replace(".", "").replace(",", "")
    return digits.replace(others, "").replace(last, ".")
