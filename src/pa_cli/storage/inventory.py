"""Every kind of file that `pa` keeps: what it is for, how large it is, who may read it."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from pa_cli.core.health import StoredPlace
from pa_cli.storage.paths import Paths

_OTHERS = 0o077
_MOST_FILES_LOOKED_AT = 200_000


# what the folders hold; the places in them are explained by their docstrings in `Paths`
FOLDERS = {
    "config": "what you decided",
    "data": "what you wrote and said",
    "state": "what pa remembers between runs",
    "cache": "what can be made again; safe to delete",
    "models": "model files and the list of them",
}
# what lies in the data folder without a name in `Paths`
_NAMELESS = {
    "journal.jsonl": "what was changed, so that it can be undone",
    "trash": "what you deleted or changed, as it was before",
}


def take_inventory(
    paths: Paths, elsewhere: Mapping[str, Path] | None = None
) -> tuple[StoredPlace, ...]:
    """All places, there or not, each folder before what lies in it; those inside count in both.

    Args:
        paths: Where `pa` keeps its files.
        elsewhere: Folders of the user's own that settings name, by setting.
    """
    found = []
    for name, purpose in FOLDERS.items():
        folder: Path = getattr(paths, name)
        private = name != "models"
        # who cannot enter a folder cannot reach what lies in it: only the folders are judged
        found.append(_look_at(f"{name} folder", folder, purpose, private=private, is_top=True))
        inside = [place for place in _named_places(paths) if place[1].is_relative_to(folder)]
        if name == "data":
            inside += [(place, folder / place, text) for place, text in _NAMELESS.items()]
        found += [_look_at(*place, private=private) for place in inside]
    for setting, folder in (elsewhere or {}).items():
        found.append(_look_at(setting, folder, "a folder of your own", private=True))
    return tuple(found)


def _named_places(paths: Paths) -> list[tuple[str, Path, str]]:
    """(name, path, purpose) of every property of `Paths`."""
    return [
        (name.replace("_", " "), getattr(paths, name), _purpose(value.__doc__ or ""))
        for name, value in vars(Paths).items()
        if isinstance(value, property)
    ]


def _purpose(docstring: str) -> str:
    sentence = docstring.strip().splitlines()[0].removesuffix(".")
    return sentence[:1].lower() + sentence[1:]


def _look_at(
    name: str, path: Path, purpose: str, *, private: bool, is_top: bool = False
) -> StoredPlace:
    try:
        status = path.stat()
    except OSError:
        return StoredPlace(name, path, purpose, private, writable=_is_writable(_nearest(path)))
    sizes = [s.st_size for s in _walk(path, status) if stat.S_ISREG(s.st_mode)]
    return StoredPlace(
        name=name,
        path=path,
        purpose=purpose,
        private=private,
        exists=True,
        size=sum(sizes),
        files=len(sizes),
        mode=f"{stat.S_IMODE(status.st_mode):04o}",
        exposed=private and is_top and os.name == "posix" and bool(status.st_mode & _OTHERS),
        writable=_is_writable(path),
    )


def _walk(path: Path, status: os.stat_result) -> Iterator[os.stat_result]:
    """`path` and all below it; links are neither followed nor counted."""
    yield status
    if not stat.S_ISDIR(status.st_mode):
        return
    pending, seen = [path], 0
    while pending and seen < _MOST_FILES_LOOKED_AT:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_symlink():
                        continue
                    its_status = entry.stat(follow_symlinks=False)
                    yield its_status
                    if stat.S_ISDIR(its_status.st_mode):
                        pending.append(Path(entry.path))
        except OSError:
            continue


def _nearest(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK)
