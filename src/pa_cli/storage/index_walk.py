"""Looking at a folder of files: what is there, and what could have changed."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pa_cli.core.errors import StorageError
from pa_cli.core.index_entry import IndexEntry

_MOST_BYTES = 16 * 2**20

# A file or folder that changed so short a time before it was read may change again without its
# time showing it.
UNSETTLED_NS = 2_000_000_000


class Source(Protocol):
    """A folder of files that the index knows."""

    @property
    def name(self) -> str:
        """Unique name: "notes"."""
        ...

    @property
    def root(self) -> Path:
        """The folder."""
        ...

    def wants(self, name: str) -> bool:
        """Whether a file of this name holds items."""
        ...

    def parse(self, path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
        """The items of one file; never raises, whatever the content.

        Args:
            path: Relative to the root, with `/`.
            content: All bytes of the file.
            mtime: Time of the last change, epoch seconds.
        """
        ...


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file changes."""

    mtime_ns: int
    ctime_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the index remembers of a folder.

    Attributes:
        mtime_ns: Its time; -1 when it may have changed again since.
        stamps: A hash of the stamps of all its files, in the order in which the system lists them:
            while it is the same, none of them has changed. None when one may have changed again.
        files: How many files it holds.
    """

    mtime_ns: int
    stamps: int | None
    files: int


@dataclass(slots=True)
class Seen:
    """What a look at the disk found.

    Attributes:
        folders: The folders that were looked at, also those that are as they were.
        changed: Those of them that are not as they were.
        files: The files of the changed ones.
        unreadable: Folders that are there, but could not be looked into.
    """

    folders: dict[str, FolderState] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    files: dict[str, Stamp] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


class VanishedFolderError(StorageError):
    """The folder is missing or empty although the index remembers files in it."""


def check_still_there(root: Path, count: int, was_emptied: Callable[[], bool]) -> None:
    """A folder that is gone or empty may be a disk that is not mounted, never "all deleted"."""
    held = f"{count} files were in it" if count > 1 else "a file was in it"
    try:
        with os.scandir(root) as entries:
            if next(entries, None) is not None or was_emptied():
                return
    except OSError as error:
        raise VanishedFolderError(
            f"Could not read the folder {root}: {error.strerror or error}, but {held} before.",
            hint="Is its disk mounted? Nothing was forgotten or changed.",
        ) from error
    raise VanishedFolderError(
        f"The folder {root} is empty, but {held} before. Is its disk mounted?",
        hint=f"If it was emptied on purpose: touch {root / '.keep'}",
    )


def walk(source: Source, folders: Sequence[str], known: Mapping[str, FolderState]) -> Seen:
    """Look at all files in `folders` and below; links to folders are followed, but not in circles."""
    seen = Seen()
    visited: set[tuple[int, int]] = set()
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        status = _folder_status(source.root, folder)
        if status is not None and (status.st_dev, status.st_ino) not in visited:
            visited.add((status.st_dev, status.st_ino))
            waiting.extend(_scan(source, folder, status, seen, known.get(folder)))
    return seen


def _scan(
    source: Source,
    folder: str,
    status: os.stat_result,
    seen: Seen,
    known: FolderState | None = None,
) -> list[str]:
    """Note down one folder, and its files when they are not what is known; its sub-folders."""
    now = time.time_ns()
    names: list[str] = []
    stamps: list[int] = []
    prefix = f"{folder}/" if folder else ""
    try:
        below = [prefix + name for name in _list(source, folder, names, stamps)]
    except FileNotFoundError:
        return []
    except OSError:  # what is in it is unknown, not gone
        seen.unreadable.append(folder)
        return []
    mtime_ns = status.st_mtime_ns if now - status.st_mtime_ns >= UNSETTLED_NS else -1
    mark = hash(tuple(stamps))  # of numbers alone: the same in every process
    state = FolderState(mtime_ns, mark, len(names))
    if known == state:
        seen.folders[folder] = known
        return below
    newest = max(max(stamps[0::3], default=0), max(stamps[1::3], default=0))
    if now - newest <= UNSETTLED_NS or mtime_ns < 0:
        state = FolderState(mtime_ns, None, len(names))
    seen.folders[folder] = state
    seen.changed.add(folder)
    parts = zip(stamps[0::3], stamps[1::3], stamps[2::3], strict=True)
    for name, (mtime, ctime, size) in zip(names, parts, strict=True):
        seen.files[prefix + name] = Stamp(mtime, ctime, size)
    return below


def _list(source: Source, folder: str, names: list[str], stamps: list[int]) -> list[str]:
    """Fill in the names of the items and their stamps, three numbers each; the sub-folders.

    This runs for thousands of files each time something is asked, hence no object for each.
    """
    below = []
    wants = source.wants
    path = source.root / folder
    # names are looked up in an open folder: twice as fast as whole paths
    descriptor = os.open(path, os.O_RDONLY) if os.scandir in os.supports_fd else None
    try:
        with os.scandir(path if descriptor is None else descriptor) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                try:
                    if wants(name) and entry.is_file():
                        found = entry.stat()
                        names.append(name)
                        stamps += (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
                    elif entry.is_dir():
                        below.append(name)
                except OSError:
                    continue  # it vanished while we looked, or is a link to nowhere
    finally:
        if descriptor is not None:
            os.close(descriptor)
    return below


def look_at_folders(source: Source, known: Mapping[str, FolderState]) -> tuple[Seen, set[str]]:
    """The files of those folders alone whose time has changed, and the folders that are gone."""
    seen = Seen()
    gone = set()
    for folder, state in known.items():
        status = _folder_status(source.root, folder)
        if status is None:
            gone.add(folder)
        elif status.st_mtime_ns != state.mtime_ns:
            new = [name for name in _scan(source, folder, status, seen) if name not in known]
            below = walk(source, new, {})
            seen.files.update(below.files)
            seen.folders.update(below.folders)
            seen.changed.update(below.changed)
            seen.unreadable.extend(below.unreadable)
    return seen, gone


def _folder_status(root: Path, folder: str) -> os.stat_result | None:
    try:
        return (root / folder).stat()
    except OSError:
        return None


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None when it is gone."""
    try:
        return _stamp(path.stat())
    except OSError:
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def read_content(path: Path) -> bytes | None:
    """The bytes of a file, no more than could be a text; None when it is gone or unreadable."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = min(os.fstat(descriptor).st_size, _MOST_BYTES)
            content = os.read(descriptor, size)
            while len(content) < size and (more := os.read(descriptor, size - len(content))):
                content += more
        finally:
            os.close(descriptor)
    except OSError:
        return None
    return content
