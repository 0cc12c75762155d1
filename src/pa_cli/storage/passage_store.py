"""The passages of notes and documents in the index, made when they are asked for."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pa_cli.core.errors import StorageError
from pa_cli.core.passage import Passage, PassageFilter, PassageKind
from pa_cli.core.passage_ports import RankedPassages
from pa_cli.core.question import Question
from pa_cli.storage.index import Index
from pa_cli.storage.passage_queries import (
    PassageRow,
    count_passages,
    frequencies,
    search_passages,
)

_LOOKS = 3


class PassageSource(Protocol):
    """One kind of files that passages are made of."""

    @property
    def kind(self) -> PassageKind:
        """What the passages are pieces of."""
        ...

    @property
    def root(self) -> Path:
        """What the paths in the index are relative to."""
        ...

    def refresh(self, connection: sqlite3.Connection) -> Sequence[str]:
        """Bring the passages up to date; what the user should know of it."""
        ...

    def look_again(self, connection: sqlite3.Connection, paths: Sequence[str]) -> "SecondLook":
        """Look at files that are about to be shown."""
        ...


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What became of files that are about to be shown.

    Attributes:
        has_changed: Something was read again or taken out, so that the search must be done again.
        gone: Files that are not there now but stay in the index; nothing of them is shown.
        notices: What the user should know.
    """

    has_changed: bool = False
    gone: Sequence[str] = ()
    notices: Sequence[str] = ()


class IndexedPassages:
    """See `core.passage_ports.PassageStore`.

    Args:
        index: The index.
        sources: What passages are made of.
    """

    def __init__(self, index: Index, sources: Sequence[PassageSource]) -> None:
        self._index = index
        self._sources = {source.kind: source for source in sources}

    def search(
        self,
        question: Question,
        *,
        limit: int,
        kinds: Sequence[PassageKind],
        filters: PassageFilter,
    ) -> RankedPassages:
        """The best passages by words, as the files are now; without terms the newest."""
        sources = [self._sources[kind] for kind in kinds if kind in self._sources]
        filters = self._with_index_paths(filters)

        def look(db: sqlite3.Connection) -> RankedPassages:
            notices = [notice for source in sources for notice in _refreshed(source, db)]
            kinds = [source.kind for source in sources]
            for _ in range(_LOOKS):
                frequency = frequencies(db, question.terms)
                rows, found = search_passages(
                    db, question, frequency, limit=limit, kinds=kinds, filters=filters
                )
                looks = self._look_again(db, rows)
                notices.extend(notice for look in looks for notice in look.notices)
                if not any(look.has_changed for look in looks):
                    break
            gone = {path for look in looks for path in look.gone}
            counts = count_passages(db)
            return RankedPassages(
                passages=[self._passage(row) for row in rows if row.path not in gone],
                document_frequency=frequency,
                searched={kind: counts.get(kind, 0) for kind in kinds},
                found=found,
                notices=tuple(dict.fromkeys(notices)),
            )

        return self._index.run(look)

    def _look_again(
        self, db: sqlite3.Connection, rows: Sequence[PassageRow]
    ) -> Sequence[SecondLook]:
        looks = []
        for kind, source in self._sources.items():
            paths = list(dict.fromkeys(row.path for row in rows if row.kind == kind))
            if paths:
                looks.append(source.look_again(db, paths))
        return looks

    def _with_index_paths(self, filters: PassageFilter) -> PassageFilter:
        """Exact files as the index names them: also relative to the root of their kind."""
        paths = set(filters.paths)
        for source in self._sources.values():
            root = f"{source.root}{os.sep}"
            paths |= {
                Path(path).relative_to(source.root).as_posix()
                for path in filters.paths
                if path.startswith(root)
            }
        return replace(filters, paths=tuple(sorted(paths)))

    def _passage(self, row: PassageRow) -> Passage:
        return Passage(
            kind=row.kind,
            title=row.title,
            path=str(self._sources[row.kind].root / row.path),
            ref=row.ref,
            text=row.piece.text,
            first_line=row.piece.first_line,
            last_line=row.piece.last_line,
            page=row.piece.page,
            headings=row.piece.headings,
            score=row.score,
        )


def _refreshed(source: PassageSource, db: sqlite3.Connection) -> Sequence[str]:
    """Bring a source up to date; a disk that is not mounted keeps nobody from the rest."""
    try:
        return source.refresh(db)
    except StorageError as error:
        return [error.message]
