"""Bullets as they stream: small models number them too, or change their mark on the way."""

import re

_MARK = re.compile(r"([ \t]*)(?:[-*•][ \t]+)?(?:\(?(\d{1,2})(?:[.)）、]|\.\))[ \t]+)?")
_LONGEST_MARK = 12


class BulletStream:
    """Takes the numbers off bullets that are counted from 1, and gives all of them one mark.

    A number that is not the next one stays: it belongs to the words.
    """

    def __init__(self) -> None:
        self._held = ""
        self._at_line_start = True
        self._next = 1

    def feed(self, piece: str) -> str:
        """What can be shown now that `piece` came; the beginning of a line waits for its mark."""
        shown = ""
        for line in piece.splitlines(keepends=True):
            if not self._at_line_start:
                shown += line
            else:
                self._held += line
                if len(self._held) < _LONGEST_MARK and not line.endswith("\n"):
                    continue
                shown += self._marked()
            self._at_line_start = line.endswith("\n")
        return shown

    def finish(self) -> str:
        """What was still held."""
        return self._marked() if self._held else ""

    def _marked(self) -> str:
        line, self._held = self._held, ""
        found = _MARK.match(line)
        if not found or not found[0].strip():
            return line
        number = found[2]
        if number and int(number) != self._next:
            mark = re.match(r"[ \t]*(?:[-*•][ \t]+)?", line)
            rest = line[mark.end() :] if mark else line
        else:
            rest = line[found.end() :]
        self._next += 1
        return f"{found[1]}- {rest}"
