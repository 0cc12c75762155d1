"""JSON Schema to shapes: the subset that a grammar can hold, and a clear no to everything else.

A schema comes from outside and may be hostile, so depth, size and references are bounded here,
before anything is built from it.
"""

import math
from collections.abc import Mapping
from typing import Any

from pa_cli.core.errors import UsageError
from pa_cli.core.json_schema_scalars import count_bounds, read_scalar, refusal, where
from pa_cli.core.schema_nodes import (
    AnyNode,
    ArrayNode,
    Field,
    LiteralNode,
    MapNode,
    Node,
    ObjectNode,
    Scalar,
    UnionNode,
)

MAX_DEPTH = 12
MAX_REFERENCES = 32
MAX_NODES = 1000

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
            raise UsageError(f"The schema is nested more than {MAX_DEPTH} levels deep{where(at)}.")
        if schema is True:
            return AnyNode()
        if not isinstance(schema, dict):
            raise refusal("must be an object", at)
        keywords = frozenset(schema) - _ANNOTATIONS
        for combining in ("$ref", "anyOf", "allOf"):
            if combining in keywords:
                if len(keywords) > 1:
                    others = ", ".join(sorted(keywords - {combining}))
                    raise refusal(f"has {others} beside {combining}, which pa cannot combine", at)
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
                raise refusal(f"refers to itself through {value!r}; recursion has no bound", at)
            return self.read(self._follow(value, at), at=at, depth=depth, seen=(*seen, value))
        if not isinstance(value, list) or not value:
            raise refusal(f"needs a list with at least one schema as {keyword}", at)
        if keyword == "allOf" and len(value) > 1:
            raise refusal("has allOf with more than one schema, which pa cannot combine", at)
        options = tuple(
            self.read(option, at=f"{at}/{keyword}/{n}", depth=depth + 1, seen=seen)
            for n, option in enumerate(value)
        )
        return options[0] if len(options) == 1 else UnionNode(options)

    def _follow(self, reference: object, at: str) -> object:
        if reference == "#":
            raise refusal("refers to itself as a whole; recursion has no bound", at)
        if not isinstance(reference, str) or not reference.startswith("#/"):
            raise refusal(
                f"refers to {reference!r}; only references into the same schema (#/$defs/...) work",
                at,
            )
        found: Any = self._document
        for step in reference[2:].split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(found, dict) or key not in found:
                raise refusal(f"refers to {reference!r}, which is not there", at)
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
            raise refusal(f"has {unknown[0]!r}, which pa does not support there", at)
        options: list[Node] = []
        for name in types:
            if name == "object":
                options.append(self._read_object(schema, at=at, depth=depth, seen=seen))
            elif name == "array":
                options.append(self._read_array(schema, at=at, depth=depth, seen=seen))
            else:
                options.append(read_scalar(name, schema, at))
        return options[0] if len(options) == 1 else UnionNode(tuple(options))

    def _read_object(
        self, schema: dict[str, Any], *, at: str, depth: int, seen: tuple[str, ...]
    ) -> Node:
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        others = schema.get("additionalProperties", True)
        if not isinstance(properties, dict):
            raise refusal("needs an object as properties", at)
        if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
            raise refusal("needs a list of names as required", at)
        for name in required:
            if name not in properties:
                raise refusal(f"requires {name!r}, which its properties do not have", at)
        if not properties and others is not False:
            return MapNode(self.read(others, at=f"{at}/*", depth=depth + 1, seen=seen))
        if not isinstance(others, bool | dict):
            raise refusal("needs true, false or a schema as additionalProperties", at)
        fields = []
        for name, value in properties.items():
            _check_text(name, at)
            node = self.read(value, at=f"{at}/{name}", depth=depth + 1, seen=seen)
            fields.append(Field(name, node, required=name in required))
        return ObjectNode(tuple(fields))

    def _read_array(
        self, schema: dict[str, Any], *, at: str, depth: int, seen: tuple[str, ...]
    ) -> ArrayNode:
        least, most = count_bounds(schema, "minItems", "maxItems", at)
        items = self.read(schema.get("items", True), at=f"{at}/[]", depth=depth + 1, seen=seen)
        return ArrayNode(items, least, most)


def _types_of(schema: dict[str, Any], keywords: frozenset[str], at: str) -> list[str]:
    """The types that `schema` names or implies, without repetitions; empty for any value."""
    if "type" in schema:
        written = schema["type"]
        types = written if isinstance(written, list) else [written]
        if not types:
            raise refusal("has an empty list of types", at)
        for name in types:
            if not isinstance(name, str) or name not in _KEYWORDS:
                raise refusal(f"has the unknown type {name!r}", at)
        return list(dict.fromkeys(types))
    implied = []
    for keyword in sorted(keywords):
        if keyword not in _TYPE_OF_KEYWORD:
            raise refusal(f"has {keyword!r}, which pa does not support", at)
        implied.append(_TYPE_OF_KEYWORD[keyword])
    return list(dict.fromkeys(implied))


def _read_literal(schema: dict[str, Any], keywords: frozenset[str], at: str) -> LiteralNode:
    if unknown := sorted(keywords - {"enum", "const", "type"}):
        raise refusal(f"has {unknown[0]!r} beside enum or const, which pa cannot combine", at)
    if {"enum", "const"} <= keywords:
        raise refusal("has both enum and const", at)
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    if not isinstance(values, list) or not values:
        raise refusal("needs a list with at least one value as enum", at)
    if len(values) > MAX_NODES:
        raise refusal(f"has {len(values)} values in enum; at most {MAX_NODES} work", at)
    for value in values:
        _check_plain(value, at)
    types = _types_of(schema, frozenset(), at)
    kept = [v for v in values if not types or any(_has_type(v, name) for name in types)]
    if not kept:
        raise refusal("has no value in enum that is of its type", at)
    return LiteralNode(tuple(kept))


def _check_plain(value: object, at: str) -> None:
    if isinstance(value, list | dict):
        raise refusal("has a list or an object in enum or const; only plain values work", at)
    if isinstance(value, float) and not math.isfinite(value):
        raise refusal("has a number in enum that is too large", at)
    if isinstance(value, str):
        _check_text(value, at)


def _has_type(value: Scalar, name: str) -> bool:
    if isinstance(value, bool) or value is None:
        return name == ("null" if value is None else "boolean")
    if isinstance(value, str):
        return name == "string"
    return name == "number" or (name == "integer" and float(value).is_integer())


def _check_text(value: str, at: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise refusal("has half a character (a lone surrogate) in a text", at)
