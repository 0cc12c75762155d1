"""Long text in pieces that fit: cut at paragraph, sentence and word bounds, nothing lost."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_SCRAP = 4
"""An end of less than this part of a chunk is too little to be read by itself."""
_SAMPLE_CHARS = 4_000
_HEADING = re.compile(r"\n(?=#{1,6} )")
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s+|[。！？；…]+[”’」』）】]*\s*")
_LINE = re.compile(r"\n")
_WORD = re.compile(r"\s+|(?<=[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
# Words whose full stop does not end a sentence; a single capital letter is an initial.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Mt|vs|etc|approx|No|Nos|Fig|Figs|Eq|Sec|Ch"
    r"|Vol|pp?|cf|al|ca|e\.g|i\.e|a\.m|p\.m|U\.S|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct"
    r"|Nov|Dec)$"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a longer text.

    Attributes:
        text: The piece; all pieces joined are the text.
        tokens: Its size by the counter.
        start_line: Line of its first character, from 1.
        end_line: Line of its last character.
    """

    text: str
    tokens: int
    start_line: int
    end_line: int


def split_text(
    blocks: Iterable[str], *, limit: int, count: Callable[[str], int]
) -> Iterator[Chunk]:
    """Cut a text into chunks of at most `limit` tokens, as it is read.

    Memory is bounded by a few chunks and one block; where the cuts fall does not depend on the
    blocks, so the same text always gives the same chunks. A single character with more than `limit`
    tokens becomes a chunk of its own. Where the end would be a scrap, the last two chunks are about
    equal; else all but the last are the same when the text has grown.

    Args:
        blocks: The text in pieces of any size.
        limit: Most tokens of a chunk, at least 1.
        count: Tokens of a text; called about once for each chunk.
    """
    source = iter(blocks)
    buffer, position, line, is_end = "", 0, 1, False
    ratio = 0.0
    while True:
        wanted = 3 * int(limit * (ratio or 8)) + 2
        while not is_end and len(buffer) - position < wanted:
            block = next(source, None)
            is_end = block is None
            buffer, position = buffer[position:] + (block or ""), 0
        if position == len(buffer):
            return
        if not ratio:
            sample = buffer[: min(_SAMPLE_CHARS, 8 * limit)]
            ratio = len(sample) / max(1, count(sample))
        end, tokens = _cut(buffer, position, limit, count, ratio, is_end=is_end)
        text = buffer[position:end]
        ratio = max(0.2, (ratio + len(text) / max(1, tokens)) / 2)
        lines = text.count("\n")
        yield Chunk(text, tokens, line, line + lines - text.endswith("\n"))
        position, line = end, line + lines


def _cut(
    buffer: str, start: int, limit: int, count: Callable[[str], int], ratio: float, *, is_end: bool
) -> tuple[int, int]:
    """Where the chunk that begins at `start` ends, and its tokens."""
    rest = len(buffer) - start
    size = max(1, int(limit * ratio * 0.97))
    if is_end and rest <= size:
        size = rest
    elif is_end and rest < size + size // _SCRAP:
        size = rest * 11 // 20
    fitting: tuple[int, int] | None = None
    while True:
        end = len(buffer) if size >= rest else _last_bound(buffer, start, start + size)
        tokens = count(buffer[start:end])
        if tokens > limit and end - start > 1:
            if fitting:
                return fitting
            size = max(1, min(end - start - 1, int((end - start) * limit / tokens * 0.95)))
            continue
        if fitting or tokens * 2 >= limit or end == len(buffer):
            return max((end, tokens), fitting or (0, 0))
        fitting = (end, tokens)
        size = min(rest, max(size + 1, int((end - start) * limit / max(1, tokens) * 0.95)))


def _last_bound(text: str, start: int, end: int) -> int:
    """The best place to cut in the last part of `text[start:end]`: headings before letters."""
    for bound, share in ((_HEADING, 0.7), (_PARAGRAPH, 0.6), (_SENTENCE, 0.6), (_LINE, 0.6)):
        found = _last_match(bound, text, start + int((end - start) * share), end)
        if found > start:
            return found
    found = _last_match(_WORD, text, start + (end - start) // 2, end)
    return found if found > start else _between_characters(text, start, end)


def _last_match(bound: re.Pattern[str], text: str, low: int, high: int) -> int:
    """End of the last match of `bound` that ends in `low + 1` to `high`; -1 when there is none."""
    last = -1
    for match in bound.finditer(text, low, high):
        is_inside = match.end() > low
        if is_inside and (bound is not _SENTENCE or ends_sentence(text, match)):
            last = match.end()
    return last


def ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with `match`, a mark that ends most: "Mr." ends none."""
    if match[0][0] not in ".!?":
        return True
    if text[match.end() : match.end() + 1].islower():
        return False
    return match[0][0] != "." or not _ABBREVIATION.search(
        text, max(0, match.start() - 12), match.start()
    )


def sentences(text: str) -> list[str]:
    """The sentences of `text`, without the white space around them; a line ends one too."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for match in _SENTENCE.finditer(line):
            if ends_sentence(line, match):
                found.append(line[start : match.end()])
                start = match.end()
        found.append(line[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def _between_characters(text: str, start: int, end: int) -> int:
    """`end`, moved left so that no accent or joined emoji is torn from its base."""
    for position in range(end, max(start, end - 16), -1):
        if position >= len(text):
            return position
        follows = text[position]
        is_joined = "\u200d" in (follows, text[position - 1])
        if not (is_joined or unicodedata.combining(follows) or "\ufe00" <= follows <= "\ufe0f"):
            return position
    return end
