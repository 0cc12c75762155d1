"""A chat without a model: what code knows is answered, anything else says what is missing."""

from collections.abc import Generator, Sequence

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import NoModelError
from pa_cli.core.events import Event

_CONTEXT = 32_768
_CHARACTERS_PER_TOKEN = 4


class AbsentEngine:
    """Takes the place of a model that is not there; see `core.engine_ports.Engine`.

    Args:
        error: Why there is none, and what mends it; raised when a model is really needed.
    """

    model_name = "no model"
    context_limit = _CONTEXT

    def __init__(self, error: NoModelError) -> None:
        self._error = error

    @property
    def counts_exactly(self) -> bool:
        """Sizes are estimates."""
        return False

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """An estimate."""
        return sum(self.count_text_tokens(message.content) for message in messages)

    def count_text_tokens(self, text: str) -> int:
        """An estimate."""
        return len(text) // _CHARACTERS_PER_TOKEN

    def render_prompt(self, request: GenerationRequest) -> str:
        """The messages; there is no template."""
        return "\n".join(message.content for message in request.messages)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Raise what is missing."""
        del request
        raise self._error

    def save_state(self) -> None:
        """There is none."""

    def close(self) -> None:
        """There is nothing to free."""
