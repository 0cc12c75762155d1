"""Finding the files that added folders, files and patterns stand for."""

import contextlib
import glob
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pa_cli.core.document import DocumentRoot
from pa_cli.core.document_formats import kind_of
from pa_cli.storage.documents.excludes import Excludes
from pa_cli.storage.index_walk import Stamp


@dataclass(slots=True)
class FoundDocuments:
    """What is there.

    Attributes:
        files: Every document once, by its absolute path, in order.
        missing: Roots that are not there.
        unreadable: Folders that cannot be read.
    """

    files: dict[str, Stamp] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def find_documents(
    roots: Sequence[DocumentRoot],
    *,
    patterns: Sequence[str] = (),
    own: Sequence[str] = (),
    on_folder: Callable[[str], None] = lambda _: None,
) -> FoundDocuments:
    """The documents of all roots.

    A file is known by its name; one that was added itself may have any name. Links are followed,
    but no folder is entered and no file taken twice.

    Args:
        roots: What was added.
        patterns: What is left out besides the usual, as in a `.gitignore`.
        own: Folders of `pa` itself, absolute; nothing in them is a document.
        on_folder: Told each folder that is looked at.
    """
    found = FoundDocuments()
    seen: set[tuple[int, int]] = set()
    # files that were named come first: they are taken whatever they are called
    for root in sorted(roots, key=lambda root: os.path.isdir(root.path)):  # noqa: PTH112
        left_out = {*own, *root.without}
        if os.path.isdir(root.path):  # noqa: PTH112
            for path, status in _walk(root.path, patterns, left_out, found, on_folder):
                _take(found, seen, path, status)
            continue
        paths = _named(root.path)
        if not paths:
            found.missing.append(root.path)
        for path in paths:
            named = None if path in left_out else _status(path)
            if named is not None:
                _take(found, seen, path, named)
    found.files = {path: found.files[path] for path in sorted(found.files)}
    return found


def _take(
    found: FoundDocuments, seen: set[tuple[int, int]], path: str, status: os.stat_result
) -> None:
    identity = (status.st_dev, status.st_ino)
    if identity not in seen:
        seen.add(identity)
        found.files[path] = Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def _named(path: str) -> list[str]:
    if os.path.lexists(path):
        return [path]
    if not glob.has_magic(path):
        return []
    return sorted(
        name
        for name in glob.glob(path, recursive=True)  # noqa: PTH207
        if os.path.isfile(name)  # noqa: PTH113
    )


def _status(path: str) -> os.stat_result | None:
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _walk(
    root: str,
    patterns: Sequence[str],
    left_out: set[str],
    found: FoundDocuments,
    on_folder: Callable[[str], None],
) -> Iterator[tuple[str, os.stat_result]]:
    """The files of a folder and all below it whose names say that they are documents."""
    excludes = Excludes(root, patterns)
    entered: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            on_folder(folder)
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        except OSError:
            found.unreadable.append(folder)
            continue
        below = []
        for entry in entries:
            with contextlib.suppress(OSError):  # it vanished while we looked, or leads nowhere
                if entry.path in left_out or not _is_wanted(entry, excludes):
                    continue
                if entry.is_dir():
                    below.append(entry.path)
                elif entry.is_file():
                    yield entry.path, entry.stat()
        waiting.extend(below)


def _is_wanted(entry: "os.DirEntry[str]", excludes: Excludes) -> bool:
    if entry.name.startswith("."):
        return False
    is_folder = entry.is_dir()
    if not is_folder and kind_of(entry.name) is None:
        return False
    return not excludes.has(entry.path, is_folder=is_folder)
