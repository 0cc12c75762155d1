"""The user's config file: read as tables, edited without losing comments."""

from collections.abc import Callable
from pathlib import Path

from pa_cli.core.errors import ConfigError
from pa_cli.storage.toml_text import parse_toml, read_text

_MARK = "\ufeff"
_EDIT_HINT = "Mend it with: pa config edit"


class TomlConfigFile:
    """The config file at `path`; it need not be there.

    Args:
        path: The file; a symbolic link stays one.
        lock_file: Held while the file is changed.
    """

    def __init__(self, path: Path, *, lock_file: Path) -> None:
        self.path = path
        self._lock_file = lock_file
        self._text: str | None = None

    @property
    def name(self) -> str:
        """The path as text."""
        return str(self.path)

    def read(self) -> dict[str, object]:
        """The file as nested tables; an absent file is an empty one.

        Raises:
            ConfigError: It cannot be read or is not TOML; the line is named.
        """
        self._text = _read_text(self.path)
        return _parse(self._text, self.path)

    def line_of(self, key: str) -> int | None:
        """The line that `key` stands on, counted from 1; None when it cannot be told."""
        from pa_cli.storage.toml_edit import find_line

        return find_line(self._text, key) if self._text else None

    def set(self, key: str, value: object) -> None:
        """Give `key` a TOML value; the rest of the file stays as it is.

        Raises:
            ConfigError: The file is not TOML; it was not touched.
            StorageError: It could not be changed or written; it was not touched.
        """
        from pa_cli.storage.toml_edit import set_value

        self._change(lambda text: set_value(text, key, value))

    def unset(self, key: str) -> bool:
        """Take `key` out; whether it was there. Raises like `set`."""
        from pa_cli.storage.toml_edit import unset_value

        return self._change(lambda text: unset_value(text, key))

    def create(self, content: str) -> None:
        """Write `content` if there is no file yet."""
        from pa_cli.storage.atomic import write_bytes
        from pa_cli.storage.locks import exclusive

        with exclusive(self._lock_file):
            if not self.path.exists():
                write_bytes(self.path, content.encode())

    def _change(self, change: Callable[[str], str | None]) -> bool:
        """Rewrite the file by `change`, which returns None to leave it; whether it was written."""
        from pa_cli.storage.atomic import write_bytes
        from pa_cli.storage.locks import exclusive

        with exclusive(self._lock_file):
            text = _read_text(self.path)
            _parse(text, self.path)
            changed = change(text.removeprefix(_MARK))
            if changed is None:
                return False
            mark = _MARK if text.startswith(_MARK) else ""
            write_bytes(self.path, (mark + changed).encode())
        self._text = None
        return True


def _read_text(path: Path) -> str:
    return read_text(path, error=ConfigError, hint=_EDIT_HINT)


def _parse(text: str, path: Path) -> dict[str, object]:
    return parse_toml(text, path, error=ConfigError, hint=_EDIT_HINT)
