"""The models on this machine, and where more come from."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.remote import RemoteWiring

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pa_cli.core.engine_ports import Embedder
    from pa_cli.core.languages import Language
    from pa_cli.core.machine import Machine
    from pa_cli.core.model_reports import Advice
    from pa_cli.core.model_source import SourceKind
    from pa_cli.core.model_spec import ModelFile
    from pa_cli.services.model_import import ModelImport
    from pa_cli.services.model_inspection import ModelInspection
    from pa_cli.services.models import ModelsService
    from pa_cli.services.pulling import PullService


class ModelWiring(RemoteWiring):
    """Services around model files."""

    @cached_property
    def machine(self) -> "Machine":
        """Threads and memory that this process may use."""
        from pa_cli.storage.machine import read_machine

        return read_machine()

    @cached_property
    def models(self) -> "ModelsService":
        """The models on this machine."""
        from pa_cli.core.setting_specs.models import MODEL_CHAT, MODEL_EMBEDDING
        from pa_cli.services.models import ModelsService
        from pa_cli.storage.catalog_file import read_catalog
        from pa_cli.storage.model_store import ManifestModelStore

        return ModelsService(
            store=ManifestModelStore(self.paths.models),
            load_catalog=lambda: read_catalog(self.paths.user_catalog),
            chosen={
                "chat": self.settings[MODEL_CHAT],
                "embedding": self.settings[MODEL_EMBEDDING],
            },
            recommend=self._suggested_model,
            now=self.now,
        )

    @cached_property
    def model_inspection(self) -> "ModelInspection":
        """Lists, details and checks of models."""
        from pa_cli.services.model_inspection import ModelInspection
        from pa_cli.storage.hashing import sha256_of

        return ModelInspection(
            models=self.models, machine=lambda: self.machine, hash_file=sha256_of
        )

    @cached_property
    def model_import(self) -> "ModelImport":
        """Models of other programs, used in place."""
        from pa_cli.services.model_import import ModelImport
        from pa_cli.storage.model_finder import find_in_folder, find_model_files
        from pa_cli.storage.model_store import ManifestModelStore

        return ModelImport(
            models=self.models,
            store=ManifestModelStore(self.paths.models),
            find=find_model_files,
            find_in_folder=find_in_folder,
        )

    def model_advice(self, reachable: "Collection[SourceKind]") -> "list[Advice]":
        """What to expect of each model of the catalogue here, the recommended one marked."""
        from pa_cli.services.model_advice import advise
        from pa_cli.storage.machine import disk_free

        return advise(
            self.models.catalog,
            self.machine,
            disk_free=disk_free(self.paths.models),
            installed={model.name for model in self.models.installed()},
            reachable=reachable,
        )

    def reachable_sources(self) -> "Collection[SourceKind]":
        """The kinds of sources that can be asked now.

        The hub is probed, unless the network is forbidden; the user's own package index is
        taken to answer, because it may be a mirror that needs no network.
        """
        from pa_cli.storage.reachability import hub_is_reachable, package_index_is_usable

        reachable: set[SourceKind] = set()
        if package_index_is_usable():
            reachable.add("package")
        if not self.offline and hub_is_reachable():
            reachable |= {"hub", "url"}
        return frozenset(reachable)

    def open_pulls(self, *, notify: "Callable[[str], None]" = lambda _: None) -> "PullService":
        """Getting models.

        Args:
            notify: Says something that the user may want to know.
        """
        from pa_cli.services.pulling import PullService
        from pa_cli.storage.downloads.model_downloads import ModelDownloads

        return PullService(
            models=self.models,
            downloads=ModelDownloads(self.paths.models, offline=self.offline),
            machine=lambda: self.machine,
            recommend=self.recommended_model,
            notify=notify,
        )

    def recommended_model(self) -> str:
        """The best model for this machine that can be fetched now, "" when none fits."""
        advice = self.model_advice(self.reachable_sources())
        return next((a.entry.name for a in advice if a.recommended), "")

    def _suggested_model(self) -> str:
        """The model to name where there is none: one that needs no hub, so that it can be fetched."""
        advice = self.model_advice({"package"})
        return next((a.entry.name for a in advice if a.recommended), "smollm2-135m")

    def find_model(self, name: str | None = None) -> "ModelFile":
        """The model to chat with; see `ModelsService.find`."""
        return self.models.find(name)

    def open_remote_embedder(self, model: str) -> "Embedder":
        """The embedding model of the server; see `open_remote_embedder`."""
        from pa_cli.engine.open_remote import open_remote_embedder

        entry = self.models.catalog.get(model)
        prefixes = (entry.query_prefix, entry.document_prefix) if entry else ("", "")
        return open_remote_embedder(self.settings, self._remote_place(), model, prefixes=prefixes)

    def model_name(self, name: str | None = None) -> str:
        """What the model that is meant is called in full, here or on the server.

        Raises:
            NoModelError: There is no such model.
        """
        if not self.is_remote:
            return self.find_model(name).name
        from pa_cli.core.errors import NoModelError
        from pa_cli.core.model_names import find_name
        from pa_cli.core.setting_specs.models import ENGINE_MODEL

        wanted = name or self.settings[ENGINE_MODEL] or next(iter(self.remote_models), "")
        found = find_name(wanted, self.remote_models)
        if found is None and self.remote_models:
            raise NoModelError(
                f"The server has no model called {wanted}.",
                hint="It has: " + ", ".join(self.remote_models),
            )
        return found or wanted

    def languages_of(self, name: str | None = None) -> "tuple[tuple[Language, ...], bool]":
        """The languages of the model that its makers name, and whether those are all."""
        from pa_cli.core.languages import listed_languages

        if self.is_remote:
            return (), False
        file, catalog = self.find_model(name), self.models.catalog
        entry = catalog.get(file.name)
        if entry is None:
            alike = (e for e in catalog if file.path.name in e.file_names)
            entry = next(alike, None)
        return listed_languages(entry.languages if entry else "")

    def model_names(self) -> list[str]:
        """The models that can be chosen by name, here or on the server."""
        if self.is_remote:
            return self.remote_models
        return [model.name for model in self.models.installed() if model.purpose == "chat"]

    def model_identity(self, name: str | None = None) -> str:
        """Another one for each model that may answer otherwise."""
        if self.is_remote:
            from pa_cli.core.setting_specs.models import ENGINE_BASE_URL

            return f"{self.settings[ENGINE_BASE_URL]} {self.model_name(name)}"
        file = self.find_model(name)
        return f"{file.path} {file.size}"
