"""Rewriting a text: whole while it is short, else in pieces of whole paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import tee

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences, split_text
from pa_cli.core.engine_ports import Engine
from pa_cli.core.languages import clear_language, detect_language, find_language, weight_of
from pa_cli.core.proofreading import only_corrections
from pa_cli.core.text_blocks import Block, WrittenBlock, split_blocks
from pa_cli.core.written_numbers import missing_numbers
from pa_cli.services.block_writing import PieceOf, what_is_lost, write_blocks
from pa_cli.services.piece_writing import Piece, PieceWriter
from pa_cli.services.text_tasks import TextTask

FIX = "fix"
"""The tone that only corrects."""
SHORTER = "shorter"
_NOT_CORRECTED = "It was rewritten instead of corrected, twice; this is the original."
_PIECE_TOKENS = 250
"""Of longer pieces small models leave out paragraphs, or lose the thread."""

_SHORT = 40
"""Letters of a sentence that is not corrected alone."""

_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]]*\Z")
_LONG, _MOST_LEFT = 150, 0.8
"""Letters from which on a text can be made shorter, and the most that is left then."""

_TELLTALE = 60


class Rewriter:
    """Rewrites with one engine.

    Args:
        engine: The model at work.
        task: The template `rewrite` with its values.
    """

    def __init__(self, engine: Engine, task: TextTask) -> None:
        self._engine = engine
        self._task = task
        self._tone = task.values["tone"]
        # words of the user's own may ask for another language
        self._keeps_language = not find_language(f"in {self._tone}").code
        self._writer = PieceWriter(engine, self._task_for, self._problems, growth=2)

    def rewrite(self, text: str) -> Iterator[WrittenBlock]:
        """The pieces of `text`, rewritten one after the other; all of them joined are the whole.

        Corrections go paragraph by paragraph. Code is left alone.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded is whole.
        """
        blocks = split_blocks(text) if self._tone == FIX else self._pieces(text)
        write = self._correct if self._tone == FIX else self._rewrite
        yield from write_blocks(blocks, self._split, write)

    def _task_for(self, text: str) -> TextTask:
        """The task for `text`: it is told the language, or the model may fall into its own."""
        lang = _told_language(text) if self._keeps_language else ""
        length = _half_of(text) if self._tone == SHORTER else ""
        return replace(self._task, values={**self._task.values, "lang": lang, "length": length})

    def _rewrite(self, pieces: Iterator[PieceOf]) -> Iterator[Piece]:
        return self._writer.write([text] for _, text in pieces)

    def _correct(self, pieces: Iterator[PieceOf]) -> Iterator[Piece]:
        """The corrections alone of what the model makes of `pieces`."""
        one, other = tee(text for _, text in pieces)
        for text, piece in zip(one, self._writer.write([text] for text in other), strict=True):
            yield self._corrected(text, piece)

    def _corrected(self, text: str, piece: Piece) -> Piece:
        if any(self._misses(text, piece.text)):
            return Piece(text, (_NOT_CORRECTED,))
        found = only_corrections(text, piece.text, self._engine.count_text_tokens)
        return Piece(found, tuple(what_is_lost(text, found)))

    def _split(self, block: Block) -> list[str]:
        text = block.text
        count = self._engine.count_text_tokens
        is_close = self._tone == FIX and detect_language(text).counts_characters
        parts = _in_sentences(text) if is_close else [text]
        return [
            piece.text
            for part in parts
            for piece in split_text([part], limit=_PIECE_TOKENS, count=count)
        ]

    def _pieces(self, text: str) -> Iterator[Block]:
        """Whole paragraphs, as many as a model rewrites well at once; code, headings, tables stay out of them."""
        group, line = "", 1
        for found in split_blocks(text):
            is_kept = self._keeps_language and found.before.lstrip().startswith(("#", "|"))
            block = replace(found, is_fixed=True) if is_kept else found
            whole = block.with_text(block.text)
            has_words = any(map(str.isalpha, block.text))
            is_apart = is_kept or block.is_cue or (block.is_fixed and has_words)
            if not is_apart:
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
        if made_up := missing_numbers(found, words):
            yield f"The original does not say: {', '.join(made_up)}"
        if self._tone != SHORTER:
            yield from what_is_lost(words, found)
        elif weight_of(words) >= _LONG and weight_of(found) > _MOST_LEFT * weight_of(words):
            yield "It is hardly shorter."
        is_other_tone = self._tone not in {FIX, SHORTER} and len(words) >= _TELLTALE
        if is_other_tone and content_words(words) == content_words(found):
            yield "It was left as it is."
        yield from self._misses(words, found)

    def _misses(self, words: str, found: str) -> Iterator[str]:
        """That it is no rewriting of this kind at all."""
        language, now = detect_language(words), detect_language(found)
        is_told = min(len(words), len(found)) >= _TELLTALE and bool(language.code and now.code)
        is_other_script = language.counts_characters and not now.counts_characters
        is_another = (is_told and language.code != now.code) or is_other_script
        if self._keeps_language and is_another:
            yield f"It is no longer in {language.plain_name}."
        if self._tone == FIX and not 0.6 < len(found) / len(words) < 1.6:
            yield "It was rewritten, not only corrected."


def _in_sentences(text: str) -> Iterator[str]:
    """`text` in sentences, short ones together: of more Chinese at once small models overlook errors."""
    start = at = 0
    for sentence in sentences(text):
        at = text.index(sentence, at)
        before = text[start:at]
        if weight_of(before) >= _SHORT and _SENTENCE_END.search(before.rstrip()):
            yield before
            start = at
        at += len(sentence)
    yield text[start:]


def _half_of(text: str) -> str:
    """How long half of `text` is, as a model is told."""
    if clear_language(text).counts_characters:
        return f"{len(text) // 2} characters"
    return f"{max(5, len(text.split()) // 2)} words"


def _told_language(text: str) -> str:
    return clear_language(text).name if clear_language(text).code else ""
