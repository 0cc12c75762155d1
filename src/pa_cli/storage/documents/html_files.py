"""HTML as blocks of text with their headings and lines."""

import codecs
import re
from collections import Counter
from html.parser import HTMLParser

from pa_cli.core.document import ParsedDocument
from pa_cli.core.passage_split import Block, split_blocks
from pa_cli.storage.documents.text_files import decode

_HIDDEN = frozenset(
    "script style template noscript svg math head nav select button iframe object".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr html li main ol p pre section summary table tbody td th thead tr ul caption title br".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)


def parse_html(content: bytes) -> ParsedDocument:
    """The passages of a page."""
    text, problem = decode_html(content)
    blocks, title = read_blocks(text)
    title = title or next((block.text for block in blocks if block.level == 1), "")[:300]
    return ParsedDocument(split_blocks(blocks), title, problem=problem)


def decode_html(content: bytes) -> tuple[str, str]:
    """The text of a page in the character set that it names, and what is wrong with it."""
    head = content[:4_096]
    named = _CHARSET.search(head) or _XML_ENCODING.search(head)
    if named is not None:
        name = named[1].decode("ascii", "replace")
        try:
            if codecs.lookup(name).name not in {"utf-8", "utf-16", "utf-7", "idna", "punycode"}:
                return content.decode(name).replace("\r\n", "\n"), ""
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(content)


def read_blocks(text: str) -> tuple[list[Block], str]:
    """The blocks of a page in their order, and its title."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return reader.blocks, reader.title


class _Reader(HTMLParser):
    """Collects what a person would read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._words: list[str] = []
        self._first = 0
        self._level = 0
        self._hidden: list[str] = []
        self._hidden_tags: Counter[str] = Counter()
        self._in_title = False
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new block, or something hidden."""
        if tag == "title" and not self.title:
            self._in_title = True
            return
        if tag == "body":
            self._hidden.clear()
            self._hidden_tags.clear()
        if tag in _HIDDEN:
            self._hidden.append(tag)
            self._hidden_tags[tag] += 1
        if tag in _BLOCKS:
            self.end_block(is_cell=tag in {"td", "th"})
            self._level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else self._level
            self._pre += tag == "pre"
        if tag == "img" and not self._hidden:
            self._say(" ".join(value for name, value in attrs if name == "alt" and value))

    def handle_endtag(self, tag: str) -> None:
        """The end of a block."""
        if tag == "title":
            self._in_title = False
        while self._hidden_tags[tag] > 0:  # what was left open inside ends with it
            last = self._hidden.pop()
            self._hidden_tags[last] -= 1
            if last == tag:
                break
        if tag in _BLOCKS and tag not in {"td", "th"}:
            self.end_block()
            self._level = 0
            self._pre -= tag == "pre" and self._pre > 0

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._in_title:
            self.title = " ".join(f"{self.title} {data}".split())[:300]
        elif not self._hidden:
            self._say(data)

    def _say(self, data: str) -> None:
        if data.strip() and not self._first:
            self._first = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._words.append(data)

    def end_block(self, *, is_cell: bool = False) -> None:
        """Keep what was said so far as one block; cells of a row stay together."""
        if is_cell:
            if self._first:
                self._words.append(" | ")
            return
        said = "".join(self._words)
        text = said.strip("\n") if self._pre else " ".join(said.split()).strip("| ")
        if self._level:
            text = text.rstrip("#¶§ ")  # links to the heading itself
        if text.strip():
            first = self._first or self.getpos()[0]
            self.blocks.append(Block(text, self._level, first, max(first, self.getpos()[0])))
        self._words, self._first = [], 0
