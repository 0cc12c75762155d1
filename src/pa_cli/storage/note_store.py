"""Notes as Markdown files in any folder, listed and searched through the index."""

import itertools
import os
import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError, StorageError, UsageError
from pa_cli.core.note import Link, Note, NoteHit, NoteLinks, NoteText
from pa_cli.core.search_query import find_line
from pa_cli.core.short_id import is_id, is_id_start
from pa_cli.storage import item_queries
from pa_cli.storage.indexed_folder import read_item
from pa_cli.storage.item_queries import ItemFilter
from pa_cli.storage.note_source import KIND

if TYPE_CHECKING:
    from pa_cli.core.index_entry import IndexedItem
    from pa_cli.core.note import NoteSort
    from pa_cli.core.search_query import SearchQuery
    from pa_cli.storage.indexed_folder import IndexedFolder
    from pa_cli.storage.note_source import NoteSource


class MarkdownNoteStore:
    """See `core.note_ports.NoteStore`.

    Args:
        folder: The notes and their index.
        source: The folder of the notes.
        zone: Zone of the times that are given out; None is the system's.
    """

    def __init__(
        self, folder: "IndexedFolder", source: "NoteSource", *, zone: tzinfo | None
    ) -> None:
        self._folder = folder
        self.source = source
        self._zone = zone
        self._offsets: dict[int, tzinfo | None] = {}

    @property
    def root(self) -> Path:
        """The folder of the notes."""
        return self.source.root

    def list(
        self, *, tags: Sequence[str], since: datetime | None, sort: "NoteSort", limit: int | None
    ) -> Sequence[Note]:
        """Notes in the order of `sort`."""
        wanted = _filter(tags, since)

        def look(db: sqlite3.Connection) -> "Sequence[IndexedItem]":
            return item_queries.list_items(db, wanted, sort=sort, limit=limit)

        def all_of_them(db: sqlite3.Connection) -> Sequence[Note]:
            items = item_queries.iterate_items(db, wanted, sort=sort, limit=None)
            return [self._note(item) for item in items]

        if limit is None:
            return self._folder.ask(all_of_them)
        return [self._note(item) for item in self._folder.find(look, _path_of)]

    def count(self, *, tags: Sequence[str], since: datetime | None) -> int:
        """How many notes there are."""
        return self._folder.ask(lambda db: item_queries.count_items(db, _filter(tags, since)))

    def search(
        self, query: "SearchQuery", *, tags: Sequence[str], since: datetime | None, limit: int
    ) -> Sequence[NoteHit]:
        """The best hits, as the files are now."""
        wanted = _filter(tags, since)

        def look(db: sqlite3.Connection) -> "Sequence[IndexedItem]":
            return item_queries.search_items(db, query, wanted, limit=limit)

        return [self._hit(item, query) for item in self._folder.find(look, _path_of)]

    def candidates(self, ref: str) -> Sequence[Note]:
        """The notes that `ref` may mean; a whole id, path or title wins over beginnings."""
        return [self._note(item) for item in self._folder.ask(lambda db: self._candidates(db, ref))]

    def holding(self, text: str) -> Sequence[tuple[str, str]]:
        """Ids and titles of a few whose title holds `text`."""
        return self._folder.ask(lambda db: item_queries.titles_holding(db, KIND, text))

    def _candidates(self, db: sqlite3.Connection, ref: str) -> "Sequence[IndexedItem]":
        path = self._relative(ref)
        exact: list[IndexedItem] = []
        if is_id(ref):
            exact = item_queries.items_with_ref(db, KIND, ref)
        if not exact and path:
            exact = item_queries.items_with_path(db, KIND, path)
        exact = exact or item_queries.items_with_name(db, KIND, ref)
        if exact:
            return exact
        by_id = item_queries.items_with_ref(db, KIND, ref) if is_id_start(ref) else []
        by_title = item_queries.items_with_title(db, KIND, ref)
        return [*by_id, *(item for item in by_title if item not in by_id)]

    def tags(self) -> Sequence[tuple[str, int]]:
        """Every tag, folded, and how many notes have it."""
        return self._folder.ask(lambda db: item_queries.all_tags(db, KIND))

    def links(self, note: Note) -> NoteLinks:
        """Links from and to `note`."""
        path = self._relative(str(note.path)) or ""
        return self._folder.ask(lambda db: self._links(db, path))

    def _links(self, db: sqlite3.Connection, path: str) -> NoteLinks:
        found = item_queries.items_with_path(db, KIND, path)
        if not found:
            return NoteLinks((), (), ())
        out = []
        for target in item_queries.links_from(db, found[0]):
            named = item_queries.items_with_name(db, KIND, target)
            out.append(Link(target, self._note(_nearest(named, path)) if named else None))
        back: dict[str, Note] = {}
        names = item_queries.names_of(db, found[0])
        for item, target in item_queries.links_to(db, KIND, names):
            named = item_queries.items_with_name(db, KIND, target)
            if item.path != path and named and _nearest(named, item.path).path == path:
                back.setdefault(item.path, self._note(item))
        broken = tuple(link.target for link in out if link.note is None)
        return NoteLinks(tuple(out), tuple(back.values()), broken)

    def read(self, path: Path) -> "NoteText":
        """A note as its file is now; raises NotFoundError or StorageError."""
        content = read_item(path)
        try:
            mtime = path.stat().st_mtime
        except OSError as error:
            raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error
        return self.parse(path, content, self.local(mtime))

    def parse(self, path: Path, content: bytes, modified: datetime) -> "NoteText":
        """A note that has this content; nothing is read or written."""
        relative = self._relative(str(path)) or path.name
        entry, body = self.source.read_entry(relative, content, modified.timestamp())
        note = Note(
            id=entry.ref,
            title=entry.title,
            path=path,
            tags=entry.tags,
            created=self.local(entry.created),
            modified=modified,
            problem=entry.problem or None,
        )
        return NoteText(note, body, content)

    def place(self, relative: str) -> Path:
        """Where a new file goes.

        Raises:
            UsageError: It would be outside the store.
            StorageError: The store is missing or empty, and notes were in it before.
        """
        path = unicodedata.normalize("NFC", os.path.normpath(relative))
        if not relative or path.startswith((".", "/", "\\")) or Path(path).is_absolute():
            raise UsageError(f"{relative!r} is no place in the notes folder {self.root}.")
        self._folder.check()
        return self.root / path

    def free_path(self, folder: str, stem: str) -> Path:
        """A path in `folder` that is not taken: `stem.md`, `stem 2.md`, and so on."""
        for number in itertools.count(1):
            name = f"{stem}.md" if number == 1 else f"{stem} {number}.md"
            path = self.place(f"{folder}/{name}" if folder else name)
            if not os.path.lexists(path):
                return path
        raise AssertionError

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        self._folder.has_changed()

    def _relative(self, path: str) -> str | None:
        """`path`, relative to the root or to where we are, as the index names it."""
        if os.path.isabs(path):  # noqa: PTH117
            try:
                return Path(path).relative_to(self.root).as_posix()
            except ValueError:
                return None
        return Path(path).as_posix() if path.strip() else None

    def _hit(self, item: "IndexedItem", query: "SearchQuery") -> NoteHit:
        note = self._note(item)
        try:
            found = self.read(note.path)
        except (NotFoundError, StorageError):
            return NoteHit(note, None, None)
        line = find_line(found.body, query.terms)
        if line is None:
            return NoteHit(note, None, None)
        text = found.content.decode("utf-8", "replace")
        above = text[: len(text) - len(found.body)].count("\n")
        return NoteHit(note, line.text, line.number + above)

    def _note(self, item: "IndexedItem") -> Note:
        return Note(
            id=item.ref,
            title=item.title,
            path=self.root / item.path,
            tags=item.tags,
            created=self.local(item.created),
            modified=self.local(item.modified),
            problem=item.problem or None,
        )

    def local(self, moment: float) -> datetime:
        """Local time of a moment in epoch seconds; one that cannot be is the epoch."""
        second = int(moment)
        try:
            if self._zone is not None:
                return datetime.fromtimestamp(second, self._zone)
            # the system's zone is slow to ask, and changes at quarters of an hour only
            quarter = second // 900
            if quarter not in self._offsets:
                self._offsets[quarter] = datetime.fromtimestamp(second, UTC).astimezone().tzinfo
            return datetime.fromtimestamp(second, self._offsets[quarter])
        except (OverflowError, ValueError, OSError):
            return datetime.fromtimestamp(0, UTC).astimezone(self._zone)


def _path_of(item: "IndexedItem") -> str:
    return item.path


def _filter(tags: Sequence[str], since: datetime | None) -> "ItemFilter":
    return ItemFilter((KIND,), tuple(tags), since.timestamp() if since else None)


def _nearest(items: "Sequence[IndexedItem]", path: str) -> "IndexedItem":
    """Which of several notes of one name a link in `path` means: in the same folder, else nearest."""
    folder = path.rpartition("/")[0]
    return min(
        items,
        key=lambda item: (
            item.path.rpartition("/")[0] != folder,
            item.path.count("/"),
            item.path,
        ),
    )
