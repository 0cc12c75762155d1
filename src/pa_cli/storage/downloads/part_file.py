"""A file in the making: NAME.part and its note, so that nothing fetched is fetched twice.

The note beside the part says what the bytes are (hash or address) and what is needed to go on.
The final name appears only when everything was checked and is on disk.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pa_cli.core.errors import NetworkError, StorageError
from pa_cli.core.sizes import human_size
from pa_cli.storage import atomic
from pa_cli.storage.paths import make_private_folder

MAGIC = b"GGUF"
PART_SUFFIX = ".part"
NOTE_SUFFIX = ".part.json"
_BLOCK = 1 << 20
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

OnBytes = Callable[[int], None]


class PartFile:
    """The bytes of `target` that are here so far; a context manager.

    Args:
        target: Where the whole file will lie.
        identity: Where the bytes come from; a part with another identity is thrown away.
        sha256: Hash of the whole, "" when nobody knows. It is a better identity: with it, any
            source can go on where another one stopped.
        on_bytes: Told the number of bytes that are here, after each change.
    """

    def __init__(self, target: Path, *, identity: str, sha256: str = "", on_bytes: OnBytes) -> None:
        self.target = target
        self.path = target.with_name(target.name + PART_SUFFIX)
        self._note_path = target.with_name(target.name + NOTE_SUFFIX)
        self.sha256 = sha256.lower()
        self._identity = f"sha256:{self.sha256}" if sha256 else identity
        self._on_bytes = on_bytes
        self._descriptor = -1
        self._hash = hashlib.sha256()
        self.size = 0
        self.note: dict[str, Any] = {}

    def __enter__(self) -> Self:
        """Open the part, and hash what an earlier run left.

        Raises:
            StorageError: The folder cannot be written.
        """
        with self._storage_errors():
            make_private_folder(self.path.parent)
            self.note = self._read_note()
            if self.note.get("identity") != self._identity:
                self.path.unlink(missing_ok=True)
                self.note = {"identity": self._identity}
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
            flags |= getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self.path, flags, 0o600)
        try:
            self.save_note()
            self._rehash(os.fstat(self._descriptor).st_size)
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close the part; what is there stays for the next run."""
        if self.size == 0:
            self.discard()
        self._close()

    @property
    def is_hash_known(self) -> bool:
        """Whether `finish` will notice any wrong byte."""
        return bool(self.sha256)

    @property
    def is_closed(self) -> bool:
        """Whether the part was finished, thrown away or left."""
        return self._descriptor < 0

    def write(self, content: bytes) -> None:
        """Append `content`.

        Raises:
            NetworkError: It begins like no model: a web page, an archive. Nothing stays of it.
            StorageError: The disk is full or failed; what was written stays.
        """
        rest = memoryview(content)
        is_beginning = self.size < len(MAGIC)
        while rest:
            with self._storage_errors():
                written = os.write(self._descriptor, rest)
            self._hash.update(rest[:written])
            self.size += written
            rest = rest[written:]
        if is_beginning and self.size >= len(MAGIC):
            self._check_beginning()
        self._on_bytes(self.size)

    def truncate(self, size: int) -> None:
        """Keep the first `size` bytes only.

        Raises:
            StorageError: The disk failed.
        """
        if size != self.size:
            self._rehash(size)

    def save_note(self) -> None:
        """Put the note on disk.

        Raises:
            StorageError: The disk is full or failed.
        """
        content = json.dumps(self.note, ensure_ascii=False).encode("utf-8", "replace")
        atomic.write_bytes(self._note_path, content)

    def finish(self, *, size: int | None, check: Callable[[Path], object]) -> str:
        """Check the whole and give it its name; returns its SHA-256 as hex.

        Args:
            size: Bytes that it must have, None when nobody knows.
            check: Looks into the file and raises a `PaError` when it is not what it should be.

        Raises:
            NetworkError: Wrong size or hash. A part that cannot become right is removed.
            StorageError: The disk is full or failed.
        """
        found = self._hash.hexdigest()
        if size is not None and self.size < size:
            raise NetworkError(
                f"The download ended early, after {self.size} of {size} bytes.",
                hint="Run the same command again; it goes on where this one stopped.",
            )
        if size is not None and self.size > size:
            self.discard()
            raise NetworkError(
                f"What came was longer than the {size} bytes of the model; it was removed."
            )
        if self.sha256 and found != self.sha256:
            self.discard()
            raise NetworkError(
                f"What came is not the model: its SHA-256 is {found[:16]}…, not "
                f"{self.sha256[:16]}…; it was removed."
            )
        try:
            check(self.path)
        except Exception:
            self.discard()
            raise
        with self._storage_errors():
            os.fsync(self._descriptor)
            self._close()
            self.path.replace(self.target)
            atomic.sync_folder(self.target.parent)
            self._note_path.unlink(missing_ok=True)
        return found

    def discard(self) -> None:
        """Remove the part and its note: they can never become the file."""
        self._close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
            self._note_path.unlink(missing_ok=True)

    def _read_note(self) -> dict[str, Any]:
        try:
            note = json.loads(self._note_path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return note if isinstance(note, dict) else {}

    def _check_beginning(self) -> None:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        beginning = os.read(self._descriptor, len(MAGIC))
        os.lseek(self._descriptor, 0, os.SEEK_END)
        if beginning != MAGIC:
            self.discard()
            raise NetworkError("What came is not a GGUF model file.")

    def _rehash(self, size: int) -> None:
        """Cut the part to `size` bytes and hash them again."""
        self._hash = hashlib.sha256()
        self.size = 0
        with self._storage_errors():
            os.ftruncate(self._descriptor, size)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            while block := os.read(self._descriptor, _BLOCK):
                self._hash.update(block)
                self.size += len(block)
                self._on_bytes(self.size)

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @contextlib.contextmanager
    def _storage_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise disk_is_full(self.path.parent) from error
            raise StorageError(
                f"Could not write {self.path}: {error.strerror or error}."
            ) from error


def disk_is_full(folder: Path) -> StorageError:
    """The error for a disk without room, with how much of it is left."""
    return StorageError(
        f"The disk is full: {human_size(free_bytes(folder))} are free in {folder}.",
        hint="Make room and run the same command again; what is here is kept.",
    )


def free_bytes(folder: Path) -> int:
    """Bytes that this user can still write below `folder`, which need not exist yet."""
    for place in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return shutil.disk_usage(place).free
    return 0
