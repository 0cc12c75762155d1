"""From bytes of tokens to pieces of answer: whole characters, stop texts, reasoning apart."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

REASONING_TAGS: tuple[tuple[str, str], ...] = (
    ("<think>", "</think>"),
    ("[THINK]", "[/THINK]"),
    ("<|channel>thought", "<channel|>"),
)
"""Opening and closing marks by which model families set their reasoning apart."""


class CharacterAssembler:
    """Bytes in, whole characters out; nothing is dropped.

    A character may be spread over several tokens; bytes that can never become one turn into
    U+FFFD, also those that are left at the end.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, piece: bytes) -> str:
        """The characters that are complete now."""
        return self._decoder.decode(piece)

    def finish(self) -> str:
        """What is left when no more bytes come."""
        return self._decoder.decode(b"", final=True)


def held_back(text: str, marks: Sequence[str]) -> int:
    """Length of the longest end of `text` that may be the beginning of one of `marks`."""
    longest = min(len(text), max((len(mark) for mark in marks), default=0))
    for length in range(longest, 0, -1):
        tail = text[-length:]
        if any(len(mark) > length and mark.startswith(tail) for mark in marks):
            return length
    return 0


class StopTexts:
    """Passes text through until one of the stop texts appears; the stop text is not passed."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._pending = ""
        self.reached = False

    def feed(self, text: str) -> str:
        """What may be shown now; sets `reached` when a stop text is complete."""
        if self.reached:
            return ""
        self._pending += text
        found = [at for stop in self._stops if (at := self._pending.find(stop)) >= 0]
        if found:
            self.reached = True
            shown, self._pending = self._pending[: min(found)], ""
            return shown
        keep = held_back(self._pending, self._stops)
        shown = self._pending[: len(self._pending) - keep]
        self._pending = self._pending[len(shown) :]
        return shown

    def finish(self) -> str:
        """What was held back and turned out to be no stop text."""
        shown, self._pending = self._pending, ""
        return shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of output and whether it is reasoning."""

    text: str
    is_reasoning: bool


class ReasoningSplitter:
    """Tells a thinking model's reasoning from its answer.

    Only reasoning that begins the output counts: a `<think>` later in an answer is text.

    Args:
        opened: The prompt already ended with the opening mark.
    """

    def __init__(self, *, opened: bool = False) -> None:
        self._pending = ""
        self._state = "reasoning" if opened else "start"
        self._closing = tuple(close for _, close in REASONING_TAGS) if opened else ()

    def feed(self, text: str) -> Iterator[Piece]:
        """The pieces that are certain now."""
        self._pending += text
        if self._state == "start":
            self._look_for_opening()
        if self._state == "reasoning":
            yield from self._reasoning()
        if self._state == "gap":
            self._pending = self._pending.lstrip()
            if self._pending:
                self._state = "answer"
        if self._state == "answer" and self._pending:
            yield Piece(self._pending, is_reasoning=False)
            self._pending = ""

    def _look_for_opening(self) -> None:
        beginning = self._pending.lstrip()
        for opening, closing in REASONING_TAGS:
            if beginning.startswith(opening):
                self._pending = beginning[len(opening) :]
                self._closing = (closing,)
                self._state = "reasoning"
                return
        if not any(opening.startswith(beginning) for opening, _ in REASONING_TAGS):
            self._state = "answer"

    def _reasoning(self) -> Iterator[Piece]:
        for closing in self._closing:
            before, found, after = self._pending.partition(closing)
            if found:
                self._pending = after
                self._state = "gap"
                if before:
                    yield Piece(before, is_reasoning=True)
                return
        certain = len(self._pending) - held_back(self._pending, self._closing)
        if certain:
            yield Piece(self._pending[:certain], is_reasoning=True)
            self._pending = self._pending[certain:]

    def finish(self) -> Iterator[Piece]:
        """What is left when no more text comes."""
        if self._pending:
            yield Piece(self._pending, is_reasoning=self._state == "reasoning")
            self._pending = ""
