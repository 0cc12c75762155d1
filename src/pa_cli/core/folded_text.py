"""A text without differences of space, case and width, in which words are found again."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")


class Folded:
    """A text without differences of space, case and width, that remembers where all of it stood.

    Attributes:
        text: It without these differences.
        original: It as it is.
    """

    def __init__(self, text: str) -> None:
        characters, places = [], []
        for place, character in enumerate(text):
            for part in unicodedata.normalize("NFKC", character).casefold():
                if not part.isspace():
                    characters.append(part)
                    places.append(place)
        self.text = "".join(characters)
        self._places = places
        self.original = text

    def find(self, words: str, near: int = 0) -> tuple[int, int] | None:
        """Where `words` stand whole, as offsets into the original; None when they do not.

        A number does not stand in a longer one, nor "art" in "start".

        Args:
            words: What is looked for.
            near: Of several places the one closest to this offset; better after it than before.
        """
        return self.nearest(self._places_of(Folded.fold(words)), near)

    def words(self, span: tuple[int, int], copied: str) -> str:
        """What stands at `span`: with its capitals, but otherwise as it was copied."""
        written = " ".join(self.original[slice(*span)].split())
        is_same = written.casefold() == " ".join(copied.split()).casefold()
        is_other = Folded.fold(written) != Folded.fold(copied)
        return written if is_same or is_other else copied.strip()

    @staticmethod
    def nearest(spans: Iterable[tuple[int, int]], near: int) -> tuple[int, int] | None:
        """The span closest to an offset, better after it than before; None of none."""
        return min(
            spans,
            key=lambda span: span[0] - near if span[0] >= near else 4 * (near - span[0]),
            default=None,
        )

    def _places_of(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self._places[at], self._places[at + len(wanted) - 1] + 1
            if self._is_whole(start, end):
                yield start, end
            at = self.text.find(wanted, at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        text = self.original
        before, first = text[max(0, start - 2) : start], text[start]
        last, after = text[end - 1], text[end : end + 2]
        if first.isdigit() and re.search(r"\d[.,:]?\Z", before):
            return False
        if last.isdigit() and re.match(r"[.,:]?\d", after):
            return False
        return not (_LETTER.match(first) and _LETTER.match(before[-1:]))

    @staticmethod
    def fold(words: str) -> str:
        """`words` as they are compared."""
        return "".join(unicodedata.normalize("NFKC", words).casefold().split())
