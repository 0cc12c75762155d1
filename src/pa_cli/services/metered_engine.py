"""An engine that counts what it generates."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing

from pa_cli.core.batching import Tagged
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import ContinuationScore, Engine, GenerationRequest, Scores
from pa_cli.core.events import Event, Finished
from pa_cli.services.delegating_engine import DelegatingEngine


class MeteredEngine(DelegatingEngine):
    """Adds up the tokens of the answers.

    Args:
        engine: The model at work.

    Attributes:
        completion_tokens: Tokens that were written.
        prompt_tokens: Tokens of prompts that were evaluated, without those from the prefix cache.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.completion_tokens = 0
        self.prompt_tokens = 0

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`, and count."""
        with closing(super().generate(request)) as events:
            for event in events:
                self._count(event)
                yield event

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, and count."""
        with closing(super().generate_many(requests)) as tagged:
            for index, event in tagged:
                self._count(event)
                yield index, event

    def _count(self, event: Event) -> None:
        if isinstance(event, Finished):
            self.completion_tokens += event.usage.completion_tokens
            self.prompt_tokens += event.usage.prompt_tokens - event.usage.cached_tokens


class MeteredScores(MeteredEngine):
    """A metered engine that can say how likely it finds a text."""

    def __init__(self, engine: Engine, scores: Scores) -> None:
        super().__init__(engine)
        self._scores = scores

    def score(
        self, messages: Sequence[Message], continuations: Sequence[str], *, constant: int = 1
    ) -> Sequence[ContinuationScore]:
        """How likely each of `continuations` is."""
        return self._scores.score(messages, continuations, constant=constant)


def metered(engine: Engine) -> MeteredEngine:
    """`engine`, counting; with all that it can."""
    return MeteredScores(engine, engine) if isinstance(engine, Scores) else MeteredEngine(engine)
