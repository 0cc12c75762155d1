"""Ranking: how much of a question a text covers, and one order out of several."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import TypeVar

from pa_cli.core.question import Term

T = TypeVar("T", bound=Hashable)

FUSION_K = 60


def rarity(frequency: int, total: int) -> float:
    """How much a word tells that stands in `frequency` of `total` texts; never negative."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def term_weights(
    terms: Sequence[Term], frequency: Mapping[Term, int], total: int
) -> Mapping[Term, float]:
    """What each term counts for; a pair of characters that no text has is only a seam of two words.

    A run of characters that stands in no text at all keeps its weight: it is a word that is missing.
    """
    known_runs = {term.run for term in terms if term.run and frequency.get(term, 0)}
    weights = {}
    for term in terms:
        count = frequency.get(term, 0)
        is_seam = term.run in known_runs and not count and len(term.text) == 2
        weight = 0.0 if is_seam else rarity(min(count, total), total)
        weights[term] = weight * (0.25 if term.light else 1.0)
    return weights


def coverage(weights: Mapping[Term, float], words: frozenset[str]) -> tuple[float, list[Term]]:
    """Which share of the weight of all terms stands in a text, and the terms that do."""
    found = [term for term in weights if term.is_in(words)]
    total = sum(weights.values())
    return (sum(weights[term] for term in found) / total if total else 0.0), found


def fuse(
    orders: Iterable[Sequence[T]],
    *,
    k: int = FUSION_K,
    weights: Sequence[Mapping[T, float]] = (),
) -> dict[T, float]:
    """Reciprocal rank fusion: the score of everything that stands in one of `orders`, best first.

    Args:
        orders: Each the best first.
        k: The smaller, the more the first places count.
        weights: For each of the first orders, what a place in it counts for; 1 where it says nothing.
    """
    scores: dict[T, float] = {}
    everywhere_one: Mapping[T, float] = {}
    for order, weight in zip(orders, chain(weights, repeat(everywhere_one)), strict=False):
        for rank, item in enumerate(order, start=1):
            scores[item] = scores.get(item, 0.0) + weight.get(item, 1.0) / (k + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
