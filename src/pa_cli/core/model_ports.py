"""The ports of the models: where they are kept."""

from pathlib import Path
from typing import Protocol

from pa_cli.core.model_spec import InstalledModel, ModelHeader, Purpose


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

    def read_header(self, path: Path) -> ModelHeader:
        """The header of a GGUF file; NoModelError when it is no model."""
        ...

    def stamp(self, path: Path) -> tuple[int, int] | None:
        """(bytes, modification time in ns) of a regular file, None when there is none."""
        ...
