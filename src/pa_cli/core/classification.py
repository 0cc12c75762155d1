"""How well labels were told: accuracy, precision, recall, F1 and what was taken for what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label was told.

    Attributes:
        label: Its name.
        support: How often it was right.
        told: How often it was said.
        precision: Share of what was said that was right; None when it was never said.
        recall: Share of what was right that was said; None when it was never right.
        f1: Harmonic mean of both, 0 when nothing of it was right.
    """

    label: str
    support: int
    told: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one label was taken for another."""

    expected: str
    predicted: str
    count: int


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of (expected, predicted) pairs that agree; 0 of none."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def label_scores(pairs: Sequence[tuple[str, str]]) -> list[LabelScore]:
    """The score of every label that was expected or said, by name."""
    right = Counter(expected for expected, predicted in pairs if expected == predicted)
    support = Counter(expected for expected, _ in pairs)
    told = Counter(predicted for _, predicted in pairs)
    scores = []
    for label in sorted(support | told):
        precision = right[label] / told[label] if told[label] else None
        recall = right[label] / support[label] if support[label] else None
        total = told[label] + support[label]
        scores.append(
            LabelScore(
                label, support[label], told[label], precision, recall, 2 * right[label] / total
            )
        )
    return scores


def confusions(pairs: Sequence[tuple[str, str]]) -> list[Confusion]:
    """What was taken for what, the most frequent first."""
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [
        Confusion(expected, predicted, count)
        for (expected, predicted), count in sorted(wrong.items(), key=lambda item: (-item[1], item))
    ]
