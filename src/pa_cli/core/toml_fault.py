"""What is wrong in a TOML text, and in which line: for people who edit it by hand."""

import re
import tomllib

_START = re.compile(r"\s*(?:\[|[\"'\w][^=]*=)")
"""How a line begins in which a key, a table or an element stands."""


def toml_fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, str]:
    """Where `text` is no TOML ("line 3, column 7"), and why.

    What does not end is told with the line in which it begins.
    """
    reason, _, place = str(error).removesuffix(")").partition(" (at ")
    return (place if place.startswith("line") else f"line {_last_start(text)}"), reason


def _last_start(text: str) -> int:
    """The line where what `text` ends in the middle of began, counted from 1."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines, 1) if _START.match(line)]
    whole = (n for n in reversed(starts) if _is_whole("".join(lines[: n - 1])))
    return next(whole, 1)


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
