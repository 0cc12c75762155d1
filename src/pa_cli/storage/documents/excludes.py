"""What is left out of added folders: what git ignores, what is hidden, what nobody wrote by hand."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"
_MOST_BYTES = 2**20

# besides everything hidden
ALWAYS = (
    "node_modules/",
    "venv/",
    "env/pyvenv.cfg",
    "__pycache__/",
    "site-packages/",
    "bower_components/",
    "*.egg-info/",
    "*.min.js",
    "*.min.css",
    "*.map",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "*.lock",
    "~$*",
    "*.swp",
    "*~",
)


class Excludes:
    """The patterns that hold in one added folder, those of the folders below it included.

    Args:
        root: The added folder.
        patterns: Of the user, as in a `.gitignore` in that folder.
    """

    def __init__(self, root: str, patterns: Sequence[str]) -> None:
        self._root = root
        self._own = _spec([*ALWAYS, *patterns])
        self._by_folder: dict[str, GitIgnoreSpec | None] = {}

    def has(self, path: str, *, is_folder: bool) -> bool:
        """Whether `path`, which stands in the root, is left out; its folder was looked at before."""
        suffix = "/" if is_folder else ""
        decided = self._own.check_file(os.path.relpath(path, self._root) + suffix).include
        if decided:
            return True
        folder = os.path.dirname(path)  # noqa: PTH120
        for above in _upwards(folder):
            spec = self._spec_of(above)
            if spec is not None:
                said = spec.check_file(os.path.relpath(path, above) + suffix).include
                if said is not None:
                    return said
            if _is_repository(above):
                break
        return False

    def _spec_of(self, folder: str) -> "GitIgnoreSpec | None":
        if folder not in self._by_folder:
            try:
                with open(f"{folder}/{_IGNORE_FILE}", "rb") as file:  # noqa: PTH123
                    lines = file.read(_MOST_BYTES).decode("utf-8", "replace").splitlines()
                self._by_folder[folder] = _spec(lines)
            except OSError:
                self._by_folder[folder] = None
        return self._by_folder[folder]


def _spec(lines: Sequence[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    good = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:  # git leaves out patterns that it does not understand, too
            continue
        good.append(line)
    return GitIgnoreSpec.from_lines(good)


def _upwards(folder: str) -> Sequence[str]:
    return [folder, *(str(parent) for parent in Path(folder).parents)]


def _is_repository(folder: str) -> bool:
    return os.path.lexists(f"{folder}/.git")
