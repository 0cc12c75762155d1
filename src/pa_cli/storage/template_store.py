"""Templates on disk: those that come with pa, and the user's own, which stand before them."""

import difflib
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import ConfigError, NotFoundError, StorageError, UsageError
from pa_cli.core.ports import ChangeLog
from pa_cli.core.template import Template
from pa_cli.core.template_format import parse_template

_NAME = re.compile(r"[\w][\w.-]{0,63}")


class TomlTemplates:
    """One TOML file a template.

    Args:
        folder: The user's own; need not exist.
        changes: The way to write them.
    """

    def __init__(self, folder: Path, changes: ChangeLog) -> None:
        self._folder = folder
        self._changes = changes

    def names(self) -> list[str]:
        """All templates there are, by name."""
        return sorted({*self._built_in(), *self._own()})

    def all(self, tell: Callable[[str], None] = lambda _: None) -> list[Template]:
        """All templates that can be read, by name; `tell` gets a sentence for each that cannot."""
        found = []
        for name in self.names():
            try:
                found.append(self.load(name))
            except (ConfigError, StorageError) as error:
                tell(str(error))
        return found

    def load(self, name: str) -> Template:
        """The template called `name`, or in the file of that path.

        Raises:
            NotFoundError: There is none; the nearest one is named.
            ConfigError: It is broken.
            StorageError: It cannot be read.
        """
        path = self.path_of(name)
        if path is None and name.endswith(".toml") and Path(name).is_file():
            path = Path(name)
        if path is not None:
            stem = name if path.parent == self._folder else path.stem
            hint = f"Mend it: pa templates edit {name}" if stem == name else ""
            return parse_template(stem, _read(path), origin=str(path), is_own=True, hint=hint)
        return parse_template(name, self.source(name), origin=f"pa's template {name}")

    def source(self, name: str) -> str:
        """The TOML of the template called `name`.

        Raises:
            NotFoundError: There is none.
            StorageError: It cannot be read.
        """
        path = self.path_of(name)
        if path is not None:
            return _read(path)
        if name in self._built_in():
            return (resources.files("pa_cli.data") / "templates" / f"{name}.toml").read_text(
                "utf-8"
            )
        near = difflib.get_close_matches(name, self.names(), n=1)
        raise NotFoundError(
            f"There is no template {name!r}" + (f"; did you mean {near[0]!r}?" if near else "."),
            hint="See them: pa templates list"
            + (f". Make it: pa templates new {name}" if _NAME.fullmatch(name) else ""),
        )

    def path_of(self, name: str) -> Path | None:
        """The user's own file of that name, None when there is none."""
        return self._own().get(name)

    def is_built_in(self, name: str) -> bool:
        """Whether a template of that name comes with pa."""
        return name in self._built_in()

    def write(self, name: str, source: str) -> Path:
        """Write the user's template `name`, after checking that it can be read.

        Raises:
            UsageError: It cannot be called so.
            ConfigError: It is broken; nothing is written.
            ConflictError: The file was changed meanwhile.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"A template cannot be called {name!r}.",
                hint="Take letters, digits, hyphens and dots, at most 64.",
            )
        parse_template(name, source, origin=f"The template {name}", hint="Nothing was written.")
        path = self._folder / f"{name}.toml"
        with self._changes.locked():
            before = path.read_bytes() if path.is_file() else None
            what = "Changed" if before is not None else "Made"
            change = FileChange(path, source.encode("utf-8"), before)
            self._changes.apply(f"{what} the template {name!r}", [change])
        return path

    def remove(self, name: str) -> None:
        """Move the user's template `name` to the trash.

        Raises:
            NotFoundError: There is none.
            UsageError: It comes with pa.
        """
        path = self.path_of(name)
        if path is None:
            if self.is_built_in(name):
                raise UsageError(f"The template {name!r} comes with pa and cannot be removed.")
            self.source(name)
            return
        with self._changes.locked():
            change = FileChange(path, None, path.read_bytes())
            self._changes.apply(f"Removed the template {name!r}", [change])

    def _own(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self._folder.glob("*.toml"))}

    def _built_in(self) -> list[str]:
        folder = resources.files("pa_cli.data") / "templates"
        return [entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError:
        raise StorageError(f"{path} is not UTF-8 text.") from None
