"""The models folder and the manifest in it that says what each file is."""

import contextlib
import dataclasses
import os
import stat
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pa_cli.core.errors import StorageError
from pa_cli.core.model_spec import (
    InstalledModel,
    ModelHeader,
    ModelShape,
    Purpose,
    UnfinishedDownload,
)
from pa_cli.storage import atomic
from pa_cli.storage.locks import exclusive
from pa_cli.storage.paths import make_private_folder
from pa_cli.storage.split_model import is_later_part, parts_of, read_model

MANIFEST = "models.toml"
_LOCK = ".models.lock"
_LOCK_SECONDS = 0.5
_UNFINISHED = ".gguf.part"
_HEADING = "# Written by pa: what the model files in this folder are, and models used in place.\n"
_TEXT_FIELDS = (
    "purpose",
    "sha256",
    "source",
    "revision",
    "license",
    "license_url",
    "chat_format",
    "tool_format",
    "added",
)


class ManifestModelStore:
    """The models that are installed, kept in `models.toml` beside their files.

    Reading never writes; every change happens under a lock, on what is in the file at that time.

    Args:
        folder: The models folder; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> Path:
        """The file that describes the folder."""
        return self.folder / MANIFEST

    def load(self) -> list[InstalledModel]:
        """All entries, by name; files are not looked at.

        Raises:
            StorageError: The manifest is broken.
        """
        document = self._read()
        models = document.get("models", {})
        if not isinstance(models, dict):
            raise self._broken("'models' is not a table")
        entries = [self._entry(name, models[name]) for name in sorted(models, key=str.casefold)]
        return _with_defaults(entries, document.get("default"))

    def add(self, model: InstalledModel) -> None:
        """Write an entry, in place of one with the same name or the same file.

        The first model of its purpose becomes the default; `is_default` makes it so in any case.

        Raises:
            StorageError: The manifest cannot be written.
        """
        with self._changed() as document:
            models = document.setdefault("models", {})
            defaults = document.setdefault("default", {})
            for name in [n for n, v in models.items() if self._same_file(v, model.path)]:
                del models[name]
                for purpose in [p for p, chosen in defaults.items() if chosen == name]:
                    defaults[purpose] = model.name
            models[model.name] = self._table(model)
            if model.is_default or defaults.get(model.purpose) not in models:
                defaults[model.purpose] = model.name

    def remove(self, name: str) -> None:
        """Forget an entry; its file is not touched.

        Raises:
            StorageError: The manifest cannot be written.
        """
        with self._changed() as document:
            document.get("models", {}).pop(name, None)
            defaults = document.get("default", {})
            for purpose in [p for p, chosen in defaults.items() if chosen == name]:
                del defaults[purpose]

    def set_default(self, name: str, purpose: Purpose) -> None:
        """Use the model called `name` where no model is named.

        Raises:
            StorageError: The manifest cannot be written.
        """
        with self._changed() as document:
            document.setdefault("default", {})[purpose] = name

    def unlisted_files(self) -> list[Path]:
        """GGUF files in the folder that have no entry, by name."""
        listed = {model.path for model in self.load()}
        try:
            found = sorted(self.folder.glob("*.gguf"))
        except OSError:
            return []
        return [
            path
            for path in map(self._absolute, found)
            if path not in listed and not is_later_part(path)
        ]

    def delete_file(self, path: Path) -> None:
        """Delete a file of the models folder, with the other parts of a model in several files.

        Raises:
            StorageError: It lies elsewhere, or cannot be deleted.
        """
        if path.parent != self._absolute(Path()):
            raise StorageError(f"{path} is not in {self.folder}; it stays.")
        try:
            for part in parts_of(path):
                part.unlink(missing_ok=True)
            atomic.sync_folder(path.parent)
        except OSError as error:
            raise StorageError(f"Could not delete {path}: {error.strerror}.") from error

    def unfinished(self) -> list[UnfinishedDownload]:
        """What stopped downloads have left, by name."""
        found = []
        with contextlib.suppress(OSError):
            for path in sorted(self.folder.glob(f"*{_UNFINISHED}")):
                name = path.name.removesuffix(_UNFINISHED)
                found.append(UnfinishedDownload(name, self._absolute(path), path.stat().st_size))
        return found

    def discard(self, download: UnfinishedDownload) -> None:
        """Delete what a download has left.

        Raises:
            StorageError: The download is going on, or the file cannot be deleted.
        """
        with exclusive(self.folder / f".{download.name}.lock", timeout=_LOCK_SECONDS):
            try:
                for path in (download.path, download.path.with_name(download.path.name + ".json")):
                    path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(
                    f"Could not delete {download.path}: {error.strerror}."
                ) from error

    def read_header(self, path: Path) -> ModelHeader:
        """The header of a GGUF file; NoModelError when it is no model."""
        return read_model(path)

    def stamp(self, path: Path) -> tuple[int, int] | None:
        """(bytes, newest modification time in ns) of a model's files, None when one is missing."""
        try:
            found = [part.stat() for part in parts_of(path)]
        except (OSError, ValueError):
            return None
        if not all(stat.S_ISREG(status.st_mode) for status in found):
            return None
        return sum(x.st_size for x in found), max(x.st_mtime_ns for x in found)

    def _absolute(self, path: Path) -> Path:
        return Path(os.path.abspath(self.folder / path))  # noqa: PTH100 - links stay as they are

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.manifest.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageError(f"Could not read {self.manifest}: {error.strerror}.") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._broken(str(error)) from None

    def _broken(self, reason: str) -> StorageError:
        return StorageError(
            f"{self.manifest} is broken: {reason}.",
            hint="Mend or delete it; the files of the folder are then described anew.",
        )

    def _entry(self, name: str, table: object) -> InstalledModel:
        if not isinstance(table, dict) or not isinstance(table.get("file"), str):
            raise self._broken(f"the entry {name!r} names no file")
        file = Path(table["file"])
        purpose: Purpose = "embedding" if table.get("purpose") == "embedding" else "chat"
        texts = {key: str(table.get(key, "")) for key in _TEXT_FIELDS if key != "purpose"}
        return InstalledModel(
            name=name,
            path=self._absolute(file),
            in_place=file.is_absolute(),
            size=_whole(table.get("size")),
            modified_ns=_whole(table.get("modified_ns")),
            shape=_shape(table.get("shape")),
            purpose=purpose,
            is_default=False,
            embeds=False,
            **texts,
        )

    def _table(self, model: InstalledModel) -> dict[str, Any]:
        texts = {key: getattr(model, key) for key in _TEXT_FIELDS}
        return {
            "file": str(model.path) if model.in_place else model.path.name,
            "size": model.size,
            "modified_ns": model.modified_ns,
            **{key: value for key, value in texts.items() if value},
            "shape": dataclasses.asdict(model.shape),
        }

    def _same_file(self, table: object, path: Path) -> bool:
        return (
            isinstance(table, dict)
            and isinstance(table.get("file"), str)
            and self._absolute(Path(table["file"])) == path
        )

    @contextlib.contextmanager
    def _changed(self) -> Iterator[dict[str, Any]]:
        """The manifest's document under the lock; written back when the block ends well."""
        import tomli_w

        try:
            make_private_folder(self.folder)
            with exclusive(self.folder / _LOCK):
                document = self._read()
                yield document
                content = _HEADING + tomli_w.dumps({"version": 1, **document})
                atomic.write_bytes(self.manifest, content.encode())
        except OSError as error:
            raise StorageError(f"Could not write in {self.folder}: {error.strerror}.") from error


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _shape(table: object) -> ModelShape:
    """The shape as it was written; what is missing or of another type keeps its default."""
    known = table if isinstance(table, dict) else {}
    defaults = dataclasses.asdict(ModelShape(""))
    kept = {
        name: known[name]
        for name, default in defaults.items()
        if name in known and type(known[name]) is type(default)
    }
    return ModelShape(**{"architecture": "", **kept})


def _with_defaults(entries: Sequence[InstalledModel], chosen: object) -> list[InstalledModel]:
    """The entries, one of each purpose marked: the chosen one, else the one that was added first."""
    wanted = chosen if isinstance(chosen, dict) else {}
    names = {entry.name for entry in entries}
    defaults = {
        purpose: name if (name := wanted.get(purpose)) in names else _first_added(entries, purpose)
        for purpose in {entry.purpose for entry in entries}
    }
    return [
        dataclasses.replace(
            entry,
            is_default=defaults[entry.purpose] == entry.name,
            embeds=entry.purpose == "chat" and wanted.get("embedding") == entry.name,
        )
        for entry in entries
    ]


def _first_added(entries: Sequence[InstalledModel], purpose: Purpose) -> str:
    return min((e for e in entries if e.purpose == purpose), key=lambda e: (e.added, e.name)).name
