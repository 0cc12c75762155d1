"""One loaded model for many questions, each of which believes that it opened and closes its own."""

from collections.abc import Generator, Sequence

from pa_cli.core.conversation import Message
from pa_cli.core.events import Event
from pa_cli.core.ports import Engine, GenerationRequest


class KeptEngine:
    """See `core.ports.Engine`; closing it does nothing, the engine within is closed by its owner."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        return self._engine.model_name

    @property
    def context_limit(self) -> int:
        """Most tokens that prompt and answer may have together on this machine."""
        return self._engine.context_limit

    @property
    def counts_exactly(self) -> bool:
        """Tokens are counted by the model's own vocabulary; otherwise they are estimates."""
        return self._engine.counts_exactly

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Exact tokens of the rendered prompt, ready for an answer."""
        return self._engine.count_tokens(messages)

    def count_text_tokens(self, text: str) -> int:
        """Exact tokens of `text` as content, template apart."""
        return self._engine.count_text_tokens(text)

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text, for people to look at."""
        return self._engine.render_prompt(request)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`."""
        return self._engine.generate(request)

    def save_state(self) -> None:
        """Keep the state of the last generation on disk."""
        self._engine.save_state()

    def close(self) -> None:
        """Nothing: another question comes."""
