"""Fenced blocks in Markdown text."""

import re

_OPENING = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,}).*$")


def first_fenced_block(text: str) -> str | None:
    """The inside of the first fenced block of `text`, None when there is none.

    The indentation of the fence is taken off each line. A block that is never closed goes to the
    end of the text.
    """
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if found := _OPENING.match(line.rstrip("\r\n")):
            return "".join(_inside(lines[number + 1 :], found["fence"], len(found["indent"])))
    return None


def _inside(lines: list[str], fence: str, indent: int) -> list[str]:
    inside = []
    for line in lines:
        bare = line.strip()
        if len(bare) >= len(fence) and not bare.strip(fence[0]):
            break
        margin = min(indent, len(line) - len(line.lstrip(" \t")))
        inside.append(line[margin:])
    return inside
