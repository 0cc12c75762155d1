"""The list of what the user added, a small TOML file."""

import glob
import os
import stat
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.document import DocumentRoot
from pa_cli.core.errors import InputError, StorageError
from pa_cli.storage.text_input import nearest_name

_HEADER = b"# What `pa docs add` added; change it with `pa docs add` and `pa docs rm`.\n\n"


class DocumentRootsFile:
    """Reads the file, and says what it would hold; writing goes through the change log.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[Sequence[DocumentRoot], bytes | None]:
        """What was added, and the bytes of the file; None when there is none.

        Raises:
            StorageError: It cannot be read or understood.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return (), None
        except OSError as error:
            raise StorageError(f"Could not read {self.path}: {error.strerror or error}.") from error
        try:
            rows = tomllib.loads(content.decode("utf-8")).get("root", [])
            return tuple(_root(row) for row in rows), content
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise StorageError(
                f"The list of documents {self.path} cannot be understood: {error}.",
                hint="Mend it by hand, or bring the last one back with: pa undo",
            ) from error

    def locate(self, name: str, *, must_exist: bool) -> str:
        """The absolute path, or pattern, that the user calls `name`.

        Raises:
            InputError: Nothing is there, or it is neither a file nor a folder.
        """
        path = os.path.normpath(os.path.abspath(os.path.expanduser(name)))  # noqa: PTH100, PTH111
        if not must_exist:
            return path
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116
        except OSError as error:
            if glob.has_magic(path) and glob.glob(path, recursive=True):  # noqa: PTH207
                return path
            if isinstance(error, FileNotFoundError):
                raise InputError(
                    f"There is no file or folder called {name!r}.", hint=nearest_name(Path(path))
                ) from None
            raise InputError(f"Could not read {name}: {error.strerror or error}.") from None
        except ValueError as error:
            raise InputError(f"{name!r} is no path: {error}.") from None
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise InputError(f"{name} is neither a file nor a folder.")
        return path

    def dump(self, roots: Sequence[DocumentRoot]) -> bytes:
        """The content of the file for these roots."""
        import tomli_w

        rows = []
        for root in roots:
            row: dict[str, object] = {"path": root.path, "added": root.added}
            if root.without:
                row["without"] = list(root.without)
            rows.append(row)
        return _HEADER + tomli_w.dumps({"root": rows}).encode()


def _root(row: dict[str, object]) -> DocumentRoot:
    path, without = row["path"], row.get("without", [])
    if not isinstance(path, str) or not path or not isinstance(without, list):
        raise TypeError("a root needs a path")
    return DocumentRoot(path, str(row.get("added", "")), tuple(str(name) for name in without))
