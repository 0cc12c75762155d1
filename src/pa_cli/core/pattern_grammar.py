"""Patterns written as grammar, as they stand inside a JSON string."""

from pa_cli.core.pattern import (
    Characters,
    Choice,
    Pattern,
    Range,
    Repeat,
    Sequence,
    outside,
    parse_pattern,
)


def pattern_to_gbnf(pattern: str) -> str:
    """The body of a grammar rule for the inside of a JSON string that matches `pattern`.

    Raises:
        ValueError: It is outside the subset or its bounds.
    """
    return _write(parse_pattern(pattern))


def _write(tree: Pattern) -> str:
    match tree:
        case Characters(ranges):
            return _write_characters(ranges)
        case Sequence(parts):
            written = [f"({_write(p)})" if isinstance(p, Choice) else _write(p) for p in parts]
            return " ".join(written) or '""'
        case Choice(options):
            return " | ".join(map(_write, options))
        case Repeat(part, least, most):
            return f"({_write(part)}){{{least},{'' if most is None else most}}}"


def _write_characters(ranges: tuple[Range, ...]) -> str:
    """One character as it stands inside a JSON string; some must be escaped there."""
    escaped = {9: "t", 10: "n", 13: "r", 0x22: '\\"', 0x5C: "\\\\"}
    options = [
        f'"\\\\{written}"'
        for point, written in escaped.items()
        if any(low <= point <= high for low, high in ranges)
    ]
    plain = _within(ranges, outside(tuple((point, point) for point in escaped)))
    if plain:
        options.insert(0, "[" + "".join(map(_write_range, plain)) + "]")
    return options[0] if len(options) == 1 else "(" + " | ".join(options) + ")"


def _within(ranges: tuple[Range, ...], others: tuple[Range, ...]) -> list[Range]:
    return [
        (max(low, first), min(high, last))
        for low, high in ranges
        for first, last in others
        if max(low, first) <= min(high, last)
    ]


def _write_range(bounds: Range) -> str:
    low, high = bounds
    return _write_point(low) + (f"-{_write_point(high)}" if high > low else "")


def _write_point(point: int) -> str:
    if chr(point).isascii() and chr(point).isalnum():
        return chr(point)
    return f"\\x{point:02X}" if point < 0x100 else f"\\U{point:08X}"
