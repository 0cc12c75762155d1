"""Looking at models: the list, the details of one, and the check of files."""

from collections.abc import Callable, Iterator, Sequence

from pa_cli.core.catalog import CatalogEntry
from pa_cli.core.errors import NoModelError, PaError
from pa_cli.core.machine import Machine
from pa_cli.core.memory import DEFAULT_CONTEXT, estimate_memory, judge_fit
from pa_cli.core.model_reports import (
    FileState,
    ModelDetails,
    ModelHealth,
    ModelRow,
    catalog_row,
    installed_row,
)
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.ports import Progress
from pa_cli.services.model_advice import expected_tokens_per_second
from pa_cli.services.models import ModelsService

HashFile = Callable[..., str]
"""(path, on_progress=callback with the bytes done) to the SHA-256 as hexadecimal digits."""


class ModelInspection:
    """What the verbs that look at models need.

    Args:
        models: The installed models and the catalogue.
        machine: Reads what the machine offers.
        hash_file: Computes the SHA-256 of a file.
    """

    def __init__(
        self, *, models: ModelsService, machine: Callable[[], Machine], hash_file: HashFile
    ) -> None:
        self._models = models
        self._machine = machine
        self._hash_file = hash_file

    def rows(self, *, with_catalog: bool = False) -> list[ModelRow]:
        """Installed models by name; then, if wanted, what else the catalogue has."""
        installed = self._models.installed()
        rows = [self._row(model) for model in installed]
        if with_catalog:
            here = {row.name.casefold() for row in rows}
            rows += [catalog_row(e) for e in self._models.catalog if e.name.casefold() not in here]
        return rows

    def details(self, name: str) -> ModelDetails:
        """Everything that is known of an installed model, a catalogue entry or a GGUF file.

        Raises:
            NoModelError: There is no such model, or its file is broken.
        """
        try:
            model = self._models.described(name)
        except NoModelError:
            entry = self._models.catalog.get(name)
            if entry is None or self._models.is_installed(entry.name):
                raise
            return self._of_entry(entry)
        return self._of_installed(model)

    def verify(self, models: Sequence[InstalledModel], progress: Progress) -> Iterator[ModelHealth]:
        """Check size, header and hash of each model; a hash that was not known is kept."""
        for model in models:
            yield self._verify(model, progress)

    def _verify(self, model: InstalledModel, progress: Progress) -> ModelHealth:
        entry = self._models.catalog_entry(model)
        expected = model.sha256 or (entry.sha256 if entry else "")

        def outcome(problem: str, sha256: str = "") -> ModelHealth:
            return ModelHealth(model.name, model.path, "damaged", sha256, expected, problem)

        try:
            current = self._models.described(model.name)
            with progress.task(f"Checking {model.name}", total=current.size, unit="bytes") as task:
                sha256 = self._hash_file(model.path, on_progress=task.update)
        except PaError as error:
            return outcome(error.message)
        if expected and sha256 != expected:
            return outcome("its content is not what was fetched or published", sha256)
        self._models.record_hash(current, sha256)
        return ModelHealth(
            model.name, model.path, "ok" if expected else "recorded", sha256, expected
        )

    def _state(self, model: InstalledModel) -> FileState:
        stamp = self._models.stamp(model)
        if stamp is None:
            return "missing"
        return "ok" if stamp[0] == model.size else "changed"

    def _row(self, model: InstalledModel) -> ModelRow:
        return installed_row(
            model,
            self._state(model),
            self._models.catalog_entry(model),
            is_default=self._models.is_default(model),
        )

    def _of_installed(self, model: InstalledModel) -> ModelDetails:
        entry = self._models.catalog_entry(model)
        return self._details(
            row=self._row(model),
            shape_owner=model,
            entry=entry,
            sources=[model.source] if model.source else [],
        )

    def _of_entry(self, entry: CatalogEntry) -> ModelDetails:
        return self._details(
            row=catalog_row(entry),
            shape_owner=entry,
            entry=entry,
            sources=[str(source) for source in entry.sources],
        )

    def _details(
        self,
        *,
        row: ModelRow,
        shape_owner: InstalledModel | CatalogEntry,
        entry: CatalogEntry | None,
        sources: Sequence[str],
    ) -> ModelDetails:
        installed = shape_owner if isinstance(shape_owner, InstalledModel) else None
        shape = shape_owner.shape
        machine = self._machine()
        context = min(DEFAULT_CONTEXT, shape.context_length or DEFAULT_CONTEXT)
        memory = estimate_memory(shape, file_size=row.size, context=context)
        known_hash = entry.sha256 if entry else ""
        return ModelDetails(
            row=row,
            title=entry.title if entry else row.name,
            shape=shape,
            sha256=(installed.sha256 if installed else "") or known_hash,
            is_verified=bool(installed and installed.sha256),
            sources=sources,
            revision=installed.revision if installed else "",
            license_url=entry.license_url if entry else "",
            languages=entry.languages if entry else "",
            template=entry.template if entry else "",
            tool_format=entry.tool_format if entry else "",
            thinking=entry.thinking if entry else "",
            added=installed.added if installed else "",
            memory=memory,
            context=context,
            fit=judge_fit(memory.total, machine.memory_available),
            tokens_per_second=_speed(entry, machine),
        )


def _speed(entry: CatalogEntry | None, machine: Machine) -> float:
    if entry is None or entry.purpose != "chat":
        return 0.0
    return round(expected_tokens_per_second(entry, machine), 1)
