"""Measuring a model: how fast it loads, reads and writes, and what memory it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import EngineError, InterruptedByUserError
from pa_cli.core.events import Finished
from pa_cli.core.model_reports import BenchResult
from pa_cli.core.model_spec import ModelFile
from pa_cli.core.ports import Progress
from pa_cli.core.sampling import Sampling

_SENTENCE = "Sheet {number}: the ferry leaves the old harbour at nine and is back before dark. "
_TASK = "Now write a long story about this harbour; do not stop before the ferry is back."
_SEED = 1


@dataclass(frozen=True, slots=True)
class Workload:
    """What is measured.

    Attributes:
        prompt_tokens: About so many tokens are read.
        tokens: At most so many tokens are written.
        runs: So often.
    """

    prompt_tokens: int
    tokens: int
    runs: int


def bench_model(
    file: ModelFile,
    open_engine: Callable[[], Engine],
    work: Workload,
    *,
    progress: Progress,
    resident_memory: Callable[[], int],
    clock: Callable[[], float] = time.perf_counter,
) -> BenchResult:
    """Load a model and run it; nothing of one run helps the next one.

    Args:
        file: The model.
        open_engine: Loads it, without a prefix cache.
        work: What to measure.
        progress: Shows how far it is.
        resident_memory: Bytes that this process has.
        clock: Seconds.

    Raises:
        InterruptedByUserError: Ctrl-C.
        PaError: The model cannot be loaded or fails.
    """
    before = resident_memory()
    with progress.task(f"Loading {file.name}", total=work.runs + 1) as task:
        started = clock()
        engine = open_engine()
        load_seconds = clock() - started
        try:
            finished = []
            for number in range(1, work.runs + 1):
                task.update(number)
                task.describe(f"Measuring {file.name}")
                finished.append(_run(engine, work, number))
            memory = max(0, resident_memory() - before)
        finally:
            engine.close()
    return _summary(file, finished, load_seconds=load_seconds, memory=memory)


def _run(engine: Engine, work: Workload, number: int) -> Finished:
    request = GenerationRequest(
        messages=[Message("user", _prompt(engine, work.prompt_tokens, number))],
        sampling=Sampling(temperature=0, max_tokens=work.tokens, seed=_SEED),
        thinking=False,
    )
    for event in engine.generate(request):
        if isinstance(event, Finished):
            if event.finish_reason == "interrupted":
                raise InterruptedByUserError("Interrupted; nothing was measured.")
            return event
    raise EngineError("The model ended without a word.")


def _prompt(engine: Engine, tokens: int, number: int) -> str:
    """A text of about `tokens` tokens that begins differently in each run."""
    beginning = f"Run {number}. "
    room = tokens - engine.count_text_tokens(beginning) - engine.count_text_tokens(_TASK)
    sentence = max(1, engine.count_text_tokens(_SENTENCE.format(number=100)))
    count = max(0, round(room / sentence))
    return beginning + "".join(_SENTENCE.format(number=n) for n in range(count)) + _TASK


def _summary(
    file: ModelFile, runs: list[Finished], *, load_seconds: float, memory: int
) -> BenchResult:
    last = runs[-1]
    return BenchResult(
        name=file.name,
        path=file.path,
        size=file.size,
        load_seconds=load_seconds,
        prompt_tokens=last.usage.prompt_tokens - last.usage.cached_tokens,
        prompt_tokens_per_second=max(_reading_speed(run) for run in runs),
        completion_tokens=last.usage.completion_tokens,
        tokens_per_second=max(_writing_speed(run) for run in runs),
        first_token_seconds=min(run.timings.first_token_seconds for run in runs),
        threads=last.timings.threads,
        memory_bytes=memory,
        runs=len(runs),
    )


def _reading_speed(run: Finished) -> float:
    return _rate(run.usage.prompt_tokens - run.usage.cached_tokens, run.timings.prompt_seconds)


def _writing_speed(run: Finished) -> float:
    # the first token comes with the prompt
    return _rate(run.usage.completion_tokens - 1, run.timings.generation_seconds)


def _rate(count: int, seconds: float) -> float:
    return count / seconds if seconds > 0 and count > 0 else 0.0
