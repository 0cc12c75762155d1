"""Markdown on a terminal while it arrives: only ever appended, nothing is drawn twice.

A line break of the text is a line break on the screen: models do not fill lines, and so each line
can be shown as soon as it is whole, a long one even earlier, by the lines of the terminal.
"""

import re
import shutil
from collections.abc import Callable

from pa_cli.ui.code_highlight import CodeHighlighter
from pa_cli.ui.markdown_inline import (
    BOLD,
    DIM,
    UNDERLINE,
    Run,
    has_open_marker,
    paint,
    parse_inline,
    plain_text,
    slice_runs,
)
from pa_cli.ui.markdown_table import is_delimiter_row, render_table
from pa_cli.ui.sanitize import clean
from pa_cli.ui.wrapping import columns_of, wrap_ranges

MOST_COLUMNS = 100
"""Prose is not set wider than this: longer lines are hard to read."""

_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})\s*([^`]*)")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_QUOTE = re.compile(r"(?: {0,3}>)+ ?")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,9}[.)])(\s+|$)")
_TAB = " " * 4
# where a line may be cut before it is whole: after a space, or after Chinese or Japanese punctuation
_CUT = re.compile(r"(?s).*(?:\s|[，。；！？、])(?=.)")


class MarkdownStream:
    """Turns deltas of Markdown into terminal text.

    Args:
        styled: Use colours and weights; otherwise text is only wrapped and its markers are kept.
        columns: How wide the terminal is now; asked once a line, so a resize is followed.
    """

    def __init__(self, *, styled: bool = True, columns: Callable[[], int] | None = None) -> None:
        self._styled = styled
        self._columns = columns or (lambda: shutil.get_terminal_size().columns)
        self._pending = ""  # the beginning of a line
        self._held = ""  # a carriage return that may belong to a line break
        self._table: list[str] = []  # a line that may be a table's header, or a table so far
        self._code: CodeHighlighter | None = None
        self._line: _FlowingLine | None = None  # a line of prose that is partly given out
        self._blank = False  # a blank line goes before what comes next
        self._started = False
        self._item_indent = 0  # column of the text of the list item that we are in

    def feed(self, text: str) -> str:
        """Take a piece of the answer; returns what can be shown now, with its line breaks."""
        text = self._held + text
        self._held = "\r" if text.endswith("\r") else ""
        self._pending += clean(text.removesuffix("\r"))
        shown = ""
        while "\n" in self._pending:
            line, _, self._pending = self._pending.partition("\n")
            shown += self._take_line(line)
        if self._pending and self._code is None and not self._table:
            shown += self._take_part()
        return shown

    def finish(self) -> str:
        """The end of the answer: what is left, ending with a line break if anything was shown."""
        rest, self._pending, self._held = self._pending, "", ""
        shown = self._take_line(rest) if rest or self._line else ""
        shown += self._end_table()
        self._code = None
        self._blank = self._started = False
        self._item_indent = 0
        return shown

    def _take_line(self, line: str) -> str:
        if self._line is not None:
            flowing, self._line = self._line, None
            return flowing.finish(line)
        if self._code is not None:
            return self._take_code(self._code, line)
        if self._table:
            return self._take_after_row(line)
        if "|" in line.strip() and not _FENCE.fullmatch(line):
            self._table = [line]
            return ""
        return self._take_plain(line)

    def _take_plain(self, line: str) -> str:
        """A whole line that belongs to no table and no code."""
        if not line.strip():
            self._blank = self._started
            return ""
        if (fence := _FENCE.fullmatch(line)) is not None:
            self._code = CodeHighlighter(fence[2], fence[3].strip(), styled=self._styled)
            return self._gap() + paint([Run(line.rstrip(), (DIM,))], styled=self._styled) + "\n"
        if _RULE.fullmatch(line):
            shown = paint([Run("─" * min(40, self._width()), (DIM,))], styled=self._styled)
            return self._gap() + shown + "\n"
        if self._is_verbatim(line):
            return self._gap() + line.rstrip() + "\n"
        return self._gap() + self._start_line(line).finish("")

    def _is_verbatim(self, line: str) -> bool:
        """Four spaces outside a list: code by indentation, shown as it is."""
        return line.startswith(("    ", "\t")) and not self._item_indent and not _ITEM.match(line)

    def _take_part(self) -> str:
        """The beginning of a line that is not whole yet."""
        if self._line is None:
            if not self._may_flow(self._pending):
                return ""
            shown = self._gap()
            self._line = self._start_line(self._pending)
            self._pending = ""
            return shown + self._line.flow("")
        part, self._pending = self._pending, ""
        return self._line.flow(part)

    def _may_flow(self, line: str) -> bool:
        """Whether `line`, so far, is prose and longer than the screen is wide."""
        if columns_of(line) <= self._width() or "|" in line:
            return False
        # a heading is short, and its end is read together with its beginning
        is_mark = line.lstrip(" >").startswith(("```", "~~~", "#"))
        return not (is_mark or _RULE.fullmatch(line) or self._is_verbatim(line))

    def _start_line(self, line: str) -> "_FlowingLine":
        quote = _QUOTE.match(line)
        bars = "│ " * quote[0].count(">") if quote else ""
        line = line[quote.end() :] if quote else line
        heading = _HEADING.fullmatch(line)
        width = self._width()
        if heading is not None:
            self._item_indent = 0
            codes = (BOLD, UNDERLINE) if len(heading[1]) == 1 else (BOLD,)
            text = heading[2] if self._styled else f"{heading[1]} {heading[2]}"
            return _FlowingLine(text, (bars, bars), width, codes=codes, styled=self._styled)
        prefixes, text = self._hang(line.replace("\t", _TAB))
        return _FlowingLine(
            text, (bars + prefixes[0], bars + prefixes[1]), width, styled=self._styled
        )

    def _hang(self, line: str) -> tuple[tuple[str, str], str]:
        """The prefixes of the first and the further lines on the screen, and the text after them."""
        most = self._width() // 3
        item = _ITEM.match(line)
        if item is None:
            indent = len(line) - len(line.lstrip())
            if not indent:
                self._item_indent = 0
            space = " " * min(indent, most)
            return (space, space), line.lstrip()
        self._item_indent = item.end()
        space = " " * min(len(item[1]), most)
        marker = "•" if item[2] in "-*+" else item[2]
        return (f"{space}{marker} ", space + " " * (len(marker) + 1)), line[item.end() :]

    def _take_code(self, code: CodeHighlighter, line: str) -> str:
        if not code.is_closed_by(line):
            return code.feed(line)
        self._code = None
        return paint([Run(line.rstrip(), (DIM,))], styled=self._styled) + "\n"

    def _take_after_row(self, line: str) -> str:
        is_row = is_delimiter_row(line) if len(self._table) == 1 else "|" in line
        if is_row:
            self._table.append(line)
            return ""
        return self._end_table() + self._take_line(line)

    def _end_table(self) -> str:
        lines, self._table = self._table, []
        if len(lines) < 2:
            return "".join(map(self._take_plain, lines))
        width = max(20, self._columns() - 1)
        return self._gap() + render_table(lines, width, styled=self._styled)

    def _gap(self) -> str:
        gap = "\n" if self._blank else ""
        self._blank, self._started = False, True
        return gap

    def _width(self) -> int:
        return max(8, min(MOST_COLUMNS, self._columns()))


class _FlowingLine:
    """One line of prose that is given out by lines of the screen while it grows.

    Args:
        text: What is there of it.
        prefixes: Before the first line on the screen, and before the further ones.
        width: Columns, prefixes included.
        codes: SGR codes of the whole line.
        styled: Read inline Markdown and use SGR codes.
    """

    def __init__(
        self,
        text: str,
        prefixes: tuple[str, str],
        width: int,
        *,
        codes: tuple[str, ...] = (),
        styled: bool,
    ) -> None:
        self._source = text
        self._runs: list[Run] = []  # read, but not given out
        self._prefix, self._next_prefix = prefixes
        self._width = width
        self._codes = codes
        self._styled = styled
        self._tried = 0  # how long the source was when it last had an open marker

    def flow(self, text: str) -> str:
        """Take more of the line; returns the lines on the screen that cannot change any more."""
        self._source += text.replace("\t", _TAB)
        if len(self._source) - self._tried < self._width // 2:
            return ""
        cut = _CUT.match(self._source)
        runs = self._parse(self._source[: cut.end()]) if cut else []
        if cut is None or (self._styled and has_open_marker(runs)):
            self._tried = len(self._source)
            return ""
        self._runs += runs
        self._source, self._tried = self._source[cut.end() :], 0
        return self._give_out(keep_last=True)

    def finish(self, text: str) -> str:
        """The end of the line; returns the rest of it."""
        self._runs += self._parse((self._source + text.replace("\t", _TAB)).rstrip())
        self._source = ""
        return self._give_out(keep_last=False)

    def _parse(self, text: str) -> list[Run]:
        return parse_inline(text) if self._styled else [Run(text)]

    def _give_out(self, *, keep_last: bool) -> str:
        text = plain_text(self._runs)
        if not keep_last:
            text = text.rstrip()
        room = self._width - columns_of(self._next_prefix)
        first_room = self._width - columns_of(self._prefix)
        ranges = wrap_ranges(text, room, first_width=first_room)
        shown = ""
        for start, end in ranges[:-1] if keep_last else ranges:
            shown += paint([Run(self._prefix, (DIM,))], styled=self._styled and "│" in self._prefix)
            shown += paint(
                slice_runs(self._runs, start, end), styled=self._styled, codes=self._codes
            )
            shown += "\n"
            self._prefix = self._next_prefix
        if keep_last:
            self._runs = slice_runs(self._runs, ranges[-1][0], len(text))
        return shown
