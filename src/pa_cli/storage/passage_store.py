"""The passages of notes and documents in the index, made when they are asked for."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pa_cli.core.errors import StorageError
from pa_cli.core.passage import Passage, PassageFilter, PassageKind
from pa_cli.core.passage_ports import PassageText, QueryVector, RankedPassages
from pa_cli.core.question import Question
from pa_cli.storage import vector_queries
from pa_cli.storage.index import Index
from pa_cli.storage.passage_queries import (
    PassageRow,
    count_passages,
    frequencies,
    passages_with_ids,
    search_passages,
)

if TYPE_CHECKING:
    from array import array

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

    def refresh(self, connection: sqlite3.Connection, *, quick: bool) -> Sequence[str]:
        """Bring the passages up to date; what the user should know of it.

        Args:
            connection: The index.
            quick: Leave out what takes long.
        """
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
    """See `core.passage_ports.PassageStore` and `VectorStore`.

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
        vector: QueryVector | None = None,
        quick: bool = False,
    ) -> RankedPassages:
        """The best passages by words and by vectors, as the files are now."""
        sources = [self._sources[kind] for kind in kinds if kind in self._sources]
        filters = self._with_index_paths(filters)

        def look(db: sqlite3.Connection) -> RankedPassages:
            notices = [
                notice for source in sources for notice in _refreshed(source, db, quick=quick)
            ]
            kinds = [source.kind for source in sources]
            for _ in range(_LOOKS):
                frequency = frequencies(db, question.terms)
                rows, found = search_passages(
                    db, question, frequency, limit=limit, kinds=kinds, filters=filters
                )
                near = _nearest(db, vector, limit=limit, kinds=kinds, filters=filters)
                looks = self._look_again(db, [*rows, *(row for row, _ in near)])
                notices.extend(notice for look in looks for notice in look.notices)
                if not any(look.has_changed for look in looks):
                    break
            gone = {path for look in looks for path in look.gone}
            counts = count_passages(db)
            similarity = {row.id: cosine for row, cosine in near}
            return RankedPassages(
                passages=[
                    replace(self._passage(row), similarity=similarity.get(row.id))
                    for row in rows
                    if row.path not in gone
                ],
                similar=[
                    replace(self._passage(row), similarity=cosine)
                    for row, cosine in near
                    if row.path not in gone
                ],
                document_frequency=frequency,
                searched={kind: counts.get(kind, 0) for kind in kinds},
                found=found,
                notices=tuple(dict.fromkeys(notices)),
            )

        return self._index.run(look)

    def refresh(self) -> None:
        """Bring all passages up to date."""
        self._index.run(
            lambda db: [_refreshed(source, db, quick=False) for source in self._sources.values()]
        )

    def count_without_vector(self, model: str) -> int:
        """How many passages have no vector of this model; brings the passages up to date first."""

        def count(db: sqlite3.Connection) -> int:
            for source in self._sources.values():
                _refreshed(source, db, quick=False)
            return vector_queries.count_without_vector(db, model)

        return self._index.run(count)

    def without_vector(self, model: str, limit: int) -> Sequence[PassageText]:
        """Passages that have no vector of this model."""
        return self._index.run(lambda db: vector_queries.passages_without_vector(db, model, limit))

    def put_vectors(
        self, model: str, digests: Sequence[bytes], vectors: Sequence["array[float]"]
    ) -> None:
        """Keep the vectors of some contents."""
        self._index.run(lambda db: vector_queries.put_vectors(db, model, digests, vectors))

    def forget_vectors(self, model: str) -> None:
        """Drop the vectors of other models, and of contents that are no more."""
        self._index.run(lambda db: vector_queries.forget_vectors(db, model))

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
            modified=row.modified,
        )


def _nearest(
    db: sqlite3.Connection,
    vector: QueryVector | None,
    *,
    limit: int,
    kinds: Sequence[PassageKind],
    filters: PassageFilter,
) -> Sequence[tuple[PassageRow, float]]:
    if vector is None:
        return ()
    found = dict(
        vector_queries.nearest_passages(
            db, vector.model, vector.numbers, limit=limit, kinds=kinds, filters=filters
        )
    )
    return [(row, found[row.id]) for row in passages_with_ids(db, list(found))]


def _refreshed(source: PassageSource, db: sqlite3.Connection, *, quick: bool) -> Sequence[str]:
    """Bring a source up to date; a disk that is not mounted keeps nobody from the rest."""
    try:
        return source.refresh(db, quick=quick)
    except StorageError as error:
        return [error.message]
