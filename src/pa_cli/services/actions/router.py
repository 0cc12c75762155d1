"""The model as a judge of what a request asks for: it names an action, and copies words if need be."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pa_cli.core.action import ACTIONS, ActionName
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.model_spec import ModelShape
from pa_cli.core.requests.guess import LIKELY, SURE
from pa_cli.core.requests.wording import stands_in
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema_nodes import Field, ObjectNode, StringNode
from pa_cli.core.segmentation import fold_width
from pa_cli.services.prompts import load_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_REQUEST = 400
_FIELDS = ("title", "when", "list")
_WORDS = ObjectNode(
    tuple(Field(name, StringNode(max_length=80), required=True) for name in _FIELDS)
)
_MOST_WORDS = 160


# Measured: a model of 0.135 billion weights does not tell the actions apart, one of 0.5 billion
# does so where the rules know next to nothing, one of 1.5 billion wherever they are not certain.
_LEAST_PARAMETERS = 300_000_000
_STRONG_PARAMETERS = 1_000_000_000


def can_route(shape: ModelShape) -> bool:
    """Whether a model is large enough to tell actions apart; one of unknown size is believed to."""
    return not 0 < shape.parameters < _LEAST_PARAMETERS


def trusted_below(shape: ModelShape) -> float:
    """The confidence of a guess of the rules below which the model is asked instead."""
    return LIKELY if 0 < shape.parameters < _STRONG_PARAMETERS else SURE


class ModelRouter:
    """Asks a model which action a request is.

    Args:
        engine: The model; it is closed with the router.
        trusted_below: It knows better than rules whose confidence is lower than this.
    """

    def __init__(self, engine: Engine, trusted_below: float = SURE) -> None:
        self._engine = engine
        self.trusted_below = trusted_below

    def choose(self, request: str, among: Sequence[ActionName] = ACTIONS) -> ActionName | None:
        """The action of `request`; None when the model gives none.

        Args:
            request: The words of the user.
            among: The actions that it may choose from.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        text = self._say("actions", request, labels_grammar(among), most=12)
        return next((action for action in among if action == text.strip()), None)

    def copy_words(self, request: str) -> dict[str, str]:
        """The words of `request` for `title`, `when` and `list`, as far as they stand in it.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        text = self._say("action_words", request, schema_grammar(_WORDS), most=_MOST_WORDS)
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        known = fold_width(request)
        words = {name: fold_width(" ".join(str(found.get(name, "")).split())) for name in _FIELDS}
        return {name: said for name, said in words.items() if said and stands_in(said, known)}

    def _say(self, prompt: str, request: str, grammar: str, *, most: int) -> str:
        shown = " ".join(request.split())[:_LONGEST_REQUEST]
        messages = (*_prefix(prompt), Message("user", _shown(shown)))
        sampling = Sampling(temperature=0.0, max_tokens=most)
        asked = GenerationRequest(messages, sampling=sampling, grammar=grammar, thinking=False)
        text = ""
        for event in self._engine.generate(asked):
            if isinstance(event, TextDelta):
                text += event.text
            elif isinstance(event, Finished) and event.finish_reason == "interrupted":
                raise InterruptedByUserError("Interrupted. Nothing was done.")
        return text

    def close(self) -> None:
        """Free the model."""
        self._engine.close()


def _prefix(prompt: str) -> "Iterator[Message]":
    """What is the same for every request, so that its evaluated state is kept: rules, examples."""
    head, *lines = load_prompt(prompt).split("\n\n")
    yield Message("system", head)
    for line in "\n".join(lines).splitlines():
        request, _, action = line.partition(" => ")
        if action:
            yield Message("user", _shown(request.strip()))
            yield Message("assistant", action.strip())


def _shown(request: str) -> str:
    """The request in quotes: so it is something to be sorted, and is not obeyed."""
    return f'Request: "{request}"'
