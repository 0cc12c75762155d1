"""How well each label fits a text, from what a model finds likely, without a word written.

A small model is asked both ways: how likely each label is for the text, and how likely the text is
for each label (the noisy channel of Min et al., 2022). It tells little the first way and much more the
second; together they do a little better than the second alone where that is in doubt. A larger one
tells enough the first way, which costs less.
"""

from collections.abc import Iterator, Sequence
from math import inf

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Scores
from pa_cli.core.model_spec import ModelShape
from pa_cli.services.prompts import load_prompt
from pa_cli.services.text_tasks import TextTask

WEIGHING = 2
"""Goes up when the same texts get other scores: temperatures that were fitted to the old ones are void."""

_NO_CONTENT = ("N/A", "...", "text")
_LABELLED = "Label: {label}\nText: {text}"
_REVERSE_WEIGHT = 0.5
"""Of the second way: the tokens of a text are no independent witnesses. Fitted on four sets."""

_REVERSED = 8
"""Labels that are asked about the second way: it costs a text each. Of more, the likeliest of the first."""

_DOUBT = 0.5
"""Two labels nearer than that the second way, in natural logarithms, are asked about the first way too."""

_REVERSED_CHARACTERS = 600
"""Of a longer text only the beginning is asked about the second way."""

_ONE_WAY_PARAMETERS = 1_000_000_000
"""From so many parameters on the first way tells enough."""


def gains_both_ways(shape: ModelShape) -> bool:
    """Whether a model is so small that it is worth asking it both ways."""
    return 0 < shape.parameters < _ONE_WAY_PARAMETERS


class LabelWeigher:
    """Weighs labels with one engine.

    Args:
        engine: Says how likely it finds things.
        task: The template with its values; no grammar.
        labels: What can be chosen.
        both_ways: Ask for the text too, not for the labels alone.
        always_both: Not only where the second way leaves a doubt: the template, which shapes the first
            way alone, is the user's own.
    """

    def __init__(
        self,
        engine: Scores,
        task: TextTask,
        labels: Sequence[str],
        *,
        both_ways: bool,
        always_both: bool = False,
    ) -> None:
        self._engine = engine
        self._both_ways = both_ways
        self._doubt = inf if always_both else _DOUBT
        self._task = task
        self._labels = tuple(labels)
        self._reverse_prompt = [
            Message("system", load_prompt("classify_reverse_system")),
            Message("user", load_prompt("classify_reverse")),
        ]
        self._prior: Sequence[float] = ()
        self._bare: Sequence[float] = ()

    def weigh(self, texts: Sequence[str]) -> Iterator[list[float]]:
        """The natural logarithm of how well each label fits, up to a constant, for each of `texts`.

        All are asked about one way before any is the other, because each way has a beginning of its
        own that is evaluated once.

        Raises:
            ContextOverflowError: One is too long.
            InterruptedByUserError: Ctrl-C.
        """
        if not self._both_ways:
            yield from map(self._forward, texts)
        elif len(self._labels) > _REVERSED:
            yield from self._weigh_likeliest(texts)
        else:
            yield from self._weigh_doubtful(texts)

    def _weigh_doubtful(self, texts: Sequence[str]) -> Iterator[list[float]]:
        """The second way, and the first too where that leaves a doubt."""
        everywhere = range(len(self._labels))
        second = [self._reverse(text[:_REVERSED_CHARACTERS], everywhere) for text in texts]
        for text, likely in zip(texts, second, strict=True):
            weights = [_REVERSE_WEIGHT * likely[place] for place in everywhere]
            best, *others = sorted(weights, reverse=True)
            if others and best - others[0] < self._doubt:
                own = self._forward(text)
                weights = [one + other for one, other in zip(own, weights, strict=True)]
            yield weights

    def _weigh_likeliest(self, texts: Sequence[str]) -> Iterator[list[float]]:
        """The first way, and the second too for the labels that are likeliest by it."""
        forward = [self._forward(text) for text in texts]
        for text, found in zip(texts, forward, strict=True):
            asked = sorted(range(len(found)), key=found.__getitem__, reverse=True)[:_REVERSED]
            likely = self._reverse(text[:_REVERSED_CHARACTERS], asked)
            least = min(likely.values())
            yield [
                own + _REVERSE_WEIGHT * likely.get(place, least) for place, own in enumerate(found)
            ]

    def _forward(self, text: str) -> list[float]:
        """How likely each label is for `text`, without how likely it is for a text that says nothing.

        Small models like some labels whatever the text (Zhao et al., 2021, "Calibrate Before Use").
        """
        if not self._prior:
            nothing = [self._likely_labels(empty) for empty in _NO_CONTENT]
            self._prior = [sum(column) / len(column) for column in zip(*nothing, strict=True)]
        found = self._likely_labels(text)
        return [own - prior for own, prior in zip(found, self._prior, strict=True)]

    def _likely_labels(self, text: str) -> list[float]:
        request = self._task.request(text)
        scores = self._engine.score(request.messages, self._labels, constant=request.constant)
        return [score.log_probability for score in scores]

    def _reverse(self, text: str, places: Sequence[int]) -> dict[int, float]:
        """How likely `text` is for the labels at `places`."""
        if not self._bare:
            self._bare = self._likely_texts("", range(len(self._labels)))
        found = self._likely_texts(text, places)
        return {place: own - self._bare[place] for place, own in zip(places, found, strict=True)}

    def _likely_texts(self, text: str, places: Sequence[int]) -> list[float]:
        written = [
            _LABELLED.format(label=self._labels[place], text=text).rstrip() for place in places
        ]
        scores = self._engine.score(self._reverse_prompt, written, constant=2)
        return [score.log_probability for score in scores]
