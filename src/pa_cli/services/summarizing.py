"""Summaries of texts of any length: what fits at once, what does not part by part."""

import time
from collections.abc import Generator, Iterable, Iterator
from itertools import chain

from pa_cli.core.chunking import Chunk, split_text
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import EngineError
from pa_cli.core.events import FinishReason, PromptProgress, ReasoningDelta, TextDelta
from pa_cli.core.languages import detect_language, find_language
from pa_cli.core.summary import (
    Folding,
    Notice,
    Reading,
    Summary,
    SummaryEvent,
    SummaryOptions,
    SummaryPlan,
)
from pa_cli.services.part_writer import PartWriter, Written
from pa_cli.services.summary_prompts import Step, SummaryPrompts
from pa_cli.services.summary_room import make_room

TEMPERATURE = 0.2
"""Summaries are to be faithful rather than lively."""

REPEAT_PENALTY = 1.1
"""Small models run in circles at low temperatures."""

_LEAST_STEP = 32
_NOTHING = "–"
_LANGUAGE_SAMPLE = 4_000
# How the time of a part goes by, for the progress bar.
_READING_SHARE = 0.6
_CHARACTERS_PER_WORD = 6


class Summarizer:
    """Summarizes one text.

    Args:
        engine: The model at work.
        writer: Writes the summaries of parts and of the whole with it.
        options: What kind of summary is wanted.
        most_answer: Most tokens of the summary.
    """

    def __init__(
        self, engine: Engine, writer: PartWriter, options: SummaryOptions, *, most_answer: int
    ) -> None:
        self._engine = engine
        self._writer = writer
        self._options = options
        self._most_answer = most_answer
        self._started = time.perf_counter()
        self._parts = 0
        self._kept_parts = 0
        self._folds = 0
        self._input_tokens = 0
        self._tokens_read = 0
        self._bytes_read = 0

    def summarize(self, blocks: Iterable[str]) -> Iterator[SummaryEvent]:
        """Summarize the text that `blocks` make; the last event is the `Summary`.

        Memory does not grow with the text. The `TextDelta`s are those of the summary itself.

        Raises:
            ContextOverflowError: Not even a small part fits the context window.
            EngineError: The model failed or had nothing to say.
            InterruptedByUserError: Ctrl-C; finished parts are kept.
        """
        is_whole, chunks = self._open(blocks)
        if is_whole:
            chunk = next(chunks)
            self._count(chunk)
            yield Reading(1, 0, 0)
            yield from self._finish(chunk.text, is_folded=False)
            return
        # Notes by level: those of parts, those of folded notes, and so on; each level fits a prompt.
        levels: list[list[str]] = []
        for chunk in chunks:
            self._count(chunk)
            note = yield from self._take_note(chunk)
            yield from self._add_note(note, levels, 0)
        notes = yield from self._fold_to_fit(levels)
        yield Folding(len(notes))
        yield from self._finish(_join(notes), is_folded=True)

    def plan(self, blocks: Iterable[str]) -> SummaryPlan:
        """What `summarize` would do; reads all of the text and generates nothing.

        Raises:
            ContextOverflowError: Not even a small part fits the context window.
        """
        is_whole, chunks = self._open(blocks)
        messages: list[Message] = []
        for chunk in chunks:
            self._count(chunk)
            messages = messages or (
                self._prompts.final(chunk.text, is_folded=False)
                if is_whole
                else self._prompts.part(chunk.text)
            )
        return SummaryPlan(
            prompt=self._engine.render_prompt(GenerationRequest(messages)),
            model=self._engine.model_name,
            language=self._language,
            parts=self._parts,
            input_tokens=self._input_tokens,
            prompt_tokens=self._engine.count_tokens(messages),
            context_limit=self._engine.context_limit,
        )

    def _open(self, blocks: Iterable[str]) -> tuple[bool, Iterator[Chunk]]:
        """Whether the text fits, and its parts."""
        options, count = self._options, self._engine.count_text_tokens
        source = iter(blocks)
        head = _read(source, _LANGUAGE_SAMPLE)
        asked = find_language(options.language) if options.language else None
        language = asked or detect_language(head[:_LANGUAGE_SAMPLE])
        self._language = language.code or language.name
        self._prompts = SummaryPrompts(language, options.style, options.length, options.focus)
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

    def _count(self, chunk: Chunk) -> None:
        self._parts += 1
        self._input_tokens += chunk.tokens

    def _take_note(self, chunk: Chunk) -> Generator[SummaryEvent, None, str]:
        """The summary of a part; its beginning when the model finds nothing to say."""
        number, start = self._parts, self._bytes_read
        size = len(chunk.text.encode("utf-8", "replace"))
        yield Reading(number, start, number - 1)
        note, written = "", 0
        prompt = self._prompts.part(chunk.text)
        lead = self._prompts.note_lead
        for event in self._writer.write(prompt, max_tokens=self._room.note, lead=lead, keep=True):
            match event:
                case PromptProgress(done, total):
                    share = _READING_SHARE * done / max(1, total)
                    yield Reading(number, start + int(size * share), number - 1)
                case TextDelta(piece):
                    written += len(piece)
                    share = min(1.0, written / (_CHARACTERS_PER_WORD * self._prompts.part_words))
                    share = _READING_SHARE + (1 - _READING_SHARE) * share
                    yield Reading(number, start + int(size * share), number - 1)
                case Written(text=text, was_kept=was_kept):
                    note = text
                    self._kept_parts += was_kept
                case _:
                    pass
        if not note and chunk.text.strip():
            count = self._engine.count_text_tokens
            note = next(split_text([chunk.text.strip()], limit=self._room.note, count=count)).text
            yield Notice(
                f"{self._engine.model_name} found nothing to say about lines {chunk.start_line} to"
                f" {chunk.end_line}; their beginning stands in for it."
            )
        self._tokens_read += chunk.tokens
        self._bytes_read += size
        yield Reading(number, self._bytes_read, number)
        return note

    def _add_note(self, note: str, levels: list[list[str]], level: int) -> Iterator[SummaryEvent]:
        """Put `note` in its level; a level that does not fit any more is folded into the next."""
        if level == len(levels):
            levels.append([])
        if levels[level] and not self._fits([*levels[level], note], self._room.part):
            folded = yield from self._fold(levels[level])
            levels[level] = []
            yield from self._add_note(folded, levels, level + 1)
        levels[level].append(note)

    def _fold_to_fit(self, levels: list[list[str]]) -> Generator[SummaryEvent, None, list[str]]:
        """Notes that fit the last prompt; the beginning of the text lies in the last level."""
        notes = [note for level in reversed(levels) for note in level]
        while len(notes) > 1 and not self._fits(notes, self._room.text):
            groups: list[list[str]] = [[]]
            for note in notes:
                if len(groups[-1]) > 1 and not self._fits([*groups[-1], note], self._room.part):
                    groups.append([])
                groups[-1].append(note)
            notes = []
            for group in groups:
                notes.append((yield from self._fold(group)) if len(group) > 1 else group[0])
        return notes

    def _fits(self, notes: list[str], limit: int) -> bool:
        return self._engine.count_text_tokens(_join(notes)) <= limit

    def _fold(self, notes: list[str]) -> Generator[SummaryEvent, None, str]:
        """Consecutive notes as one."""
        yield Folding(len(notes))
        self._folds += 1
        prompt = self._prompts.fold(_join(notes))
        lead = self._prompts.note_lead
        for event in self._writer.write(prompt, max_tokens=self._room.note, lead=lead, keep=True):
            if isinstance(event, Written) and event.text:
                return event.text
        raise self._nothing_said()

    def _finish(self, text: str, *, is_folded: bool) -> Iterator[SummaryEvent]:
        """The last pass, whose words are the summary."""
        prompt = self._prompts.final(text, is_folded=is_folded)
        size = 0 if is_folded else len(text.encode("utf-8", "replace"))
        summary = _Streamed()
        is_cut = is_circular = False
        for step in self._prompts.steps:
            answer = yield from self._take_step(prompt, step, summary, size)
            is_cut = is_cut or answer.finish_reason == "length"
            is_circular = is_circular or answer.is_circular
            size = 0
        if not is_folded:
            self._tokens_read = self._input_tokens
        if is_cut:
            yield Notice(
                f"The summary was cut at {self._room.answer:,} tokens, because"
                f" {self._engine.model_name} did not come to an end. More room: --length N"
            )
        if is_circular:
            yield Notice(f"{self._engine.model_name} began to repeat itself and was stopped.")
        yield self._summary(summary.text, "length" if is_cut else "stop")

    def _take_step(
        self, prompt: list[Message], step: Step, summary: "_Streamed", size: int
    ) -> Generator[SummaryEvent, None, Written]:
        """One stretch of the summary; its lead is shown with its first word."""
        lead = ("\n\n" if summary.text else "") + step.lead
        begin = lead if step.shown else ""
        room = self._room.answer - self._engine.count_text_tokens(summary.text)
        answer, has_begun = Written("", "stop"), False
        for event in self._writer.write(
            prompt,
            max_tokens=max(_LEAST_STEP, room),
            lead=summary.text + lead,
            stop=step.stop,
        ):
            match event:
                case Written():
                    answer = event
                case PromptProgress(done, total) if size:
                    yield Reading(1, size * done // max(1, total), 0)
                case TextDelta(piece):
                    if not has_begun:
                        piece = begin + piece.lstrip() if piece.strip() else ""
                        has_begun = bool(piece)
                    if shown := summary.feed(piece):
                        yield TextDelta(shown)
                case ReasoningDelta():
                    yield event
                case _:
                    pass
        if not answer.text:
            if len(self._prompts.steps) == 1:
                raise self._nothing_said()
            yield TextDelta(summary.feed(begin + _NOTHING))
        summary.end_step()
        return answer

    def _nothing_said(self) -> EngineError:
        return EngineError(
            f"{self._engine.model_name} answered with nothing, twice.",
            hint="Try another model: pa summarize -m NAME, see: pa models list",
        )

    def _summary(self, text: str, reason: FinishReason) -> Summary:
        options, writer = self._options, self._writer
        return Summary(
            text=text,
            model=self._engine.model_name,
            language=self._language,
            style=options.style,
            length=options.length,
            focus=options.focus,
            parts=self._parts,
            kept_parts=self._kept_parts,
            folds=self._folds,
            input_tokens=self._input_tokens,
            tokens_read=self._tokens_read,
            finish_reason=reason,
            usage=writer.usage,
            timings=writer.timings,
            seconds=time.perf_counter() - self._started,
        )


class _Streamed:
    """Text as it streams, without the space around it and around its steps."""

    def __init__(self) -> None:
        self.text = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be shown now that `piece` came; space waits for what follows it."""
        piece = self._held + piece
        if not self.text:
            piece = piece.lstrip()
        shown = piece.rstrip()
        self._held = piece[len(shown) :]
        self.text += shown
        return shown

    def end_step(self) -> None:
        """Drop the space at the end."""
        self._held = ""


def _join(notes: list[str]) -> str:
    return "\n\n".join(notes)


def _read(source: Iterator[str], characters: int) -> str:
    """At least `characters` more of the text, less only at its end."""
    pieces: list[str] = []
    while characters > 0 and (block := next(source, None)) is not None:
        pieces.append(block)
        characters -= len(block)
    return "".join(pieces)
