"""Markdown tables laid out in the columns of a terminal."""

import re

from pa_cli.ui.markdown_inline import BOLD, DIM, Run, paint, parse_inline, plain_text, slice_runs
from pa_cli.ui.wrapping import columns_of, wrap_ranges

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELLS = re.compile(r"((?:\\.|`[^`]*`|[^|\\`]|[\\`])*)(?:\||$)")
_GAP = 2
_LEAST_COLUMN = 6


def is_delimiter_row(line: str) -> bool:
    """Whether `line` is the row of dashes below a table's header."""
    return "-" in line and "|" in line and _DELIMITER.fullmatch(line) is not None


def render_table(lines: list[str], width: int, *, styled: bool) -> str:
    """The table that starts with header and delimiter row.

    Where its columns do not fit into `width`, cells are wrapped; where there is no room for that
    either, each row becomes lines of `header: value`.
    """
    header = _split(lines[0])
    rows = [_split(line) for line in lines[2:]]
    count = max(len(row) for row in [header, *rows])
    cells = [[_parse(c, styled=styled) for c in row + [""] * (count - len(row))] for row in rows]
    heads = [_parse(c, styled=styled) for c in header + [""] * (count - len(header))]
    widths = _fit([heads, *cells], width - _GAP * (count - 1))
    if widths is None:
        return _as_records(heads, cells, width, styled=styled)
    right = _right_aligned(lines[1], count)
    text = _row(heads, widths, right, styled=styled, codes=(BOLD,))
    rule = (" " * _GAP).join("─" * w for w in widths)
    text += paint([Run(rule, (DIM,))], styled=styled) + "\n"
    return text + "".join(_row(row, widths, right, styled=styled) for row in cells)


def _split(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    cells = [match[1] for match in _CELLS.finditer(inner)]
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _parse(cell: str, *, styled: bool) -> list[Run]:
    return parse_inline(cell) if styled else [Run(cell)]


def _right_aligned(delimiter: str, count: int) -> list[bool]:
    marks = [c.endswith(":") and not c.startswith(":") for c in _split(delimiter)]
    return (marks + [False] * count)[:count]


def _fit(rows: list[list[list[Run]]], room: int) -> list[int] | None:
    """Column widths within `room`; None when the widest columns would become unreadable."""
    natural = [max(1, *(columns_of(plain_text(c)) for c in col)) for col in zip(*rows, strict=True)]
    widths = list(natural)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= _LEAST_COLUMN:
            return None
        widths[widest] -= 1
    return widths


def _row(
    cells: list[list[Run]],
    widths: list[int],
    right: list[bool],
    *,
    styled: bool,
    codes: tuple[str, ...] = (),
) -> str:
    """One row; a cell that is wrapped makes it several lines high."""
    columns = []
    for runs, width in zip(cells, widths, strict=True):
        text = plain_text(runs).rstrip()
        columns.append([slice_runs(runs, start, end) for start, end in wrap_ranges(text, width)])
    lines = ""
    for number in range(max(len(column) for column in columns)):
        parts = []
        for column, width, to_right in zip(columns, widths, right, strict=True):
            runs = column[number] if number < len(column) else []
            space = " " * (width - columns_of(plain_text(runs)))
            shown = paint(runs, styled=styled, codes=codes)
            parts.append(space + shown if to_right else shown + space)
        lines += (" " * _GAP).join(parts).rstrip() + "\n"
    return lines


def _as_records(
    heads: list[list[Run]], rows: list[list[list[Run]]], width: int, *, styled: bool
) -> str:
    """All headers, then each row as one `header: value` a line."""
    lines = []
    for row in rows or [[[] for _ in heads]]:
        for head, cell in zip(heads, row, strict=True):
            runs = [*(Run(r.text, (BOLD, *r.codes)) for r in head), Run(": "), *cell]
            ranges = wrap_ranges(plain_text(runs).rstrip(), max(2, width - 2), first_width=width)
            for number, (start, end) in enumerate(ranges):
                indent = "  " if number else ""
                lines.append(indent + paint(slice_runs(runs, start, end), styled=styled))
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"
