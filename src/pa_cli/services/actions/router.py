"""The model as a judge of what a request asks for: it names an action and writes nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pa_cli.core.action import ACTIONS, ActionName
from pa_cli.core.conversation import Message
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import labels_grammar
from pa_cli.core.model_spec import ModelShape
from pa_cli.core.ports import Engine, GenerationRequest
from pa_cli.core.sampling import Sampling
from pa_cli.services.prompts import load_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_REQUEST = 400
_SAMPLING = Sampling(temperature=0.0, max_tokens=12)


# Measured: models of 0.5 billion weights tell the actions apart, one of 0.135 billion does not.
_LEAST_PARAMETERS = 300_000_000


def can_route(shape: ModelShape) -> bool:
    """Whether a model is large enough to tell actions apart; one of unknown size is believed to."""
    return not 0 < shape.parameters < _LEAST_PARAMETERS


class ModelRouter:
    """Asks a model which action a request is.

    Args:
        engine: The model; it is closed with the router.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def choose(self, request: str, among: Sequence[ActionName] = ACTIONS) -> ActionName | None:
        """The action of `request`; None when the model gives none.

        Args:
            request: The words of the user.
            among: The actions that it may choose from.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        shown = " ".join(request.split())[:_LONGEST_REQUEST]
        messages = (*_prefix(), Message("user", shown))
        asked = GenerationRequest(
            messages, sampling=_SAMPLING, grammar=labels_grammar(among), thinking=False
        )
        text = ""
        for event in self._engine.generate(asked):
            if isinstance(event, TextDelta):
                text += event.text
            elif isinstance(event, Finished) and event.finish_reason == "interrupted":
                raise InterruptedByUserError("Interrupted. Nothing was done.")
        return next((action for action in among if action == text.strip()), None)

    def close(self) -> None:
        """Free the model."""
        self._engine.close()


def _prefix() -> "Iterator[Message]":
    """What is the same for every request, so that its evaluated state is kept: rules, examples."""
    head, *lines = load_prompt("actions").split("\n\n")
    yield Message("system", head)
    for line in "\n".join(lines).splitlines():
        request, _, action = line.partition(" => ")
        if action:
            yield Message("user", request.strip())
            yield Message("assistant", action.strip())
