"""A model that copies a text from its beginning instead of summing it up."""

from pa_cli.core.languages import weight_of
from pa_cli.core.verbatim import fold_words

_MOST_IN_A_ROW = 3
_LEAST = 20
"""Letters of a sentence that tell a copy; a Chinese character counts as three."""
_LONG = 3_000
"""A shorter text may well be told in its own sentences."""
_BETWEEN = 60


class CopyCheck:
    """Follows the sentences of a summary through the text that it is of.

    Args:
        text: All of it.

    Attributes:
        in_a_row: So many sentences, up to the last one, stand in the text one after the other.
    """

    def __init__(self, text: str) -> None:
        self.in_a_row = 0
        self._text = fold_words(text) if weight_of(text) >= _LONG else ""
        self._end = 0

    @property
    def is_copying(self) -> bool:
        """Whether these are too many for a summary."""
        return self.in_a_row >= _MOST_IN_A_ROW

    def look_at(self, sentence: str) -> None:
        """Take note of the next sentence of the summary."""
        words = fold_words(sentence).strip(" .!?。！？-*•")
        if not self._text or weight_of(sentence) < _LEAST:
            return
        place = self._text.find(words, self._end if self.in_a_row else 0)
        is_next = place >= 0 and (not self.in_a_row or place - self._end <= _BETWEEN)
        self.in_a_row = self.in_a_row + 1 if is_next else int(place >= 0)
        if place >= 0:
            self._end = place + len(words)
