"""How many guessed tokens to have checked in one evaluation: as many as measured to pay.

A processor that waits for the weights checks several tokens nearly at the price of one, another
pays for each. So what an evaluation of so many tokens takes is measured while a text is written,
and how often guesses are right is counted whether they are checked or not: where checking would
lose, nothing is checked.
"""

_LENGTHS = (3, 7, 15)
"""With the token that is certain, multiples of four: matrix kernels take rows in fours."""
_LEAST_GAIN = 1.1
_PRICE = 0.25
"""What a further token is taken to cost, as a share of the first, before it is measured."""
_MEMORY = 0.25
_PRICE_MEMORY = 0.5
_FORGETTING = 0.998
_RUNS = (4, 16)
"""Guesses are the likelier right the more were so in a row before: told apart are up to 4, up to 16, more."""
_LIKELY = (0.6, 0.85, 0.95)
_HIT_MEMORY = 0.1


class DraftLength:
    """Decides how many tokens to draft; it outlives a generation."""

    MOST = max(_LENGTHS)
    """No more guesses than so many are ever checked at a time."""

    def __init__(self) -> None:
        self._hits = list(_LIKELY)
        self._single = 0.0
        self._prices: dict[int, float] = {}

    def choose(self, available: int, run: int) -> int:
        """The number of tokens to draft, 0 for none.

        Args:
            available: How many are guessed.
            run: How many guesses were right in a row before.
        """
        if not self._single:
            return 0  # what one token costs is measured first
        best, gain = 0, _LEAST_GAIN
        for length in _LENGTHS:
            if length > available:
                break
            found = self._expected(length, run) / self._price(length)
            if found > gain:
                best, gain = length, found
        self._forget_all_but(best)
        return best

    def _expected(self, length: int, run: int) -> float:
        """Tokens that a draft of so many brings, with the one that comes anyway."""
        total, all_right = 1.0, 1.0
        for place in range(length):
            all_right *= self._hits[_kind(run + place)]
            total += all_right
        return total

    def _price(self, length: int) -> float:
        """What checking so many guesses costs, with one token for the unit.

        One that was not measured is taken to cost as much a guess as the nearest that was.
        """
        if not self._prices:
            return 1 + _PRICE * length
        nearest = min(self._prices, key=lambda measured: abs(measured - length))
        return 1 + (self._prices[nearest] - 1) / nearest * length

    def _forget_all_but(self, chosen: int) -> None:
        """Let what was measured pass away slowly: a busy moment is not to count for ever."""
        for length in self._prices:
            if length != chosen:
                self._prices[length] *= _FORGETTING

    def observe_guess(self, run: int, *, hit: bool) -> None:
        """A guess that came after `run` right ones was right or wrong, drafted or not."""
        kind = _kind(run)
        self._hits[kind] += _HIT_MEMORY * (hit - self._hits[kind])

    def observe_time(self, drafted: int, seconds: float) -> None:
        """An evaluation of one token and `drafted` more took `seconds`."""
        if not drafted:
            self._single += (_MEMORY if self._single else 1.0) * (seconds - self._single)
        elif drafted in _LENGTHS and self._single:
            price = seconds / self._single
            known = self._prices.get(drafted, price)
            self._prices[drafted] = known + _PRICE_MEMORY * (price - known)


def _kind(run: int) -> int:
    return sum(run >= least for least in _RUNS)
