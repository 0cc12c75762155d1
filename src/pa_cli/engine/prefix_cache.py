"""Evaluated prompt prefixes on disk, so that the next process starts where this one was.

A file holds the state of one sequence after a list of tokens. It is tied to everything that
shapes that state (see `fingerprint`): a file that does not match is never looked at. It is cache:
private, bounded, safe to delete. A file whose reader died is dropped, since a state that crashes
the native library must not do so twice.
"""

import contextlib
import hashlib
import json
import os
import secrets
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".state"


def fingerprint(parts: Sequence[object]) -> str:
    """A short digest of everything that an evaluated state depends on."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:20]


def _digest(tokens: Sequence[int]) -> str:
    return hashlib.sha256(array("i", tokens).tobytes()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class CachedPrefix:
    """A usable state file: it holds the state after the first `length` tokens of the prompt."""

    path: Path
    length: int


class PrefixCache:
    """The state files of one model in one configuration.

    Args:
        folder: Where all state files lie, of every model.
        key: `fingerprint` of this model and configuration.
        max_bytes: Most bytes that all files may take together; the least recently used go first.
    """

    def __init__(self, folder: Path, key: str, max_bytes: int) -> None:
        self._folder = folder
        self._key = key
        self._max_bytes = max_bytes

    def find(self, tokens: Sequence[int], *, longer_than: int) -> CachedPrefix | None:
        """The longest stored prefix of `tokens` that is longer than `longer_than` tokens."""
        by_length: dict[int, list[str]] = {}
        with contextlib.suppress(OSError):
            for entry in os.scandir(self._folder):
                stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - names, not paths
                parts = stem.split("-")
                if suffix == _SUFFIX and len(parts) == 3 and parts[0] == self._key:
                    by_length.setdefault(int(parts[1]), []).append(parts[2])
        for length in sorted(by_length, reverse=True):
            if longer_than < length <= len(tokens):
                digest = _digest(tokens[:length])
                if digest in by_length[length]:
                    return CachedPrefix(self._path(length, digest), length)
        return None

    def _path(self, length: int, digest: str) -> Path:
        return self._folder / f"{self._key}-{length}-{digest}{_SUFFIX}"

    def restore(self, prefix: CachedPrefix, load: Callable[[Path], bool]) -> bool:
        """Let `load` read the file; False and the file is gone when it is not whole or not taken.

        Args:
            prefix: What `find` gave.
            load: Reads the state into the context; False when the library refuses it.
        """
        if self._reader_died(prefix.path) or not self._is_whole(prefix.path):
            self._drop(prefix.path)
            return False
        marker = prefix.path.with_suffix(f".reading.{os.getpid()}")
        try:
            marker.touch(mode=0o600)
            taken = load(prefix.path)
            if taken:
                os.utime(prefix.path)
            else:
                self._drop(prefix.path)
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                marker.unlink(missing_ok=True)
        return taken

    def _reader_died(self, path: Path) -> bool:
        """Whether a process began to read this file and no longer exists."""
        died = False
        for marker in self._folder.glob(f"{path.stem}.reading.*"):
            pid = int(marker.suffix[1:]) if marker.suffix[1:].isdigit() else 0
            if not _is_alive(pid):
                marker.unlink(missing_ok=True)
                died = True
        return died

    def _is_whole(self, path: Path) -> bool:
        try:
            stored = json.loads(path.with_suffix(".json").read_text("utf-8"))
            return bool(stored == _checksum(path))
        except (OSError, ValueError):
            return False

    def store(self, tokens: Sequence[int], save: Callable[[Path], bool]) -> None:
        """Keep the state after `tokens`; a failure is no failure, it is only cache.

        Args:
            tokens: All tokens that the state holds.
            save: Writes the state to the given file; False when the library fails.
        """
        path = self._path(len(tokens), _digest(tokens))
        temporary = path.with_suffix(f".tmp-{secrets.token_hex(4)}")
        try:
            _make_private(self._folder)
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            if save(temporary) and temporary.stat().st_size <= self._max_bytes:
                note = path.with_suffix(".json")
                note.write_text(json.dumps(_checksum(temporary)), "utf-8")
                note.chmod(0o600)
                temporary.replace(path)
                self._trim()
        except OSError:
            pass
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _trim(self) -> None:
        files = [
            (p.stat().st_mtime_ns, p.stat().st_size, p) for p in self._folder.glob(f"*{_SUFFIX}")
        ]
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files, key=lambda file: (file[0], str(file[2]))):
            if total <= self._max_bytes:
                return
            self._drop(path)
            total -= size

    def _drop(self, path: Path) -> None:
        for file in (path, path.with_suffix(".json")):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)


def _make_private(folder: Path) -> None:
    """Create `folder`; `Path.mkdir` would leave its new parents open to others."""
    if not folder.is_dir():
        if folder.parent != folder:
            _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _checksum(path: Path) -> dict[str, int]:
    size = checksum = 0
    with path.open("rb") as file:
        while block := file.read(2**20):
            checksum = zlib.crc32(block, checksum)
            size += len(block)
    return {"bytes": size, "crc32": checksum}


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    if os.name == "nt":
        return True  # signal 0 is Ctrl-C there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
