"""Breaking text into lines by terminal columns, for scripts with and without spaces."""

import functools
import re

from wcwidth import wcswidth, wcwidth

# never at the beginning of a line, never at its end: what a Chinese or Japanese reader expects
_NOT_FIRST = frozenset("、。，．：；！？）］｝〉》」』】〕〗”’…—～·・％ー々")
_NOT_LAST = frozenset("（［｛〈《「『【〔〖“‘")
_JOINER = "\u200d"
_PIECES = re.compile(r"\s+|\S+")


def columns_of(text: str) -> int:
    """How many columns a terminal needs for `text`; controls count nothing."""
    if text.isascii():
        return len(text)
    width = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(character)) for character in text)


@functools.lru_cache(maxsize=4096)
def _is_wide(character: str) -> bool:
    return wcwidth(character) == 2


def wrap_ranges(text: str, width: int, *, first_width: int | None = None) -> list[tuple[int, int]]:
    """The lines of `text` as (start, end) positions; together they hold all but spaces at breaks.

    Args:
        text: One paragraph, without line breaks.
        width: Columns of a line, at least 2.
        first_width: Columns of the first line, where it differs.
    """
    limit = max(2, width if first_width is None else first_width)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for at, unit in _units(text):
        size = columns_of(unit)
        if unit.isspace():
            used += size
            continue
        if used + size > limit and end > start:
            lines.append((start, end))
            start, used, limit = at, 0, max(2, width)
        while used + size > limit:  # a word wider than a line
            begin = max(at, start)
            cut = begin + _fitting(text[begin : at + len(unit)], limit - used)
            lines.append((start, cut))
            start, used, limit = cut, 0, max(2, width)
            size = columns_of(text[cut : at + len(unit)])
        end = at + len(unit)
        used += size
    # the last line keeps its final spaces: it may go on
    lines.append((start, len(text)))
    return lines


def wrap_text(text: str, width: int) -> str:
    """`text` with every line broken to `width` columns; further lines keep their indent."""
    broken = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())][: width // 2]
        room = width - len(indent)
        ranges = wrap_ranges(line.strip(), room)
        broken += [indent + line.strip()[start:end] for start, end in ranges]
    return "\n".join(broken)


def _units(text: str) -> list[tuple[int, str]]:
    """What is never broken: words, runs of spaces, and single wide characters with their marks."""
    units: list[tuple[int, str]] = []
    for match in _PIECES.finditer(text):
        piece = match[0]
        if piece.isascii() or piece.isspace():
            units.append((match.start(), piece))
        else:
            units.extend((match.start() + at, part) for at, part in _split_wide(piece))
    return units


def _split_wide(word: str) -> list[tuple[int, str]]:
    parts: list[tuple[int, str]] = []
    start = 0
    for at in range(1, len(word)):
        if _may_break(word[at - 1], word[at]):
            parts.append((start, word[start:at]))
            start = at
    parts.append((start, word[start:]))
    return parts


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or _JOINER in (before, after):
        return False
    if wcwidth(after) == 0:
        return False
    return _is_wide(before) or _is_wide(after)


def _fitting(word: str, columns: int) -> int:
    """How many characters of `word` fit into `columns`; at least one, marks stay with theirs."""
    count = 1
    while count < len(word) and (
        columns_of(word[: count + 1]) <= columns or wcwidth(word[count]) == 0
    ):
        count += 1
    return count
