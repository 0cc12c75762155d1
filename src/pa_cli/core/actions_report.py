"""What an evaluation of read requests comes to."""

from dataclasses import dataclass

from pa_cli.core.classification import Confusion, LabelScore


@dataclass(frozen=True, slots=True)
class Mistake:
    """A request that was read otherwise than labelled."""

    line: int
    text: str
    expected: str
    predicted: str
    by: str


@dataclass(frozen=True, slots=True)
class ActionsReport:
    """What came out.

    Attributes:
        model: The model that was asked where rules were not certain, None for the rules alone.
        accuracy: Share of requests that were read as labelled.
        requests: How many there were.
        by_rules: Share that the rules decided by themselves.
        rules_accuracy: Accuracy of those, None when there are none.
        model_accuracy: Accuracy of the others, None when there are none.
        seconds_mean: Seconds a request, loading the model included.
        seconds_median: The same, the one in the middle.
        seconds_model: Median seconds of those that the rules did not decide, None without any.
        actions: Every action.
        confusions: What was taken for what.
        mistakes: Each request that was read wrongly.
    """

    model: str | None
    accuracy: float
    requests: int
    by_rules: float
    rules_accuracy: float | None
    model_accuracy: float | None
    seconds_mean: float
    seconds_median: float
    seconds_model: float | None
    actions: tuple[LabelScore, ...]
    confusions: tuple[Confusion, ...]
    mistakes: tuple[Mistake, ...]
