"""Scores of labels made into probabilities: a temperature is fitted, and the error is measured.

Temperature scaling and the expected calibration error as in Guo et al., 2017.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

LEAST_EXAMPLES = 20
"""A temperature that was fitted on fewer says nothing."""

_BINS = 10
_FOLDS = 5
_COLDEST, _HOTTEST = 0.05, 20.0
_LEAST_SHARE = 1e-12
_GOLDEN = (5**0.5 - 1) / 2
_STEPS = 40


@dataclass(frozen=True, slots=True)
class ScoredExample:
    """What a classifier found of a text whose label is known: the score of each label, and which one is right."""

    scores: Mapping[str, float]
    label: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far scores are from probabilities.

    Attributes:
        error: Expected calibration error of the scores as they are, 0 to 1.
        temperature: What they are softened (above 1) or sharpened with to fit the examples best.
        error_after: The error of what that makes, each fifth of the examples with the temperature
            that fits the other four.
        examples: How many there were.
    """

    error: float
    temperature: float
    error_after: float
    examples: int


def calibrate(examples: Sequence[ScoredExample]) -> Calibration | None:
    """Fit a temperature; None for too few examples."""
    if len(examples) < LEAST_EXAMPLES:
        return None
    held_out: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        others = [one for number, one in enumerate(examples) if number % _FOLDS != fold]
        temperature = fit_temperature(others)
        held_out += [_best(one, temperature) for one in examples[fold::_FOLDS]]
    return Calibration(
        error=calibration_error([_best(one, 1.0) for one in examples]),
        temperature=round(fit_temperature(examples), 3),
        error_after=calibration_error(held_out),
        examples=len(examples),
    )


def with_temperature(scores: Mapping[str, float], temperature: float) -> dict[str, float]:
    """Scores that add up to 1, softened by a temperature above 1 or sharpened by one below."""
    powers = {label: log(max(s, _LEAST_SHARE)) / temperature for label, s in scores.items()}
    highest = max(powers.values())
    shares = {label: exp(power - highest) for label, power in powers.items()}
    total = sum(shares.values())
    return {label: share / total for label, share in shares.items()}


def fit_temperature(examples: Sequence[ScoredExample]) -> float:
    """The temperature under which the right labels are likeliest."""

    def loss(logarithm: float) -> float:
        temperature = exp(logarithm)
        return -sum(
            log(max(with_temperature(one.scores, temperature).get(one.label, 0.0), _LEAST_SHARE))
            for one in examples
        )

    # golden section: the loss has one valley
    low, high = log(_COLDEST), log(_HOTTEST)
    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return exp((low + high) / 2)


def calibration_error(said: Iterable[tuple[float, bool]]) -> float:
    """How far the share of right answers is from how sure they were, weighted over ten steps of it.

    Args:
        said: How sure each answer was, 0 to 1, and whether it was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for sure, right in said:
        bins[min(_BINS - 1, int(sure * _BINS))].append((sure, right))
    total = sum(map(len, bins))
    gaps = (abs(sum(sure - right for sure, right in one)) for one in bins)
    return sum(gaps) / total if total else 0.0


def _best(example: ScoredExample, temperature: float) -> tuple[float, bool]:
    scores = with_temperature(example.scores, temperature)
    label = max(scores, key=scores.__getitem__)
    return scores[label], label == example.label
