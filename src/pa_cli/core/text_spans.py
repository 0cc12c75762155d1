"""Where in a text a sentence about it comes from, told by the words, names and numbers they share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from pa_cli.core.bm25 import content_words
from pa_cli.core.claims import read_claims
from pa_cli.core.segmentation import fold
from pa_cli.core.support import has_facts_of, read_evidence

_MOST_LINES = 40
_LEAST_COVERAGE = 0.2
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.!?。！？]\s)(?<!^)(?<![-*] )\b[A-Z][\w'’-]{2,}")
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text.

    Attributes:
        first_line: Counted from 1.
        last_line: Included.
        page: Page of a text with page breaks, counted from 1; None for one without.
        is_verified: The names and numbers of the sentence stand in it.
    """

    first_line: int
    last_line: int
    page: int | None
    is_verified: bool

    def __str__(self) -> str:
        lines = f"L{self.first_line}"
        if self.last_line > self.first_line:
            lines += f"-{self.last_line}"
        where = f"p. {self.page}, {lines}" if self.page else lines
        return f"[{where}]" if self.is_verified else f"[{where}, unverified]"


@dataclass(slots=True)
class _Paragraph:
    first_line: int
    last_line: int
    page: int
    text: str
    words: frozenset[str] = field(default=frozenset())


class SpanIndex:
    """The paragraphs of a text, to be asked where a sentence about it comes from."""

    def __init__(self) -> None:
        self._paragraphs: list[_Paragraph] = []
        self._frequency: Counter[str] = Counter()
        self._pages = 1
        self._line = 1
        self._pending: list[str] = []
        self._rest = ""

    def watch(self, blocks: Iterable[str]) -> Iterator[str]:
        """Pass the blocks of the text on and take note of them."""
        for block in blocks:
            *lines, self._rest = (self._rest + block).split("\n")
            for line in lines:
                self._add_line(line)
            yield block
        self._add_line(self._rest)
        self._close()

    def find(self, sentence: str) -> Span | None:
        """Where `sentence` comes from; None when nothing in the text is like it."""
        wanted = frozenset(content_words(sentence))
        weights = {word: self._weight(word) for word in wanted}
        total = sum(weights.values())
        best, best_score = -1, 0.0
        for number, paragraph in enumerate(self._paragraphs):
            score = sum(weights[word] for word in wanted & paragraph.words)
            if score > best_score:
                best, best_score = number, score
        if best < 0 or best_score < _LEAST_COVERAGE * total:
            return None
        first, last = self._widened(best, wanted, weights)
        chosen = self._paragraphs[first : last + 1]
        evidence = read_evidence(" ".join(paragraph.text for paragraph in chosen))
        return Span(
            chosen[0].first_line,
            chosen[-1].last_line,
            chosen[0].page if self._pages > 1 else None,
            has_facts_of(read_claims(sentence), evidence),
        )

    def _widened(
        self, best: int, wanted: frozenset[str], weights: dict[str, float]
    ) -> tuple[int, int]:
        """The paragraph and the neighbour that adds most, if it adds anything that weighs."""
        missing = wanted - self._paragraphs[best].words
        total = sum(weights.values())
        gains = {
            near: sum(weights[word] for word in missing & self._paragraphs[near].words)
            for near in (best - 1, best + 1)
            if 0 <= near < len(self._paragraphs)
        }
        near = max(gains, key=lambda number: gains[number], default=best)
        if gains.get(near, 0.0) < _LEAST_COVERAGE * total:
            near = best
        return min(best, near), max(best, near)

    def _weight(self, word: str) -> float:
        return log(1 + len(self._paragraphs) / (1 + self._frequency[word]))

    def _add_line(self, line: str) -> None:
        if PAGE_BREAK in line:
            self._close()
            self._pages += line.count(PAGE_BREAK)
        if line.strip():
            self._pending.append(line)
        else:
            self._close()
        self._line += 1
        if len(self._pending) >= _MOST_LINES:
            self._close()

    def _close(self) -> None:
        if not self._pending:
            return
        text = " ".join(self._pending)
        words = frozenset(content_words(text))
        last = self._line - 1
        first = last - len(self._pending) + 1
        self._paragraphs.append(_Paragraph(first, last, self._pages, text, words))
        self._frequency.update(words)
        self._pending = []


def telling_parts(sentence: str) -> list[str]:
    """Names and numbers, folded: what must stand in the text for the sentence to be true."""
    return [fold(part) for part in (*_NUMBER.findall(sentence), *_NAME.findall(sentence))]
