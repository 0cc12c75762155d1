"""Source code and tables cut into passages: at functions and classes, and by rows."""

import csv
import re
from collections.abc import Iterator, Sequence

from pa_cli.core.chunking import split_text
from pa_cli.core.passage_split import PASSAGE_TOKENS, Piece, Section, split_sections
from pa_cli.core.token_estimate import estimate_tokens

_DEFINITION = re.compile(
    r"([ \t]*)(?:(?:export|default|public|private|protected|internal|static|abstract|final|async|pub(?:\([^)]*\))?"
    r"|unsafe|extern(?: \"C\")?|const|virtual|override|inline|open|sealed|data|partial)[ \t]+)*"
    r"(?:def|class|func|fun|fn|function\*?|struct|enum|interface|trait|impl|module|namespace|type|protocol|sub"
    r"|object|record|defmodule|defp?)[ \t]+(?:\([^)]*\)[ \t]*)?([^\s({<:=;]+)"
)
# what belongs to the definition below it
_ABOVE = re.compile(r"[ \t]*(?:@|#\[|//|/\*|\*|#(?!include|define|if|end)|--|\[\w)")
_DEEPEST = 8


def split_code(text: str) -> list[Piece]:
    """The passages of source code, each under the names of what it is part of."""
    lines = text.split("\n")
    return split_sections(lines, _code_sections(lines))


def _code_sections(lines: Sequence[str]) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    start = 0
    for index, line in enumerate(lines):
        found = _DEFINITION.match(line)
        if found is None:
            continue
        depth = len(found[1].expandtabs(4))
        if depth > _DEEPEST:
            continue
        first = index
        while first > start and lines[first - 1].strip() and _ABOVE.match(lines[first - 1]):
            first -= 1
        if first > start:
            yield Section(tuple(name for _, name in path), start, first)
            start = first
        path = [(level, name) for level, name in path if level < depth]
        path.append((depth, found[2]))
    yield Section(tuple(name for _, name in path), start, len(lines))


def split_table(text: str, delimiter: str = "") -> list[Piece]:
    """The passages of a table with its header in the first row; each begins with that header.

    Args:
        text: The file.
        delimiter: What stands between fields; "" finds out.
    """
    lines = text.split("\n")
    spans = list(_row_spans(lines, delimiter or _delimiter(lines[0])))
    if not spans:
        return []
    header = "\n".join(lines[spans[0][0] : spans[0][1]]).rstrip()
    if len(spans) == 1:
        return [Piece(header, 1, spans[0][1])] if header.strip() else []
    pieces: list[Piece] = []
    room = max(PASSAGE_TOKENS - estimate_tokens(header), PASSAGE_TOKENS // 2)
    start, size = spans[1][0], 0
    for first, last in spans[1:]:
        tokens = sum(estimate_tokens(line) for line in lines[first:last])
        if size and size + tokens > room:
            pieces += _table_piece(header, lines, start, first)
            start, size = first, 0
        size += tokens
    pieces += _table_piece(header, lines, start, spans[-1][1])
    return pieces


_LONGEST_HEADER = 2_000


def _table_piece(header: str, lines: Sequence[str], first: int, last: int) -> Iterator[Piece]:
    """The rows of some lines below their header; a row that is long as a book in several pieces."""
    rows = "\n".join(lines[first:last]).rstrip()
    head = header[:_LONGEST_HEADER]
    if estimate_tokens(rows) <= 2 * PASSAGE_TOKENS:
        if rows.strip():
            yield Piece(f"{head}\n{rows}", first + 1, last)
        return
    for chunk in split_text([rows], limit=PASSAGE_TOKENS, count=estimate_tokens):
        yield Piece(
            f"{head}\n{chunk.text.strip()}", first + chunk.start_line, first + chunk.end_line
        )


def _row_spans(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, int]]:
    """First line and line after the last of each row; a field in quotes may hold line ends."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    start = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a field over the limit of the module, or a broken quote
            row = [""]
        end = max(reader.line_num, start + 1)
        if row and any(row):
            yield start, end
        start = end


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)
