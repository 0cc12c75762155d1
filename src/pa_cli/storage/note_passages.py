"""The passages of notes: made of what the index found new, once somebody searches for passages."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pa_cli.core.passage import PassageKind
from pa_cli.core.passage_split import Piece, split_markdown
from pa_cli.core.ports import Progress
from pa_cli.storage.index import bulk_work, transaction
from pa_cli.storage.index_refresh import refresh, refresh_files
from pa_cli.storage.index_walk import read_content
from pa_cli.storage.note_source import KIND, NoteSource
from pa_cli.storage.passage_queries import put_passages
from pa_cli.storage.passage_store import SecondLook

_BATCH = 500
_PROGRESS_FROM = 1_000


class NotePassages:
    """See `storage.passage_store.PassageSource`.

    Args:
        source: The notes folder.
        walk_every: Setting `notes.freshness`.
        progress: Shows a long build of the index; made when it is needed.
        was_emptied: Whether `pa` itself has just removed notes.
    """

    def __init__(
        self,
        source: NoteSource,
        *,
        walk_every: float,
        progress: Callable[[], Progress] | None = None,
        was_emptied: Callable[[], bool] = lambda: False,
    ) -> None:
        self._source = source
        self._walk_every = walk_every
        self._progress = progress
        self._was_emptied = was_emptied

    @property
    def kind(self) -> PassageKind:
        """Notes."""
        return "note"

    @property
    def root(self) -> Path:
        """The folder of the notes."""
        return self._source.root

    def refresh(self, connection: sqlite3.Connection, *, quick: bool) -> Sequence[str]:
        """Bring the passages up to date with the notes."""
        refresh(
            connection,
            self._source,
            walk_every=self._walk_every,
            progress=self._progress,
            was_emptied=self._was_emptied,
        )
        return self._split_new(connection, most=_PROGRESS_FROM if quick else None)

    def look_again(self, connection: sqlite3.Connection, paths: Sequence[str]) -> SecondLook:
        """Read again what had changed."""
        has_changed = refresh_files(connection, self._source, paths)
        if has_changed:
            self._split_new(connection)
        return SecondLook(has_changed)

    def _split_new(self, connection: sqlite3.Connection, most: int | None = None) -> Sequence[str]:
        """Make the passages of notes that have none, unless there are more than `most`."""
        new = connection.execute(
            "SELECT id, path, title, modified FROM item WHERE kind = ? AND is_split = 0"
            " ORDER BY path",
            (KIND,),
        ).fetchall()
        if most is not None and len(new) > most:
            return [f"{len(new)} notes are not searched yet: pa docs refresh"]
        with bulk_work(connection) if len(new) > _PROGRESS_FROM else contextlib.nullcontext():
            for batch in self._batches(new):
                pieces = [
                    (item, title, self._pieces(path, modified))
                    for item, path, title, modified in batch
                ]
                with transaction(connection):
                    for item, title, found in pieces:
                        if _is_to_split(connection, item):
                            put_passages(connection, item, "note", title, found)
        return ()

    def _pieces(self, path: str, modified: float) -> list[Piece]:
        content = read_content(self._source.root / path)
        if content is None:  # it is gone; the next look takes it out
            return []
        _, body = self._source.read_entry(path, content, modified)
        text = content.decode("utf-8", "replace")
        above = text[: len(text) - len(body)].count("\n")
        return split_markdown(body, first_line=above + 1)

    def _batches(
        self, rows: Sequence[tuple[int, str, str, float]]
    ) -> Iterator[Sequence[tuple[int, str, str, float]]]:
        """Pieces of long work, each a transaction of its own, so that Ctrl-C keeps what is done."""
        batches = (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))
        if self._progress is None or len(rows) < _PROGRESS_FROM:
            yield from batches
            return
        done = 0
        with self._progress().task("Reading notes", total=len(rows)) as task:
            for batch in batches:
                yield batch
                done += len(batch)
                task.update(done)


def _is_to_split(connection: sqlite3.Connection, item: int) -> bool:
    """Whether no other process has split it or taken it out meanwhile."""
    row = connection.execute("SELECT is_split FROM item WHERE id = ?", (item,)).fetchone()
    return row is not None and not row[0]
