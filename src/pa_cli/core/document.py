"""Documents: files of the user's own that pa reads to answer questions, and never writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pa_cli.core.passage_split import Piece

DocumentState = Literal["ok", "changed", "gone", "unreadable"]


@dataclass(frozen=True, slots=True)
class DocumentRoot:
    """A file, a folder or a pattern that the user added.

    Attributes:
        path: Absolute; may hold `*`, `?` and `[...]` when nothing is called exactly that.
        added: ISO 8601 with offset.
        without: Files and folders below it, absolute, that were taken out again.
    """

    path: str
    added: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was added, or stands in a folder that was.

    Attributes:
        id: Short id.
        path: The file, absolute.
        title: What it calls itself, else its name.
        kind: "pdf", "markdown", "code" and so on.
        chunks: How many passages it was cut into.
        pages: How many pages it has; None where files of its kind have none.
        size: Bytes.
        modified: When it changed last.
        state: "ok"; "changed" since it was read; "gone"; or "unreadable".
        problem: Why it is unreadable, or what was left out; None when all is well.
        root: What was added that it is part of; None when it is part of nothing any more.
    """

    id: str
    path: Path
    title: str
    kind: str
    chunks: int
    pages: int | None
    size: int
    modified: datetime
    state: DocumentState
    problem: str | None = None
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class AddedDocuments:
    """What was put on the list of documents.

    Attributes:
        added: New on the list.
        already: Named before, or part of a folder that was.
    """

    added: Sequence[DocumentRoot]
    already: Sequence[DocumentRoot]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a parser makes of a file.

    Attributes:
        pieces: The passages.
        title: What the document calls itself, "" when it does not.
        pages: How many pages it has; None where files of its kind have none.
        problem: What could not be read, "" when all could.
    """

    pieces: Sequence[Piece] = ()
    title: str = ""
    pages: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a look at all documents found.

    Attributes:
        documents: How many there are now.
        read: Files whose content was read.
        added: Files that are new.
        changed: Files whose content is new.
        removed: Files that are no longer part of it.
        waiting: Files that are new or changed, and were left for `pa docs refresh`.
        problems: Files that cannot be read, each with the reason.
        missing: Roots that are not there now; what was read of them is kept.
        closed: Folders that may not be looked into; what was read of them is kept.
        vectors: Passages that an embedding model read.
    """

    documents: int = 0
    read: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    waiting: int = 0
    problems: Sequence[tuple[str, str]] = field(default_factory=tuple)
    missing: Sequence[str] = field(default_factory=tuple)
    closed: Sequence[str] = field(default_factory=tuple)
    vectors: int = 0


class DocumentStore(Protocol):
    """The documents on disk, and what the index knows of them."""

    def refresh(self) -> RefreshReport:
        """Read what is new or changed, forget what is gone."""
        ...

    def list(self) -> Sequence[Document]:
        """All documents, by path."""
        ...

    def forget_missing(self) -> None:
        """Drop what no root covers any more; reads nothing."""
        ...
