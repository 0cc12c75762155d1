"""A text as blocks that can be worked on one by one and put together again byte for byte."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pa_cli.core.languages import common_word_share

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_BLANK = r"[ \t\xa0]"
_NEW_BLOCK = re.compile(rf"{_BLANK}*(?:#{{1,6}}\s|[-*+]\s|\d{{1,3}}[.)]\s|>|\|)")
_LIST_MARK = re.compile(rf"{_BLANK}*(?:[-*+]\s|\d{{1,3}}[.)]\s|>|\|)")
_BADGE = r"\[!\[[^\]\n]*\]\([^()\n]*\)\](?:\([^()\n]*\)|\[[^\]\n]*\])|!\[[^\]\n]*\]\([^()\n]*\bbadges?\b[^()\n]*\)"
_COMMENT = r"<!--(?:(?!-->).)*-->"
_NO_WORDS = re.compile(rf"(?>{_BADGE}|{_COMMENT}|[\W\d_])*+\Z|\[![A-Z]+\]\Z", re.DOTALL)
"""Without a word for a reader: marks and figures, badges, comments, the kind of a callout."""
_QUOTE = re.compile(rf"{_BLANK}*(?:>{_BLANK}?)*{_BLANK}*")
_INDENTED = re.compile(r"[ \xa0]{4}|\t")
_MARKS = re.compile(
    rf"{_QUOTE.pattern}(?:(?:#{{1,6}}|[-*+]|\d{{1,3}}[.)]|>){_BLANK}+(?:\[[ xX]\]{_BLANK}+)?)*"
)
_RULE = re.compile(r"[ \t]*([-=~^*_+])\1{2,}\s*\Z")
_CODE_LINE = re.compile(
    r"\s*(?:[$#%>]\s|>>>|//|--|/\*|[{}()<@|])|.*(?:[{};\\]|\):)\s*\Z|.*\s(?:==?|[-+:]=|&&|\|\|?|[-=]>)\s"
)
_PROSE_SHARE = 0.15
"""Of the words of prose at least so many are commonest words."""
_ITEM = re.compile(r"[-*+|]|\d[.)]")
_CUE = re.compile(r"\s*(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->\s+\S+.*")
"""The time of a subtitle."""
_NAMES = re.compile(r"File: .*[/.][^\s/.]+\Z|WEBVTT(?: .*)?\Z")
"""Which file follows, as pa puts it before each of several; the first line of subtitles."""
_PROJECT = re.compile(r"[a-z][a-z0-9._-]*")
"""A title of one small word is the name of what the text is about."""
_CELL_END = re.compile(r"\\.|`[^`\n]*`|(?P<end>\|)")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text; all of them joined are the text.

    Attributes:
        text: The words, without what stands around them.
        before: Indentation, list mark, heading mark, quote mark, or the bar before a table's cell.
        after: Line ends and blank lines that follow, and the bar that ends a table's row.
        is_fixed: Code, front matter, a rule: not to be changed.
        line: Its first line, counted from 1.
        indent: What stands before its other lines, space or quote marks; `text` is without it.
        is_cue: The words of a subtitle.
    """

    text: str
    before: str = ""
    after: str = ""
    is_fixed: bool = False
    line: int = 1
    indent: str = ""
    is_cue: bool = False

    @property
    def is_item(self) -> bool:
        """It is an item of a list, a cell of a table, or a subtitle: its neighbours explain it."""
        return self.is_cue or bool(_ITEM.search(self.before))

    @property
    def last_line(self) -> int:
        """Its last line, with the blank ones that follow it, counted from 1."""
        whole = self.with_text(self.text)
        return self.line + max(0, whole.count("\n") - whole.endswith("\n"))

    def with_text(self, text: str) -> str:
        """The block as it stands in the whole, with `text` for its words."""
        words = text.replace("\n", f"\n{self.indent}") if self.indent else text
        return f"{self.before}{words}{self.after}"


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block and what a model made of it.

    Attributes:
        block: The original.
        text: The new text, as it stands in the whole.
        problems: What is wrong with it after a second try, as sentences; empty when nothing is.
    """

    block: Block
    text: str
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The new text without what stands around it."""
        return self.text[len(self.block.before) : len(self.text) - len(self.block.after)]


def split_blocks(text: str) -> Iterator[Block]:
    """The paragraphs, headings, list items, table cells and subtitles of a Markdown or plain text.

    Fenced and indented code, front matter, times of subtitles and lines without a word are fixed;
    indented prose is none.
    """
    line = 1
    rest = text
    found = _FRONT_MATTER.match(text)
    if found:
        yield Block(found[0], is_fixed=True, line=1)
        line += found[0].count("\n")
        rest = text[found.end() :]
    lines = rest.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        end = _end_of_code(lines, at)
        is_code = end > at
        if not is_code:
            end = _end_of_paragraph(lines, at)
        content = "".join(lines[at:end])
        last = end
        while last < len(lines) and not lines[last].strip():
            last += 1
        blank = "".join(lines[end:last])
        if not is_code and content.lstrip(" ").startswith("|") and not _NO_WORDS.match(content):
            yield from _cells(content, blank, line)
        else:
            is_cue = at > 0 and bool(_CUE.match(lines[at - 1]))
            yield _block(content, blank, is_code=is_code, line=line, is_cue=is_cue)
        line += last - at
        at = last


def _block(content: str, blank: str, *, is_code: bool, line: int, is_cue: bool) -> Block:
    words = content.rstrip("\r\n \t")
    after = content[len(words) :] + blank
    if is_code or _NO_WORDS.match(words) or _NAMES.match(words) or _CUE.match(words):
        return Block(words, after=after, is_fixed=True, line=line)
    mark = _MARKS.match(words)
    before = mark[0] if mark else ""
    others = [_quote(one) for one in words.split("\n")[1:]]
    indent = min(others, key=len, default="")
    if not all(one.startswith(indent) for one in others):
        indent = ""
    text = words[len(before) :].replace(f"\n{indent}", "\n")
    is_name = before.strip() == "#" and bool(_PROJECT.fullmatch(text))
    is_fixed = is_name or bool(_NO_WORDS.match(text))
    return Block(text, before, after, is_fixed, line, indent, is_cue)


def _cells(row: str, blank: str, line: int) -> Iterator[Block]:
    """The cells of a table's row; a bar inside code, or behind a backslash, ends none."""
    ends = [found.start() for found in _CELL_END.finditer(row) if found["end"]]
    if not row[ends[-1] + 1 :].strip() and len(ends) > 1:
        ends.pop()  # the last bar ends the row
    for start, end in zip(ends, [*ends[1:], None], strict=True):
        cell = row[start:end]
        words = re.match(r"\|\s*(.*?)\s*\|?\s*\Z", cell, re.DOTALL)
        text = words[1] if words else ""
        at = words.start(1) if words else len(cell)
        if start == ends[0]:
            cell, at = row[: ends[0]] + cell, at + ends[0]
        after = cell[at + len(text) :] + (blank if end is None else "")
        is_fixed = bool(_NO_WORDS.match(text))
        yield Block(text, before=cell[:at], after=after, is_fixed=is_fixed, line=line)


def _end_of_code(lines: list[str], at: int) -> int:
    """Where the code that begins at line `at` ends; `at` itself when none begins."""
    opening = _FENCE.match(lines[at])
    if opening:
        fence = opening[1]
        for number in range(at + 1, len(lines)):
            bare = lines[number].strip()
            if bare.startswith(fence) and not bare.strip(fence[0]):
                return number + 1
        return len(lines)
    is_indented = bool(_INDENTED.match(lines[at])) and not _LIST_MARK.match(lines[at])
    starts_block = at == 0 or not lines[at - 1].strip()
    if not (is_indented and starts_block):
        return at
    end = at
    while end < len(lines) and _INDENTED.match(lines[end]):
        end += 1
    return at if _is_prose(lines[at:end]) else end


def _is_prose(lines: list[str]) -> bool:
    """Whether indented lines are a paragraph of a plain text rather than code."""
    return not any(map(_CODE_LINE.match, lines)) and (
        common_word_share("".join(lines)) >= _PROSE_SHARE
    )


def _end_of_paragraph(lines: list[str], at: int) -> int:
    end = at + 1
    quote = _quote(lines[at])
    first = lines[at][len(quote) :]
    if not first.strip() or first.startswith(("#", "|")) or _stands_alone(first):
        return end
    while end < len(lines) and lines[end].strip():
        mark = _quote(lines[end])
        rest = lines[end][len(mark) :]
        if mark.count(">") != quote.count(">") or not rest.strip() or _stands_alone(rest):
            break
        if _NEW_BLOCK.match(rest) or _FENCE.match(rest):
            break
        end += 1
    return end


def _stands_alone(line: str) -> bool:
    """Whether it is a line of its own without words: an underline, the kind of a callout, a time."""
    return bool(_RULE.match(line) or _CUE.match(line) or re.match(r"\[![A-Z]+\]\s*\Z", line))


def _quote(line: str) -> str:
    """The space and quote marks at the beginning of a line."""
    found = _QUOTE.match(line)
    return found[0] if found else ""
