"""Texts and numbers of a JSON Schema, with their bounds, and how a schema is refused."""

import math
from decimal import Decimal
from typing import Any

from pa_cli.core.errors import UsageError
from pa_cli.core.pattern import check_pattern
from pa_cli.core.schema_nodes import FORMATS, LiteralNode, Node, NumberNode, StringNode

MAX_LENGTH = 1_000_000
MAX_NUMBER = 10**15
MAX_DECIMALS = 6


def read_scalar(name: str, schema: dict[str, Any], at: str) -> Node:
    """The shape of `schema`, which is of the plain type `name` and stands at `at`."""
    if name in {"boolean", "null"}:
        return LiteralNode((True, False) if name == "boolean" else (None,))
    return _read_string(schema, at) if name == "string" else _read_number(name, schema, at)


def _read_string(schema: dict[str, Any], at: str) -> StringNode:
    given = [key for key in ("format", "pattern", "minLength", "maxLength") if key in schema]
    if len(given) > 1 and given[0] in {"format", "pattern"}:
        raise refusal(f"has {' and '.join(given)}, which pa cannot combine", at)
    if "format" in schema:
        if schema["format"] not in FORMATS:
            raise refusal(f"has the format {schema['format']!r}; pa knows {', '.join(FORMATS)}", at)
        return StringNode(format=schema["format"])
    if "pattern" in schema:
        if not isinstance(schema["pattern"], str):
            raise refusal("needs a text as pattern", at)
        try:
            check_pattern(schema["pattern"])
        except ValueError as error:
            raise refusal(f"has a pattern that pa cannot use: {error}", at) from None
        return StringNode(pattern=schema["pattern"])
    least, most = count_bounds(schema, "minLength", "maxLength", at)
    return StringNode(least, most)


def _read_number(name: str, schema: dict[str, Any], at: str) -> NumberNode:
    low, above = _tighter(schema, "minimum", "exclusiveMinimum", at, sign=1)
    high, below = _tighter(schema, "maximum", "exclusiveMaximum", at, sign=-1)
    integer = name == "integer"
    if integer and low is not None:
        low, above = Decimal(math.floor(low) + 1 if above else math.ceil(low)), False
    if integer and high is not None:
        high, below = Decimal(math.ceil(high) - 1 if below else math.floor(high)), False
    if low is not None and high is not None and (low > high or (low == high and (above or below))):
        raise refusal("has bounds that no number can meet", at)
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
        raise refusal(f"needs a number as {key}", at)
    if abs(value) > MAX_NUMBER or not math.isfinite(value):
        raise refusal(f"has a {key} beyond {MAX_NUMBER:.0e}", at)
    number = Decimal(str(value))
    if number != round(number, MAX_DECIMALS):
        raise refusal(f"has a {key} with more than {MAX_DECIMALS} decimals", at)
    return number


def count_bounds(schema: dict[str, Any], low: str, high: str, at: str) -> tuple[int, int | None]:
    """Two counts; a missing one is 0 and None."""
    found: list[int | None] = []
    for key in (low, high):
        value = schema.get(key)
        if key in schema and (
            isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_LENGTH
        ):
            raise refusal(f"needs a whole number from 0 to {MAX_LENGTH} as {key}", at)
        found.append(value)
    least, most = found[0] or 0, found[1]
    if most is not None and least > most:
        raise refusal(f"has {low} above {high}, so nothing can fit", at)
    return least, most


def where(at: str) -> str:
    """The path `at` as the end of a phrase; "" for the root."""
    shown = at if len(at) <= 80 else at[:79] + "…"
    return f" at {shown.lstrip('/')}" if at else ""


def refusal(problem: str, at: str) -> UsageError:
    """The error that says which part of a schema has which problem."""
    return UsageError(
        f"The schema{where(at)} {problem}.",
        hint="Schemas may use: type, properties, required, items, enum, const, anyOf, $ref, bounds, "
        "format, pattern.",
    )
