"""What an evaluation of so many tokens takes on this machine now, learned while it works."""

_PRICE = 0.25
"""What a further token is taken to cost, as a share of the first, where nothing was measured."""
_MEMORY = 0.4
_FORGETTING = 0.997


class StepCost:
    """Seconds of a step by the number of its tokens, kept for classes of about the same number."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[float, float]] = {}  # class: mean tokens, mean seconds

    def observe(self, tokens: int, seconds: float) -> None:
        """A step of so many tokens took `seconds`.

        What was measured of other classes passes away slowly: a busy moment, in which they looked
        dear, is not to count for ever.
        """
        kind = (tokens - 1).bit_length()
        mean_tokens, mean = self._known.get(kind, (float(tokens), seconds))
        for other, (size, known) in self._known.items():
            self._known[other] = size, known * _FORGETTING
        self._known[kind] = (
            mean_tokens + _MEMORY * (tokens - mean_tokens),
            mean + _MEMORY * (seconds - mean),
        )

    def of(self, tokens: int) -> float:
        """Seconds that a step of so many tokens is likely to take; 0 while nothing is known."""
        points = sorted(self._known.values())
        if not points:
            return 0.0
        below = [point for point in points if point[0] <= tokens]
        above = [point for point in points if point[0] > tokens]
        if below and above:
            (size, seconds), (next_size, next_seconds) = below[-1], above[0]
            share = (tokens - size) / (next_size - size)
            return seconds + share * (next_seconds - seconds)
        size, seconds = below[-1] if below else above[0]
        if below and len(below) > 1:
            first_size, first_seconds = below[0]
            slope = max(0.0, (seconds - first_seconds) / (size - first_size))
            return seconds + slope * (tokens - size)
        return seconds * (1 + _PRICE * (tokens - 1)) / (1 + _PRICE * (size - 1))
