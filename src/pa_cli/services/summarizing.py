"""Summaries of texts of any length: what fits at once, what does not part by part."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from pa_cli.core.chunking import Chunk, split_text
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.events import TextDelta
from pa_cli.core.languages import detect_language, find_language
from pa_cli.core.meeting import MeetingReader
from pa_cli.core.summary import (
    Folding,
    Minutes,
    Notice,
    Reading,
    Summary,
    SummaryEvent,
    SummaryOptions,
    SummaryPlan,
)
from pa_cli.core.template import Template
from pa_cli.services.minutes import minutes_sections
from pa_cli.services.part_writer import PartWriter
from pa_cli.services.prompts import load_template
from pa_cli.services.summary_answer import SummaryWriter
from pa_cli.services.summary_folding import NoteFolder, join_notes
from pa_cli.services.summary_numbers import NumbersRead
from pa_cli.services.summary_parts import PartReader
from pa_cli.services.summary_prompts import SummaryPrompts
from pa_cli.services.summary_quotes import LONG_TEXT, LONG_WITH_FOCUS, Quotes
from pa_cli.services.summary_room import make_room

if TYPE_CHECKING:
    from pa_cli.core.conversation import Message

_LANGUAGE_SAMPLE = 4_000
_WITHOUT_QUOTES = ("headline", "tldr")
_TOKENS_PER_WORD = 2
_QUOTED_SHARE = 3
"""Without a focus quotes are a third of the length of a summary, with one as much as it."""


class Summarizer:
    """Summarizes one text.

    Args:
        engine: The model at work.
        writer: Writes the summaries of parts and of the whole with it.
        options: What kind of summary is wanted.
        most_answer: Most tokens of the summary.
        template: What stands around the text; None for pa's own.
    """

    def __init__(
        self,
        engine: Engine,
        writer: PartWriter,
        options: SummaryOptions,
        *,
        most_answer: int,
        template: Template | None = None,
    ) -> None:
        self._template = template or load_template("summarize")
        self._engine = engine
        self._writer = writer
        self._options = options
        self._most_answer = most_answer

    def summarize(self, blocks: Iterable[str]) -> Iterator[SummaryEvent]:
        """Summarize the text that `blocks` make; the last event is the `Summary`.

        Memory does not grow with the text. The `TextDelta`s are those of the summary itself.

        Raises:
            ContextOverflowError: Not even a small part fits the context window.
            EngineError: The model failed or had nothing to say.
            InterruptedByUserError: Ctrl-C; finished parts are kept.
        """
        started = time.perf_counter()
        is_whole, chunks = self._open(blocks)
        work = (self._engine, self._writer, self._prompts, self._room)
        reader, folder = PartReader(*work), NoteFolder(*work)
        quotes = Quotes(self._engine.count_text_tokens, self._options.focus)
        meeting, numbers = MeetingReader(), NumbersRead()
        input_tokens = 0
        if is_whole:
            chunk = next(chunks)
            reader.parts, input_tokens = 1, chunk.tokens
            yield Reading(1, 0, 0)
            text = chunk.text
            quotes.look_at(text)
            meeting.feed(text)
            numbers.look_at(text)
        else:
            while window := list(islice(chunks, reader.together)):
                input_tokens += sum(chunk.tokens for chunk in window)
                for note in (yield from reader.read(window)):
                    yield from folder.add(note)
                for chunk in window:
                    quotes.look_at(chunk.text)
                    meeting.feed(chunk.text)
                    numbers.look_at(chunk.text)
            notes = yield from folder.finish()
            yield Folding(len(notes))
            text = join_notes(notes)
        minutes = self._minutes(meeting)
        prompts = self._prompts.opening if minutes else self._prompts
        writer = SummaryWriter(self._engine, self._writer, prompts, self._room)
        summary, reason = yield from writer.write(text, is_folded=not is_whole)
        made_up = tuple(numbers.missing_from(summary))
        if made_up:
            yield Notice(f"Look at {', '.join(made_up)}: the text does not say so.")
        if minutes:
            sections = "\n\n" + minutes_sections(minutes, self._prompts.minutes_headings[1:])
            yield TextDelta(sections)
            summary += sections
        is_long = input_tokens >= (LONG_WITH_FOCUS if self._options.focus else LONG_TEXT)
        is_long = is_long and not minutes
        quoted = self._quoted(quotes, summary) if is_long else ()
        if quoted:
            below = "\n\n" + "\n".join(f"> {sentence}" for sentence in quoted)
            yield TextDelta(below)
            summary += below
        yield Summary(
            text=summary,
            model=self._engine.model_name,
            language=self._language,
            style=self._options.style,
            length=self._options.length,
            focus=self._options.focus,
            parts=reader.parts,
            kept_parts=reader.kept,
            folds=folder.folds,
            input_tokens=input_tokens,
            tokens_read=input_tokens if is_whole else reader.tokens,
            finish_reason=reason,
            quotes=quoted,
            data=minutes,
            held=meeting.held,
            made_up=made_up,
            usage=self._writer.usage,
            timings=self._writer.timings,
            seconds=time.perf_counter() - started,
        )

    def _minutes(self, meeting: MeetingReader) -> Minutes | None:
        """What rules read of a meeting in the language of the minutes; None leaves it to the model."""
        found = meeting.minutes()
        if self._options.style != "minutes" or not self._is_in_own_language:
            return None
        return found if found.decisions or found.actions or found.open_questions else None

    def _quoted(self, quotes: Quotes, summary: str) -> tuple[str, ...]:
        """What the summary lacks, in the words of the text; less for one without a focus."""
        if not self._options.quotes or self._options.style in _WITHOUT_QUOTES:
            return ()
        limit = _TOKENS_PER_WORD * self._prompts.words
        if not self._options.focus:
            limit //= _QUOTED_SHARE
        return tuple(quotes.beside(summary, limit=limit))

    def plan(self, blocks: Iterable[str]) -> SummaryPlan:
        """What `summarize` would do; reads all of the text and generates nothing.

        Raises:
            ContextOverflowError: Not even a small part fits the context window.
        """
        is_whole, chunks = self._open(blocks)
        parts = tokens = 0
        messages: list[Message] = []
        for chunk in chunks:
            parts += 1
            tokens += chunk.tokens
            messages = messages or (
                self._prompts.final(chunk.text, is_folded=False)
                if is_whole
                else self._prompts.part(chunk.text)
            )
        return SummaryPlan(
            prompt=self._engine.render_prompt(GenerationRequest(messages)),
            model=self._engine.model_name,
            language=self._language,
            parts=parts,
            input_tokens=tokens,
            prompt_tokens=self._engine.count_tokens(messages),
            context_limit=self._engine.context_limit,
        )

    def _open(self, blocks: Iterable[str]) -> tuple[bool, Iterator[Chunk]]:
        """Whether the text fits, and its parts."""
        options, count = self._options, self._engine.count_text_tokens
        source = iter(blocks)
        head = _read(source, _LANGUAGE_SAMPLE)
        asked = find_language(options.language) if options.language else None
        own = detect_language(head[:_LANGUAGE_SAMPLE])
        language = asked or own
        self._is_in_own_language = language.code == own.code
        self._language = language.code or language.name
        self._prompts = SummaryPrompts(
            language,
            options.style,
            options.length,
            options.focus,
            self._template,
            options.texts,
        )
        self._room = make_room(
            self._engine,
            self._prompts,
            most_answer=self._most_answer,
            part_tokens=options.part_tokens,
        )
        limit = self._room.text
        if options.part_tokens is not None:
            limit = min(limit, self._room.part)
        wanted = max(4 * limit, len(head))
        while True:
            head += _read(source, wanted - len(head))
            tokens = count(head)
            if tokens > limit:
                text = chain([head], source)
                return False, split_text(text, limit=self._room.part, count=count)
            if len(head) < wanted:
                return True, iter([Chunk(head, tokens, 1, head.count("\n") + 1)])
            wanted *= 2


def _read(source: Iterator[str], characters: int) -> str:
    """At least `characters` more of the text, less only at its end."""
    pieces: list[str] = []
    while characters > 0 and (block := next(source, None)) is not None:
        pieces.append(block)
        characters -= len(block)
    return "".join(pieces)
