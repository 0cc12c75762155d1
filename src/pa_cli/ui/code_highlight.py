"""Highlighting of fenced code, line by line while it arrives."""

import functools
import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# each line reads the block from its beginning again; a block longer than this goes on uncoloured
_MOST_LINES = 400


class CodeHighlighter:
    """One fenced block.

    Args:
        fence: The marks that opened it.
        language: The word after them, "" for none.
        styled: Colour it.
    """

    def __init__(self, fence: str, language: str, *, styled: bool) -> None:
        self._closing = re.compile(rf"\s*{re.escape(fence[0])}{{{len(fence)},}}\s*")
        self._lexer = _find_lexer(language.split(maxsplit=1)[0]) if styled and language else None
        self._lines: list[str] = []

    def is_closed_by(self, line: str) -> bool:
        """Whether `line` is the end of the block."""
        return self._closing.fullmatch(line) is not None

    def feed(self, line: str) -> str:
        """One line of code as it is shown, line break included. It is never wrapped nor changed."""
        if self._lexer is None or len(self._lines) >= _MOST_LINES:
            return line + "\n"
        self._lines.append(line)
        return self._coloured(line) + "\n"

    def _coloured(self, line: str) -> str:
        import pygments

        shown = pygments.highlight("\n".join(self._lines) + "\n", self._lexer, _formatter())
        last = shown.removesuffix("\n").rpartition("\n")[2]
        # a lexer may drop or join what it does not understand: the text is worth more than colours
        return last if _without_colours(last) == line else line


@functools.cache
def _find_lexer(language: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.lower(), stripnl=False)
    except ClassNotFound:
        return None


@functools.cache
def _formatter() -> Any:  # noqa: ANN401 - pygments has no types
    from pygments.formatters import TerminalFormatter

    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return TerminalFormatter(bg="light" if background in {"7", "15"} else "dark")


def _without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
