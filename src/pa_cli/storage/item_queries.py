"""Questions to the index: lists, searches, references, links."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pa_cli.core.index_entry import IndexedItem
from pa_cli.core.segmentation import fold
from pa_cli.core.short_id import is_id, is_id_start

if TYPE_CHECKING:
    from pa_cli.core.note import NoteSort
    from pa_cli.core.search_query import SearchQuery


COLUMNS = (
    "item.kind, item.ref, item.title, item.path, item.created, item.modified, item.tags,"
    " item.problem, item.fields"
)
_BATCH = 2_000
_ORDER = {
    "modified": "item.modified DESC, item.path",
    "created": "item.created DESC, item.path",
    "title": "item.title_key, item.path",
}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items are asked for.

    Attributes:
        kinds: At least one.
        tags: All of them, folded or not; a tag stands for those below it too: `work/pa` is `work`.
        since: Changed at or after this moment, epoch seconds.
    """

    kinds: tuple[str, ...]
    tags: tuple[str, ...] = ()
    since: float | None = None


def list_items(
    connection: sqlite3.Connection, wanted: ItemFilter, *, sort: "NoteSort", limit: int | None
) -> list[IndexedItem]:
    """Items in the order of `sort`; ties by path."""
    return list(iterate_items(connection, wanted, sort=sort, limit=limit))


def iterate_items(
    connection: sqlite3.Connection, wanted: ItemFilter, *, sort: "NoteSort", limit: int | None
) -> Iterator[IndexedItem]:
    """`list_items`, one after the other, for when there may be very many."""
    where, values = _conditions(wanted)
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM item WHERE {where} ORDER BY {_ORDER[sort]} LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    while some := rows.fetchmany(_BATCH):
        yield from items_of(some)


def open_items(
    connection: sqlite3.Connection, kind: str, due_before: str | None
) -> list[IndexedItem]:
    """Items that are not done; with `due_before` those alone whose due date comes before it."""
    where = "item.kind = ? AND json_extract(item.fields, '$.done') IS NULL"
    values: tuple[object, ...] = (kind,)
    if due_before is not None:
        where += " AND json_extract(item.fields, '$.due') < ?"
        values += (due_before,)
    rows = connection.execute(f"SELECT {COLUMNS} FROM item WHERE {where}", values)
    return items_of(rows.fetchall())


def count_items(connection: sqlite3.Connection, wanted: ItemFilter) -> int:
    """How many there are."""
    where, values = _conditions(wanted)
    (count,) = connection.execute(
        f"SELECT count(*) FROM item WHERE {where}",
        values,
    ).fetchone()
    return int(count)


def search_items(
    connection: sqlite3.Connection, query: "SearchQuery", wanted: ItemFilter, *, limit: int
) -> list[IndexedItem]:
    """The best hits, title before tags before text; ties by path."""
    wanted = ItemFilter(wanted.kinds, (*wanted.tags, *query.tags), wanted.since)
    where, values = _conditions(wanted)
    for tag in query.excluded_tags:
        where += f" AND NOT {HAS_TAG}"
        values += tag_range(tag)
    if query.exclude:
        where += " AND item.id NOT IN (SELECT rowid FROM text WHERE text MATCH ?)"
        values += (query.exclude,)
    if not query.match:
        rows = connection.execute(
            f"SELECT {COLUMNS} FROM item WHERE {where} ORDER BY {_ORDER['modified']} LIMIT ?",
            (*values, limit),
        )
        return items_of(rows.fetchall())
    rows = connection.execute(
        "WITH hit AS MATERIALIZED (SELECT rowid AS id, round(bm25(text, 4.0, 2.0, 1.0), 6) AS score"
        " FROM text WHERE text MATCH ?), best AS MATERIALIZED (SELECT item.id, hit.score, item.path"
        f" FROM hit JOIN item ON item.id = hit.id WHERE {where}"
        " ORDER BY hit.score, item.path LIMIT ?)"
        f" SELECT {COLUMNS} FROM best JOIN item ON item.id = best.id"
        " ORDER BY best.score, best.path",
        (query.match, *values, limit),
    )
    return items_of(rows.fetchall())


def items_with_ref(connection: sqlite3.Connection, kind: str, start: str) -> list[IndexedItem]:
    """Items whose short id begins with `start`."""
    return _select(connection, "kind = ? AND ref >= ? AND ref < ?", (kind, start, start + "~"))


def items_with_title(connection: sqlite3.Connection, kind: str, start: str) -> list[IndexedItem]:
    """Items whose title begins with `start`, case and accents aside."""
    key = fold(start)
    return _select(
        connection, "kind = ? AND title_key >= ? AND title_key < ?", (kind, key, key + "\U0010ffff")
    )


def titles_holding(
    connection: sqlite3.Connection, kind: str, text: str, limit: int = 3
) -> list[tuple[str, str]]:
    """Short ids and titles of the newest items whose title holds `text`, case and accents aside."""
    return connection.execute(
        "SELECT DISTINCT ref, title FROM item WHERE kind = ? AND instr(title_key, ?)"
        " ORDER BY modified DESC, path LIMIT ?",
        (kind, fold(text), limit),
    ).fetchall()


def items_called(connection: sqlite3.Connection, kind: str, ref: str) -> list[IndexedItem]:
    """Items that `ref` may mean; a whole id or title wins over beginnings."""
    if is_id(ref) and (items := items_with_ref(connection, kind, ref)):
        return items
    titled = items_with_title(connection, kind, ref)
    exact = [item for item in titled if fold(item.title) == fold(ref)]
    by_id = items_with_ref(connection, kind, ref) if is_id_start(ref) else []
    return exact or [*by_id, *(item for item in titled if item not in by_id)]


def items_with_name(connection: sqlite3.Connection, kind: str, name: str) -> list[IndexedItem]:
    """Items that a link may call `name`."""
    from pa_cli.core.note import link_key

    # +kind: the few rows of the inner query, not the index of a kind, are where to start
    return _select(
        connection,
        "+kind = ? AND id IN (SELECT item FROM name WHERE key = ?)",
        (kind, link_key(name)),
    )


def items_with_path(connection: sqlite3.Connection, kind: str, path: str) -> list[IndexedItem]:
    """Items of one file."""
    return _select(
        connection,
        "+kind = ? AND file IN"
        " (SELECT id FROM file WHERE source IN (SELECT id FROM source) AND file.path = ?)",
        (kind, path),
    )


def links_from(connection: sqlite3.Connection, item: IndexedItem) -> list[str]:
    """Targets of the links in `item`, in their order, each once."""
    rows = connection.execute(
        "SELECT target FROM link WHERE item IN (SELECT id FROM item WHERE kind = ? AND ref = ?"
        " AND path = ?) ORDER BY position",
        (item.kind, item.ref, item.path),
    )
    return list(dict.fromkeys(target for (target,) in rows))


def links_to(
    connection: sqlite3.Connection, kind: str, names: Sequence[str]
) -> list[tuple[IndexedItem, str]]:
    """Items with a link to one of `names` (folded), and the target as written there."""
    marks = ", ".join("?" * len(names))
    rows = connection.execute(
        f"SELECT {COLUMNS}, link.target FROM link JOIN item ON item.id = link.item"
        f" WHERE item.kind = ? AND link.key IN ({marks}) ORDER BY item.path, link.position",
        (kind, *names),
    )
    found = rows.fetchall()
    targets = [row[-1] for row in found]
    return list(zip(items_of([row[:-1] for row in found]), targets, strict=True))


def names_of(connection: sqlite3.Connection, item: IndexedItem) -> list[str]:
    """What links may call `item`, folded."""
    rows = connection.execute(
        "SELECT key FROM name WHERE item IN (SELECT id FROM item WHERE kind = ? AND ref = ?"
        " AND path = ?) ORDER BY key",
        (item.kind, item.ref, item.path),
    )
    return [key for (key,) in rows]


def all_tags(connection: sqlite3.Connection, kind: str) -> list[tuple[str, int]]:
    """Every tag, folded, with how many items have it."""
    return connection.execute(
        "SELECT key, count(*) FROM tag JOIN item ON item.id = tag.item WHERE item.kind = ?"
        " GROUP BY key ORDER BY key",
        (kind,),
    ).fetchall()


HAS_TAG = (
    "EXISTS (SELECT 1 FROM tag WHERE tag.item = item.id"
    " AND (tag.key = ? OR tag.key >= ? AND tag.key < ?))"
)


def tag_range(tag: str) -> tuple[str, str, str]:
    """The values of `HAS_TAG`."""
    key = fold(tag.removeprefix("#"))
    return key, key + "/", key + "0"  # "0" comes right after "/"


def _conditions(wanted: ItemFilter) -> tuple[str, tuple[object, ...]]:
    where = f"item.kind IN ({', '.join('?' * len(wanted.kinds))})"
    values: tuple[object, ...] = wanted.kinds
    for tag in wanted.tags:
        where += f" AND {HAS_TAG}"
        values += tag_range(tag)
    if wanted.since is not None:
        where += " AND item.modified >= ?"
        values += (wanted.since,)
    return where, values


def _select(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> list[IndexedItem]:
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM item WHERE {where} ORDER BY item.path LIMIT 100",
        values,
    )
    return items_of(rows.fetchall())


ItemRow = tuple[str, str, str, str, float, float, str, str, str]


def items_of(rows: Sequence[ItemRow]) -> list[IndexedItem]:
    """The items of rows with `COLUMNS`; JSON of thousands of rows is read at once, as that is fast."""
    tags = json.loads(f"[{','.join([row[6] for row in rows])}]")
    fields = json.loads(f"[{','.join([row[8] for row in rows])}]")
    return [
        IndexedItem(row[0], row[1], row[2], row[3], row[4], row[5], tuple(t), row[7], f)
        for row, t, f in zip(rows, tags, fields, strict=True)
    ]
