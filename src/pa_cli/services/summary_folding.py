"""Notes of many parts merged until they fit one prompt."""

from collections.abc import Generator, Iterator, Sequence

from pa_cli.core.engine_ports import Engine
from pa_cli.core.prompt_echo import echo_check
from pa_cli.core.sentence_stream import without
from pa_cli.core.summary import Folding, SummaryEvent
from pa_cli.services.part_writer import PartWriter, Written, nothing_said
from pa_cli.services.summary_prompts import SummaryPrompts
from pa_cli.services.summary_room import Room


class NoteFolder:
    """Takes the notes of a text in its order; memory does not grow with their number.

    Args:
        engine: The model at work.
        writer: Merges notes with it.
        prompts: Ask for that.
        room: How much fits.

    Attributes:
        folds: How often notes were merged.
    """

    def __init__(
        self, engine: Engine, writer: PartWriter, prompts: SummaryPrompts, room: Room
    ) -> None:
        self.folds = 0
        self._engine = engine
        self._writer = writer
        self._prompts = prompts
        self._room = room
        # Notes by level: those of parts, those of folded notes, and so on; each level fits a prompt.
        self._levels: list[list[str]] = []

    def add(self, note: str, level: int = 0) -> Iterator[SummaryEvent]:
        """Put `note` in its level; a level that does not fit any more is folded into the next."""
        if level == len(self._levels):
            self._levels.append([])
        notes = self._levels[level]
        if notes and not self._fits([*notes, note], self._room.part):
            folded = yield from self._fold([notes])
            self._levels[level] = notes = []
            yield from self.add(folded[0], level + 1)
        notes.append(note)

    def finish(self) -> Generator[SummaryEvent, None, list[str]]:
        """Notes that fit the last prompt; the beginning of the text lies in the last level."""
        notes = [note for level in reversed(self._levels) for note in level]
        while len(notes) > 1 and not self._fits(notes, self._room.text):
            groups: list[list[str]] = [[]]
            for note in notes:
                if len(groups[-1]) > 1 and not self._fits([*groups[-1], note], self._room.part):
                    groups.append([])
                groups[-1].append(note)
            several = [group for group in groups if len(group) > 1]
            folded = iter((yield from self._fold(several)))
            notes = [next(folded) if len(group) > 1 else group[0] for group in groups]
        return notes

    def _fits(self, notes: Sequence[str], limit: int) -> bool:
        return self._engine.count_text_tokens(join_notes(notes)) <= limit

    def _fold(self, groups: Sequence[list[str]]) -> Generator[SummaryEvent, None, list[str]]:
        """Each group of consecutive notes as one."""
        yield Folding(sum(map(len, groups)))
        self.folds += len(groups)
        asked = [self._prompts.fold(join_notes(group)) for group in groups]
        folded = [""] * len(groups)
        for number, event in self._writer.write_each(
            asked, max_tokens=self._room.note, lead=self._prompts.note_lead
        ):
            if isinstance(event, Written):
                if not event.text:
                    raise nothing_said(self._engine.model_name)
                text = join_notes(groups[number])
                is_echo = echo_check(self._prompts.instructions, text)
                folded[number] = without(is_echo, event.text) or event.text
        return folded


def join_notes(notes: Sequence[str]) -> str:
    """Notes as one text."""
    return "\n\n".join(notes)
