"""Whether a text matches a pattern: all ends at once, so that no pattern can run for ever."""

from pa_cli.core.pattern import Characters, Choice, Pattern, Repeat, Sequence, parse_pattern


def matches(pattern: str, text: str) -> bool:
    """`pattern` is found in `text`; takes polynomial time whatever both are."""
    return len(text) in _ends(parse_pattern(pattern), text, frozenset({0}))


def _ends(tree: Pattern, text: str, starts: frozenset[int]) -> frozenset[int]:
    """The positions where a match can end that began at one of `starts`."""
    match tree:
        case Characters(ranges):
            return frozenset(
                at + 1
                for at in starts
                if at < len(text) and any(low <= ord(text[at]) <= high for low, high in ranges)
            )
        case Sequence(parts):
            for part in parts:
                starts = _ends(part, text, starts)
            return starts
        case Choice(options):
            return frozenset().union(*(_ends(option, text, starts) for option in options))
        case Repeat(part, least, most):
            return _repeated_ends(part, text, starts, least, most)


def _repeated_ends(
    part: Pattern, text: str, starts: frozenset[int], least: int, most: int | None
) -> frozenset[int]:
    for _ in range(least):
        starts = _ends(part, text, starts)
    found = reached = starts
    count = least
    while reached and (most is None or count < most):
        reached = _ends(part, text, reached)
        if most is None:
            reached -= found
        found |= reached
        count += 1
    return found
