"""An engine that passes everything on to another one; what differs is said in a subclass."""

from collections.abc import Generator, Iterable, Sequence

from pa_cli.core.batching import Tagged, generate_many
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.events import Event


class DelegatingEngine:
    """See `core.engine_ports.Engine` and `core.engine_ports.SideBySide`.

    Args:
        engine: The model at work.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        return self._engine.model_name

    @property
    def context_limit(self) -> int:
        """Most tokens that prompt and answer may have together."""
        return self._engine.context_limit

    @property
    def counts_exactly(self) -> bool:
        """Tokens are counted by the model's own vocabulary; otherwise they are estimates."""
        return self._engine.counts_exactly

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the rendered prompt, ready for an answer."""
        return self._engine.count_tokens(messages)

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text` as content, template apart."""
        return self._engine.count_text_tokens(text)

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text, for people to look at."""
        return self._engine.render_prompt(request)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`."""
        return self._engine.generate(request)

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, several at a time when the engine can."""
        return generate_many(self._engine, requests)

    def save_state(self) -> None:
        """Keep the state of the last generation on disk."""
        self._engine.save_state()

    def close(self) -> None:
        """Free the model."""
        self._engine.close()
