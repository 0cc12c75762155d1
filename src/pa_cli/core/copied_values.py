"""Values that a model copied out of a text: found in it again, and turned into dates and numbers."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pa_cli.core.calculator.numerals import spell_figures
from pa_cli.core.text_dates import ReadDate

_MOST_ITEMS = 50
_MOST_CHARACTERS = 500
_NULL = {"type": "null"}
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
    rf"|(?<![\w.,-])(?:{_FIGURE})\s?(?:(?:million|billion|thousand|Mio\.?|[万亿千百])\s?)?"
    rf"(?:(?:{_SIGN})|(?:euros?|dollars?|pounds|yuan|yen|francs)\b|美元|欧元|英镑|日元|人民币|元|块钱)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
_CLOCK = (
    r"(?:noon|midday|midnight|mittags?|mitternacht|midi|minuit|中午|正午|午夜|"
    r"(?:早上|上午|中午|下午|傍晚|晚上|夜里|凌晨)?\s*\d{1,2}\s*"
    r"(?:[:：]\d{2}|点半|点钟?(?:\d{1,2}分)?|时|h\b|uhr|o['’]clock)?\s*(?:[ap]\.?m\b\.?)?)(?:之?[前后])?"
)
_CLOCK_ALONE = re.compile(
    rf"\W*(?:(?:at|by|from|before|after|until|till|around|about|um|ab|bis|von|vor|nach|gegen)\s+)*{_CLOCK}(?:\s*(?:[-–—~至到]|to|until|bis)\s*{_CLOCK})?\W*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b(USD|EUR|GBP|CNY|JPY|CHF|SEK|NOK|DKK|CAD|AUD|INR|KRW|HKD|SGD)\b")


@dataclass(slots=True)
class Found:
    """What of a model's answer holds.

    Attributes:
        data: The answer with dates and numbers; None for whatever does not stand in the text.
        spans: Where each value stands: its path (`tags[0]`) to offsets into the text.
        dropped: What was said but does not stand in the text, by path.
    """

    data: Any = None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)


def copying_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """`schema` as it is asked of a model: everything may be null, dates and numbers are copied words."""
    if "enum" in schema or "const" in schema:
        return {"anyOf": [dict(schema), _NULL]}
    kind = _kind(schema)
    told = {"description": schema["description"]} if "description" in schema else {}
    match kind:
        case "object":
            properties = {k: copying_schema(v) for k, v in schema.get("properties", {}).items()}
            return {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            } | told
        case "array":
            items = copying_schema(schema.get("items", {"type": "string"}))
            items = _without_null(items)
            return {"type": "array", "items": items, "maxItems": _MOST_ITEMS} | told
        case "boolean":
            return {"anyOf": [{"type": "boolean"}, _NULL]} | told
        case _:
            words = {"type": "string", "minLength": 1, "maxLength": _MOST_CHARACTERS}
            return {"anyOf": [words, _NULL]} | told


def check_copies(
    data: Any,  # noqa: ANN401 - JSON is anything
    schema: Mapping[str, Any],
    text: str,
    read_date: ReadDate,
) -> Found:
    """Keep of `data` what stands in `text`, in the types that `schema` wishes for.

    White space, case and width are no difference.

    Args:
        data: The answer, of the shape of `copying_schema(schema)`.
        schema: What the user asked for.
        text: The text.
        read_date: Reads the words of a date.
    """
    found = Found()
    found.data = _Checker(Folded(text), read_date, found).value(data, schema, "")
    return found


class Folded:
    """A text without differences of space, case and width, that remembers where all of it stood."""

    def __init__(self, text: str) -> None:
        characters, places = [], []
        for place, character in enumerate(text):
            for part in unicodedata.normalize("NFKC", character).casefold():
                if not part.isspace():
                    characters.append(part)
                    places.append(place)
        self.text = "".join(characters)
        self._places = places
        self._original = text

    def find(self, words: str, near: int = 0) -> tuple[int, int] | None:
        """Where `words` stand whole, as offsets into the original; None when they do not.

        A number does not stand in a longer one, nor "art" in "start".

        Args:
            words: What is looked for.
            near: Of several places the one closest to this offset; better after it than before.
        """
        found = list(self._places_of(Folded.fold(words)))
        return min(
            found,
            key=lambda span: span[0] - near if span[0] >= near else 4 * (near - span[0]),
            default=None,
        )

    def _places_of(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self._places[at], self._places[at + len(wanted) - 1] + 1
            if self._is_whole(start, end):
                yield start, end
            at = self.text.find(wanted, at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        text = self._original
        before, first = text[max(0, start - 2) : start], text[start]
        last, after = text[end - 1], text[end : end + 2]
        if first.isdigit() and re.search(r"\d[.,:]?\Z", before):
            return False
        if last.isdigit() and re.match(r"[.,:]?\d", after):
            return False
        return not (_LETTER.match(first) and _LETTER.match(before[-1:]))

    @staticmethod
    def fold(words: str) -> str:
        """`words` as they are compared."""
        return "".join(unicodedata.normalize("NFKC", words).casefold().split())


class _Checker:
    def __init__(self, text: Folded, read_date: ReadDate, found: Found) -> None:
        self._text, self._read_date, self._found = text, read_date, found
        self._near = 0

    def value(self, data: Any, schema: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401
        if data is None or "enum" in schema or "const" in schema:
            return data
        kind = _kind(schema)
        if kind == "object" and isinstance(data, dict):
            return {
                name: self.value(data.get(name), inner, f"{path}.{name}".lstrip("."))
                for name, inner in schema.get("properties", {}).items()
            }
        if kind == "array" and isinstance(data, list):
            return list(self._items(data, schema.get("items", {"type": "string"}), path))
        if not isinstance(data, str):
            return data
        return self._leaf(data, schema, kind, path)

    def _items(self, data: list[Any], schema: Mapping[str, Any], path: str) -> Iterator[Any]:
        seen: list[Any] = []
        for item in data:
            value = self.value(item, schema, f"{path}[{len(seen)}]")
            if value is not None and value not in seen:
                seen.append(value)
                yield value

    def _leaf(self, words: str, schema: Mapping[str, Any], kind: str, path: str) -> Any:  # noqa: ANN401
        span = self._text.find(words, self._near)
        value = self._typed(words.strip(), schema, kind) if span else None
        if span is None or value is None:
            self._found.dropped[path] = words
            return None
        self._found.spans[path] = span
        if "[" in path:
            self._near = span[0]  # the values of a record stand together
        return value

    def _typed(self, words: str, schema: Mapping[str, Any], kind: str) -> Any:  # noqa: ANN401
        if kind in {"integer", "number"}:
            number = read_number(words)
            if number is None or (kind == "integer" and number != int(number)):
                return None
            return int(number) if number == int(number) else float(number)
        form = schema.get("format")
        if form in {"date", "date-time", "time"}:
            moment = self._read_date(words) if form == "time" else read_day(words, self._read_date)
            if moment is None:
                return None
            if form == "date":
                return (moment.date() if isinstance(moment, datetime) else moment).isoformat()
            if not isinstance(moment, datetime):
                return None
            shown = moment.isoformat()
            return shown if form == "date-time" else shown.partition("T")[2]
        if form == "email":
            return words if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", words) else None
        return words


def read_day(words: str, read_date: ReadDate) -> date | datetime | None:
    """The day or moment that `words` mean; a time of day alone is neither."""
    return None if _CLOCK_ALONE.fullmatch(words) else read_date(words)


def read_number(words: str) -> Decimal | None:
    """The number in `words`, also in words: "3.5 million", "2万", "1.234,50 €", 三百元; None when there is none.

    A part of a code or a date is none: "NT-2026-00471", "88-1207".
    """
    plain = spell_figures(unicodedata.normalize("NFKC", words))
    found = _NUMBER.search(plain)
    if not found or _PART_OF_CODE.match(plain, found.end()):
        return None
    digits = re.sub(r"['’\u00a0\u202f ]", "", found[0]).replace("−", "-")
    try:
        return Decimal(_with_decimal_point(digits))
    except InvalidOperation:
        return None


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


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "string")
    if kind is None and "anyOf" in schema:
        real = [one for one in schema["anyOf"] if one != _NULL]
        return _kind(real[0]) if real else "string"
    return kind if isinstance(kind, str) else "object" if "properties" in schema else "string"


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    options = [option for option in schema.get("anyOf", []) if option != _NULL]
    return options[0] if len(options) == 1 else schema
