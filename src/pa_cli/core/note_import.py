"""Foreign files as notes: Markdown as it is, plain text, journals of jrnl."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from pa_cli.core.front_matter import make_head
from pa_cli.core.jrnl import JournalEntry, parse_jrnl
from pa_cli.core.note import SUFFIXES, Note, file_stem, title_of, without_last_tags

TEXT_SUFFIXES = (*SUFFIXES, ".txt", ".text", ".json", "")


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file to import.

    Attributes:
        path: Relative to the folder that is imported, with `/`; a single file is its name.
        content: All bytes.
        mtime_ns: When it was changed.
    """

    path: str
    content: bytes
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class NewNote:
    """A file to write.

    Attributes:
        folder: Relative to the place of the import, "" for the place itself.
        stem: File name without suffix.
        content: All bytes.
        mtime_ns: When it was changed last, 0 for now.
    """

    folder: str
    stem: str
    content: bytes
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        notes: The new notes.
        unchanged: How many were there already, with the same content.
        skipped: Files that hold no text.
    """

    notes: tuple[Note, ...]
    unchanged: int
    skipped: tuple[str, ...]


def notes_of(file: ForeignFile) -> Iterator[NewNote]:
    """The notes that a file holds: many of a journal, none of what is no text, else one."""
    path = PurePosixPath(file.path)
    folder = "/".join(file_stem(part) for part in path.parent.parts if part != "..")
    if path.suffix.lower() in SUFFIXES:
        yield NewNote(folder, file_stem(path.stem), file.content, file.mtime_ns)
        return
    if b"\0" in file.content:
        return
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    entries = parse_jrnl(text)
    if entries is not None:
        for entry in entries:
            yield _of_entry(entry, folder)
    elif path.suffix.lower() != ".json" and text.strip():
        content = text.replace("\r\n", "\n").encode()
        yield NewNote(folder, file_stem(path.stem), content, file.mtime_ns)


def _of_entry(entry: JournalEntry, folder: str) -> NewNote:
    """An entry as a note that is the same each time it is imported."""
    created = entry.created.isoformat(timespec="minutes")
    text = entry.text.rstrip() + "\n"
    head = make_head((("created", created),), entry.tags)
    title = without_last_tags(title_of(text))
    return NewNote(
        folder,
        file_stem(f"{entry.created:%Y-%m-%d %H%M} {title}"),
        (head + text).encode("utf-8", "replace"),
        _nanoseconds(entry.created),
    )


def _nanoseconds(moment: datetime) -> int:
    try:
        return int(moment.timestamp()) * 1_000_000_000
    except (OverflowError, ValueError, OSError):
        return 0
