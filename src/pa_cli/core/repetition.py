"""Small models go round in circles: they write the same sentences again and again."""

_TELLTALE = 40
"""Characters that do not come twice by chance, and are held back when they do."""
_ROUNDS = 3
_LEAST = 160
"""Characters that have to go round: a short word may well be said three times."""


class RepetitionFilter:
    """Passes a text through until it goes round; what would be said again is not passed.

    A refrain is let through: a text goes round when it says the same thing three times in a row.

    Attributes:
        is_circular: It went round; nothing more is passed.
    """

    def __init__(self) -> None:
        self.is_circular = False
        self._text = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """What may be shown now."""
        if self.is_circular:
            return ""
        self._text += piece
        tail = self._text[-_TELLTALE:]
        before = self._text.rfind(tail, 0, len(self._text) - 1) if len(tail) == _TELLTALE else -1
        if before < 0:
            return self.finish()
        period = len(self._text) - _TELLTALE - before
        rounds = self._text[-max(_ROUNDS * period, _LEAST) :]
        is_said = any(map(str.isalpha, rounds[:period]))  # a line of dashes says nothing
        self.is_circular = is_said and rounds[period:] == rounds[:-period]
        return ""

    def finish(self) -> str:
        """What was held back and turned out to be said for once, or as a refrain."""
        rest = "" if self.is_circular else self._text[self._shown :]
        self._shown = len(self._text)
        return rest
