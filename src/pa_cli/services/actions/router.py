"""The model as a judge of what a request asks for: it names an action, and copies words if need be."""

import json
from typing import TYPE_CHECKING

from pa_cli.core.action import ACTIONS
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest, Scores
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.model_spec import ModelShape
from pa_cli.core.requests.evidence import Weights
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
_INTERRUPTED = "Interrupted. Nothing was done."


# Measured: a model of 0.135 billion weights does not tell the actions apart.
_LEAST_PARAMETERS = 300_000_000
# What rules and words say, beside the log probabilities of a model; and what it is worth that a
# model writes an action which cannot say how likely it finds it.
_SHARE_OF_RULES = 0.4
_WRITTEN = 6.0


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

    def weigh(self, request: str, known: Weights) -> Weights | None:
        """What speaks for each action when the model is heard too; None when it says nothing.

        An engine that can is asked how likely it finds each action; of another one the action that
        it writes is taken.

        Args:
            request: The words of the user.
            known: What rules and words say.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        if isinstance(self._engine, Scores):
            messages = _messages("actions", request)
            try:
                scores = self._engine.score(messages, ACTIONS, constant=len(messages) - 1)
            except InterruptedByUserError as error:
                raise InterruptedByUserError(_INTERRUPTED) from error
            found = {a: s.log_probability for a, s in zip(ACTIONS, scores, strict=True)}
        else:
            text = self._say("actions", request, labels_grammar(ACTIONS), most=12).strip()
            if text not in ACTIONS:
                return None
            found = {action: _WRITTEN * (action == text) for action in ACTIONS}
        return {action: found[action] + _SHARE_OF_RULES * known[action] for action in ACTIONS}

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
        sampling = Sampling(temperature=0.0, max_tokens=most)
        messages = _messages(prompt, request)
        asked = GenerationRequest(messages, sampling=sampling, grammar=grammar, thinking=False)
        text = ""
        for event in self._engine.generate(asked):
            if isinstance(event, TextDelta):
                text += event.text
            elif isinstance(event, Finished) and event.finish_reason == "interrupted":
                raise InterruptedByUserError(_INTERRUPTED)
        return text

    def close(self) -> None:
        """Free the model."""
        self._engine.close()


def _messages(prompt: str, request: str) -> tuple[Message, ...]:
    shown = " ".join(request.split())[:_LONGEST_REQUEST]
    return (*_prefix(prompt), Message("user", _shown(shown)))


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
