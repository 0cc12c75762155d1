"""Templates of notes: Markdown files with `{{title}}`, `{{date}}` and `{{time}}` in them."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pa_cli.core.errors import NotFoundError, StorageError


class NoteTemplates:
    """The user's own templates.

    Args:
        folder: Holds `NAME.md` files; need not exist.
        now: The clock.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def names(self) -> list[str]:
        """The templates there are."""
        return sorted(path.stem for path in self._folder.glob("*.md"))

    def fill(self, name: str, *, title: str) -> str:
        """The template called `name`, or the file of that path, with its fields filled.

        Raises:
            NotFoundError: There is none; those that there are are named.
            StorageError: It cannot be read.
        """
        path = Path(name).expanduser() if "/" in name else self._folder / f"{name}.md"
        try:
            text = path.read_text("utf-8-sig", "replace")
        except (FileNotFoundError, ValueError):
            names = ", ".join(self.names())
            raise NotFoundError(
                f"There is no note template {name!r}.",
                hint=f"There are: {names}." if names else f"Write one: {self._folder}/{name}.md",
            ) from None
        except OSError as error:
            raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error
        now = self._now()
        values = {"title": title, "date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}"}
        return re.sub(r"\{\{\s*(title|date|time)\s*\}\}", lambda match: values[match[1]], text)
