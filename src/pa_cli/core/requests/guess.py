"""What a rule takes a request for."""

from typing import NamedTuple

from pa_cli.core.action import ActionName

SURE = 1.0
LIKELY = 0.8
PERHAPS = 0.5


class Guess(NamedTuple):
    """An action that a request may ask for.

    Attributes:
        action: The action.
        confidence: 0 to 1; 1 when the rules would act on it.
    """

    action: ActionName
    confidence: float


def sure(action: ActionName) -> Guess:
    """A guess that needs no model."""
    return Guess(action, SURE)


def likely(action: ActionName) -> Guess:
    """A guess that a model may overrule."""
    return Guess(action, LIKELY)


def perhaps(action: ActionName) -> Guess:
    """Little more than the best there is."""
    return Guess(action, PERHAPS)
