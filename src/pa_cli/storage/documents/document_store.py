"""The documents on disk and in the index; see `core.document.DocumentStore`."""

import json
import math
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pa_cli.core.document import Document, DocumentState, RefreshReport
from pa_cli.storage.documents.document_index import DocumentIndex, Limits
from pa_cli.storage.documents.document_rows import KIND
from pa_cli.storage.index import Index
from pa_cli.storage.index_walk import Stamp, stamp_of


class IndexedDocuments:
    """See `core.document.DocumentStore`.

    Args:
        index: The index.
        documents: The documents in it.
        local: Epoch seconds to local time.
    """

    def __init__(
        self, index: Index, documents: DocumentIndex, local: Callable[[float], datetime]
    ) -> None:
        self._index = index
        self._documents = documents
        self._local = local

    def refresh(self) -> RefreshReport:
        """Read what is new or changed, forget what is gone."""
        return self._index.run(self._documents.refresh)

    def forget_missing(self) -> None:
        """Drop what no root covers any more; reads nothing."""
        self._index.run(lambda db: self._documents.refresh(db, Limits(0, 0)))

    def list(self) -> Sequence[Document]:
        """All documents, by path, of what is on the list now."""

        def look(db: sqlite3.Connection) -> Sequence[Document]:
            self._documents.catch_up(db, math.inf)
            rows = db.execute(
                "SELECT item.ref, item.path, item.title, item.problem, item.fields, file.mtime_ns,"
                " file.ctime_ns, file.size FROM item JOIN file ON file.id = item.file"
                " WHERE item.kind = ? ORDER BY item.path",
                (KIND,),
            )
            return [self._document(row) for row in rows]

        return self._index.run(look)

    def _document(self, row: tuple[str, str, str, str, str, int, int, int]) -> Document:
        ref, path, title, problem, fields, mtime_ns, ctime_ns, size = row
        known = json.loads(fields)
        chunks = int(known["chunks"])
        now = stamp_of(Path(path))
        state: DocumentState = "ok"
        if now is None:
            state = "gone"
        elif now != Stamp(mtime_ns, ctime_ns, size):
            state = "changed"
        elif problem and not chunks:
            state = "unreadable"
        return Document(
            id=ref,
            path=Path(path),
            title=title,
            kind=known["kind"],
            chunks=chunks,
            pages=known.get("pages"),
            size=size,
            modified=self._local(mtime_ns / 1e9),
            state=state,
            problem=problem or None,
        )
