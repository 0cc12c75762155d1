"""Passages in the index: put in, counted, searched by words."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pa_cli.core.passage import EVERYTHING, PassageFilter, PassageKind
from pa_cli.core.passage_split import Piece
from pa_cli.core.question import Question, Term
from pa_cli.core.segmentation import fold
from pa_cli.core.word_stems import index_text
from pa_cli.storage.item_queries import HAS_TAG, tag_range

# a word in more than this share of the passages tells too little to look all of them up
_COMMON_SHARE = 0.25
_COMMON_FROM = 1_000


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the index has it.

    Attributes:
        id: Row of the passage.
        kind: What it is a piece of.
        ref: Short id of that.
        title: Title of that.
        path: Path of the file, relative to the root of its kind.
        piece: Text, place and headings.
        modified: When the file changed last, epoch seconds.
        score: That of bm25, more is better.
    """

    id: int
    kind: PassageKind
    ref: str
    title: str
    path: str
    piece: Piece
    modified: float
    score: float


def put_passages(
    connection: sqlite3.Connection,
    item: int,
    kind: PassageKind,
    title: str,
    pieces: Iterable[Piece],
) -> None:
    """Put the passages of one item in, which has none yet."""
    shown_title = index_text(title)
    for piece in pieces:
        headings = "\n".join(piece.headings)
        digest = hashlib.blake2b(f"{title}\n{headings}\n\n{piece.text}".encode(), digest_size=16)
        cursor = connection.execute(
            "INSERT INTO passage (item, kind, first_line, last_line, page, headings, body, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                item,
                kind,
                piece.first_line,
                piece.last_line,
                piece.page,
                headings,
                piece.text,
                digest.digest(),
            ),
        )
        connection.execute(
            "INSERT INTO passage_text (rowid, title, headings, body) VALUES (?, ?, ?, ?)",
            (cursor.lastrowid, shown_title, index_text(headings), index_text(piece.text)),
        )
    connection.execute("UPDATE item SET is_split = 1 WHERE id = ?", (item,))


def count_passages(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each kind."""
    rows = connection.execute("SELECT kind, count(*) FROM passage GROUP BY kind")
    return {kind: int(count) for kind, count in rows}


def frequencies(connection: sqlite3.Connection, terms: Sequence[Term]) -> dict[Term, int]:
    """In how many passages each term stands."""
    found = {}
    for term in terms:
        if term.is_prefix:
            query = "SELECT count(*) FROM passage_text WHERE passage_text MATCH ?"
            (found[term],) = connection.execute(query, (term.expression,)).fetchone()
        else:
            query = "SELECT doc FROM passage_word WHERE term = ?"
            row = connection.execute(query, (term.token,)).fetchone()
            found[term] = int(row[0]) if row else 0
    return found


def search_passages(
    connection: sqlite3.Connection,
    question: Question,
    frequency: dict[Term, int],
    *,
    limit: int,
    kinds: Sequence[PassageKind],
    filters: PassageFilter,
) -> tuple[list[PassageRow], int]:
    """The best passages by bm25, the newest when there are no words; and how many fit in all."""
    counts = count_passages(connection)
    match = _match(question, frequency, sum(counts.values()))
    where, values = conditions(connection, kinds, filters)
    for expression in question.excluded:
        where += (
            " AND passage.id NOT IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)"
        )
        values.append(expression)
    if match and _takes_all(question, filters) and counts.keys() <= set(kinds):
        # nothing but the words decides: very many hits need not be looked up
        best, values = _BEST_OF_ALL, [match]
    elif match:
        best, values = _BEST.format(where=where), [match, *values]
    else:
        best = _NEWEST.format(where=where)
    order = "best.score DESC, item.path" if match else "item.modified DESC, item.path"
    rows = connection.execute(
        f"{best} SELECT {_COLUMNS}, best.score, best.found FROM best"
        " JOIN passage ON passage.id = best.id JOIN item ON item.id = passage.item"
        f" ORDER BY {order}, passage.id",
        (*values, limit),
    ).fetchall()
    return [_row(row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _takes_all(question: Question, filters: PassageFilter) -> bool:
    return not question.excluded and filters == EVERYTHING


_HITS = (
    "WITH hit AS MATERIALIZED (SELECT rowid AS id, round(-bm25(passage_text, 3.0, 2.0, 1.0), 6)"
    " AS score FROM passage_text WHERE passage_text MATCH ?), best AS MATERIALIZED"
    " (SELECT hit.id, hit.score, count(*) OVER () AS found FROM hit "
)
_BEST_OF_ALL = _HITS + "ORDER BY hit.score DESC, hit.id LIMIT ?)"
_BEST = (
    _HITS + "JOIN passage ON passage.id = hit.id JOIN item ON item.id = passage.item WHERE {where}"
    " ORDER BY hit.score DESC, item.path, hit.id LIMIT ?)"
)
_NEWEST = (
    "WITH best AS MATERIALIZED (SELECT passage.id, 0.0 AS score, count(*) OVER () AS found"
    " FROM passage JOIN item ON item.id = passage.item WHERE {where}"
    " ORDER BY item.modified DESC, item.path, passage.id LIMIT ?)"
)


_COLUMNS = (
    "passage.id, passage.kind, item.ref, item.title, item.path, passage.body,"
    " passage.first_line, passage.last_line, passage.page, passage.headings,"
    " item.modified"
)


def _row(row: tuple[object, ...]) -> PassageRow:
    number, kind, ref, title, path, body, first, last, page, headings, modified, score = row
    names = tuple(str(headings).split("\n")) if headings else ()
    piece = Piece(str(body), first, last, page, names)  # type: ignore[arg-type]
    return PassageRow(number, kind, ref, title, path, piece, modified, score)  # type: ignore[arg-type]


def _match(question: Question, frequency: dict[Term, int], total: int) -> str:
    """What must be there: all phrases, and any of the terms; very common ones never alone."""
    terms = [term for term in question.terms if frequency.get(term, 0) and not term.light]
    if total >= _COMMON_FROM:
        rare = [term for term in terms if frequency[term] <= total * _COMMON_SHARE]
        terms = rare or terms
    terms = terms or [term for term in question.terms if frequency.get(term, 0)]
    any_term = " OR ".join(term.expression for term in terms)
    if not terms and question.terms:
        any_term = question.terms[0].expression  # it stands nowhere, and so nothing is found
    if question.phrases:
        phrases = " AND ".join(question.phrases)
        return phrases if not terms else f"({phrases}) AND ({any_term})"
    return any_term


def passages_with_ids(connection: sqlite3.Connection, ids: Sequence[int]) -> list[PassageRow]:
    """The passages of these rows, in the same order."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, 0.0 FROM passage JOIN item ON item.id = passage.item"
        " WHERE passage.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    found = {row.id: row for row in map(_row, rows)}
    return [found[number] for number in ids if number in found]


def conditions(
    connection: sqlite3.Connection, kinds: Sequence[PassageKind], filters: PassageFilter
) -> tuple[str, list[object]]:
    """What must hold of a passage and its item, as SQL, and the values in it."""
    where = f"passage.kind IN ({', '.join('?' * len(kinds))})"
    values: list[object] = list(kinds)
    for tags, negation in ((filters.tags, ""), (filters.excluded_tags, "NOT ")):
        for tag in tags:
            where += f" AND {negation}{HAS_TAG}"
            values.extend(tag_range(tag))
    if filters.since is not None:
        where += " AND item.modified >= ?"
        values.append(filters.since.timestamp())
    if filters.before is not None:
        where += " AND item.modified < ?"
        values.append(filters.before.timestamp())
    if filters.paths:
        where += " AND item.path IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(filters.paths))
    if filters.files:
        wanted = [fold(pattern) for pattern in filters.files]
        rows = connection.execute(
            f"SELECT id, path FROM item WHERE kind IN ({', '.join('?' * len(kinds))})",
            tuple(kinds),
        )
        fitting = [item for item, path in rows if any(_fits(fold(path), w) for w in wanted)]
        where += " AND item.id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(fitting))
    return where, values


def _fits(path: str, pattern: str) -> bool:
    if not any(mark in pattern for mark in "*?["):
        return pattern in path
    return fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")
