"""Sentences of a long text that stand below its summary word for word, so that they are not lost."""

from collections.abc import Callable, Iterator

from pa_cli.core.chunking import split_text
from pa_cli.core.untold import is_told, rank_untold

LONG_TEXT = 1_500
"""Tokens from which on a summary may lose what matters; about three pages."""

LONG_WITH_FOCUS = 300
"""The same of one that is to be about something, which small models lose sight of sooner."""

_STRETCH = 600
_MOST_OF_STRETCH = 6
_MOST_KEPT = 512
_SHORT, _LONG_SHARE = 40, 4
"""Tokens of a sentence that is never too long, and the share of the room that a longer one may take."""


class Quotes:
    """Collects telling sentences while a text is read, evenly over all of it.

    Args:
        count: Counts tokens.
        focus: What matters most to the reader; "" for names and numbers.
    """

    def __init__(self, count: Callable[[str], int], focus: str) -> None:
        self._count = count
        self._focus = focus
        # the rank within its stretch, minus its value, the number of the stretch, place, sentence
        self._found: list[tuple[int, float, int, int, str]] = []
        self._stretches = 0

    def look_at(self, text: str) -> None:
        """Take note of the most telling sentences of each stretch of `text`."""
        for stretch in split_text([text], limit=_STRETCH, count=self._count):
            self._stretches += 1
            ranked = rank_untold(stretch.text, "", focus=self._focus)[:_MOST_OF_STRETCH]
            self._found += [
                (rank, -one.value, self._stretches, one.place, one.text)
                for rank, one in enumerate(ranked)
            ]
        if len(self._found) > _MOST_KEPT:
            self._found = sorted(self._found)[: _MOST_KEPT // 2]

    def beside(self, summary: str, *, limit: int) -> Iterator[str]:
        """Sentences that `summary` does not tell, in the order of the text.

        The best of every stretch come before the second best of any, and none takes much of the room.

        Args:
            summary: What was said.
            limit: Most tokens of all of them.
        """
        chosen: list[tuple[int, int, str]] = []
        longest = max(_SHORT, limit // _LONG_SHARE)
        for _, _, stretch, place, sentence in sorted(self._found):
            cost = self._count(sentence) + 2
            if cost <= min(limit, longest) and not is_told(sentence, summary):
                chosen.append((stretch, place, sentence))
                limit -= cost
                summary += f"\n{sentence}"
        for _, _, sentence in sorted(chosen):
            yield sentence
