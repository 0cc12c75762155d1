"""Guessing how a text goes on that copies from itself: a correction, an edit, an extract.

Where the last tokens stood before, what followed them there is the guess (prompt lookup decoding,
Saxena 2023). A copy that differs in a token is followed on behind it, so that one mended word does
not lose the place.
"""

from collections.abc import Iterable

_MATCH = 3
"""Tokens that must be the same before a place is taken for the one that is copied."""
_MOST_MISSES = 2
"""Wrong tokens in a row after which the place is lost."""


class PromptLookup:
    """Follows a growing text and guesses its next tokens.

    Args:
        tokens: The text so far, the prompt.
    """

    def __init__(self, tokens: Iterable[int] = ()) -> None:
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        self._place = -1
        self._misses = 0
        self.run = 0
        """Guesses of one token that were right, one after the other, up to now."""
        for token in tokens:
            self._append(token)

    def add(self, token: int) -> bool | None:
        """The text goes on with `token`; whether that was the guess, None when there was none."""
        expected = self._tokens[self._place] if self._place >= 0 else None
        self._append(token)
        if expected is None:
            self._find()
            return None
        hit = token == expected
        self._place += 1
        self.run = self.run + 1 if hit else 0
        self._misses = 0 if hit else self._misses + 1
        if not hit:
            self._find()
        return hit

    def guess(self, most: int) -> list[int]:
        """The next tokens as they stood before, `most` of them or fewer; empty without a guess."""
        return self._tokens[self._place : self._place + most] if self._place >= 0 else []

    def _append(self, token: int) -> None:
        """Take the token in; where the tokens before it are followed by it is known from now on."""
        tokens = self._tokens
        if len(tokens) >= _MATCH:
            self._after[tuple(tokens[-_MATCH:])] = len(tokens)
        tokens.append(token)

    def _find(self) -> None:
        """Look for an earlier place of the last tokens; the old one is followed until it is lost."""
        found = self._after.get(tuple(self._tokens[-_MATCH:]))
        if found is not None:
            if found != self._place:
                self.run = 0
            self._place, self._misses = found, 0
        elif self._misses > _MOST_MISSES:
            self._place, self._misses, self.run = -1, 0, 0
