"""What is listed of a model: its name and place, and what its file and the catalogue say of it."""

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path

from pa_cli.core.catalog import Catalog, CatalogEntry
from pa_cli.core.errors import NoModelError, StorageError
from pa_cli.core.model_ports import ModelStore
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.ports import Clock


class ModelEntries:
    """Makes entries, and holds them against their files.

    Args:
        store: The models folder.
        catalog: All known models.
        now: The clock.
    """

    def __init__(self, store: ModelStore, catalog: Callable[[], Catalog], now: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._now = now

    def current(self, model: InstalledModel) -> InstalledModel:
        """`model` with the header that its file has now.

        Raises:
            NoModelError: The file is gone, or no model any more.
        """
        stamp = self._store.stamp(model.path)
        if stamp == (model.size, model.modified_ns):
            return model
        if stamp is None:
            again = "Choose another one (pa models list), or forget it: pa models rm " + model.name
            raise NoModelError(f"The file of {model.name} is gone: {model.path}", hint=again)
        try:
            header = self._store.read_header(model.path)
        except NoModelError as error:
            known = not model.in_place and self._catalog().get(model.name) is not None
            again = f"Fetch it again: pa models pull {model.name}" if known else error.hint
            raise NoModelError(error.message, hint=again) from None
        size, modified_ns = stamp
        return dataclasses.replace(
            model, shape=header.shape, size=size, modified_ns=modified_ns, sha256=""
        )

    def take_in(self, path: Path) -> InstalledModel | None:
        """List a file that someone put into the folder; one that is no model is left alone."""
        try:
            model = self.of_file(path, name="", in_place=False)
        except NoModelError:
            return None
        with contextlib.suppress(StorageError):
            self._store.add(model)
        return model

    def of_file(
        self, path: Path, *, name: str, in_place: bool, entry: CatalogEntry | None = None
    ) -> InstalledModel:
        """The entry of a GGUF file; arguments as in `ModelsService.add`.

        Raises:
            NoModelError: It is no model that can be loaded.
        """
        header = self._store.read_header(path)
        size, modified_ns = self._store.stamp(path) or (0, 0)
        known = entry or self._catalog().matching_file(path.name, size)
        return InstalledModel(
            name=name or (known.name if known else path.stem),
            path=path.absolute(),
            in_place=in_place or path.absolute().parent != self._store.folder.absolute(),
            size=size,
            modified_ns=modified_ns,
            shape=header.shape,
            purpose="embedding" if header.shape.is_embedding else "chat",
            license=known.license if known else header.license,
            license_url=known.license_url if known else "",
            chat_format=known.chat_format if known else "",
            tool_format=known.tool_format if known else "",
            added=self._now().isoformat(timespec="seconds"),
        )
