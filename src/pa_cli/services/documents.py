"""The documents that answers may come from: added, listed, taken out, read again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Protocol

from pa_cli.core.changes import FileChange
from pa_cli.core.document import (
    AddedDocuments,
    Document,
    DocumentRoot,
    DocumentStore,
    RefreshReport,
)
from pa_cli.core.errors import NotFoundError
from pa_cli.core.note_ports import LastLists
from pa_cli.core.ports import ChangeLog
from pa_cli.services.item_refs import from_last_list

KIND = "document"


class DocumentRoots(Protocol):
    """The list of what was added, on disk."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    def read(self) -> tuple[Sequence[DocumentRoot], bytes | None]:
        """What was added, and the bytes of the file; None when there is none."""
        ...

    def dump(self, roots: Sequence[DocumentRoot]) -> bytes:
        """The content of the file for these roots."""
        ...

    def locate(self, name: str, *, must_exist: bool) -> str:
        """The absolute path, or pattern, that the user calls `name`; raises InputError."""
        ...


class DocumentsService:
    """Everything that can be done with documents; their files are never written.

    Args:
        store: The documents on disk and in the index.
        roots: The list of what was added.
        changes: The one way to write that list.
        last_lists: What the numbers of the last list mean.
        now: The clock.
    """

    def __init__(
        self,
        store: DocumentStore,
        roots: DocumentRoots,
        changes: ChangeLog,
        last_lists: LastLists,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._roots = roots
        self._changes = changes
        self._last_lists = last_lists
        self._now = now

    def add(self, names: Sequence[str]) -> AddedDocuments:
        """Put files, folders and patterns on the list; `refresh` reads them.

        Raises:
            InputError: One of them is not there; nothing was added.
        """
        paths = list(dict.fromkeys(self._roots.locate(name, must_exist=True) for name in names))
        with self._changes.locked():
            roots, content = self._roots.read()
            kept = [replace(root, without=_without(root.without, paths)) for root in roots]
            covered = {path: root for path in paths for root in kept if _covers(root, path)}
            added = [
                DocumentRoot(path, self._now().isoformat(timespec="seconds"))
                for path in paths
                if path not in covered
            ]
            self._write("Added documents", [root.path for root in added], [*kept, *added], content)
        already = list({root.path: root for root in covered.values()}.values())
        return AddedDocuments(added, already)

    def remove(self, refs: Sequence[str]) -> Sequence[str]:
        """Take roots off the list, or single documents out of their folder; files stay as they are.

        Args:
            refs: Paths as they were added, paths of documents, ids, or numbers of the last list.

        Returns:
            The paths that were taken out.

        Raises:
            NotFoundError: One of them means nothing; nothing was taken out.
        """
        with self._changes.locked():
            roots, content = self._roots.read()
            paths = list(dict.fromkeys(self._path_of(ref, roots) for ref in refs))
            kept = [root for root in roots if root.path not in paths]
            for path in paths:
                kept = [
                    replace(root, without=(*root.without, path)) if _covers(root, path) else root
                    for root in kept
                ]
            self._write("Took out documents", paths, kept, content)
        self._store.forget_missing()
        return paths

    def roots(self) -> Sequence[DocumentRoot]:
        """What was added."""
        return self._roots.read()[0]

    def list(self, paths: Sequence[str] = ()) -> Sequence[Document]:
        """All documents by path, or those alone that are one of `paths` or in it."""
        roots = sorted(self.roots(), key=lambda root: len(root.path), reverse=True)
        documents = [
            replace(document, root=_root_of(str(document.path), roots))
            for document in self._store.list()
        ]
        if not paths:
            return documents
        places = [self._roots.locate(path, must_exist=False) for path in paths]
        return [d for d in documents if any(_is_in(str(d.path), place) for place in places)]

    def remember(self, documents: Sequence[Document]) -> None:
        """Let `rm 2` mean the second of these."""
        self._last_lists.remember(KIND, [document.id for document in documents])

    def refresh(self) -> RefreshReport:
        """Read what is new or changed, forget what is gone."""
        return self._store.refresh()

    def _write(
        self, verb: str, paths: Sequence[str], roots: Sequence[DocumentRoot], content: bytes | None
    ) -> None:
        new = self._roots.dump(roots)
        if new == content or (content is None and not roots):
            return
        names = ", ".join(Path(path).name for path in paths[:3])
        more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
        summary = f"{verb}: {names}{more}" if paths else verb
        self._changes.apply(summary, [FileChange(self._roots.path, new, content)])

    def _path_of(self, ref: str, roots: Sequence[DocumentRoot]) -> str:
        """The path of a root or of a document."""
        path = self._roots.locate(ref, must_exist=False)
        if any(root.path == path for root in roots):
            return path
        wanted = from_last_list(ref, KIND, self._last_lists)
        documents = self._store.list()
        for document in documents:
            if str(document.path) == path or document.id == wanted:
                return str(document.path)
        if any(_covers(root, path) for root in roots) and any(
            _is_in(str(document.path), path) for document in documents
        ):
            return path
        named = [str(document.path) for document in documents if ref in _names_of(document)]
        if len(named) == 1:
            return named[0]
        raise NotFoundError(
            f"There are {len(named)} documents called {ref!r}."
            if named
            else f"There is no document {ref!r}, and nothing called that was added.",
            hint="Name it by its path or id: pa docs list | cat"
            if named
            else "See them: pa docs list",
        )


def _names_of(document: Document) -> Sequence[str]:
    return document.path.name, document.path.stem, document.title


def _covers(root: DocumentRoot, path: str) -> bool:
    """Whether the list has `path`, itself or as part of a folder."""
    if any(_is_in(path, place) for place in root.without):
        return False
    return _is_in(path, root.path)


def _root_of(path: str, roots: Sequence[DocumentRoot]) -> Path | None:
    """What was added that stands for `path`: the nearest folder, or a pattern that fits."""
    for root in roots:
        if _is_in(path, root.path) or PurePath(path).match(root.path):
            return Path(root.path)
    return next(
        (Path(root.path) for root in roots if fnmatchcase(path, root.path)), None
    )  # `**` of a pattern


def _is_in(path: str, place: str) -> bool:
    bare = place.rstrip("/\\")
    return path == place or path.startswith((f"{bare}/", f"{bare}\\"))


def _without(left_out: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """What stays left out when `wanted` is added again."""
    return tuple(path for path in left_out if not any(_is_in(path, place) for place in wanted))
