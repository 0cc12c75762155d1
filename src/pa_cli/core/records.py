"""Many small texts in one input: lines, rows of a table, or JSON objects; read one at a time."""

import csv
import difflib
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Literal

from pa_cli.core.errors import InputError, UsageError

RecordFormat = Literal["lines", "csv", "jsonl"]
_DELIMITERS = ",;\t|"
_MOST_FIELD_CHARACTERS = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Record:
    """One text of many.

    Attributes:
        number: The line of the input on which it begins, counted from 1.
        text: What is worked on.
        row: All fields of a table's row; empty otherwise.
        fields: All of a JSON object; None otherwise.
        problem: Why there is no text, "" when there is.
        notice: What is odd about it, "" for nothing.
    """

    number: int
    text: str
    row: tuple[str, ...] = ()
    fields: Mapping[str, Any] | None = None
    problem: str = ""
    notice: str = ""


class RecordTable:
    """Reads records and writes them again with what was found out about each.

    Args:
        blocks: The input, cut anywhere.
        form: What it is.
        column: Name or number (from 1) of the column that holds the text; "" for the only one.

    Raises:
        UsageError: There is no such column; the nearest one is named.
    """

    def __init__(self, blocks: Iterable[str], form: RecordFormat, column: str = "") -> None:
        self.form = form
        self._column = column
        self._lines = _lines_of(blocks)
        self._header: list[str] = []
        self._delimiter = ","
        self._index = 0
        if form == "csv":
            self._open_table()
        elif form == "jsonl":
            self._open_objects()

    def _open_table(self) -> None:
        first = next(self._lines, "")
        head = first.rstrip("\r\n")
        self._delimiter = max(_DELIMITERS, key=head.count)
        csv.field_size_limit(_MOST_FIELD_CHARACTERS)
        self._lines = chain([first] if first else [], self._lines)
        self._rows = csv.reader(self._lines, delimiter=self._delimiter)
        self._header = [name.strip() for name in next(self._rows, [])]
        self._index = self._find_column(self._header)

    def _open_objects(self) -> None:
        first = next(self._lines, "")
        self._lines = chain([first], self._lines)
        try:
            data = json.loads(first)
        except (ValueError, RecursionError):
            return  # it is told when its turn comes
        if isinstance(data, dict) and (self._column or "text") not in data:
            self._find_column(list(data))

    def _find_column(self, names: Sequence[str]) -> int:
        wanted = self._column
        if not wanted:
            if len(names) == 1:
                return 0
            raise UsageError(
                f"The table has the columns {', '.join(names)}; say which one to read.",
                hint=f"--column {names[0] if names else 'NAME'}",
            )
        if wanted in names:
            return list(names).index(wanted)
        if wanted.isdigit() and 1 <= int(wanted) <= len(names):
            return int(wanted) - 1
        near = difflib.get_close_matches(wanted, names, n=1)
        raise UsageError(
            f"There is no column {wanted!r}" + (f"; did you mean {near[0]!r}?" if near else "."),
            hint=f"There are: {', '.join(names)}.",
        )

    def __iter__(self) -> Iterator[Record]:
        """The records; an empty line or row is one whose `problem` says so.

        Raises:
            InputError: A row cannot be read as CSV.
        """
        match self.form:
            case "csv":
                yield from self._table_records()
            case "jsonl":
                yield from self._object_records()
            case _:
                for number, line in enumerate(self._lines, 1):
                    text = line.strip()
                    yield Record(number, text, problem="" if text else "the line is empty")

    def _table_records(self) -> Iterator[Record]:
        while True:
            number = self._rows.line_num + 1
            try:
                row = next(self._rows, None)
            except csv.Error as error:
                raise InputError(f"Line {number} is no CSV: {error}.") from None
            if row is None:
                return
            text = row[self._index].strip() if self._index < len(row) else ""
            problem = "" if text else f"it has no text in the column {self._header[self._index]!r}"
            cells, names = len(row), len(self._header)
            notice = f"it has {cells} cells, the header has {names}" if cells > names else ""
            yield Record(number, text, row=tuple(row), problem=problem, notice=notice)

    def _object_records(self) -> Iterator[Record]:
        for number, line in enumerate(self._lines, 1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                yield Record(number, "", problem="it is no JSON")
                continue
            if not isinstance(data, dict):
                yield Record(number, "", problem="it is no JSON object")
                continue
            name = self._column or "text"
            value = data.get(name)
            text = value.strip() if isinstance(value, str) else ""
            problem = "" if text else f"it has no text in {name!r}"
            yield Record(number, text, fields=data, problem=problem)

    def header(self, added: Sequence[str]) -> str:
        """The first line of the output, "" when there is none; a name that is taken gets a number."""
        if self.form != "csv":
            return ""
        names = list(self._header)
        for name in added:
            names.append(_free_name(name, names))
        return self._csv_line(names)

    def line(self, record: Record, added: Mapping[str, Any]) -> str:
        """A record with what was found out, in the format of the input; lines have that alone."""
        if self.form == "csv":
            padding = [""] * (len(self._header) - len(record.row))
            return self._csv_line([*record.row, *padding, *map(cell, added.values())])
        if self.form == "jsonl":
            whole = dict(record.fields or {})
            for name, value in added.items():
                whole[_free_name(name, whole)] = value
            return json.dumps(whole, ensure_ascii=False) + "\n"
        return "\t".join(map(cell, added.values())) + "\n"

    def _csv_line(self, cells: Sequence[str]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=self._delimiter, lineterminator="\n").writerow(cells)
        return out.getvalue()


def _free_name(name: str, taken: Container[str]) -> str:
    """`name`, with a number behind it when the user has one of that name."""
    numbered = (f"{name}_{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def cell(value: object) -> str:
    """A value as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _lines_of(blocks: Iterable[str]) -> Iterator[str]:
    rest = ""
    for block in blocks:
        *lines, rest = (rest + block).split("\n")
        for line in lines:
            yield line + "\n"
    if rest:
        yield rest
