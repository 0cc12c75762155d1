"""JSON Schema to shapes: the subset that a grammar can hold, and a clear no to everything else.

A schema comes from outside and may be hostile, so depth, size and references are bounded here,
before anything is built from it.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pa_cli.core.errors import UsageError
from pa_cli.core.pattern_grammar import check_pattern
from pa_cli.core.schema_nodes import (
    FORMATS,
    AnyNode,
    ArrayNode,
    Field,
    LiteralNode,
    MapNode,
    Node,
    NumberNode,
    ObjectNode,
    Scalar,
    StringNode,
    UnionNode,
)

MAX_DEPTH = 12
MAX_REFERENCES = 32
MAX_NODES = 1000
MAX_LENGTH = 1_000_000
MAX_NUMBER = 10**15
MAX_DECIMALS = 6

_ANNOTATIONS = frozenset(
    ("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly")
) | {"$comment", "$defs", "definitions"}
_KEYWORDS: dict[str, frozenset[str]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "minItems", "maxItems"}),
    "string": frozenset({"minLength", "maxLength", "format", "pattern"}),
    "integer": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}),
    "number": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}),
    "boolean": frozenset(),
    "null": frozenset(),
}
_TYPE_OF_KEYWORD = {
    keyword: kind for kind in ("number", "string", "array", "object") for keyword in _KEYWORDS[kind]
}


def read_json_schema(document: object) -> Node:
    """The shape that `document`, parsed JSON, asks for.

    Raises:
        UsageError: It is no schema, or goes beyond the subset and its bounds.
    """
    if not isinstance(document, dict):
        raise UsageError("The schema must be a JSON object.")
    return _Reader(document).read(document, at="", depth=0, seen=())


class _Reader:
    """One pass over one document; counts what it makes."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._nodes = 0

    def read(self, schema: object, *, at: str, depth: int, seen: tuple[str, ...]) -> Node:
        """The shape of `schema`, which stands at the path `at` inside `depth` containers."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise UsageError(f"The schema is too large: more than {MAX_NODES} parts.")
        if depth > MAX_DEPTH:
            raise UsageError(f"The schema is nested more than {MAX_DEPTH} levels deep{_where(at)}.")
        if schema is True:
            return AnyNode()
        if not isinstance(schema, dict):
            raise _refusal("must be an object", at)
        keywords = frozenset(schema) - _ANNOTATIONS
        for combining in ("$ref", "anyOf", "allOf"):
            if combining in keywords:
                if len(keywords) > 1:
                    others = ", ".join(sorted(keywords - {combining}))
                    raise _refusal(f"has {others} beside {combining}, which pa cannot combine", at)
                return self._read_combined(combining, schema, at=at, depth=depth, seen=seen)
        if keywords & {"enum", "const"}:
            return _read_literal(schema, keywords, at)
        return self._read_types(schema, keywords, at=at, depth=depth, seen=seen)

    def _read_combined(
        self, keyword: str, schema: dict[str, Any], *, at: str, depth: int, seen: tuple[str, ...]
    ) -> Node:
        value = schema[keyword]
        if keyword == "$ref":
            if value in seen or len(seen) >= MAX_REFERENCES:
                raise _refusal(f"refers to itself through {value!r}; recursion has no bound", at)
            return self.read(self._follow(value, at), at=at, depth=depth, seen=(*seen, value))
        if not isinstance(value, list) or not value:
            raise _refusal(f"needs a list with at least one schema as {keyword}", at)
        if keyword == "allOf" and len(value) > 1:
            raise _refusal("has allOf with more than one schema, which pa cannot combine", at)
        options = tuple(
            self.read(option, at=f"{at}/{keyword}/{n}", depth=depth + 1, seen=seen)
            for n, option in enumerate(value)
        )
        return options[0] if len(options) == 1 else UnionNode(options)

    def _follow(self, reference: object, at: str) -> object:
        if not isinstance(reference, str) or not reference.startswith("#/"):
            raise _refusal(f"refers to {reference!r}; only references into itself work", at)
        found: Any = self._document
        for step in reference[2:].split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(found, dict) or key not in found:
                raise _refusal(f"refers to {reference!r}, which is not there", at)
            found = found[key]
        return found

    def _read_types(
        self,
        schema: dict[str, Any],
        keywords: frozenset[str],
        *,
        at: str,
        depth: int,
        seen: tuple[str, ...],
    ) -> Node:
        types = _types_of(schema, keywords, at)
        if not types:
            return AnyNode()
        allowed = frozenset({"type"}).union(*(_KEYWORDS[name] for name in types))
        if unknown := sorted(keywords - allowed):
            raise _refusal(f"has {unknown[0]!r}, which pa does not support there", at)
        options: list[Node] = []
        for name in types:
            if name == "object":
                options.append(self._read_object(schema, at=at, depth=depth, seen=seen))
            elif name == "array":
                options.append(self._read_array(schema, at=at, depth=depth, seen=seen))
            else:
                options.append(_read_scalar(name, schema, at))
        return options[0] if len(options) == 1 else UnionNode(tuple(options))

    def _read_object(
        self, schema: dict[str, Any], *, at: str, depth: int, seen: tuple[str, ...]
    ) -> Node:
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        others = schema.get("additionalProperties", True)
        if not isinstance(properties, dict):
            raise _refusal("needs an object as properties", at)
        if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
            raise _refusal("needs a list of names as required", at)
        for name in required:
            if name not in properties:
                raise _refusal(f"requires {name!r}, which its properties do not have", at)
        if not properties and others is not False:
            return MapNode(self.read(others, at=f"{at}/*", depth=depth + 1, seen=seen))
        if not isinstance(others, bool | dict):
            raise _refusal("needs true, false or a schema as additionalProperties", at)
        fields = []
        for name, value in properties.items():
            _check_text(name, at)
            node = self.read(value, at=f"{at}/{name}", depth=depth + 1, seen=seen)
            fields.append(Field(name, node, required=name in required))
        return ObjectNode(tuple(fields))

    def _read_array(
        self, schema: dict[str, Any], *, at: str, depth: int, seen: tuple[str, ...]
    ) -> ArrayNode:
        least, most = _bounds(schema, "minItems", "maxItems", at)
        items = self.read(schema.get("items", True), at=f"{at}/[]", depth=depth + 1, seen=seen)
        return ArrayNode(items, least, most)


def _types_of(schema: dict[str, Any], keywords: frozenset[str], at: str) -> list[str]:
    """The types that `schema` names or implies, without repetitions; empty for any value."""
    if "type" in schema:
        written = schema["type"]
        types = written if isinstance(written, list) else [written]
        if not types:
            raise _refusal("has an empty list of types", at)
        for name in types:
            if not isinstance(name, str) or name not in _KEYWORDS:
                raise _refusal(f"has the unknown type {name!r}", at)
        return list(dict.fromkeys(types))
    implied = []
    for keyword in sorted(keywords):
        if keyword not in _TYPE_OF_KEYWORD:
            raise _refusal(f"has {keyword!r}, which pa does not support", at)
        implied.append(_TYPE_OF_KEYWORD[keyword])
    return list(dict.fromkeys(implied))


def _read_literal(schema: dict[str, Any], keywords: frozenset[str], at: str) -> LiteralNode:
    if unknown := sorted(keywords - {"enum", "const", "type"}):
        raise _refusal(f"has {unknown[0]!r} beside enum or const, which pa cannot combine", at)
    if {"enum", "const"} <= keywords:
        raise _refusal("has both enum and const", at)
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    if not isinstance(values, list) or not values:
        raise _refusal("needs a list with at least one value as enum", at)
    if len(values) > MAX_NODES:
        raise _refusal(f"has {len(values)} values in enum; at most {MAX_NODES} work", at)
    for value in values:
        _check_plain(value, at)
    types = _types_of(schema, frozenset(), at)
    kept = [v for v in values if not types or any(_has_type(v, name) for name in types)]
    if not kept:
        raise _refusal("has no value in enum that is of its type", at)
    return LiteralNode(tuple(kept))


def _check_plain(value: object, at: str) -> None:
    if isinstance(value, list | dict):
        raise _refusal("has a list or an object in enum or const; only plain values work", at)
    if isinstance(value, float) and not math.isfinite(value):
        raise _refusal("has a number in enum that is too large", at)
    if isinstance(value, str):
        _check_text(value, at)


def _has_type(value: Scalar, name: str) -> bool:
    if isinstance(value, bool) or value is None:
        return name == ("null" if value is None else "boolean")
    if isinstance(value, str):
        return name == "string"
    return name == "number" or (name == "integer" and float(value).is_integer())


def _read_scalar(name: str, schema: dict[str, Any], at: str) -> Node:
    if name in {"boolean", "null"}:
        return LiteralNode((True, False) if name == "boolean" else (None,))
    return _read_string(schema, at) if name == "string" else _read_number(name, schema, at)


def _read_string(schema: dict[str, Any], at: str) -> StringNode:
    given = [key for key in ("format", "pattern", "minLength", "maxLength") if key in schema]
    if len(given) > 1 and given[0] in {"format", "pattern"}:
        raise _refusal(f"has {' and '.join(given)}, which pa cannot combine", at)
    if "format" in schema:
        if schema["format"] not in FORMATS:
            raise _refusal(
                f"has the format {schema['format']!r}; pa knows {', '.join(FORMATS)}", at
            )
        return StringNode(format=schema["format"])
    if "pattern" in schema:
        if not isinstance(schema["pattern"], str):
            raise _refusal("needs a text as pattern", at)
        try:
            check_pattern(schema["pattern"])
        except ValueError as error:
            raise _refusal(f"has a pattern that pa cannot use: {error}", at) from None
        return StringNode(pattern=schema["pattern"])
    least, most = _bounds(schema, "minLength", "maxLength", at)
    return StringNode(least, most)


def _bounds(schema: dict[str, Any], low: str, high: str, at: str) -> tuple[int, int | None]:
    """Two counts; a missing one is 0 and None."""
    found: list[int | None] = []
    for key in (low, high):
        value = schema.get(key)
        if key in schema and (
            isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_LENGTH
        ):
            raise _refusal(f"needs a whole number from 0 to {MAX_LENGTH} as {key}", at)
        found.append(value)
    least, most = found[0] or 0, found[1]
    if most is not None and least > most:
        raise _refusal(f"has {low} above {high}, so nothing can fit", at)
    return least, most


def _read_number(name: str, schema: dict[str, Any], at: str) -> NumberNode:
    low, above = _tighter(schema, "minimum", "exclusiveMinimum", at, sign=1)
    high, below = _tighter(schema, "maximum", "exclusiveMaximum", at, sign=-1)
    integer = name == "integer"
    if integer and low is not None:
        low, above = Decimal(math.floor(low) + 1 if above else math.ceil(low)), False
    if integer and high is not None:
        high, below = Decimal(math.ceil(high) - 1 if below else math.floor(high)), False
    if low is not None and high is not None and (low > high or (low == high and (above or below))):
        raise _refusal("has bounds that no number can meet", at)
    return NumberNode(integer, low, high, above, below)


def _tighter(
    schema: dict[str, Any], inclusive: str, exclusive: str, at: str, *, sign: int
) -> tuple[Decimal | None, bool]:
    """The bound that decides, and whether it is itself excluded."""
    bound, closed = (_decimal(schema.get(key), key, at) for key in (inclusive, exclusive))
    if closed is not None and (bound is None or closed * sign >= bound * sign):
        return closed, True
    return bound, False


def _decimal(value: object, key: str, at: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refusal(f"needs a number as {key}", at)
    if abs(value) > MAX_NUMBER or not math.isfinite(value):
        raise _refusal(f"has a {key} beyond {MAX_NUMBER:.0e}", at)
    number = Decimal(str(value))
    if number != round(number, MAX_DECIMALS):
        raise _refusal(f"has a {key} with more than {MAX_DECIMALS} decimals", at)
    return number


def _check_text(value: str, at: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise _refusal("has half a character (a lone surrogate) in a text", at)


def _where(at: str) -> str:
    shown = at if len(at) <= 80 else at[:79] + "…"
    return f" at {shown.lstrip('/')}" if at else ""


def _refusal(problem: str, at: str) -> UsageError:
    return UsageError(
        f"The schema{_where(at)} {problem}.",
        hint="Schemas may use: type, properties, required, items, enum, const, anyOf, $ref, bounds, "
        "format, pattern.",
    )
