"""Tells the model what it should know of the user before it answers."""

from collections.abc import Callable, Sequence

from pa_cli.core.conversation import Turn
from pa_cli.core.errors import StorageError
from pa_cli.core.grounding import Grounding, Source
from pa_cli.core.memory_item import MemoryItem
from pa_cli.core.memory_ports import RecordStore
from pa_cli.core.recall import choose_memories, memory_note, told_in


class MemoryInformant:
    """See `core.grounding.Informant`.

    What stands before an earlier turn of a chat is not told again; what was forgotten or corrected
    since is taken back.

    Args:
        store: The memories.
        notice: Gets a sentence when their file is broken: the question is answered without them.
    """

    def __init__(
        self, store: RecordStore[MemoryItem], notice: Callable[[str], None] = lambda _: None
    ) -> None:
        self._store = store
        self._notice = notice

    def inform(self, question: str, earlier: Sequence[Turn]) -> Grounding:
        """The memories that matter for `question`; all of them while they are few."""
        try:
            items = self._store.read()
        except StorageError as error:
            self._notice(f"Answered without your memories. {error.message} {error.hint}")
            return Grounding()
        told = told_in(earlier)
        texts = {item.text for item in items}
        gone = [text for text in told if text not in texts]
        chosen = choose_memories(items, question)
        new = [item.text for item in chosen if item.text not in told]
        used = [item for item in items if item in chosen or item.text in told]
        sources = tuple(
            Source("memory", item.text, ref=item.id, path=str(self._store.path), text=item.text)
            for item in used
        )
        return Grounding(memory_note(new, gone), sources)
