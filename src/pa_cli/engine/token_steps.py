"""From an evaluated prompt to the tokens of the answer: one at a step, or several where guesses pay."""

import time

from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.thread_pace import ThreadPace
from pa_cli.engine.drafted_sampler import DraftedSampler
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext

_SLOW_STEP_SECONDS = 0.1


class TokenSteps:
    """Evaluates and samples the tokens of one answer.

    Args:
        context: Holds the evaluated prompt.
        sampler: Guesses and chooses the tokens.
        pace: Decides the threads.
        lengths: Decides how many guesses are checked; None for none at all.
        guard: Aborts slow evaluations.
    """

    def __init__(
        self,
        context: LlamaContext,
        sampler: DraftedSampler,
        *,
        pace: ThreadPace,
        lengths: DraftLengths | None,
        guard: SignalGuard,
    ) -> None:
        self._context = context
        self._sampler = sampler
        self._pace = pace
        self._lengths = lengths
        self._guard = guard

    def first(self) -> list[int]:
        """The first token of the answer."""
        self._context.set_threads(self._pace.begin())
        return self._sampler.sample(self._context.pointer, -1)

    def after(self, token: int, most: int) -> list[int]:
        """The tokens that come after `token`, one to `most`; none when there is no room or it was aborted."""
        context = self._context
        evaluated = len(context.tokens)
        if evaluated >= context.size:
            return []
        draft = self._draft(min(most, context.size - evaluated) - 1)
        started, cpu_started = time.perf_counter(), time.process_time()
        if not context.step(token, draft):
            return []
        tokens = self._sampler.sample(context.pointer, 0 if draft else -1, draft)
        if len(tokens) <= len(draft):
            context.go_back(evaluated + len(tokens))
        self._observe(
            1 + len(draft), time.perf_counter() - started, time.process_time() - cpu_started
        )
        return tokens

    def _draft(self, most: int) -> list[int]:
        guess = self._sampler.guess(most)
        if self._lengths is None or not guess:
            return []
        return guess[: self._lengths.choose([(len(guess), self._sampler.run)])[0]]

    def _observe(self, evaluated: int, seconds: float, cpu_seconds: float) -> None:
        """Follow the speed with threads and guesses; slow steps are made abortable."""
        if self._lengths is not None:
            self._lengths.observe_step(evaluated, seconds)
        if evaluated == 1:
            threads = self._pace.threads
            if self._pace.observe(seconds, cpu_seconds) != threads:
                self._context.set_threads(self._pace.threads)
        self._context.watch(self._guard if seconds > _SLOW_STEP_SECONDS else None)
