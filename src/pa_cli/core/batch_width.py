"""How many answers to write at once: more as long as that is faster, measured while it runs."""

_LEAST_GAIN = 1.08
_STEPS_TO_JUDGE = 8


class BatchWidth:
    """Begins with eight sequences and doubles their number while tokens come faster by that.

    Args:
        most: Never more than so many.
    """

    def __init__(self, most: int) -> None:
        self._most = max(1, most)
        self.width = min(8, self._most)
        self._best_rate = 0.0
        self._best_width = self.width
        self._steps = 0
        self._tokens = 0
        self._seconds = 0.0
        self._settled = self.width == self._most

    def observe(self, active: int, tokens: int, seconds: float) -> None:
        """A step gave so many tokens to `active` sequences, one each or more, and took `seconds`."""
        if self._settled or active < self.width:
            return
        self._steps += 1
        self._tokens += tokens
        self._seconds += seconds
        if self._steps < _STEPS_TO_JUDGE:
            return
        rate = self._tokens / self._seconds if self._seconds else 0.0
        self._steps, self._tokens, self._seconds = 0, 0, 0.0
        if rate < self._best_rate * _LEAST_GAIN:
            self.width, self._settled = self._best_width, True
            return
        self._best_rate, self._best_width = rate, self.width
        self.width = min(self._most, self.width * 2)
        self._settled = self.width == self._best_width
