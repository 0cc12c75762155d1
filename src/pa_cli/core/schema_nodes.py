"""The shapes that a schema can ask for; `core/grammar.py` writes each of them as a grammar."""

from dataclasses import dataclass
from decimal import Decimal

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class AnyNode:
    """Any JSON value, nested a few levels."""


@dataclass(frozen=True, slots=True)
class LiteralNode:
    """One of these values: an enumeration, a boolean, null."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A number within bounds; None is no bound.

    Attributes:
        integer: Only whole numbers.
        low: Smallest value.
        high: Largest value.
        above: `low` itself is too small.
        below: `high` itself is too large.
    """

    integer: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class StringNode:
    """A text, bounded in characters or by a format or a pattern.

    Attributes:
        min_length: Fewest characters.
        max_length: Most characters, None for no bound.
        format: One of `FORMATS`, "" for none.
        pattern: A regular expression of the subset of `core/pattern.py`, "" for none.
    """

    min_length: int = 0
    max_length: int | None = None
    format: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class ArrayNode:
    """A list of items of one shape."""

    items: "Node"
    min_items: int = 0
    max_items: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One property of an object."""

    name: str
    node: "Node"
    required: bool


@dataclass(frozen=True, slots=True)
class ObjectNode:
    """An object with these properties, in this order, and no others."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """An object with any keys, whose values have one shape."""

    values: "Node"


@dataclass(frozen=True, slots=True)
class UnionNode:
    """A value of one of several shapes."""

    options: tuple["Node", ...]


Node = (
    AnyNode | LiteralNode | NumberNode | StringNode | ArrayNode | ObjectNode | MapNode | UnionNode
)

FORMATS = ("date", "time", "date-time", "email", "uuid")
"""Values of `format` that the grammar and the validation know."""
