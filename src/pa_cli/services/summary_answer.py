"""The last pass of a summary, whose words are shown as they come."""

from collections.abc import Callable, Generator, Iterator

from pa_cli.core.bullets import BulletStream
from pa_cli.core.conversation import Message
from pa_cli.core.copying import CopyCheck
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, FinishReason, PromptProgress, ReasoningDelta, TextDelta
from pa_cli.core.languages import clear_language, weight_of
from pa_cli.core.prompt_echo import echo_check
from pa_cli.core.sentence_ranking import choose_sentences
from pa_cli.core.sentence_stream import SentenceStream
from pa_cli.core.summary import Notice, Reading, SummaryEvent
from pa_cli.services.language_watch import is_in
from pa_cli.services.part_writer import PartWriter, Written, nothing_said
from pa_cli.services.summary_prompts import Step, SummaryPrompts
from pa_cli.services.summary_room import Room

_LEAST_STEP = 32
_TOKENS_PER_WORD = 2
_NOTHING = "–"
_TELLING = 60
"""Letters of a sentence whose language can be told."""


class SummaryWriter:
    """Writes one summary, from its first words to its last.

    Args:
        engine: The model at work.
        writer: Writes with it.
        prompts: Ask for it.
        room: How long it may be.
    """

    def __init__(
        self, engine: Engine, writer: PartWriter, prompts: SummaryPrompts, room: Room
    ) -> None:
        self._engine = engine
        self._writer = writer
        self._prompts = prompts
        self._room = room

    def write(
        self, text: str, *, is_folded: bool
    ) -> Generator[SummaryEvent, None, tuple[str, FinishReason]]:
        """The summary of `text`, or of the notes of its parts, and why it ended.

        Raises:
            EngineError: The model had nothing to say.
        """
        prompt = self._prompts.final(text, is_folded=is_folded)
        size = 0 if is_folded else len(text.encode("utf-8", "replace"))
        is_echo = echo_check(self._prompts.instructions, text)
        summary = _Streamed(
            counts_bullets=self._prompts.counts_bullets,
            is_echo=lambda said: is_echo(said) or self._begins_otherwise(said, summary),
            copied=CopyCheck(text),
        )
        is_cut = is_circular = False
        for step in self._prompts.steps:
            answer = yield from self._take_step(prompt, step, summary, size)
            is_cut = is_cut or answer.finish_reason == "length"
            is_circular = is_circular or answer.is_circular
            size = 0
        if not summary.has_said:
            yield from self._stand_in(text, summary)
        elif not is_in(summary.text, self._prompts.language):
            found, wanted = clear_language(summary.text), self._prompts.language
            yield Notice(
                f"This reads like {found.plain_name}, not {wanted.plain_name}."
                " Try it with a larger model (-m NAME)."
            )
        if is_cut:
            yield Notice(
                f"The summary was cut at {self._room.answer:,} tokens, because"
                f" {self._engine.model_name} did not come to an end. More room: --length N"
            )
        if is_circular:
            yield Notice(f"{self._engine.model_name} began to repeat itself and was stopped.")
        return summary.text, "length" if is_cut else "stop"

    def _take_step(
        self, prompt: list[Message], step: Step, summary: "_Streamed", size: int
    ) -> Generator[SummaryEvent, None, Written]:
        """One stretch of the summary; its lead is shown with its first word.

        A model that only gives back what it was told, copies the text, or begins in another language
        is asked once more.
        """
        lead = ("\n\n" if summary.text else "") + step.lead
        room = self._room.answer - self._engine.count_text_tokens(summary.text)
        answer = Written("", "stop")
        for is_again in (False, True):
            summary.begin_step(lead if step.shown else step.heading)
            summary.is_first_try = not is_again
            events = self._writer.write(
                prompt,
                max_tokens=max(_LEAST_STEP, room),
                lead=summary.text + lead,
                stop=step.stop,
                is_again=is_again,
                is_enough=lambda: summary.is_copying,
            )
            answer = yield from self._show(events, summary, size)
            if summary.has_said or not answer.text:
                break
        if not summary.has_said:
            if len(self._prompts.steps) > 1:
                yield TextDelta(summary.feed(_NOTHING) + summary.end_step())
            elif not answer.text:
                raise nothing_said(self._engine.model_name)
        return answer

    def _begins_otherwise(self, sentence: str, summary: "_Streamed") -> bool:
        """Whether the first try of a step begins in another language than it has to."""
        is_beginning = summary.is_first_try and not summary.has_said
        is_telling = weight_of(sentence) >= _TELLING  # a name may be in any language
        return is_beginning and is_telling and not is_in(sentence, self._prompts.language)

    def _stand_in(self, text: str, summary: "_Streamed") -> Iterator[SummaryEvent]:
        """What the text says most of, where the model only gave back what it had been given."""
        step = self._prompts.steps[0]
        limit = min(self._room.answer, _TOKENS_PER_WORD * self._prompts.words)
        chosen = choose_sentences(
            text,
            limit=max(_LEAST_STEP, limit),
            count=self._engine.count_text_tokens,
            focus=self._prompts.focus,
        )
        summary.begin_step(step.lead if step.shown else step.heading, may_copy=True)
        words = f"\n{step.lead}".join(chosen.sentences) if step.shown else chosen.text
        yield TextDelta(summary.feed(words) + summary.end_step())
        yield Notice(
            f"{self._engine.model_name} only repeated what it had been given; the most telling"
            " sentences of the text stand in for its words."
        )

    def _show(
        self, events: Iterator[Event | Written], summary: "_Streamed", size: int
    ) -> Generator[SummaryEvent, None, Written]:
        answer = Written("", "stop")
        try:
            for event in events:
                match event:
                    case Written():
                        answer = event
                    case PromptProgress(done, total) if size:
                        yield Reading(1, size * done // max(1, total), 0)
                    case TextDelta(piece):
                        if shown := summary.feed(piece):
                            yield TextDelta(shown)
                    case ReasoningDelta():
                        yield event
                    case _:
                        pass
        except InterruptedByUserError:
            yield TextDelta(summary.end_step())
            raise
        if shown := summary.end_step():
            yield TextDelta(shown)
        return answer


class _Streamed:
    """Text as it streams, sentence by sentence, without the space around it and around its steps.

    Args:
        counts_bullets: Numbers that begin its lines are none of its words.
        is_echo: Which sentences are left out.
        copied: Tells when the text is copied; what may be a copy is held until that is known.

    Attributes:
        text: All of it so far.
        has_said: The step has said something.
        is_first_try: The step was not asked before.
    """

    def __init__(
        self, *, counts_bullets: bool, is_echo: Callable[[str], bool], copied: CopyCheck
    ) -> None:
        self.text = ""
        self.has_said = False
        self.is_first_try = True
        self._head = self._mark = ""
        self._held = ""
        self._is_waiting = False
        self._is_echo = is_echo
        self._copied: CopyCheck | None = copied
        self._maybe_copied = ""
        self._sentences = SentenceStream(self._is_left_out)
        self._bullets = BulletStream() if counts_bullets else None

    @property
    def is_copying(self) -> bool:
        """Whether what comes is the text itself."""
        return self._copied is not None and self._copied.is_copying

    def _is_left_out(self, sentence: str) -> bool:
        if self._is_echo(sentence):
            return True
        if self._copied:
            self._copied.look_at(sentence)
        return False

    def begin_step(self, begin: str, *, may_copy: bool = False) -> None:
        """What comes next has `begin` before its first word, and may be the words of the text."""
        head, newline, self._mark = begin.rpartition("\n")
        self._head = head + newline
        self._is_waiting, self.has_said = True, False
        self._sentences = SentenceStream(self._is_left_out)
        self._maybe_copied = ""
        if may_copy:
            self._copied = None
        elif self._copied:
            self._copied.in_a_row = 0

    def feed(self, piece: str) -> str:
        """What can be shown now that `piece` came; space waits for what follows it."""
        if self._is_waiting:
            piece = piece.lstrip()
            if not piece:
                return ""
            piece, self._is_waiting = self._mark + piece, False
        return self._add(
            self._sentences.feed(self._bullets.feed(piece) if self._bullets else piece)
        )

    def end_step(self) -> str:
        """What was still to be shown; the space at the end is dropped."""
        rest = self._sentences.feed(self._bullets.finish()) if self._bullets else ""
        shown = self._add(rest + self._sentences.finish())
        if not self.is_copying:
            shown += self._show(self._maybe_copied)
        self._held = self._maybe_copied = ""
        return shown

    def _add(self, piece: str) -> str:
        piece, self._maybe_copied = self._maybe_copied + piece, ""
        if self._copied and self._copied.in_a_row:
            self._maybe_copied = piece
            return ""
        return self._show(piece)

    def _show(self, piece: str) -> str:
        if not self.has_said:
            if not piece.strip():
                return ""
            piece, self.has_said = self._head + piece.lstrip(), True
        piece = self._held + piece
        shown = piece.rstrip()
        self._held = piece[len(shown) :]
        self.text += shown
        return shown
