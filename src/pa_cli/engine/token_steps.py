"""From an evaluated prompt to the tokens of the answer: one at a step, or several where guesses pay."""

import time
from collections.abc import Callable

from pa_cli.core.draft_length import DraftLength
from pa_cli.core.prompt_lookup import PromptLookup
from pa_cli.core.thread_pace import ThreadPace
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext
from pa_cli.engine.sampler import Sampler

_SLOW_STEP_SECONDS = 0.1


class TokenSteps:
    """Evaluates and samples the tokens of one answer.

    A guess is checked in the evaluation of the token before it: what the sampler takes after that
    token is what counts, so guesses change how fast an answer comes and not what it may say.

    Args:
        context: Holds the evaluated prompt.
        sampler: Chooses the tokens.
        ends: Whether a token ends the answer.
        pace: Decides the threads.
        lengths: Decides how many guesses are checked; None for none at all.
        guard: Aborts slow evaluations.
    """

    def __init__(
        self,
        context: LlamaContext,
        sampler: Sampler,
        ends: Callable[[int], bool],
        *,
        pace: ThreadPace,
        lengths: DraftLength | None,
        guard: SignalGuard,
    ) -> None:
        self._context = context
        self._sampler = sampler
        self._ends = ends
        self._pace = pace
        self._lengths = lengths
        self._guard = guard
        self._lookup = PromptLookup(context.tokens)
        self.confirmed = 0
        """Tokens that were guessed and found right, and so cost no step of their own."""

    def first(self) -> list[int]:
        """The first token of the answer."""
        self._context.set_threads(self._pace.begin())
        return [self._sample(-1)]

    def after(self, token: int, most: int) -> list[int]:
        """The tokens that come after `token`, one to `most`; none when there is no room or it was aborted."""
        context = self._context
        if len(context.tokens) >= context.size:
            return []
        draft = self._draft(min(most - 1, context.size - len(context.tokens) - 1))
        started, cpu_started = time.perf_counter(), time.process_time()
        if not context.step(token, draft):
            return []
        tokens = self._confirm(draft)
        self._observe(len(draft), time.perf_counter() - started, time.process_time() - cpu_started)
        return tokens

    def _draft(self, most: int) -> list[int]:
        if self._lengths is None or most <= 0:
            return []
        guess = self._lookup.guess(min(most, DraftLength.MOST))
        return guess[: self._lengths.choose(len(guess), self._lookup.run)] if guess else []

    def _confirm(self, draft: list[int]) -> list[int]:
        """The tokens that follow; what was evaluated of a wrong guess is forgotten."""
        tokens: list[int] = []
        before = len(self._context.tokens) - len(draft)
        for place, guess in enumerate(draft):
            tokens.append(self._sample(place))
            if tokens[-1] != guess or self._ends(guess):
                self._context.go_back(before + place)
                break
        else:
            tokens.append(self._sample(len(draft) if draft else -1))
        self.confirmed += len(tokens) - 1
        return tokens

    def _sample(self, place: int) -> int:
        token = self._sampler.sample(self._context.pointer, place)
        if self._lengths is not None:
            run = self._lookup.run
            hit = self._lookup.add(token)
            if hit is not None:
                self._lengths.observe_guess(run, hit=hit)
        return token

    def _observe(self, drafted: int, seconds: float, cpu_seconds: float) -> None:
        """Follow the speed with threads and guesses; slow steps are made abortable."""
        if self._lengths is not None:
            self._lengths.observe_time(drafted, seconds)
        if not drafted:
            threads = self._pace.threads
            if self._pace.observe(seconds, cpu_seconds) != threads:
                self._context.set_threads(self._pace.threads)
        self._context.watch(self._guard if seconds > _SLOW_STEP_SECONDS else None)
