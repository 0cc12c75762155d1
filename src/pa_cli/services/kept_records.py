"""What memories and judged answers have in common: short lists whose lines the user refers to."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, Generic

from pa_cli.core.memory_ports import RecordStore
from pa_cli.core.note_ports import LastLists
from pa_cli.core.segmentation import fold
from pa_cli.core.short_id import is_id_start
from pa_cli.services.item_refs import T, from_last_list, the_one


class KeptRecords(Generic[T]):
    """Records on disk, found by what the user calls them.

    Args:
        store: The records.
        last_lists: The numbers of the list that was shown last.
        now: The clock.
    """

    kind: ClassVar[str]
    """Under which the numbers of a list are kept."""
    noun: ClassVar[str]
    """What a record is, in messages."""
    list_command: ClassVar[str]
    """Shows what there is."""

    def __init__(
        self, store: RecordStore[T], last_lists: LastLists, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._last_lists = last_lists
        self._now = now

    def remember_list(self, shown: Sequence[T]) -> None:
        """These were just shown, numbered from 1."""
        self._last_lists.remember(self.kind, [one.id for one in shown])

    def find(self, ref: str) -> T:
        """The record that `ref` means: an id, a part of its words, or a number of the last list.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        return the_one(
            from_last_list(ref, self.kind, self._last_lists),
            self._candidates,
            noun=self.noun,
            list_command=self.list_command,
            asked=ref,
        )

    def _candidates(self, ref: str) -> Sequence[T]:
        kept, wanted = self._store.read(), fold(ref)
        words = {one.id: fold(self.words_of(one)) for one in kept}
        exact = [one for one in kept if one.id == ref or words[one.id] == wanted]
        begun = [one for one in kept if is_id_start(ref) and one.id.startswith(ref)]
        return exact or begun or [one for one in kept if wanted in words[one.id]]

    def words_of(self, record: T) -> str:
        """What a record is called by."""
        return record.title
