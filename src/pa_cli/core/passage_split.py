"""Texts cut into passages by their structure: headings and paragraphs first, size after that.

A passage is large enough to be understood alone and small enough that several fit into a prompt.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pa_cli.core.chunking import split_text
from pa_cli.core.token_estimate import estimate_tokens

PASSAGE_TOKENS = 250
_SMALL_TOKENS = 80
_LONGEST_HEADING = 120

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it belongs to anything.

    Attributes:
        text: The piece, without blank lines around it.
        first_line: Its first line, counted from 1; None where the file has no lines.
        last_line: Its last line, inclusive.
        page: Page, counted from 1.
        headings: The headings it stands under, the outermost first.
    """

    text: str
    first_line: int | None = None
    last_line: int | None = None
    page: int | None = None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that stand under the same headings.

    Attributes:
        headings: The outermost first.
        first: Index of the first line.
        last: Index after the last line.
    """

    headings: tuple[str, ...]
    first: int
    last: int


def split_markdown(text: str, *, first_line: int = 1) -> list[Piece]:
    """The passages of a Markdown text.

    Args:
        text: The text.
        first_line: Number of its first line in the file.
    """
    lines = text.split("\n")
    return split_sections(lines, markdown_sections(lines), first_line=first_line)


def split_plain(text: str, *, first_line: int = 1) -> list[Piece]:
    """The passages of a text without any markup, cut at its paragraphs."""
    lines = text.split("\n")
    return split_sections(lines, [Section((), 0, len(lines))], first_line=first_line)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of a document that is no plain text.

    Attributes:
        text: Its words.
        level: 1 to 6 for a heading, 0 for anything else.
        first_line: Where it begins in the file, counted from 1; None where the file has no lines.
        last_line: Where it ends, inclusive.
    """

    text: str
    level: int = 0
    first_line: int | None = None
    last_line: int | None = None


def split_blocks(blocks: Iterable[Block], *, headings: tuple[str, ...] = ()) -> list[Piece]:
    """The passages of a document in blocks: blocks of one section together, long ones cut.

    Args:
        blocks: In their order.
        headings: What all of it stands under.
    """
    pieces: list[Piece] = []
    path: list[tuple[int, str]] = []
    held: list[Block] = []
    size = 0

    def under() -> tuple[str, ...]:
        return (*headings, *(name for _, name in path))

    above = headings
    for block in blocks:
        tokens = estimate_tokens(block.text)
        is_full = size + tokens > PASSAGE_TOKENS
        if held and (is_full or (block.level and size >= _SMALL_TOKENS)):
            pieces += _joined(held, above)
            held, size = [], 0
        if block.level:
            path = [(level, name) for level, name in path if level < block.level]
            path.append((block.level, block.text[:_LONGEST_HEADING]))
        above = _shared(above, under()) if held else under()
        held.append(block)
        size += tokens
    return pieces + (_joined(held, above) if held else [])


def _joined(blocks: Sequence[Block], headings: tuple[str, ...]) -> list[Piece]:
    text = "\n\n".join(block.text for block in blocks)
    first, last = blocks[0].first_line, blocks[-1].last_line
    parts = [text]
    if estimate_tokens(text) > PASSAGE_TOKENS * 5 // 4:
        chunks = split_text([text], limit=PASSAGE_TOKENS, count=estimate_tokens)
        parts = [chunk.text for chunk in chunks]
    return [Piece(part.strip(), first, last, headings=headings) for part in parts if part.strip()]


def split_sections(
    lines: Sequence[str], sections: Iterable[Section], *, first_line: int = 1
) -> list[Piece]:
    """The passages of sections: small neighbours together, large ones cut."""
    pieces: list[Piece] = []
    for section in _merged(lines, sections):
        text = "\n".join(lines[section.first : section.last])
        if estimate_tokens(text) <= PASSAGE_TOKENS * 5 // 4:
            parts = [(text, 1)]
        else:
            chunks = split_text([text], limit=PASSAGE_TOKENS, count=estimate_tokens)
            parts = [(chunk.text, chunk.start_line) for chunk in chunks]
        for part, line in parts:
            piece = _trimmed(part, section.first + first_line - 1 + line)
            if piece.text:
                pieces.append(replace(piece, headings=section.headings))
    return pieces


def _trimmed(text: str, line: int) -> Piece:
    """A text that begins on `line`, without blank lines around it."""
    text = text.rstrip()
    bare = re.sub(r"\A(?:[ \t\r]*\n)+", "", text)
    first = line + text[: len(text) - len(bare)].count("\n")
    return Piece(bare, first, line + text.count("\n"))


def _merged(lines: Sequence[str], sections: Iterable[Section]) -> Iterator[Section]:
    """Neighbours that say little alone as one, under the headings that they share."""
    held: Section | None = None
    size = 0
    for section in sections:
        tokens = sum(estimate_tokens(line) for line in lines[section.first : section.last])
        if held is not None and size < _SMALL_TOKENS and size + tokens <= PASSAGE_TOKENS:
            shared = _shared(held.headings, section.headings)
            held, size = Section(shared, held.first, section.last), size + tokens
            continue
        if held is not None:
            yield held
        held, size = section, tokens
    if held is not None:
        yield held


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return one[:count]


def markdown_sections(lines: Sequence[str]) -> Iterator[Section]:
    """The sections of a Markdown text; a heading is the first line of its own."""
    path: list[tuple[int, str]] = []
    start, fence = 0, ""
    for index, line in enumerate(lines):
        if (found := _FENCE.match(line)) is not None:
            mark = found[1]
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not line.strip().strip(mark[0]):
                fence = ""
            continue
        if fence:
            continue
        level, title, first = _heading_at(lines, index)
        if not level or not title:
            continue
        if first > start:
            yield Section(tuple(name for _, name in path), start, first)
        path = [(depth, name) for depth, name in path if depth < level]
        path.append((level, title[:_LONGEST_HEADING]))
        start = first
    yield Section(tuple(name for _, name in path), start, len(lines))


def _heading_at(lines: Sequence[str], index: int) -> tuple[int, str, int]:
    """Level, words and first line of a heading that ends on this line; level 0 when none does."""
    line = lines[index].rstrip("\r")
    found = _HEADING.fullmatch(line)
    if found is not None:
        return len(found[1]), (found[2] or "").strip(), index
    found = _UNDERLINE.fullmatch(line)
    if found is None or index == 0:
        return 0, "", index
    above = lines[index - 1].strip()
    is_alone = index == 1 or not lines[index - 2].strip()
    if not above or not is_alone or above[0] in "#>-*+|`~" or _UNDERLINE.fullmatch(above):
        return 0, "", index
    return (1 if found[1][0] == "=" else 2), above, index - 1
