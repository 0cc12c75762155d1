"""One generation: prompt evaluated from what is cached, then token after token."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import (
    Event,
    Finished,
    FinishReason,
    ReasoningDelta,
    TextDelta,
    Timings,
    Usage,
)
from pa_cli.core.text_stream import CharacterAssembler, Piece, ReasoningSplitter, StopTexts
from pa_cli.core.thread_pace import ThreadPace
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext
from pa_cli.engine.prefix_cache import PrefixCache
from pa_cli.engine.prompt_reader import Prompt, PromptReader
from pa_cli.engine.sampler import Sampler
from pa_cli.engine.vocabulary import Vocabulary

_SLOW_TOKEN_SECONDS = 0.1


@dataclass(slots=True)
class _Progress:
    """What is known of a generation while it runs."""

    prompt_tokens: int
    cached_tokens: int = 0
    completion_tokens: int = 0
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
        load_seconds: float,
        reasoning_tokens: frozenset[int],
    ) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._reader = PromptReader(cache)
        self._pace = pace
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
        sampler = Sampler(self._library, self._vocabulary, request.sampling, request.grammar)
        characters = CharacterAssembler()
        stops = StopTexts(request.sampling.stop)
        splitter = ReasoningSplitter(opened=opened)
        try:
            for piece in self._pieces(context, request, sampler, progress, guard):
                shown = stops.feed(characters.feed(piece))
                yield from _events(splitter.feed(shown))
                if stops.reached:
                    progress.finish_reason = "stop"
                    return
            shown = stops.feed(characters.finish()) + stops.finish()
            yield from _events(splitter.feed(shown))
        finally:
            sampler.close()
        yield from _events(splitter.finish())

    def _pieces(
        self,
        context: LlamaContext,
        request: GenerationRequest,
        sampler: Sampler,
        progress: _Progress,
        guard: SignalGuard,
    ) -> Iterator[bytes]:
        """The bytes of each generated token, until the answer ends for the reason in `progress`."""
        context.set_threads(self._pace.begin())
        while True:
            token = sampler.sample(context.pointer)
            if not progress.first_token:
                progress.first_token = time.perf_counter()
            if self._vocabulary.ends_generation(token):
                return
            progress.completion_tokens += 1
            yield self._vocabulary.piece(token, with_control_tokens=token in self._reasoning_tokens)
            if guard.stop_requested():
                progress.finish_reason = "interrupted"
                return
            if progress.completion_tokens >= request.sampling.max_tokens:
                progress.finish_reason = "length"
                return
            started, cpu_started = time.perf_counter(), time.process_time()
            if len(context.tokens) >= context.size or not context.step(token):
                progress.finish_reason = "interrupted" if guard.stop_requested() else "length"
                return
            seconds = time.perf_counter() - started
            self._adapt(context, seconds, time.process_time() - cpu_started, guard)

    def _adapt(
        self, context: LlamaContext, seconds: float, cpu_seconds: float, guard: SignalGuard
    ) -> None:
        """Follow the speed with the thread count; slow tokens are made abortable."""
        threads = self._pace.threads
        if self._pace.observe(seconds, cpu_seconds) != threads:
            context.set_threads(self._pace.threads)
        context.watch(guard if seconds > _SLOW_TOKEN_SECONDS else None)

    def _finished(self, progress: _Progress) -> Finished:
        now = time.perf_counter()
        done = progress.prompt_done or now
        return Finished(
            progress.finish_reason,
            Usage(progress.prompt_tokens, progress.cached_tokens, progress.completion_tokens),
            Timings(
                load_seconds=self._load_seconds,
                prompt_seconds=done - progress.started,
                first_token_seconds=(progress.first_token or now) - progress.started,
                generation_seconds=now - done,
                threads=self._pace.threads,
            ),
        )


def _events(pieces: Iterator[Piece]) -> Iterator[Event]:
    for piece in pieces:
        yield ReasoningDelta(piece.text) if piece.is_reasoning else TextDelta(piece.text)
