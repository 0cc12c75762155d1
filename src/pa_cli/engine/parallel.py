"""Several generations side by side in one context: each step gives a token to every one of them.

The weights are read once for all of them, which is what a single generation waits for. What all
prompts begin with is evaluated once and shared. A generation that is done makes room for the next.
"""

import itertools
import time
from collections import deque
from collections.abc import Iterator
from types import ModuleType

from pa_cli.core.answer_text import AnswerText
from pa_cli.core.batch_width import BatchWidth
from pa_cli.core.batching import Tagged, common_length
from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.errors import InterruptedByUserError, PaError
from pa_cli.core.events import Event, PromptProgress
from pa_cli.engine.drafted_sampler import DraftedSampler
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext, Step
from pa_cli.engine.parallel_runs import Job, Run
from pa_cli.engine.prompt_reader import Prompt, PromptReader
from pa_cli.engine.sampler import Sampler
from pa_cli.engine.vocabulary import Vocabulary

LOOK_AHEAD = 8
"""Requests that are looked at to find what all begin with."""


class ParallelGeneration:
    """Runs many requests in one context.

    Args:
        library: The `llama_cpp` module.
        vocabulary: The model's tokens.
        reader: Evaluates what all prompts begin with.
        context: Has room for several sequences; the first one holds the common beginning.
        reasoning_tokens: Control tokens whose text marks reasoning.
        load_seconds: Reported in the timings.
        threads: Reported in the timings.
        limit: Most tokens of one prompt and its answer.
        copies_parts: A part of a sequence can be copied; models with recurrent layers copy all.
        lengths: Decides how many guesses are checked; None for none at all.
    """

    def __init__(
        self,
        library: ModuleType,
        vocabulary: Vocabulary,
        reader: PromptReader,
        context: LlamaContext,
        *,
        reasoning_tokens: frozenset[int],
        load_seconds: float,
        threads: int,
        limit: int,
        copies_parts: bool,
        lengths: DraftLengths | None,
    ) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._reader = reader
        self._context = context
        self._reasoning_tokens = reasoning_tokens
        self._load_seconds = load_seconds
        self._threads = threads
        self._limit = limit
        self._copies_parts = copies_parts
        self._lengths = lengths
        self._seconds = 0.0
        sequences = context.options.sequences
        self._free = deque(range(1, sequences))
        self._width = BatchWidth(sequences - 1)
        self._runs: list[Run] = []
        self._failure: PaError | None = None

    def run(self, jobs: Iterator[Job], guard: SignalGuard) -> Iterator[Tagged]:
        """The events of all jobs as they come; each job that was begun ends with a `Finished`.

        When `guard` asks for a stop, those under way end as interrupted and no more are begun.

        Raises:
            InterruptedByUserError: The stop came in the step that ended all of them: none tells of it.
            PaError: `jobs` raised it; those that were begun before are done then.
        """
        self._context.watch(guard)
        try:
            ahead = list(itertools.islice(jobs, LOOK_AHEAD))
            self._read_beginning(ahead)
            waiting = itertools.chain(ahead, jobs)
            upcoming = self._next(waiting)
            while not guard.stop_requested():
                while upcoming is not None and self._has_room(upcoming):
                    self._begin(upcoming)
                    upcoming = self._next(waiting)
                if not self._runs or not self._step():
                    break
                yield from self._take_tokens()
                yield from self._take_progress()
            if guard.stop_requested() and not self._runs:
                raise InterruptedByUserError("Interrupted.")
            yield from self._interrupt()
            if self._failure is not None and not guard.stop_requested():
                raise self._failure
        finally:
            self._context.watch(None)
            for run in list(self._runs):
                self._end(run)

    def _next(self, waiting: Iterator[Job]) -> Job | None:
        """The next job; one that cannot be done is told of when those under way are done."""
        try:
            return next(waiting, None)
        except PaError as error:
            self._failure = error
            return None

    def _read_beginning(self, jobs: list[Job]) -> None:
        """Evaluate what all prompts begin with, in the first sequence."""
        if not jobs:
            return
        first = jobs[0].prompt
        length = len(first.tokens) - 1
        for job in jobs[1:]:
            length = min(length, common_length(first.tokens, job.prompt.tokens[:-1]))
        if len(jobs) == 1:
            length = min(length, first.stable)
        common = Prompt(first.tokens[:length], min(first.stable, length), opens_reasoning=False)
        # `reuse` leaves the last token out, and here no scores are needed after it
        self._reader.reuse(self._context, [*common.tokens, -1])
        for _ in self._reader.read_on(self._context, common):
            pass

    def _has_room(self, job: Job) -> bool:
        if not self._runs:
            return True
        if len(self._runs) >= self._width.width or not self._free:
            return False
        taken = len(self._context.tokens) + sum(run.reserved for run in self._runs)
        return taken + min(job.tokens, self._limit) - self._shared(job) <= self._context.size

    def _shared(self, job: Job) -> int:
        beginning = self._context.tokens
        shared = common_length(beginning, job.prompt.tokens[:-1])
        return shared if self._copies_parts or shared == len(beginning) else 0

    def _begin(self, job: Job) -> None:
        sequence, shared = self._free.popleft(), self._shared(job)
        if shared:
            self._context.copy_beginning(0, sequence, shared)
        sampling = job.request.sampling
        self._runs.append(
            Run(
                job,
                sequence,
                DraftedSampler(
                    Sampler(self._library, self._vocabulary, sampling, job.request.grammar),
                    self._vocabulary.ends_generation,
                    job.prompt.tokens,
                    self._lengths,
                ),
                AnswerText(sampling.stop, opens_reasoning=job.prompt.opens_reasoning),
                shared,
                self._limit,
                done=shared,
            )
        )

    def _step(self) -> bool:
        """Evaluate a token of every answer, with guesses, and as much of new prompts as fits."""
        steps: list[Step] = []
        for run in self._runs:
            run.place = -1
        answering = [run for run in self._runs if run.next_token >= 0]
        self._choose_drafts(answering)
        for run in answering:
            run.place = len(steps)
            for token in (run.next_token, *run.draft):
                steps.append(Step(token, run.done, run.sequence, wants_scores=True))
                run.done += 1
        only_answers = len(answering) == len(self._runs)
        for run in self._runs:
            if run.next_token < 0:
                self._add_prompt(run, steps)
        started = time.perf_counter()
        if not self._context.evaluate_side_by_side(steps):
            return False
        self._seconds = time.perf_counter() - started if only_answers else 0.0
        if only_answers and self._lengths is not None:
            self._lengths.observe_step(len(steps), self._seconds)
        return True

    def _choose_drafts(self, runs: list[Run]) -> None:
        """Let each of `runs` have so many of its guesses checked as pays for all of them together."""
        if self._lengths is None:
            return
        guesses = [run.sampler.guess(run.room - 1) for run in runs]
        lengths = self._lengths.choose(
            [(len(guess), run.sampler.run) for run, guess in zip(runs, guesses, strict=True)]
        )
        for run, guess, length in zip(runs, guesses, lengths, strict=True):
            run.draft = guess[:length]

    def _add_prompt(self, run: Run, steps: list[Step]) -> None:
        tokens = run.job.prompt.tokens
        end = min(len(tokens), run.done + self._context.batch - len(steps))
        for position in range(run.done, end):
            is_last = position == len(tokens) - 1
            if is_last:
                run.place = len(steps)
            steps.append(Step(tokens[position], position, run.sequence, wants_scores=is_last))
        run.done = max(run.done, end)

    def _take_tokens(self) -> Iterator[Tagged]:
        ready = [run for run in self._runs if run.place >= 0]
        written = 0
        for run in ready:
            tokens = self._sample(run)
            written += len(tokens)
            for event in self._take(run, tokens):
                yield run.job.index, event
            if run.finish_reason is not None:
                yield run.job.index, run.finished(self._load_seconds, self._threads)
                self._end(run)
        if self._seconds:
            self._width.observe(len(ready), written, self._seconds)

    def _sample(self, run: Run) -> list[int]:
        """The tokens that come next; what was evaluated of wrong guesses is forgotten."""
        tokens = run.sampler.sample(self._context.pointer, run.place, run.draft)
        wrong = len(run.draft) + 1 - len(tokens)
        if wrong:
            run.done -= wrong
            self._context.drop(run.sequence, keep=run.done)
        run.draft = []
        return tokens

    def _take_progress(self) -> Iterator[Tagged]:
        """How far the first of the prompts that are still read is; those behind it wait for it."""
        for run in self._runs:
            if run.place < 0:
                yield run.job.index, PromptProgress(run.done, len(run.job.prompt.tokens))
                return

    def _take(self, run: Run, tokens: list[int]) -> Iterator[Event]:
        """The events of `tokens`, up to the one that ends the answer."""
        run.first_token = run.first_token or time.perf_counter()
        for token in tokens:
            if self._vocabulary.ends_generation(token):
                run.finish_reason = "stop"
                break
            run.completion_tokens += 1
            run.next_token = token
            is_shown = token in self._reasoning_tokens
            yield from run.text.feed(self._vocabulary.piece(token, with_control_tokens=is_shown))
            if run.text.is_stopped:
                run.finish_reason = "stop"
                break
        if run.finish_reason is None and run.room <= 0:
            run.finish_reason = "length"
        if run.finish_reason is not None:
            yield from run.text.finish()

    def _interrupt(self) -> Iterator[Tagged]:
        for run in self._runs:
            run.finish_reason = "interrupted"
            for event in run.text.finish():
                yield run.job.index, event
            yield run.job.index, run.finished(self._load_seconds, self._threads)

    def _end(self, run: Run) -> None:
        self._runs.remove(run)
        run.sampler.close()
        self._context.drop(run.sequence)
        self._free.append(run.sequence)
