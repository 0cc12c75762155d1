"""From a request to actions: rules where they are certain, the model otherwise."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.evidence import likeliest
from pa_cli.core.requests.guess import LIKELY, SURE, Guess
from pa_cli.core.requests.parts import split_request
from pa_cli.core.requests.reading import (
    best_reading,
    describe,
    read_request,
)
from pa_cli.services.actions.examples import usual_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pa_cli.services.actions.router import ModelRouter

_SHORT = 2
# Actions whose call names a thing.
_NAMED = frozenset(
    ("agenda_add", "agenda_change", "agenda_remove", "todo_add", "todo_done", "todo_remove")
)


class RequestReader:
    """Reads requests; close it when done.

    Args:
        open_router: Opens the model when a request needs it; gives None where there is no model
            that can do this.
    """

    def __init__(self, open_router: "Callable[[], ModelRouter | None]") -> None:
        self._open_router = open_router
        self._router: ModelRouter | None = None
        self._tried = False

    def read(self, request: str) -> tuple[ActionCall, ...]:
        """What `request` asks for; at least one call, in the order of the words.

        Raises:
            PaError: The model fails.
        """
        certain = read_request(request)
        if certain:
            return certain
        return tuple(call for part in split_request(request.strip()) for call in self._part(part))

    def _part(self, part: str) -> tuple[ActionCall, ...]:
        guesses = read_request(part) or best_reading(part)
        if not guesses or all(call.confidence >= SURE for call in guesses):
            return guesses
        guess = Guess(guesses[0].action, guesses[0].confidence)
        weights = usual_evidence().weigh(part, guess)
        # one or two words hold no more for a model than for rules
        short = guess.confidence >= LIKELY and len(part.split()) <= _SHORT and part.isascii()
        router = None if short else self._opened()
        heard = router.weigh(part, weights) if router else None
        action, confidence = likeliest(heard or weights)
        by: Literal["rules", "model"] = "model" if heard else "rules"
        if action == guess.action:
            return tuple(replace(c, by=by, confidence=confidence) for c in guesses)
        call = describe(action, part)
        if router and heard and action in _NAMED and _lacks_words(call, part):
            call = replace(call, **router.copy_words(part))  # type: ignore[arg-type]
        return (replace(call, by=by, confidence=confidence),)

    def _opened(self) -> "ModelRouter | None":
        if not self._tried:
            self._tried = True
            self._router = self._open_router()
        return self._router

    def close(self) -> None:
        """Free the model, if it was needed."""
        if self._router is not None:
            self._router.close()


def _lacks_words(call: ActionCall, part: str) -> bool:
    """Whether code could not cut the request apart, as with one in a language that it does not know."""
    whole = " ".join(call.title.split()) == " ".join(part.split())
    return not call.title or (whole and len(part.split()) > _SHORT)
