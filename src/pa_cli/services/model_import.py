"""Using models that other programs keep, where they lie and without a copy."""

from collections.abc import Callable, Sequence
from pathlib import Path

from pa_cli.core.catalog import nearest
from pa_cli.core.errors import NoModelError
from pa_cli.core.model_names import looks_like_path
from pa_cli.core.model_ports import ModelStore
from pa_cli.core.model_reports import FoundFile, ImportCandidate
from pa_cli.core.model_spec import InstalledModel
from pa_cli.services.models import ModelsService


class ModelImport:
    """Finds models of other programs and adds them in place.

    Args:
        models: The installed models.
        store: Reads headers and sizes.
        find: Everything that other programs keep.
        find_in_folder: The model files below one folder.
    """

    def __init__(
        self,
        *,
        models: ModelsService,
        store: ModelStore,
        find: Callable[[], list[FoundFile]],
        find_in_folder: Callable[[Path], list[FoundFile]],
    ) -> None:
        self._models = models
        self._store = store
        self._find = find
        self._find_in_folder = find_in_folder

    def candidates(self, wanted: Sequence[str] = ()) -> list[ImportCandidate]:
        """What can be added.

        Args:
            wanted: Names of found models, GGUF files, or folders that hold some; none for all
                that other programs keep.

        Raises:
            NoModelError: Nothing of that name was found, or a file that was named is no model.
        """
        if not wanted:
            return self._judged(self._find())
        files: list[FoundFile] = []
        for name in wanted:
            files += self._named(name)
        judged = self._judged(files)
        broken = next((one for one in judged if one.problem and not one.file.program), None)
        if broken is not None and not any(one.is_usable for one in judged):
            raise NoModelError(broken.problem)
        return judged

    def add(self, candidates: Sequence[ImportCandidate]) -> list[InstalledModel]:
        """Put the usable ones into the list of models; no file is copied, moved or changed.

        Raises:
            StorageError: The manifest cannot be written.
        """
        return [
            self._models.add(
                one.file.path,
                name=one.name,
                in_place=not self._is_ours(one.file.path),
                source=one.file.source,
                revision=one.file.revision,
                entry=one.entry,
            )
            for one in candidates
            if one.is_usable
        ]

    def _is_ours(self, path: Path) -> bool:
        return path.absolute().parent == self._models.folder.absolute()

    def _named(self, name: str) -> list[FoundFile]:
        path = Path(name).expanduser()
        if path.is_dir():
            found = self._find_in_folder(path)
            if not found:
                raise NoModelError(f"{name} holds no GGUF file.")
            return found
        if looks_like_path(name) or path.exists():
            return [FoundFile(path.stem, path.absolute(), "")]
        found = self._find()
        exact = [file for file in found if file.name.casefold() == name.casefold()]
        starting = [f for f in found if f.name.casefold().startswith(name.casefold())]
        if exact or len(starting) == 1:
            return (exact or starting)[:1]
        near = nearest(name, [file.name for file in found])
        raise NoModelError(
            f"No other program keeps a model called {name!r}."
            + (f" Did you mean {near}?" if near else ""),
            hint="See what there is: pa models import",
        )

    def _judged(self, files: Sequence[FoundFile]) -> list[ImportCandidate]:
        installed = self._models.installed()
        paths = {model.path for model in installed}
        names = {model.name.casefold() for model in installed}
        judged = []
        for file in files:
            one = self._judge(file, names, is_installed=file.path.absolute() in paths)
            if one.is_usable:
                names.add(one.name.casefold())
            judged.append(one)
        return judged

    def _judge(self, file: FoundFile, names: set[str], *, is_installed: bool) -> ImportCandidate:
        stamp = self._store.stamp(file.path)
        size = stamp[0] if stamp else 0
        try:
            self._store.read_header(file.path)
        except NoModelError as error:
            return ImportCandidate(file, file.name, size, problem=error.message)
        catalog = self._models.catalog
        entry = catalog.matching_hash(file.claimed_sha256) or catalog.matching_file(
            file.path.name, size
        )
        name = entry.name if entry else file.name
        if not is_installed:
            name = _free_name(name, names)
        return ImportCandidate(file, name, size, entry, is_installed=is_installed)


def _free_name(name: str, taken: set[str]) -> str:
    """`name`, with a number behind it when another model has it."""
    candidate, number = name, 2
    while candidate.casefold() in taken:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
