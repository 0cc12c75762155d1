"""Working on a text block by block: what is fixed stays, the rest is written in pieces and put back."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from pa_cli.core.fixed_parts import lost_emphasis, lost_parts
from pa_cli.core.text_blocks import Block, WrittenBlock
from pa_cli.services.piece_writing import Piece

PieceOf = tuple[Block, str]
"""A piece of a text, and the block that it belongs to."""


def write_blocks(
    blocks: Iterable[Block],
    split: Callable[[Block], Iterable[str]],
    write: Callable[[Iterator[PieceOf]], Iterable[Piece]],
) -> Iterator[WrittenBlock]:
    """The blocks as they were written, in their order; fixed ones as they are.

    Args:
        blocks: The text.
        split: The pieces of the words of a block.
        write: Makes a new piece of each piece, in their order; may take several ahead.

    Raises:
        InterruptedByUserError: Ctrl-C in `write`; what was yielded is whole.
    """
    under_way: deque[tuple[Block, int]] = deque()

    def pieces() -> Iterator[PieceOf]:
        for block in blocks:
            texts = [] if block.is_fixed else list(split(block))
            under_way.append((block, len(texts)))
            for text in texts:
                yield block, text

    written: deque[Piece] = deque()
    for piece in write(pieces()):
        written.append(piece)
        while under_way and under_way[0][1] <= len(written):
            block, count = under_way.popleft()
            yield _joined(block, [written.popleft() for _ in range(count)])
    for block, _ in under_way:
        yield _joined(block, [])


def what_is_lost(words: str, found: str) -> Iterator[str]:
    """The check that code, links, placeholders, numbers and emphasis of `words` stand in `found`."""
    lost = lost_parts(words, found) + lost_emphasis(words, found)
    if lost:
        yield f"Not kept as it was: {', '.join(lost)}"


def _joined(block: Block, pieces: Sequence[Piece]) -> WrittenBlock:
    """The block that `pieces` make, with their problems, each once; as it is when there are none."""
    if block.is_fixed or not pieces:
        return WrittenBlock(block, block.with_text(block.text))
    problems = dict.fromkeys(problem for piece in pieces for problem in piece.problems)
    whole = "".join(piece.text for piece in pieces)
    return WrittenBlock(block, block.with_text(whole), tuple(problems))
