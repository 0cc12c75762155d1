"""The passages of documents, as fresh as a look on the way to an answer can make them."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.passage import PassageKind
from pa_cli.storage.documents.document_index import DocumentIndex
from pa_cli.storage.documents.document_rows import KIND
from pa_cli.storage.passage_store import SecondLook


class DocumentPassages:
    """See `storage.passage_store.PassageSource`.

    Args:
        documents: The documents in the index.
        freshness: Setting `docs.freshness`, seconds.
    """

    root = Path("/")

    def __init__(self, documents: DocumentIndex, freshness: float) -> None:
        self._documents = documents
        self._freshness = freshness

    @property
    def kind(self) -> PassageKind:
        """Documents."""
        return KIND

    def refresh(self, connection: sqlite3.Connection, *, quick: bool) -> Sequence[str]:
        """Look for changes now and then; all is read when the index had to be made anew."""
        report = self._documents.catch_up(connection, self._freshness, quick=quick)
        notices = [
            f"{path} is not there: what was read of it is not searched now."
            for path in report.missing
        ]
        if report.waiting:
            what = "1 document is" if report.waiting == 1 else f"{report.waiting} documents are"
            notices.append(f"{what} new or changed and not searched yet: pa docs refresh")
        return notices

    def look_again(self, connection: sqlite3.Connection, paths: Sequence[str]) -> SecondLook:
        """Read again what changed; nothing is shown of what is gone."""
        has_changed, gone = self._documents.look_again(connection, paths)
        notices = [f"{path} is not there any more: nothing of it is used." for path in gone]
        return SecondLook(has_changed, gone, notices)
