"""Small models go round in circles: they write the same sentences again and again."""

import re
from collections import deque

from pa_cli.core.languages import weight_of
from pa_cli.core.said_before import LEAST, SaidBefore

_TELLTALE = 40
"""Characters that do not come twice by chance, and are held back when they do."""
_ROUNDS = 3
_LEAST = 160
"""Characters that have to go round: a short word may well be said three times."""
_LINES, _SAID = 12, 9
"""Of the last lines so many were said before, in about the same words: more than a refrain has."""
_COUNT = re.compile(r"^([^\w|]*第?)[\d零一二三四五六七八九十百]+")
"""The number that a line begins with; rows of a table are told apart by theirs."""


class RepetitionFilter:
    """Passes a text through until it goes round; what would be said again is not passed.

    A refrain is let through: a text goes round when it says the same thing three times in a row. To count
    on is to say nothing new: "4. **Dates**: ..." says what "3. **Dates**: ..." says.

    Attributes:
        is_circular: It went round; nothing more is passed.
    """

    def __init__(self) -> None:
        self.is_circular = False
        self._again: deque[bool] = deque(maxlen=_LINES)
        self._is_said = SaidBefore()
        self._held = ""
        self._lines = ""
        self._line = ""

    def feed(self, piece: str) -> str:
        """What may be shown now."""
        if self.is_circular:
            return ""
        self._held += piece
        *lines, self._line = (self._line + piece).split("\n")
        for line in lines:
            if weight_of(line) >= LEAST:
                self._again.append(self._is_said(line))
        if sum(self._again) >= _SAID:
            self.is_circular = True
            return ""
        self._lines += "".join(f"{_uncounted(line)}\n" for line in lines)
        said = self._lines + _uncounted(self._line)
        tail = said[-_TELLTALE:]
        before = said.rfind(tail, 0, len(said) - 1) if len(tail) == _TELLTALE else -1
        if before < 0:
            return self.finish()
        period = len(said) - _TELLTALE - before
        rounds = said[-max(_ROUNDS * period, _LEAST) :]
        is_said = any(map(str.isalpha, rounds[:period]))  # a line of dashes says nothing
        self.is_circular = is_said and rounds[period:] == rounds[:-period]
        return ""

    def finish(self) -> str:
        """What was held back and turned out to be said for once, or as a refrain."""
        held, self._held = self._held, ""
        return "" if self.is_circular else held


def _uncounted(line: str) -> str:
    return _COUNT.sub(r"\1#", line)
