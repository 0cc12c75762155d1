"""Choosing the tokens of an answer, several at a time where guesses of them were evaluated too."""

from collections.abc import Callable, Sequence
from typing import Any

from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.prompt_lookup import PromptLookup
from pa_cli.engine.sampler import Sampler


class DraftedSampler:
    """The sampler of one answer and its guesses of what is copied from the prompt.

    A guess is checked in the evaluation of the token before it: what the sampler takes after that
    token is what counts, so guesses change how fast an answer comes and not what it may say.

    Args:
        sampler: Chooses the tokens.
        ends: Whether a token ends the answer.
        prompt: The tokens of the prompt.
        lengths: Learns how often guesses are right; None for none at all.
    """

    def __init__(
        self,
        sampler: Sampler,
        ends: Callable[[int], bool],
        prompt: Sequence[int],
        lengths: DraftLengths | None,
    ) -> None:
        self._sampler = sampler
        self._ends = ends
        self._lengths = lengths
        self._lookup = PromptLookup(prompt if lengths is not None else ())
        self.confirmed = 0
        """Tokens that were guessed and found right, and so cost no step of their own."""

    @property
    def run(self) -> int:
        """Guesses that were right in a row up to now."""
        return self._lookup.run

    def guess(self, most: int) -> list[int]:
        """The next tokens as they stood before, at most so many; often none."""
        if self._lengths is None or most <= 0:
            return []
        return self._lookup.guess(min(most, DraftLengths.MOST))

    def sample(self, context: Any, place: int, draft: Sequence[int] = ()) -> list[int]:
        """The tokens that come next: those of `draft` that are right, and one more.

        Args:
            context: The native context.
            place: Where in its batch the token before was evaluated, -1 for the last place.
            draft: The guesses that were evaluated behind it.
        """
        tokens = [self._take(context, place)]
        for at, guess in enumerate(draft, start=1):
            if tokens[-1] != guess or self._ends(guess):
                break
            tokens.append(self._take(context, place + at))
        self.confirmed += len(tokens) - 1
        return tokens

    def _take(self, context: Any, place: int) -> int:
        token = self._sampler.sample(context, place)
        if self._lengths is not None:
            run = self._lookup.run
            hit = self._lookup.add(token)
            if hit is not None:
                self._lengths.observe_guess(run, hit=hit)
        return token

    def close(self) -> None:
        """Free the sampler; safe to call twice."""
        self._sampler.close()
