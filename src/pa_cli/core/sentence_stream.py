"""Text as it streams, sentence by sentence, without those that are not to be shown."""

import re
from typing import Protocol

# the point behind a number that begins a line ends no sentence
_SENTENCE = re.compile(
    r"\s*(?:\d{1,2}[.)]\s+)?.*?(?:[。！？!?…]+[”\"'）)*]*\s*|\.[”\"')*]*(?=\s)\s*|\n\s*)", re.DOTALL
)


class Drops(Protocol):
    """Says of a sentence, without the space around it, whether it is left out."""

    def __call__(self, sentence: str, /) -> bool:
        """Whether it is."""
        ...


class SentenceStream:
    """Passes a text sentence by sentence, each as soon as it is whole; a line ends one too.

    Args:
        drops: Which sentences are left out, with the space behind them.

    Attributes:
        dropped: Characters of those that were left out.
    """

    def __init__(self, drops: Drops) -> None:
        self.dropped = 0
        self._drops = drops
        self._pending = ""
        self._gap = "\n\n"

    def feed(self, piece: str) -> str:
        """What may be shown now."""
        self._pending += piece
        shown = ""
        while found := _SENTENCE.match(self._pending):
            if found.end() == len(self._pending):
                break  # more white space, or a closing quotation mark, may follow
            shown += self._passed(found[0])
            self._pending = self._pending[found.end() :]
        return shown

    def finish(self) -> str:
        """The end of the text."""
        shown, self._pending = self._passed(self._pending), ""
        return shown

    def _passed(self, sentence: str) -> str:
        words = sentence.strip()
        gap = sentence[len(sentence.rstrip()) :]
        if words and self._drops(words):
            self.dropped += len(words)
            gap = gap if "\n" in gap and "\n" not in self._gap else ""
            self._gap = self._gap + gap
            return gap
        self._gap = gap
        return sentence


def without(drops: Drops, text: str) -> str:
    """`text` without the sentences that are left out."""
    stream = SentenceStream(drops)
    return (stream.feed(text) + stream.finish()).strip()
