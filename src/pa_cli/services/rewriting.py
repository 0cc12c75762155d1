"""Rewriting a text: whole while it is short, else in pieces of whole paragraphs."""

from collections.abc import Iterator

from pa_cli.core.chunking import split_text
from pa_cli.core.engine_ports import Engine
from pa_cli.core.languages import detect_language
from pa_cli.core.text_blocks import Block, WrittenBlock, split_blocks
from pa_cli.services.block_writing import PieceWriter, in_windows, what_is_lost, write_blocks
from pa_cli.services.text_tasks import TextTask

FIX = "fix"
"""The tone that only corrects."""
SHORTER = "shorter"
_PIECE_TOKENS = 700
_TELLTALE = 60


class Rewriter:
    """Rewrites with one engine.

    Args:
        engine: The model at work.
        task: The template `rewrite` with its values.
    """

    def __init__(self, engine: Engine, task: TextTask) -> None:
        self._engine = engine
        self._tone = task.values["tone"]
        self._writer = PieceWriter(engine, task, self._problems, growth=2)

    def rewrite(self, text: str) -> Iterator[WrittenBlock]:
        """The pieces of `text`, rewritten one after the other; all of them joined are the whole.

        Corrections go paragraph by paragraph. Code is left alone.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded is whole.
        """
        blocks = split_blocks(text) if self._tone == FIX else self._pieces(text)
        for window in in_windows(blocks):
            yield from write_blocks(window, self._split, self._writer.write)

    def _split(self, text: str) -> list[str]:
        count = self._engine.count_text_tokens
        return [piece.text for piece in split_text([text], limit=_PIECE_TOKENS, count=count)]

    def _pieces(self, text: str) -> Iterator[Block]:
        """Whole paragraphs, as many as a model rewrites well at once; code stays out of them."""
        group, line = "", 1
        for block in split_blocks(text):
            whole = block.with_text(block.text)
            if not (block.is_fixed and any(map(str.isalpha, block.text))):
                group += whole
                continue
            yield from self._split_group(group, line)
            yield block
            group, line = "", block.line + whole.count("\n")
        yield from self._split_group(group, line)

    def _split_group(self, text: str, line: int) -> Iterator[Block]:
        for piece in split_text([text], limit=_PIECE_TOKENS, count=self._engine.count_text_tokens):
            words = piece.text.rstrip()
            after = piece.text[len(words) :]
            yield Block(words, after=after, is_fixed=not words, line=line + piece.start_line - 1)

    def _problems(self, words: str, found: str) -> Iterator[str]:
        if self._tone != SHORTER:
            yield from what_is_lost(words, found)
        if min(len(words), len(found)) >= _TELLTALE:
            language, now = detect_language(words), detect_language(found)
            if language.code and now.code and language.code != now.code:
                yield f"It is no longer in {language.plain_name}."
        if self._tone == FIX and not 0.6 < len(found) / len(words) < 1.6:
            yield "It was rewritten, not only corrected."
