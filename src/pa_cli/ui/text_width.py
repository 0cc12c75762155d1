"""Text in terminal columns: measured, cut, padded; Chinese takes two columns a character."""

import shutil

_ELLIPSIS = "…"


def terminal_columns() -> int:
    """Width of the terminal, or what `COLUMNS` says."""
    return max(shutil.get_terminal_size().columns, 1)


def terminal_rows() -> int:
    """Height of the terminal, or what `LINES` says."""
    return max(shutil.get_terminal_size().lines, 1)


def width(text: str) -> int:
    """Columns that `text` takes; it must have been cleaned."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def cut(text: str, columns: int) -> str:
    """`text` in at most `columns`, with an ellipsis where something is missing."""
    if 2 * len(text) <= columns or width(text) <= columns:  # no character takes more than two
        return text
    if columns < 1:
        return ""
    kept = text[:columns]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def pad(text: str, columns: int) -> str:
    """`text` with spaces up to `columns`."""
    return text + " " * max(columns - width(text), 0)


def screenful() -> int:
    """How many lines of a list fit on the terminal."""
    return max(terminal_rows() - 3, 5)
