"""How many guessed tokens to have checked in one evaluation: as many as measured to pay.

A processor that waits for the weights checks several tokens nearly at the price of one, another
pays for each. So what a step of so many tokens takes is measured while texts are written, and how
often guesses are right is counted whether they are checked or not: where checking would lose,
nothing is checked.
"""

from collections.abc import Sequence

from pa_cli.core.step_cost import StepCost

_LEAST_GAIN = 1.05
_RUNS = (4, 16)
"""Guesses are the likelier right the more were so in a row before: told apart are up to 4, up to 16, more."""
_LIKELY = (0.6, 0.85, 0.95)
_HIT_MEMORY = 0.1


class DraftLengths:
    """Decides how many tokens each answer of a step drafts; it outlives a generation."""

    MOST = 15
    """No more guesses of one answer than so many are ever checked at a time."""

    def __init__(self) -> None:
        self._hits = list(_LIKELY)
        self._cost = StepCost()

    def choose(self, guesses: Sequence[tuple[int, int]]) -> list[int]:
        """How many guesses of each answer to check, 0 for none.

        Args:
            guesses: For each answer of the step how many tokens are guessed, and how many guesses
                were right in a row before.
        """
        lengths = [0] * len(guesses)
        tokens, expected = len(guesses), float(len(guesses))
        if not self._cost.of(1):
            return lengths  # what a step without guesses takes is measured first
        best, rate = lengths, expected / self._cost.of(tokens) * _LEAST_GAIN
        lengths = list(lengths)
        for odds, answer in self._by_odds(guesses):
            lengths[answer] += 1
            tokens += 1
            expected += odds
            if expected / self._cost.of(tokens) > rate:
                best, rate = list(lengths), expected / self._cost.of(tokens)
        return best

    def _by_odds(self, guesses: Sequence[tuple[int, int]]) -> list[tuple[float, int]]:
        """How likely each guess comes to be used, and of which answer it is; the likeliest first.

        A guess is used when those before it are right too, so those of one answer stay in order.
        """
        chances = []
        for answer, (available, run) in enumerate(guesses):
            odds = 1.0
            for place in range(min(available, self.MOST)):
                odds *= self._hits[_kind(run + place)]
                chances.append((odds, answer))
        return sorted(chances, key=lambda chance: -chance[0])

    def observe_guess(self, run: int, *, hit: bool) -> None:
        """A guess that came after `run` right ones was right or wrong, checked or not."""
        kind = _kind(run)
        self._hits[kind] += _HIT_MEMORY * (hit - self._hits[kind])

    def observe_step(self, tokens: int, seconds: float) -> None:
        """An evaluation of so many tokens, guesses among them, took `seconds`."""
        self._cost.observe(tokens, seconds)


def _kind(run: int) -> int:
    return sum(run >= least for least in _RUNS)
