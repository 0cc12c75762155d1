"""The vectors of passages in the index: half-precision numbers, by model and content."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pa_cli.core.passage import PassageFilter, PassageKind
from pa_cli.core.passage_ports import PassageText
from pa_cli.storage.index import transaction
from pa_cli.storage.passage_queries import conditions

if TYPE_CHECKING:
    from array import array

_WITHOUT_VECTOR = (
    " FROM passage JOIN item ON item.id = passage.item WHERE NOT EXISTS"
    " (SELECT 1 FROM vector WHERE vector.model = ? AND vector.digest = passage.digest)"
)


def count_without_vector(connection: sqlite3.Connection, model: str) -> int:
    """How many passages have no vector of this model."""
    (count,) = connection.execute(f"SELECT count(*){_WITHOUT_VECTOR}", (model,)).fetchone()
    return int(count)


def passages_without_vector(
    connection: sqlite3.Connection, model: str, limit: int
) -> list[PassageText]:
    """Passages that have no vector of this model, each content once, the newest first."""
    rows = connection.execute(
        f"SELECT passage.digest, item.title, passage.headings, passage.body{_WITHOUT_VECTOR}"
        " GROUP BY passage.digest ORDER BY max(item.modified) DESC, passage.id LIMIT ?",
        (model, limit),
    )
    return [
        PassageText(digest, "\n".join(part for part in (title, headings, body) if part))
        for digest, title, headings, body in rows
    ]


def put_vectors(
    connection: sqlite3.Connection,
    model: str,
    digests: Sequence[bytes],
    vectors: Sequence["array[float]"],
) -> None:
    """Keep the vectors of some contents."""
    import numpy

    with transaction(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO vector (model, digest, numbers) VALUES (?, ?, ?)",
            [
                (model, digest, numpy.asarray(vector, numpy.float16).tobytes())
                for digest, vector in zip(digests, vectors, strict=True)
            ],
        )


def forget_vectors(connection: sqlite3.Connection, model: str) -> None:
    """Drop the vectors of other models, and of contents that are no more."""
    with transaction(connection):
        connection.execute(
            "DELETE FROM vector WHERE model <> ? OR digest NOT IN (SELECT digest FROM passage)",
            (model,),
        )


def nearest_passages(
    connection: sqlite3.Connection,
    model: str,
    query: "array[float]",
    *,
    limit: int,
    kinds: Sequence[PassageKind],
    filters: PassageFilter,
) -> list[tuple[int, float]]:
    """(row of the passage, cosine of the angle to `query`), the nearest first."""
    import numpy

    where, values = conditions(connection, kinds, filters)
    rows = connection.execute(
        "SELECT passage.id, vector.numbers FROM passage JOIN item ON item.id = passage.item"
        f" JOIN vector ON vector.model = ? AND vector.digest = passage.digest WHERE {where}",
        (model, *values),
    ).fetchall()
    if not rows:
        return []
    wanted = numpy.asarray(query, numpy.float32)
    flat = numpy.frombuffer(b"".join(numbers for _, numbers in rows), numpy.float16)
    cosines = flat.reshape(len(rows), len(wanted)).astype(numpy.float32) @ wanted
    best = numpy.argsort(-cosines, kind="stable")[:limit]
    return [(int(rows[index][0]), round(float(cosines[index]), 4)) for index in best]
