"""An engine that counts what it generates."""

from collections.abc import Generator, Iterable, Sequence

from pa_cli.core.batching import Tagged, generate_many
from pa_cli.core.conversation import Message
from pa_cli.core.events import Event, Finished
from pa_cli.core.ports import ContinuationScore, Engine, GenerationRequest, Scores


class MeteredEngine:
    """Passes everything on to an engine, and adds up the tokens of its answers.

    Args:
        engine: The model at work.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.completion_tokens = 0
        self.prompt_tokens = 0

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        return self._engine.model_name

    @property
    def context_limit(self) -> int:
        """Most tokens of prompt and answer together."""
        return self._engine.context_limit

    @property
    def counts_exactly(self) -> bool:
        """Whether token counts are exact."""
        return self._engine.counts_exactly

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the rendered prompt."""
        return self._engine.count_tokens(messages)

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text` alone."""
        return self._engine.count_text_tokens(text)

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text."""
        return self._engine.render_prompt(request)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`, and count."""
        return self._counted(self._engine.generate(request))

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, and count."""
        for index, event in generate_many(self._engine, requests):
            self._count(event)
            yield index, event

    def _counted(self, events: Generator[Event]) -> Generator[Event]:
        for event in events:
            self._count(event)
            yield event

    def _count(self, event: Event) -> None:
        if isinstance(event, Finished):
            self.completion_tokens += event.usage.completion_tokens
            self.prompt_tokens += event.usage.prompt_tokens - event.usage.cached_tokens

    def save_state(self) -> None:
        """Keep the state of the last generation."""
        self._engine.save_state()

    def close(self) -> None:
        """Free the model."""
        self._engine.close()


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
