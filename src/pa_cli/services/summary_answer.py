"""The last pass of a summary, whose words are shown as they come."""

from collections.abc import Generator

from pa_cli.core.bullets import BulletStream
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import FinishReason, PromptProgress, ReasoningDelta, TextDelta
from pa_cli.core.summary import Notice, Reading, SummaryEvent
from pa_cli.services.part_writer import PartWriter, Written, nothing_said
from pa_cli.services.summary_prompts import Step, SummaryPrompts
from pa_cli.services.summary_room import Room

_LEAST_STEP = 32
_NOTHING = "–"


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
        summary = _Streamed(counts_bullets=self._prompts.counts_bullets)
        is_cut = is_circular = False
        for step in self._prompts.steps:
            answer = yield from self._take_step(prompt, step, summary, size)
            is_cut = is_cut or answer.finish_reason == "length"
            is_circular = is_circular or answer.is_circular
            size = 0
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
        """One stretch of the summary; its lead is shown with its first word."""
        lead = ("\n\n" if summary.text else "") + step.lead
        room = self._room.answer - self._engine.count_text_tokens(summary.text)
        answer = Written("", "stop")
        events = self._writer.write(
            prompt,
            max_tokens=max(_LEAST_STEP, room),
            lead=summary.text + lead,
            stop=step.stop,
        )
        summary.begin_step(lead if step.shown else step.heading)
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
        if not answer.text:
            if len(self._prompts.steps) == 1:
                raise nothing_said(self._engine.model_name)
            yield TextDelta(summary.feed(_NOTHING))
        if shown := summary.end_step():
            yield TextDelta(shown)
        return answer


class _Streamed:
    """Text as it streams, without the space around it and around its steps.

    Args:
        counts_bullets: Numbers that begin its lines are none of its words.
    """

    def __init__(self, *, counts_bullets: bool) -> None:
        self.text = ""
        self._begin = ""
        self._held = ""
        self._is_waiting = False
        self._bullets = BulletStream() if counts_bullets else None

    def begin_step(self, begin: str) -> None:
        """What comes next has `begin` before its first word."""
        self._begin = begin
        self._is_waiting = True

    def feed(self, piece: str) -> str:
        """What can be shown now that `piece` came; space waits for what follows it."""
        if self._is_waiting:
            piece = piece.lstrip()
            if not piece:
                return ""
            piece, self._is_waiting = self._begin + piece, False
        return self._add(self._bullets.feed(piece) if self._bullets else piece)

    def end_step(self) -> str:
        """What was still to be shown; the space at the end is dropped."""
        shown = self._add(self._bullets.finish()) if self._bullets else ""
        self._held = ""
        return shown

    def _add(self, piece: str) -> str:
        piece = self._held + piece
        if not self.text:
            piece = piece.lstrip()
        shown = piece.rstrip()
        self._held = piece[len(shown) :]
        self.text += shown
        return shown
