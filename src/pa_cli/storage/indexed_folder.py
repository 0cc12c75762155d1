"""Questions to the index about one folder, asked once the index is as fresh as the files."""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pa_cli.core.errors import NotFoundError, StorageError
from pa_cli.storage.index import Index
from pa_cli.storage.index_refresh import refresh, refresh_files
from pa_cli.storage.index_walk import Source

if TYPE_CHECKING:
    from pa_cli.core.ports import Progress


T = TypeVar("T")

_FRESH_SECONDS = 0.3
_LOOKS = 3


class IndexedFolder:
    """A folder and the index of it.

    Args:
        source: The folder.
        index: The index.
        walk_every: Least seconds between two walks over very many files.
        progress: Shows a long build of the index; made when it is needed.
        was_emptied: Whether `pa` itself has just removed files.
    """

    def __init__(
        self,
        source: Source,
        index: Index,
        *,
        walk_every: float,
        progress: "Callable[[], Progress] | None" = None,
        was_emptied: Callable[[], bool] = lambda: False,
    ) -> None:
        self.source = source
        self._index = index
        self._walk_every = walk_every
        self._progress = progress
        self._was_emptied = was_emptied
        self._fresh_in: sqlite3.Connection | None = None
        self._fresh_until = 0.0
        self._has_walked = False

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer of the index, which may be asked twice when it had to be made anew."""

        def ask(db: sqlite3.Connection) -> T:
            if self._fresh_in is not db or time.monotonic() >= self._fresh_until:
                self._has_walked = refresh(
                    db,
                    self.source,
                    walk_every=self._walk_every,
                    progress=self._progress,
                    was_emptied=self._was_emptied,
                )
                self._fresh_in = db
                self._fresh_until = time.monotonic() + _FRESH_SECONDS
            return question(db)

        return self._index.run(ask)

    def find(
        self, look: Callable[[sqlite3.Connection], Sequence[T]], path_of: Callable[[T], str]
    ) -> Sequence[T]:
        """What `look` finds, and again when a file that it found is not what the index knew.

        Args:
            look: The question.
            path_of: The file of something found, relative to the folder.
        """

        def look_again(db: sqlite3.Connection) -> Sequence[T]:
            found = look(db)
            for _ in range(0 if self._has_walked else _LOOKS):
                paths = list(dict.fromkeys(map(path_of, found)))
                if not refresh_files(db, self.source, paths):
                    break
                found = look(db)
            return found

        return self.ask(look_again)

    def ask_about(self, path: Path, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer to a question about a file that was just written: no other is looked at.

        Args:
            path: A file in the folder.
            question: What is asked.
        """
        name = path.relative_to(self.source.root).as_posix()

        def ask(db: sqlite3.Connection) -> T:
            refresh_files(db, self.source, [name], written=True)
            return question(db)

        return self._index.run(ask)

    def check(self) -> None:
        """Raise StorageError when the folder is empty or gone, but the index remembers files in it."""
        try:
            with os.scandir(self.source.root) as entries:
                if next(entries, None) is not None:
                    return
        except FileNotFoundError:
            pass
        except OSError:  # writing will say what is wrong
            return
        self.has_changed()
        self.ask(lambda _: None)

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        self._fresh_until = 0.0


def read_item(path: Path) -> bytes:
    """The content of the file of an item; raises NotFoundError or StorageError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"The file {path} is not there any more.") from None
    except OSError as error:
        raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error
