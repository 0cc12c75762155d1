"""Notes: added, found, changed and removed; every change goes through the change log."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import ConflictError, NotFoundError, UsageError
from pa_cli.core.note import file_stem, title_of, without_last_tags
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.services.item_refs import from_last_list, summary_of, the_one

if TYPE_CHECKING:
    from pa_cli.core.changes import FileChange
    from pa_cli.core.note import Note, NoteHit, NoteLinks, NoteSort, NoteText
    from pa_cli.core.note_ports import LastLists, NoteStore
    from pa_cli.core.ports import ChangeLog, Clock


KIND = "note"
_TRIES = 5


class NotesService:
    """Everything that can be done with notes.

    Args:
        store: The notes on disk and their index.
        changes: The one way to write.
        last_lists: What the numbers of the last list mean.
        now: The clock.
        new_in: The folder of new notes, "" for the top; `strftime` fields stand for the date.
    """

    def __init__(
        self,
        store: "NoteStore",
        changes: "ChangeLog",
        last_lists: "LastLists",
        now: "Clock",
        new_in: str,
    ) -> None:
        self._store = store
        self._changes = changes
        self._last_lists = last_lists
        self._now = now
        self._new_in = new_in

    @property
    def folder(self) -> Path:
        """The folder of the notes."""
        return self._store.root

    def add(self, text: str, *, title: str = "", tags: Sequence[str] = ()) -> "Note":
        """Add a note.

        Args:
            text: Its body; may bring front matter of its own, which is kept.
            title: Becomes its first heading; "" leaves the text as it is.
            tags: Go into the front matter.
        """
        from pa_cli.core.front_matter import make_head, split, with_tags
        from pa_cli.core.short_id import short_id

        checked = read_tags(list(tags))
        now = self._now()
        title = " ".join(title.split())
        document = split(text)
        body = document.body.strip("\n")
        if title and fold(title_of(body)) != fold(title):
            body = f"# {title}\n\n{body}".rstrip("\n")
        if document.format != "none":
            content = document.head + body + "\n"
            if checked:
                head = self._store.parse(self.folder, document.head.encode(), now).note
                content = with_tags(split(content), read_tags([*head.tags, *checked]))
        else:
            values = (
                ("id", short_id(os.urandom(8))),
                ("created", now.isoformat(timespec="seconds")),
            )
            content = make_head(values, checked) + body + "\n"
        return self._write_new(content, title or title_of(document.body), now)

    def _write_new(self, content: str, title: str, now: datetime) -> "Note":
        from pa_cli.core.changes import FileChange

        data = content.encode("utf-8", "replace")
        folder = now.strftime(self._new_in)
        stem = file_stem(without_last_tags(title))
        with self._changes.locked():
            while True:
                path = self._store.free_path(folder, stem)
                note = self._store.parse(path, data, now).note
                try:
                    self._apply(f"Added note {note.title!r}", FileChange(path, data, None))
                except ConflictError:  # another program took the name in this moment
                    continue
                return note

    def list(
        self,
        *,
        tags: Sequence[str] = (),
        since: datetime | None = None,
        sort: "NoteSort" = "modified",
        limit: int | None = None,
    ) -> "Sequence[Note]":
        """Notes, newest first unless `sort` says otherwise."""
        return self._store.list(tags=read_tags(list(tags)), since=since, sort=sort, limit=limit)

    def count(self, *, tags: Sequence[str] = (), since: datetime | None = None) -> int:
        """How many notes `list` would give."""
        return self._store.count(tags=read_tags(list(tags)), since=since)

    def search(
        self,
        query: str,
        *,
        tags: Sequence[str] = (),
        since: datetime | None = None,
        limit: int = 20,
    ) -> "Sequence[NoteHit]":
        """The notes that answer `query` best.

        Raises:
            UsageError: The query asks for nothing.
        """
        from pa_cli.core.search_query import parse_query

        parsed = parse_query(query)
        if parsed.is_empty and not tags:
            raise UsageError(
                f"There is nothing to search for in {query!r}.",
                hint='Words, "a phrase", a beginning*, a #tag, or -without.',
            )
        return self._store.search(parsed, tags=read_tags(list(tags)), since=since, limit=limit)

    def remember(self, notes: "Sequence[Note]") -> None:
        """These notes were just shown, numbered from 1."""
        self._last_lists.remember(KIND, [note.id for note in notes])

    def find(self, ref: str) -> "Note":
        """The note that the user calls `ref`: an id, a title, a path, or a number of the last list.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        name = ref.strip().removeprefix("[[").removesuffix("]]")
        return the_one(
            from_last_list(name, KIND, self._last_lists),
            self._store.candidates,
            noun="note",
            list_command="pa note list",
            asked=name,
            holding=self._store.holding,
        )

    def show(self, ref: str) -> "NoteText":
        """The note called `ref`, as its file is now."""
        return self._store.read(self.find(ref).path)

    def read(self, note: "Note") -> "NoteText | None":
        """A listed note with its text as it is now; None when its file is gone."""
        return self._read(note.path)

    def texts(self, refs: Sequence[str], *, tags: Sequence[str] = ()) -> "Sequence[NoteText]":
        """The notes called `refs`, or all with `tags`, with their texts, sorted by title."""
        if refs:
            found: Sequence[Note] = list({n.path: n for n in map(self.find, refs)}.values())
        else:
            found = self.list(tags=tags, sort="title")
        return [text for note in found if (text := self._read(note.path)) is not None]

    def tags(self) -> Sequence[tuple[str, int]]:
        """Every tag, without case, and how many notes have it."""
        return self._store.tags()

    def links(self, ref: str) -> "tuple[Note, NoteLinks]":
        """A note and its links."""
        note = self.find(ref)
        return note, self._store.links(note)

    def edit(self, ref: str, edit: "Callable[[NoteText], bytes]") -> "Note | None":
        """Let the user edit a note; None when nothing was changed.

        Raises:
            ConflictError: It was changed by another program meanwhile; both texts are kept.
        """
        before = self.show(ref)
        return self.save_edit(before, edit(before))

    def save_edit(self, before: "NoteText", content: bytes) -> "Note | None":
        """Write what the user made of `before`; None when nothing was changed.

        Raises:
            ConflictError: Another program has changed the note meanwhile; both are kept.
        """
        from pa_cli.core.changes import FileChange

        if content == before.content:
            return None
        now = self._now()
        path = before.note.path
        after = self._store.parse(path, content, now).note
        expected = before.content if self._read(path) is not None else None
        try:
            self._apply(f"Edited note {after.title!r}", FileChange(path, content, expected))
        except ConflictError:
            kept = self._keep_both(path, content, now)
            raise ConflictError(
                f"{path.name} was changed by another program while you edited it. Both are kept:",
                hint=f"your text is in {kept}",
            ) from None
        return after

    def _keep_both(self, path: Path, content: bytes, now: datetime) -> Path:
        from pa_cli.core.changes import FileChange

        folder = path.parent.relative_to(self.folder).as_posix()
        stem = file_stem(f"{path.stem}.conflict-{now:%Y-%m-%dT%H%M%S}")
        kept = self._store.free_path("" if folder == "." else folder, stem)
        self._apply(f"Kept your edit of {path.stem!r} apart", FileChange(kept, content, None))
        return kept

    def remove(self, notes: "Sequence[Note]") -> None:
        """Move notes to the trash, as one operation."""
        from pa_cli.core.changes import FileChange

        changes = [FileChange(n.path, None, self._store.read(n.path).content) for n in notes]
        self._apply(summary_of("Removed note", [note.title for note in notes]), *changes)

    def tag(self, ref: str, tags: Sequence[str]) -> "Note":
        """Add tags to the front matter of a note."""
        checked = read_tags(list(tags))
        return while_others_write(lambda: self._change_tags(ref, add=checked))

    def untag(self, ref: str, tags: Sequence[str]) -> "Note":
        """Take tags out of the front matter of a note.

        Raises:
            UsageError: A tag stands in the text, which is the user's alone to change.
        """
        checked = read_tags(list(tags))
        return while_others_write(lambda: self._change_tags(ref, drop=checked))

    def _change_tags(
        self, ref: str, *, add: Sequence[str] = (), drop: Sequence[str] = ()
    ) -> "Note":
        from pa_cli.core.changes import FileChange
        from pa_cli.services.note_tags import retagged

        found = self.find(ref)
        dropped = {fold(tag) for tag in drop}
        with self._changes.locked():
            before = self._store.read(found.path)
            present = {fold(tag) for tag in before.note.tags}
            missing = [tag for tag in drop if fold(tag) not in present]
            if missing:
                raise UsageError(f"{found.title!r} has no tag {missing[0]!r}.")
            new = [tag for tag in add if fold(tag) not in present]
            if not new and not drop:
                return before.note
            content = retagged(before, new, dropped, self._parse_now)
            after = self._store.parse(found.path, content, self._now()).note
            what = f"Tagged note {found.title!r}" if add else f"Untagged note {found.title!r}"
            self._apply(what, FileChange(found.path, content, before.content))
        return after

    def _parse_now(self, path: Path, content: bytes) -> "NoteText":
        return self._store.parse(path, content, self._now())

    def _apply(self, summary: str, *changes: "FileChange") -> None:
        self._changes.apply(summary, changes)
        self._store.has_changed()

    def _read(self, path: Path) -> "NoteText | None":
        try:
            return self._store.read(path)
        except NotFoundError:
            return None


def while_others_write(change: "Callable[[], Note]") -> "Note":
    """Do `change` again, from what is there then, when another program wrote in the same moment."""
    for _ in range(_TRIES - 1):
        try:
            return change()
        except ConflictError:
            continue
    return change()
