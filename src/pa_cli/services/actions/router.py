"""The model as a judge of what a request asks for: it names an action, and copies words if need be."""

import json
from math import exp
from typing import TYPE_CHECKING

from pa_cli.core.action import ACTIONS
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest, Scores
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.model_spec import ModelShape
from pa_cli.core.requests.guess import LIKELY, SURE, Guess
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


# Measured: a model of 0.135 billion weights does not tell the actions apart. Where the rules are not
# certain but name an action, one of 0.5 billion is right less often than they are; one of 1.5
# billion adds to what they know. Where they can only say "answer", both know more.
_LEAST_PARAMETERS = 300_000_000
_STRONG_PARAMETERS = 1_000_000_000
_WEIGHT_OF_RULES = 3.0
"""What an action that rules name is worth beside the log probabilities of a model."""

_CONFIDENCE = 0.9
_MOST_CONFIDENCE = 0.99


def can_route(shape: ModelShape) -> bool:
    """Whether a model is large enough to tell actions apart; one of unknown size is believed to."""
    return not 0 < shape.parameters < _LEAST_PARAMETERS


def is_strong(shape: ModelShape) -> bool:
    """Whether a model adds to rules that name an action; one of unknown size is believed to."""
    return not 0 < shape.parameters < _STRONG_PARAMETERS


class ModelRouter:
    """Asks a model which action a request is.

    Args:
        engine: The model; it is closed with the router.
        strong: It may also be asked where the rules name an action without being certain.
    """

    def __init__(self, engine: Engine, *, strong: bool = True) -> None:
        self._engine = engine
        self._strong = strong

    def may_know_better(self, guess: Guess) -> bool:
        """Whether to ask about a request that the rules take for `guess`."""
        if guess.confidence >= SURE:
            return False
        return not _is_named(guess) or (self._strong and isinstance(self._engine, Scores))

    def choose(self, request: str, guess: Guess) -> Guess | None:
        """The action of `request`; None when the model gives none.

        An engine that can is asked how likely it finds each action, and what the rules say counts
        too; of another one the action that it writes is taken.

        Args:
            request: The words of the user.
            guess: What the rules take it for.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        if isinstance(self._engine, Scores):
            return self._weighed(self._engine, request, guess)
        text = self._say("actions", request, labels_grammar(ACTIONS), most=12).strip()
        return next((Guess(action, _CONFIDENCE) for action in ACTIONS if action == text), None)

    def _weighed(self, engine: Scores, request: str, guess: Guess) -> Guess:
        messages = _messages("actions", request)
        try:
            scores = engine.score(messages, ACTIONS, constant=len(messages) - 1)
        except InterruptedByUserError as error:
            raise InterruptedByUserError(_INTERRUPTED) from error
        weights = {
            action: score.log_probability
            + _WEIGHT_OF_RULES * (action == guess.action and _is_named(guess))
            for action, score in zip(ACTIONS, scores, strict=True)
        }
        best = max(ACTIONS, key=lambda action: weights[action])
        share = 1 / sum(exp(weight - weights[best]) for weight in weights.values())
        return Guess(best, min(round(share, 2), _MOST_CONFIDENCE))

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


def _is_named(guess: Guess) -> bool:
    """Whether the rules name an action, and do not just say what is left when none is found."""
    return guess.confidence >= LIKELY and guess.action != "answer"


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
