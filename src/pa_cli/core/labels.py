"""Labels to choose from, as the user writes them."""

import json
import re
from collections.abc import Sequence

from pa_cli.core.errors import UsageError

MOST_LABELS = 500
_MOST_CHARACTERS = 120

SENTIMENTS = ("very negative", "negative", "neutral", "positive", "very positive")
MOODS = ("joy", "love", "calm", "surprise", "fear", "sadness", "anger", "disgust")


def read_labels(given: Sequence[str]) -> tuple[str, ...]:
    """The labels in texts such as `a,b,c` or `["a, b", "c"]`, in order, each once.

    Raises:
        UsageError: There are fewer than two, more than 500, or one is empty or very long.
    """
    labels: list[str] = []
    for text in given:
        labels += _split(text)
    distinct = list(dict.fromkeys(labels))
    if any(not label for label in distinct):
        raise UsageError("A label is empty.", hint="Write them as --labels urgent,later,never")
    if len(distinct) < 2:
        raise UsageError(
            "There must be at least two labels to choose from.",
            hint="Write them as --labels urgent,later,never",
        )
    if len(distinct) > MOST_LABELS:
        raise UsageError(
            f"There are {len(distinct)} labels; at most {MOST_LABELS} can be told apart."
        )
    long = next((label for label in distinct if len(label) > _MOST_CHARACTERS), None)
    if long:
        raise UsageError(f"A label may have {_MOST_CHARACTERS} characters: {long[:40]}… has more.")
    return tuple(distinct)


def _split(text: str) -> list[str]:
    if text.lstrip().startswith("["):
        try:
            labels = json.loads(text)
        except ValueError:
            raise UsageError(f"The labels are no JSON list: {text}") from None
        if not all(isinstance(label, str) for label in labels):
            raise UsageError("Every label of the list must be a text.")
        return [" ".join(label.split()) for label in labels]
    return [" ".join(label.split()) for label in re.split("[,，、\n]", text)]
