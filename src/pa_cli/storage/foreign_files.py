"""Files and folders that are imported as notes: found and read, never changed."""

import os
from dataclasses import dataclass
from pathlib import Path

from pa_cli.core.errors import InputError
from pa_cli.core.note_import import TEXT_SUFFIXES, ForeignFile

_MOST_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class ForeignFiles:
    """What was found.

    Attributes:
        name: Name of the folder, "" for a single file.
        files: The files that may hold notes, by path.
        left: How many other files there are.
    """

    name: str
    files: tuple[ForeignFile, ...]
    left: int


def is_vault(path: Path) -> bool:
    """Whether `path` is a vault of Obsidian or a notebook of zk."""
    return (path / ".obsidian").is_dir() or (path / ".zk").is_dir()


def read_foreign(path: Path) -> ForeignFiles:
    """Read a file, or all files of a folder that may be text; hidden ones are left alone.

    Raises:
        InputError: It is not there or cannot be read.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        if not path.is_file():
            raise InputError(f"There is no file called {str(path)!r}.")
        return ForeignFiles("", (_read(path, path.name),), 0)
    except OSError as error:
        name = error.filename or path
        raise InputError(f"Could not read {name}: {error.strerror or error}.") from error


def _read_folder(root: Path) -> ForeignFiles:
    files: list[ForeignFile] = []
    left = 0
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            if (
                path.suffix.lower() not in TEXT_SUFFIXES
                or not path.is_file()
                or path.stat().st_size > _MOST_BYTES
            ):
                left += 1
            else:
                files.append(_read(path, path.relative_to(root).as_posix()))
    return ForeignFiles(root.resolve().name, tuple(files), left)


def _read(path: Path, name: str) -> ForeignFile:
    return ForeignFile(name, path.read_bytes(), path.stat().st_mtime_ns)
