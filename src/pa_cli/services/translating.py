"""Translating texts of any length, paragraph by paragraph."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pa_cli.core.chunking import split_text
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import UsageError
from pa_cli.core.fixed_parts import lost_parts, untranslated_words
from pa_cli.core.grammar import HAN_FREE_GRAMMAR
from pa_cli.core.languages import (
    Language,
    are_alike,
    common_word_share,
    detect_language,
    find_language,
    weight_of,
)
from pa_cli.core.segmentation import fold
from pa_cli.core.text_blocks import Block, WrittenBlock, split_blocks
from pa_cli.core.untold import unwrapped
from pa_cli.core.written_numbers import large_numbers
from pa_cli.services.block_writing import PieceOf, what_is_lost, write_blocks
from pa_cli.services.piece_writing import Piece, PieceWriter
from pa_cli.services.text_tasks import TextTask

_BLOCK_TOKENS = 400
"""Longer paragraphs are translated in pieces: small models lose sentences of long ones."""
_TELLTALE = 40
"""Characters from which on the language of a translation can be told."""
_MOST_GROWTH = 3
_OTHER_LETTERS = frozenset(["zh", "zh-Hant", "ja", "ko", "ru", "uk", "ar", "he", "el", "hi", "th"])
_MOST_TERMS = 200
_LONGEST_TERM = 3
"""Words, or twice as many Chinese characters."""

_SHORT = 50
"""Letters of a piece that says too little to be translated alone."""

_LARGEST_BUNDLE = 12
_ASKS_FOR_TEXT = re.compile(
    r"\b(?:provide|give|send|share)\b.{0,40}\b(?:text|sentence)\b|(?:提供|给出|输入|发送).{0,12}(?:文本|内容|文字)",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^[ \t\xa0]+", re.MULTILINE)
_WITH_HAN = ("", "zh", "ja", "ko")
_HAN_WORDS = re.compile(r"[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)+\b")


def read_glossary(text: str, name: str) -> dict[str, str]:
    """Terms and their translations: `term = translation`, tabs or commas; `#` begins a comment.

    Raises:
        UsageError: A line is neither; it is named.
    """
    terms = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = re.split(r"\s*(?:\t|=|,)\s*", line.strip(), maxsplit=1)
        if len(parts) != 2 or not all(parts):
            raise UsageError(
                f"{name}, line {number}, is no pair of terms: {line.strip()!r}.",
                hint="Write one `term = translation` a line.",
            )
        terms[parts[0]] = parts[1]
    return terms


class Translator:
    """Translates with one engine.

    Args:
        engine: The model at work.
        task: The template `translate` with its values.
        glossary: Terms and their translations.
    """

    def __init__(
        self, engine: Engine, task: TextTask, glossary: Mapping[str, str] | None = None
    ) -> None:
        self._engine = engine
        self._task = task
        self._target = find_language(task.values["to"])
        self._writer = PieceWriter(engine, self._task_for, self._problems)
        self._glossary = dict(glossary or {})
        self._learned: dict[str, str] = {}

    def translate(self, text: str) -> Iterator[WrittenBlock]:
        """The blocks of `text`, translated one after the other.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded is whole.
            ContextOverflowError: Not even a piece of a paragraph fits the context window.
        """
        for written in write_blocks(split_blocks(text), self._split, self._write):
            if not (written.block.is_fixed or written.problems):
                self._learn(written)
            yield written

    def _split(self, block: Block) -> list[str]:
        # a line that was broken to fit a width may end within a word of Chinese
        lines = _LINE_START.sub("", block.text)
        flowing = unwrapped(lines, shortest=1) if block.is_cue else unwrapped(lines)
        count = self._engine.count_text_tokens
        return [piece.text for piece in split_text([flowing], limit=_BLOCK_TOKENS, count=count)]

    def _write(self, pieces: Iterator[PieceOf]) -> Iterator[Piece]:
        return self._writer.write(_bundles(pieces))

    def _task_for(self, text: str) -> TextTask:
        """The task with the terms of `text`, held to letters that the language is written in."""
        glossary = self._glossary_for(text)
        values = {**self._task.values, "glossary": glossary}
        kept = f"{glossary} {' '.join(lost_parts(text, ''))}"
        is_held = self._is_without_han and not _HAN.search(kept)
        if is_held and detect_language(text).counts_characters:
            return replace(self._task, values=values, grammar=HAN_FREE_GRAMMAR)
        return replace(self._task, values=values)

    @property
    def _is_without_han(self) -> bool:
        return self._target.code.partition("-")[0] not in _WITH_HAN

    def _problems(self, words: str, found: str) -> Iterator[str]:
        if "\n\n" in found and "\n\n" not in words:
            yield "The paragraph became several."
        before, after = weight_of(words), weight_of(found)
        if after > _MOST_GROWTH * before + _TELLTALE:
            yield "It says more than the original."
        if before > _MOST_GROWTH * after + _TELLTALE:
            yield "It says less than the original."
        if _ASKS_FOR_TEXT.search(found) and not _ASKS_FOR_TEXT.search(words):
            yield "It is an answer, not a translation."
        yield from what_is_lost(words, found)
        if self._target.code in _OTHER_LETTERS and (left := untranslated_words(found)):
            yield f"Left in English: {', '.join(left)}"
        chinese = dict.fromkeys(_HAN_WORDS.findall(found))
        if chinese and self._is_without_han:
            yield f"Left in Chinese: {', '.join(chinese)}"
        terms = {term: word for term, word in self._glossary.items() if _holds(words, term)}
        if unused := [f"{term} = {word}" for term, word in terms.items() if not _uses(found, word)]:
            yield f"Not translated as the glossary says: {', '.join(unused)}"
        if _is_untranslated(words, found, self._target):
            yield "It was left in the language of the original."
        elif not _can_be(found, self._target):
            yield f"It does not read like {self._target.plain_name}."

    def _glossary_for(self, words: str) -> str:
        """The terms and large numbers that stand in `words`, in one line: more would be translated too."""
        known = self._learned | self._glossary
        found = {term: word for term, word in known.items() if _holds(words, term)}
        if self._target.code in {"zh", "ja", "en"}:
            found |= large_numbers(words, in_myriads=self._target.code != "en")
        return "; ".join(f"{term} is {word}" for term, word in found.items())

    def _learn(self, written: WrittenBlock) -> None:
        """Keep to what was said before: names that were left as they are, and headings that are terms."""
        source = written.block.text
        for name in _NAME.findall(source):
            if name in written.text:
                self._keep_to(name, name)
        words, signs = len(source.split()), len(_HAN.findall(source))
        is_term = 2 < signs <= 2 * _LONGEST_TERM if signs else 1 < words <= _LONGEST_TERM
        if is_term and source.isprintable() and source[-1].isalnum():
            self._keep_to(source, written.words)

    def _keep_to(self, term: str, word: str) -> None:
        if len(self._learned) < _MOST_TERMS:
            self._learned.setdefault(term, word)


def _bundles(pieces: Iterator[PieceOf]) -> Iterator[list[str]]:
    """Each piece alone, but short items that follow each other in groups."""
    group: list[str] = []
    for block, text in pieces:
        is_short = block.is_item and "\n" not in text and 0 < weight_of(text) <= _SHORT
        if group and not (is_short and len(group) < _LARGEST_BUNDLE):
            yield group
            group = []
        if is_short:
            group.append(text)
        else:
            yield [text]
    if group:
        yield group


def _holds(text: str, term: str) -> bool:
    """Whether `term` stands in `text`, not as a part of a longer word."""
    found = re.escape(term)
    start, end = (
        r"\b" if side.isascii() and side.isalnum() else "" for side in (term[0], term[-1])
    )
    return bool(re.search(f"{start}{found}(?:{'e?s' if end else ''})?{end}", text, re.IGNORECASE))


def _uses(text: str, word: str) -> bool:
    """Whether `word` stands in `text`, perhaps with another ending."""
    stem = word if _HAN.search(word) else word[: max(4, len(word) * 3 // 4)]
    return fold(stem) in fold(text)


def _is_untranslated(words: str, found: str, target: Language) -> bool:
    """Whether `found` is still in the language of `words`, as far as that can be told."""
    source = detect_language(words)
    if not source.code or source.code == target.code or are_alike(source, target):
        return False
    if fold(words).split() == fold(found).split():
        return common_word_share(words) > 0 and (
            not source.counts_characters or len(words) >= _SHORT
        )
    is_telltale = min(weight_of(words), weight_of(found)) >= _TELLTALE
    return is_telltale and not target.code and detect_language(found) == source


def _can_be(text: str, target: Language) -> bool:
    """Whether `text` can be in the language `target`; short texts and unknown languages always can."""
    if len(text) * (3 if target.counts_characters else 1) < _TELLTALE or not target.code:
        return True
    found = detect_language(text)
    if not found.code or found.code == target.code:
        return True
    return are_alike(found, target) and len(text) < 2 * _TELLTALE
