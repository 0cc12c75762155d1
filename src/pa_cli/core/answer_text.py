"""From an answer as it comes to its events: whole characters, up to a stop text, reasoning apart."""

from collections.abc import Iterator, Sequence

from pa_cli.core.events import ReasoningDelta, TextDelta
from pa_cli.core.text_stream import CharacterAssembler, Piece, ReasoningSplitter, StopTexts


class AnswerText:
    """Takes the bytes or the text of one answer as they come.

    Args:
        stop: Texts that end the answer and are not part of it.
        opens_reasoning: The prompt ended inside the model's reasoning.
    """

    def __init__(self, stop: Sequence[str], *, opens_reasoning: bool = False) -> None:
        self._characters = CharacterAssembler()
        self._stops = StopTexts(stop)
        self._splitter = ReasoningSplitter(opened=opens_reasoning)

    @property
    def is_stopped(self) -> bool:
        """A stop text is complete: nothing that comes after it is shown."""
        return self._stops.reached

    def feed(self, piece: bytes) -> Iterator[TextDelta | ReasoningDelta]:
        """What can be shown now, after a token's bytes."""
        return self.feed_text(self._characters.feed(piece))

    def feed_text(self, text: str) -> Iterator[TextDelta | ReasoningDelta]:
        """What can be shown now, after text of a server."""
        return map(_event, self._splitter.feed(self._stops.feed(text)))

    def finish(self) -> Iterator[TextDelta | ReasoningDelta]:
        """What was held back, when no more comes."""
        yield from self.feed_text(self._characters.finish())
        yield from map(_event, self._splitter.feed(self._stops.finish()))
        yield from map(_event, self._splitter.finish())


def _event(piece: Piece) -> TextDelta | ReasoningDelta:
    return ReasoningDelta(piece.text) if piece.is_reasoning else TextDelta(piece.text)
