"""One generation: prompt evaluated from what is cached, then token after token."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

from pa_cli.core.answer_text import AnswerText
from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import Event, Finished, FinishReason, Timings, Usage
from pa_cli.core.thread_pace import ThreadPace
from pa_cli.engine.drafted_sampler import DraftedSampler
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext
from pa_cli.engine.prefix_cache import PrefixCache
from pa_cli.engine.prompt_reader import Prompt, PromptReader
from pa_cli.engine.sampler import Sampler
from pa_cli.engine.token_steps import TokenSteps
from pa_cli.engine.vocabulary import Vocabulary


@dataclass(slots=True)
class _Progress:
    """What is known of a generation while it runs."""

    prompt_tokens: int
    cached_tokens: int = 0
    completion_tokens: int = 0
    guessed_tokens: int = 0
    finish_reason: FinishReason = "stop"
    started: float = field(default_factory=time.perf_counter)
    prompt_done: float = 0.0
    first_token: float = 0.0


class Generation:
    """Runs one request in a context.

    Args:
        library: The `llama_cpp` module.
        vocabulary: The model's tokens.
        cache: Prefix states on disk, or None.
        pace: Decides the threads; it outlives the generation.
        lengths: Decides how many guessed tokens are checked at a time; None to guess nothing.
        load_seconds: Reported in the timings.
        reasoning_tokens: Control tokens whose text marks reasoning.
    """

    def __init__(
        self,
        library: ModuleType,
        vocabulary: Vocabulary,
        *,
        cache: PrefixCache | None,
        pace: ThreadPace,
        lengths: DraftLengths | None,
        load_seconds: float,
        reasoning_tokens: frozenset[int],
    ) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._reader = PromptReader(cache)
        self._pace = pace
        self._lengths = lengths
        self._load_seconds = load_seconds
        self._reasoning_tokens = reasoning_tokens

    def run(
        self,
        context: LlamaContext,
        request: GenerationRequest,
        prompt: Prompt,
        guard: SignalGuard,
    ) -> Iterator[Event]:
        """The events of the generation; the last one is `Finished`, also when `guard` stops it."""
        progress = _Progress(len(prompt.tokens))
        context.watch(guard)
        try:
            progress.cached_tokens = self._reader.reuse(context, prompt.tokens)
            yield from self._reader.read_on(context, prompt)
            progress.prompt_done = time.perf_counter()
            if guard.stop_requested() or len(context.tokens) < len(prompt.tokens):
                progress.finish_reason = "interrupted"
            else:
                context.watch(None)
                yield from self._answer(
                    context, request, progress, guard, opened=prompt.opens_reasoning
                )
        finally:
            context.watch(None)
        if guard.stop_requested():  # also in the very last step, or the stop would be lost
            progress.finish_reason = "interrupted"
        yield self._finished(progress)

    def _answer(
        self,
        context: LlamaContext,
        request: GenerationRequest,
        progress: _Progress,
        guard: SignalGuard,
        *,
        opened: bool,
    ) -> Iterator[Event]:
        sampler = DraftedSampler(
            Sampler(self._library, self._vocabulary, request.sampling, request.grammar),
            self._vocabulary.ends_generation,
            context.tokens,
            self._lengths,
        )
        steps = TokenSteps(context, sampler, pace=self._pace, lengths=self._lengths, guard=guard)
        text = AnswerText(request.sampling.stop, opens_reasoning=opened)
        try:
            for piece in self._pieces(steps, request, progress, guard):
                yield from text.feed(piece)
                if text.is_stopped:
                    progress.finish_reason = "stop"
                    break
            yield from text.finish()
        finally:
            progress.guessed_tokens = sampler.confirmed
            sampler.close()

    def _pieces(
        self,
        steps: TokenSteps,
        request: GenerationRequest,
        progress: _Progress,
        guard: SignalGuard,
    ) -> Iterator[bytes]:
        """The bytes of each generated token, until the answer ends for the reason in `progress`."""
        most = request.sampling.max_tokens
        tokens = steps.first()
        progress.first_token = time.perf_counter()
        while tokens:
            for token in tokens:
                if self._vocabulary.ends_generation(token):
                    return
                progress.completion_tokens += 1
                is_shown = token in self._reasoning_tokens
                yield self._vocabulary.piece(token, with_control_tokens=is_shown)
                if guard.stop_requested():
                    progress.finish_reason = "interrupted"
                    return
                if progress.completion_tokens >= most:
                    progress.finish_reason = "length"
                    return
            tokens = steps.after(tokens[-1], most - progress.completion_tokens)
        progress.finish_reason = "interrupted" if guard.stop_requested() else "length"

    def _finished(self, progress: _Progress) -> Finished:
        now = time.perf_counter()
        done = progress.prompt_done or now
        return Finished(
            progress.finish_reason,
            Usage(
                progress.prompt_tokens,
                progress.cached_tokens,
                progress.completion_tokens,
                progress.guessed_tokens,
            ),
            Timings(
                load_seconds=self._load_seconds,
                prompt_seconds=done - progress.started,
                first_token_seconds=(progress.first_token or now) - progress.started,
                generation_seconds=now - done,
                threads=self._pace.threads,
            ),
        )
