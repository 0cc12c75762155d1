"""The ports of the notes: the store on disk, and the numbers of the lists shown last."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pa_cli.core.note import Note, NoteHit, NoteLinks, NoteSort, NoteText
from pa_cli.core.search_query import SearchQuery


class LastLists(Protocol):
    """The numbers of the lists that were shown last, one list for each kind of item."""

    def remember(self, kind: str, refs: Sequence[str]) -> None:
        """`refs` were shown, numbered from 1; failing to remember is no failure."""
        ...

    def refs(self, kind: str) -> Sequence[str]:
        """What was shown last, in order."""
        ...


class NoteStore(Protocol):
    """The notes on disk, and what the index knows of them."""

    @property
    def root(self) -> Path:
        """The folder of the notes."""
        ...

    def list(
        self, *, tags: Sequence[str], since: datetime | None, sort: NoteSort, limit: int | None
    ) -> Sequence[Note]:
        """Notes in the order of `sort`."""
        ...

    def count(self, *, tags: Sequence[str], since: datetime | None) -> int:
        """How many notes there are."""
        ...

    def search(
        self, query: SearchQuery, *, tags: Sequence[str], since: datetime | None, limit: int
    ) -> Sequence[NoteHit]:
        """The best hits, as the files are now."""
        ...

    def candidates(self, ref: str) -> Sequence[Note]:
        """The notes that `ref` may mean: an id, a path, a title or the beginning of one."""
        ...

    def holding(self, text: str) -> Sequence[tuple[str, str]]:
        """Ids and titles of a few whose title holds `text`."""
        ...

    def tags(self) -> Sequence[tuple[str, int]]:
        """Every tag, folded, and how many notes have it."""
        ...

    def links(self, note: Note) -> NoteLinks:
        """Links from and to `note`."""
        ...

    def read(self, path: Path) -> NoteText:
        """A note as its file is now; raises NotFoundError or StorageError."""
        ...

    def parse(self, path: Path, content: bytes, modified: datetime) -> NoteText:
        """A note that has this content; nothing is read or written."""
        ...

    def place(self, relative: str) -> Path:
        """Where a new file goes; raises UsageError for a place outside the store."""
        ...

    def free_path(self, folder: str, stem: str) -> Path:
        """A path in `folder` that is not taken: `stem.md`, `stem 2.md`, and so on."""
        ...

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        ...
