"""The ports of the models: where they are kept, and where they are fetched from."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from pa_cli.core.model_source import ModelSource, RemoteFile
from pa_cli.core.model_spec import InstalledModel, ModelHeader, Purpose, UnfinishedDownload


class ModelStore(Protocol):
    """The models folder and the manifest that says what its files are."""

    @property
    def folder(self) -> Path:
        """Where model files lie; need not exist."""
        ...

    def load(self) -> list[InstalledModel]:
        """All entries, by name; files are not looked at."""
        ...

    def add(self, model: InstalledModel) -> None:
        """Write an entry, in place of one with the same name or file."""
        ...

    def remove(self, name: str) -> None:
        """Forget an entry; its file is not touched."""
        ...

    def set_default(self, name: str, purpose: Purpose) -> None:
        """Use the model called `name` where no model is named."""
        ...

    def unlisted_files(self) -> list[Path]:
        """GGUF files in the folder that have no entry."""
        ...

    def delete_file(self, path: Path) -> None:
        """Delete a file of the models folder; StorageError for any other."""
        ...

    def unfinished(self) -> list[UnfinishedDownload]:
        """What stopped downloads have left, by name."""
        ...

    def discard(self, download: UnfinishedDownload) -> None:
        """Delete what a download has left; StorageError while it is going on."""
        ...

    def read_header(self, path: Path) -> ModelHeader:
        """The header of a GGUF file; NoModelError when it is no model."""
        ...

    def stamp(self, path: Path) -> tuple[int, int] | None:
        """(bytes, modification time in ns) of a regular file, None when there is none."""
        ...


class ModelDownloads(Protocol):
    """Fetches model files into the models folder, one at a time under one name."""

    def look_up(
        self, source: ModelSource, *, quantization: str = "", size: int = 0, sha256: str = ""
    ) -> RemoteFile:
        """Ask a source for its file, not for the bytes.

        Args:
            source: Where to ask.
            quantization: Chooses the file of a hub source that names none.
            size: What is known of the file's size, 0 for nothing.
            sha256: What is known of its hash, "" for nothing.

        Raises:
            NetworkError: The source cannot give it; the next one may.
            UsageError: The user has to say more.
        """
        ...

    def fetched_bytes(self, name: str) -> int:
        """Bytes of `name` that an earlier run left."""
        ...

    def room_needed(self, source: ModelSource, size: int) -> int:
        """Bytes that fetching from `source` needs on the disk beside the model itself."""
        ...

    def free_bytes(self) -> int:
        """Bytes that can be written in the models folder."""
        ...

    def exclusive(
        self, name: str, *, on_wait: Callable[[str], None]
    ) -> AbstractContextManager[None]:
        """Hold the name: nobody else fetches it meanwhile. Waits, and tells who is at it."""
        ...

    def fetch(
        self, remote: RemoteFile, name: str, *, on_bytes: Callable[[int], None]
    ) -> tuple[Path, str]:
        """Fetch the file, check it, and give it its place.

        Returns:
            The path in the models folder and the SHA-256.

        Raises:
            NetworkError: The source failed or sent something else; the next one may do better.
            StorageError: The disk is full or failed; what came is kept.
        """
        ...

    def copy(self, path: Path, name: str, *, on_bytes: Callable[[int], None]) -> tuple[Path, str]:
        """Copy a local file into the models folder; as `fetch`."""
        ...

    def hash_file(self, path: Path, *, on_bytes: Callable[[int], None]) -> str:
        """SHA-256 of a file as hex; StorageError when it cannot be read."""
        ...
