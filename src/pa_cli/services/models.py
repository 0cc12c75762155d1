"""The models on this machine: finding the one that is meant, adding, choosing and removing."""

import dataclasses
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from pa_cli.core.catalog import Catalog, CatalogEntry
from pa_cli.core.errors import NoModelError, UsageError
from pa_cli.core.model_names import looks_like_path, named, unknown_model
from pa_cli.core.model_ports import ModelStore
from pa_cli.core.model_spec import (
    PURPOSE_WORDS,
    InstalledModel,
    ModelFile,
    Purpose,
    UnfinishedDownload,
)
from pa_cli.core.ports import Clock
from pa_cli.services.model_entries import ModelEntries


class ModelsService:
    """What is installed, and which model is meant by a name.

    Args:
        store: The models folder.
        load_catalog: Reads the catalogue; called once, and only when it is needed.
        chosen: The models that the settings name, by purpose; "" where they name none.
        recommend: The name of the model to suggest where there is none.
        now: The clock.
    """

    def __init__(
        self,
        *,
        store: ModelStore,
        load_catalog: Callable[[], Catalog],
        chosen: dict[Purpose, str],
        recommend: Callable[[], str],
        now: Clock,
    ) -> None:
        self._store = store
        self._load_catalog = load_catalog
        self._chosen = chosen
        self._recommend = recommend
        self._entries = ModelEntries(store, lambda: self.catalog, now)

    @cached_property
    def catalog(self) -> Catalog:
        """All known models."""
        return self._load_catalog()

    @property
    def folder(self) -> Path:
        """Where model files lie; need not exist."""
        return self._store.folder

    def find(self, name: str | None = None, *, purpose: Purpose = "chat") -> ModelFile:
        """The model file that is meant.

        Args:
            name: A name of the catalogue or of `pa models list`, a unique beginning of one, or
                the path of a GGUF file; None takes the one of the settings, else the one chosen
                with `pa models use`, else the only one.
            purpose: What it is needed for; decides only where no name is given.

        Raises:
            NoModelError: There is none, the name means none, or its file is gone or broken.
        """
        wanted = name or self._chosen.get(purpose, "")
        if not wanted:
            return self._entries.current(self._default(purpose)).as_file()
        model = self.described(wanted)
        if purpose == "chat" and model.shape.is_embedding:
            raise NoModelError(
                f"{model.name} is made for embeddings; it cannot answer.",
                hint="See which can chat: pa models list",
            )
        return model.as_file()

    def has_embedding_model(self) -> bool:
        """Whether one was chosen for embeddings, or is made for nothing else."""
        if self._chosen.get("embedding"):
            return True
        return any(model.embeds or model.purpose == "embedding" for model in self._store.load())

    def described(self, name: str) -> InstalledModel:
        """The model called `name`, or the GGUF file at that path, as its header is now.

        Raises:
            NoModelError: There is none, or its file is gone or broken.
        """
        if not looks_like_path(name):
            return self._entries.current(self.installed_named(name))
        path = Path(name).expanduser()
        absolute = path.absolute()
        for model in self._store.load():
            if model.path == absolute:
                return self._entries.current(model)
        return self._entries.of_file(path, name=path.stem, in_place=True)

    def is_installed(self, name: str) -> bool:
        """Whether there is an entry of exactly this name; its file may be gone."""
        wanted = name.casefold()
        return any(model.name.casefold() == wanted for model in self._store.load())

    def catalog_entry(self, model: InstalledModel | ModelFile) -> CatalogEntry | None:
        """What the catalogue knows of a model."""
        return self.catalog.entry_of(model.name, model.path.name, model.size)

    def stamp(self, model: InstalledModel) -> tuple[int, int] | None:
        """(bytes, modification time in ns) of a model's file now, None when it is gone."""
        return self._store.stamp(model.path)

    def installed(self) -> list[InstalledModel]:
        """All models on this machine by name; files dropped into the folder are taken in."""
        unlisted = self._store.unlisted_files()
        if not unlisted:
            return self._store.load()
        taken_in = [model for model in map(self._entries.take_in, unlisted) if model is not None]
        listed = self._store.load()
        paths = {model.path for model in listed}
        # a folder that cannot be written to keeps no entries, but its models can be used
        return listed + [model for model in taken_in if model.path not in paths]

    def installed_named(self, name: str) -> InstalledModel:
        """The installed model of this name or unique beginning.

        Raises:
            NoModelError: None or several are meant; the nearest name and the command are named.
        """
        found = named(name, self._store.load())
        if found is None:
            installed = self.installed()
            found = named(name, installed)
            if found is None:
                raise unknown_model(name, [model.name for model in installed], self.catalog)
        return found

    def is_complete(self, model: InstalledModel) -> bool:
        """Whether the file of an entry is there with the size that it had."""
        stamp = self._store.stamp(model.path)
        return stamp is not None and stamp[0] == model.size

    def add(
        self,
        path: Path,
        *,
        name: str = "",
        in_place: bool = False,
        source: str = "",
        revision: str = "",
        sha256: str = "",
        license: str = "",
        entry: CatalogEntry | None = None,
        make_default: bool = False,
    ) -> InstalledModel:
        """Put a complete GGUF file into the manifest; the file itself stays where it is.

        Args:
            path: The file; in the models folder unless `in_place`.
            name: What to call it; the catalogue's name or the file's stem by default.
            in_place: The file belongs to someone else and must never be deleted.
            source: Where it came from.
            revision: Commit of the source.
            sha256: Its hash, when it was computed.
            license: What the source says of it, where the catalogue says nothing.
            entry: The catalogue entry it was fetched for; looked up by file name and size if None.
            make_default: Use it from now on where no model is named.

        Raises:
            NoModelError: It is no model that can be loaded.
            StorageError: The manifest cannot be written.
        """
        described = self._entries.of_file(path, name=name, in_place=in_place, entry=entry)
        model = dataclasses.replace(
            described,
            license=described.license if entry or not license else license,
            source=source,
            revision=revision,
            sha256=sha256,
            is_default=make_default,
        )
        self._store.add(model)
        return model

    def use(self, name: str, purpose: Purpose | None = None) -> InstalledModel:
        """Use a model where none is named, for `purpose` or for what it is made for.

        Raises:
            NoModelError: There is no such model here.
            UsageError: It cannot be used for that.
        """
        model = self._entries.current(self.installed_named(name))
        wanted = purpose or model.purpose
        if wanted == "chat" and model.purpose != "chat":
            raise UsageError(
                f"{model.name} is made for {PURPOSE_WORDS[model.purpose]}, not for {PURPOSE_WORDS[wanted]}.",
                hint="See which are installed: pa models list",
            )
        self._store.set_default(model.name, wanted)
        return model

    def is_default(self, model: InstalledModel) -> bool:
        """Whether the model is used where none is named, the settings included."""
        wanted = self._chosen.get(model.purpose, "")
        if not wanted:
            return model.is_default
        if looks_like_path(wanted):
            return Path(wanted).expanduser().absolute() == model.path
        meant = named(wanted, self._store.load())
        return meant is not None and meant.name == model.name

    def chosen_by_settings(self, purpose: Purpose) -> str:
        """The model that the settings name for `purpose`; it wins over `pa models use`."""
        return self._chosen.get(purpose, "")

    def remove(self, model: InstalledModel) -> None:
        """Forget a model and delete its file; a file used in place stays.

        Raises:
            StorageError: The file cannot be deleted.
        """
        if not model.in_place:
            self._store.delete_file(model.path)
        self._store.remove(model.name)

    def unfinished(self, name: str) -> UnfinishedDownload | None:
        """What a stopped download of the model called `name` has left."""
        return next((one for one in self._store.unfinished() if one.name == name), None)

    def discard(self, download: UnfinishedDownload) -> None:
        """Delete what a stopped download has left; raises StorageError while it is going on."""
        self._store.discard(download)

    def record_hash(self, model: InstalledModel, sha256: str) -> None:
        """Keep the hash that was computed of a model's file."""
        self._store.add(dataclasses.replace(model, sha256=sha256))

    def _default(self, purpose: Purpose) -> InstalledModel:
        listed = self._store.load()
        candidates = [m for m in listed if m.purpose == purpose]
        if purpose == "embedding":
            candidates = [m for m in listed if m.embeds] or candidates
        if not candidates:
            candidates = [m for m in self.installed() if m.purpose == purpose]
        if not candidates:
            raise NoModelError(
                f"There is no model for {PURPOSE_WORDS[purpose]} on this machine yet.",
                hint=f"Get one with: pa models pull {self._suggested(purpose)}",
            )
        return next((m for m in candidates if m.is_default), candidates[0])

    def _suggested(self, purpose: Purpose) -> str:
        if purpose == "chat":
            return self._recommend()
        return next((e.name for e in self.catalog if e.purpose == purpose), "NAME")
