"""Values that a model copied out of a text: found in it again, and turned into dates and numbers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import ge, gt, le, lt
from typing import Any

from pa_cli.core.amounts import read_number, spans_of_number, whole_number
from pa_cli.core.folded_text import Folded
from pa_cli.core.pattern_matching import matches
from pa_cli.core.text_dates import YEAR, ReadDate, find_dates

_MOST_ITEMS = 50
_MOST_CHARACTERS = 500
_NULL = {"type": "null"}
_CLOCK = (
    r"(?:noon|midday|midnight|mittags?|mitternacht|midi|minuit|中午|正午|午夜|"
    r"(?:早上|上午|中午|下午|傍晚|晚上|夜里|凌晨)?\s*\d{1,2}\s*"
    r"(?:[:：]\d{2}|点半|点钟?(?:\d{1,2}分)?|时|h\b|uhr|o['’]clock)?\s*(?:[ap]\.?m\b\.?)?)(?:之?[前后])?"
)
_CLOCK_ALONE = re.compile(
    rf"\W*(?:(?:at|by|from|before|after|until|till|around|about|um|ab|bis|von|vor|nach|gegen)\s+)*{_CLOCK}(?:\s*(?:[-–—~至到]|to|until|bis)\s*{_CLOCK})?\W*",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"[\d零〇一二三四五六七八九十]")
_NUMBERED = re.compile(
    r"(?:\b|_|(?<=[a-z])(?=N))(?:no|nr|number|phone|telephone|mobile|fax|zip|postcode|iban)\Z|(?:号|号码|电话|手机|编号)\Z",
    re.IGNORECASE,
)
"""Fields whose values hold figures: a name is no order number."""

_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "minimum": ge,
    "maximum": le,
    "exclusiveMinimum": gt,
    "exclusiveMaximum": lt,
}


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


class _Checker:
    def __init__(self, text: Folded, read_date: ReadDate, found: Found) -> None:
        self._text, self._read_date, self._found = text, read_date, found
        self._near = 0

    def value(self, data: Any, schema: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401
        if data is None or "const" in schema:
            return data
        if "enum" in schema:
            return self._choice(data, schema["enum"], path)
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

    def _choice(self, chosen: Any, choices: Sequence[Any], path: str) -> Any:  # noqa: ANN401
        """`chosen`, or the only one of `choices` that the text names when it does not name that."""
        named = {
            one: span
            for one in choices
            if isinstance(one, str) and (span := self._text.find(one, self._near))
        }
        if chosen not in named and len(named) == 1:
            self._found.dropped[path] = str(chosen)
            chosen = next(iter(named))
        if chosen in named:
            self._found.spans[path] = named[chosen]
        return chosen

    def _items(self, data: list[Any], schema: Mapping[str, Any], path: str) -> Iterator[Any]:
        seen: list[Any] = []
        for item in data:
            value = self.value(item, schema, f"{path}[{len(seen)}]")
            if value is not None and value not in seen:
                seen.append(value)
                yield value

    def _leaf(self, words: str, schema: Mapping[str, Any], kind: str, path: str) -> Any:  # noqa: ANN401
        words = _part_like(words, schema.get("pattern", ""))
        span = self._place_of(words, schema, kind)
        value = self._typed(self._text.words(span, words), schema, kind) if span else None
        if value is not None and not _follows(value, schema):
            value = None
        is_other_thing = (
            isinstance(value, str) and _NUMBERED.search(path) and not _DIGIT.search(value)
        )
        if span is None or value is None or is_other_thing:
            self._found.dropped[path] = words
            return None
        self._found.spans[path] = span
        if "[" in path:
            self._near = span[0]  # the values of a record stand together
        return value

    def _place_of(self, words: str, schema: Mapping[str, Any], kind: str) -> tuple[int, int] | None:
        """Where the value stands; of a number or day also where the text says it in other words."""
        span = self._text.find(words, self._near)
        if kind in {"integer", "number"}:
            if span:
                return whole_number(self._text.original, span)
            number = read_number(words)
            found = spans_of_number(self._text.original, number) if number is not None else []
            return self._text.nearest(found, self._near)
        if span is None and schema.get("format") == "date":
            return self._text.nearest(self._spans_of_day(words), self._near)
        return span

    def _spans_of_day(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the text names the day that `words` mean; a year that it does not say may be wrong."""
        day = read_day(words, self._read_date)
        for written in find_dates(self._text.original) if day else ():
            other = read_day(written, self._read_date)
            span = self._text.find(written, self._near)
            if day and other and span and (other.month, other.day) == (day.month, day.day):
                is_told = bool(YEAR.search(written))
                if not is_told or other.year == day.year:
                    yield span

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


def _part_like(words: str, pattern: str) -> str:
    """The one word of `words` that `pattern` wishes for: the code of "Invoice HH-26"; else all of them."""
    if not pattern or matches(pattern, words.strip()):
        return words
    return next(
        (word for word in words.split() if matches(pattern, word.strip(",;:.()"))), words
    ).strip(",;:.()")


def _follows(value: Any, schema: Mapping[str, Any]) -> bool:  # noqa: ANN401
    """Whether a text or number keeps to the bounds of `schema`."""
    if isinstance(value, str):
        least, most = schema.get("minLength", 0), schema.get("maxLength", len(value))
        is_like = "pattern" not in schema or matches(schema["pattern"], value)
        return is_like and least <= len(value) <= most
    return all(
        is_kept(value, schema[bound]) for bound, is_kept in _BOUNDS.items() if bound in schema
    )


def read_day(words: str, read_date: ReadDate) -> date | datetime | None:
    """The day or moment that `words` mean; a time of day alone is neither."""
    return None if _CLOCK_ALONE.fullmatch(words) else read_date(words)


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
