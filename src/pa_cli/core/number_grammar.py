"""Numbers within bounds, written as grammar: exact, and no longer than a few dozen alternatives."""

import math
from decimal import Decimal

from pa_cli.core.schema_nodes import NumberNode

MAX_DIGITS = 16
"""Most digits before the point; more would not survive as a float."""

_SIGNIFICANT = 15
"""Digits that any float keeps apart, so that no number slips over its bound by rounding."""


def number_to_gbnf(node: NumberNode) -> str:
    """The body of a grammar rule for the numbers of `node`."""
    if node.low is None and node.high is None:
        whole = f'"-"? ("0" | [1-9] [0-9]{{0,{MAX_DIGITS - 1}}})'
        if node.integer:
            return whole
        return f'{whole} ("." [0-9]{{1,{MAX_DIGITS}}})? ([eE] [-+]? [0-9]{{1,2}})?'
    most = Decimal(10**MAX_DIGITS - 1)
    low = -most if node.low is None else node.low
    high = most if node.high is None else node.high
    decimals = 0 if node.integer else max(_decimals(low), _decimals(high))
    scale = 10**decimals
    widest = max(abs(int(bound)) for bound in (node.low, node.high) if bound is not None)
    room = 0 if node.integer else max(1, _SIGNIFICANT - decimals - len(str(widest)))
    cells = _Cells(decimals, room)
    bounds = {"above": node.above, "below": node.below}
    found = cells.negative(int(low * scale), int(high * scale), **bounds)
    found += cells.positive(int(low * scale), int(high * scale), **bounds)
    for fewer in range(decimals):
        coarse = _Cells(fewer, 0)
        first, last = _steps_within(low * 10**fewer, high * 10**fewer, **bounds)
        if first <= last:
            found += coarse.negative(first, last, above=False, below=False)
            found += coarse.positive(first, last, above=False, below=False)
    return " | ".join(found)


def _steps_within(low: Decimal, high: Decimal, *, above: bool, below: bool) -> tuple[int, int]:
    """The first and the last whole number between the bounds."""
    first, last = math.ceil(low), math.floor(high)
    return first + (above and first == low), last - (below and last == high)


class _Cells:
    """Numbers in steps of 10 to the power of -`decimals`, each with up to `room` more digits."""

    def __init__(self, decimals: int, room: int) -> None:
        self._decimals = decimals
        self._room = room

    def positive(self, low: int, high: int, *, above: bool, below: bool) -> list[str]:
        """Alternatives for the steps from `low` to `high` that are not negative."""
        if high < 0:
            return []
        if low < 0:
            low, above = 0, False
        if not self._room:
            return self._steps(low, high)
        found = self._whole_cells(low + above, high - 1)
        if above and low < high:
            found.append(self._inside(low))
        if not below and (low < high or not above):
            found.append(self._exactly(high))
        return found

    def negative(self, low: int, high: int, *, above: bool, below: bool) -> list[str]:
        """Alternatives for the steps from `low` to `high` that are below zero."""
        if low >= 0:
            return []
        if high < 0:
            mirrored = self.positive(-high, -low, above=below, below=above)
        elif self._room:
            mirrored = self.positive(0, -low, above=True, below=above)
        else:
            mirrored = self.positive(1, -low, above=False, below=False)
        return [f'"-" ({alternative})' for alternative in mirrored]

    def _whole_cells(self, low: int, high: int) -> list[str]:
        """Each step from `low` to `high`, with any digits after it."""
        point = "" if self._decimals else '"." '
        rest = f"({point}[0-9]{{1,{self._room}}})?"
        return [f"({step}) {rest}" for step in self._steps(low, high)]

    def _inside(self, step: int) -> str:
        """Above `step`, but below the next one."""
        point = "" if self._decimals else '"." '
        tails = (f'"{"0" * zeros}" [1-9]{self._digits(zeros + 1)}' for zeros in range(self._room))
        return f"{self._literal(step)} {point}({' | '.join(tails)})"

    def _digits(self, used: int) -> str:
        """Any digits that there is room for after `used` ones."""
        return f" [0-9]{{0,{self._room - used}}}" if used < self._room else ""

    def _exactly(self, step: int) -> str:
        point = '"0"{0,9}' if self._decimals else '("." "0"{1,9})?'
        return f"{self._literal(step)} {point}"

    def _steps(self, low: int, high: int) -> list[str]:
        if low > high:
            return []
        found = []
        width = self._decimals + 1
        for length in range(max(len(str(low)), width), max(len(str(high)), width) + 1):
            first = max(low, 10 ** (length - 1) if length > width else 0)
            last = min(high, 10**length - 1)
            if first <= last:
                found += _between(str(first).zfill(length), str(last).zfill(length))
        return [self._with_point(parts) for parts in found]

    def _literal(self, step: int) -> str:
        return self._with_point(list(str(step).zfill(self._decimals + 1)))

    def _with_point(self, digits: list[str]) -> str:
        parts = [f"[{digit}]" for digit in digits]
        if self._decimals:
            parts.insert(len(parts) - self._decimals, '"."')
        return " ".join(parts)


def _between(low: str, high: str) -> list[list[str]]:
    """Patterns, a digit class each place, for the numbers between two of the same length."""
    if low == high:
        return [list(low)]
    first, last = low[0], high[0]
    if len(low) == 1:
        return [[f"{first}-{last}"]]
    if first == last:
        return [[first, *rest] for rest in _between(low[1:], high[1:])]
    found: list[list[str]] = []
    start, end = int(first), int(last)
    if low[1:].strip("0"):
        found += [[first, *rest] for rest in _between(low[1:], "9" * (len(low) - 1))]
        start += 1
    top: list[list[str]] = []
    if high[1:].strip("9"):
        top = [[last, *rest] for rest in _between("0" * (len(low) - 1), high[1:])]
        end -= 1
    if start <= end:
        digits = str(start) if start == end else f"{start}-{end}"
        found.append([digits, *["0-9"] * (len(low) - 1)])
    return found + top


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
