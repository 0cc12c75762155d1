"""Changes of the user's files: what is asked for, what was done, and how it is taken back."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileState:
    """What a path held at a moment.

    Attributes:
        digest: SHA-256 of the content, or of the target of a symbolic link.
        mode: Permission bits.
        mtime_ns: Time of the last change, so that bringing a file back brings its date back.
        link: Target of a symbolic link, "" for a regular file.
    """

    digest: str
    mode: int = 0o600
    mtime_ns: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file to write or to remove.

    Attributes:
        path: The file. Writing through a symbolic link changes its target; removing takes the link.
        content: All of the new content; None removes the file.
        expected: What the caller read, None for a file that must not be there yet. Anything else
            on disk is a conflict, and nothing is written.
        mtime_ns: Time of the last change to give the file, 0 for now.
    """

    path: Path
    content: bytes | None
    expected: bytes | None
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one path; None stands for "not there"."""

    path: Path
    before: FileState | None
    after: FileState | None


UNDID = "Undid: "
REDID = "Redid: "


@dataclass(frozen=True, slots=True)
class Operation:
    """One command's changes, however many files it touched.

    Attributes:
        id: Short and unique.
        time: ISO 8601 with offset.
        summary: What it did, in a user's words: "Added note 'Milk'".
        steps: In the order in which they were done.
        undoes: Ids of the operations that this one takes back.
    """

    id: str
    time: str
    summary: str
    steps: tuple[Step, ...]
    undoes: tuple[str, ...] = ()

    @property
    def is_undo(self) -> bool:
        """It took something back: to take it back is to do that again."""
        return bool(self.undoes) and self.summary.startswith(UNDID)

    @property
    def subject(self) -> str:
        """What it did, undid or did again."""
        return self.summary.removeprefix(UNDID).removeprefix(REDID) if self.undoes else self.summary


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and the operation that did it."""

    operations: tuple[Operation, ...]
    by: Operation

    @property
    def lines(self) -> tuple[str, ...]:
        """What it came to, a line for each operation."""
        return tuple(
            f"{'Redone' if operation.is_undo else 'Undone'}: {operation.subject}"
            for operation in self.operations
        )
