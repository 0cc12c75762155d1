"""The parts of a long text, each read into a note; several at a time."""

from collections.abc import Generator, Sequence

from pa_cli.core.chunking import Chunk, split_text
from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import PromptProgress, TextDelta
from pa_cli.core.prompt_echo import echo_check
from pa_cli.core.sentence_stream import without
from pa_cli.core.summary import Notice, Reading, SummaryEvent
from pa_cli.core.untold import untold_sentences
from pa_cli.services.part_writer import PartWriter, Written
from pa_cli.services.summary_prompts import SummaryPrompts
from pa_cli.services.summary_room import Room

_MOST_TOGETHER = 16
_TOKENS_TOGETHER = 4_096
"""Each token of a part is held against all that stand beside it, so long parts gain nothing by many."""

# How the time of a part goes by, for the progress bar.
_READING_SHARE = 0.6
_CHARACTERS_PER_WORD = 6


class PartReader:
    """Reads the parts of one text.

    Args:
        engine: The model at work.
        writer: Writes the notes with it.
        prompts: Ask for them.
        room: How long part and note may be.

    Attributes:
        parts: How many were read.
        kept: How many of them an earlier run had read.
        tokens: Tokens of those that were read.
    """

    def __init__(
        self, engine: Engine, writer: PartWriter, prompts: SummaryPrompts, room: Room
    ) -> None:
        self.parts = self.kept = self.tokens = 0
        self._bytes = 0
        self._engine = engine
        self._writer = writer
        self._prompts = prompts
        self._room = room

    @property
    def together(self) -> int:
        """How many parts are best read side by side; a text of any length needs memory for so many."""
        return max(1, min(_MOST_TOGETHER, _TOKENS_TOGETHER // self._room.part))

    def read(self, chunks: Sequence[Chunk]) -> Generator[SummaryEvent, None, list[str]]:
        """The note of each of `chunks`, which follow one another.

        A note is what the model says, and the sentences whose names and numbers it left out. The
        beginning of a part stands in for what the model finds nothing to say about.
        """
        notes = [""] * len(chunks)
        sizes = [len(chunk.text.encode("utf-8", "replace")) for chunk in chunks]
        yield self._reading(0)
        written: dict[int, int] = {}
        asked = [self._prompts.part(chunk.text) for chunk in chunks]
        for number, event in self._writer.write_each(
            asked, max_tokens=self._room.note, lead=self._prompts.note_lead
        ):
            match event:
                case PromptProgress(done, total):
                    yield self._reading(sizes[number] * _READING_SHARE * done / max(1, total))
                case TextDelta(piece):
                    written[number] = written.get(number, 0) + len(piece)
                    share = written[number] / (_CHARACTERS_PER_WORD * self._prompts.part_words)
                    share = _READING_SHARE + (1 - _READING_SHARE) * min(1.0, share)
                    yield self._reading(sizes[number] * share)
                case Written(text=text, was_kept=was_kept):
                    chunk = chunks[number]
                    text = self._without_echo(chunk.text, text)
                    if not text and chunk.text.strip():
                        yield self._nothing_said(chunk)
                    notes[number] = self._note(chunk.text, text)
                    self.parts += 1
                    self.kept += was_kept
                    self.tokens += chunk.tokens
                    self._bytes += sizes[number]
                    yield self._reading(0)
                case _:
                    pass
        return notes

    def _reading(self, under_way: float) -> Reading:
        return Reading(self.parts + 1, self._bytes + int(under_way), self.parts)

    def _without_echo(self, text: str, said: str) -> str:
        return without(echo_check(self._prompts.instructions, text), said)

    def _note(self, text: str, said: str) -> str:
        """What is known of a part from now on; no more tokens than a note may have."""
        count = self._engine.count_text_tokens
        if not said:
            beginning = split_text([text.strip()], limit=self._room.note, count=count)
            return next((chunk.text for chunk in beginning), "")
        left_out = untold_sentences(
            text,
            said,
            focus=self._prompts.focus,
            limit=self._room.facts,
            count=count,
        )
        return "\n".join([said, *left_out])

    def _nothing_said(self, chunk: Chunk) -> Notice:
        return Notice(
            f"{self._engine.model_name} found nothing to say about lines {chunk.start_line} to"
            f" {chunk.end_line}; their beginning stands in for it."
        )
