"""What is asked for side by side, and how far each answer is."""

import time
from dataclasses import dataclass, field

from pa_cli.core.answer_text import AnswerText
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import Finished, FinishReason, Timings, Usage
from pa_cli.engine.drafted_sampler import DraftedSampler
from pa_cli.engine.prompt_reader import Prompt


@dataclass(frozen=True, slots=True)
class Job:
    """A request and its prompt."""

    index: int
    request: GenerationRequest
    prompt: Prompt

    @property
    def tokens(self) -> int:
        """Most tokens that prompt and answer take."""
        return len(self.prompt.tokens) + self.request.sampling.max_tokens


@dataclass(slots=True)
class Run:
    """A generation under way: `done` tokens of its sequence are evaluated."""

    job: Job
    sequence: int
    sampler: DraftedSampler
    text: AnswerText
    shared: int
    limit: int
    done: int
    next_token: int = -1
    draft: list[int] = field(default_factory=list)
    place: int = -1
    completion_tokens: int = 0
    finish_reason: FinishReason | None = None
    started: float = field(default_factory=time.perf_counter)
    first_token: float = 0.0

    @property
    def reserved(self) -> int:
        """Cells of the cache that it may come to need for itself."""
        return min(self.job.tokens, self.limit) - self.shared

    @property
    def room(self) -> int:
        """Tokens that may still be written."""
        return min(
            self.job.request.sampling.max_tokens - self.completion_tokens, self.limit - self.done
        )

    def finished(self, load_seconds: float, threads: int) -> Finished:
        """The last event; what the model took to load and its threads are told with it."""
        now = time.perf_counter()
        first = self.first_token or now
        prompt = len(self.job.prompt.tokens)
        return Finished(
            self.finish_reason or "stop",
            Usage(prompt, self.shared, self.completion_tokens, self.sampler.confirmed),
            Timings(
                load_seconds=load_seconds,
                prompt_seconds=first - self.started,
                first_token_seconds=first - self.started,
                generation_seconds=now - first,
                threads=threads,
            ),
        )
