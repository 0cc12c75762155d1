"""Putting texts under labels: exactly one of those that were given, or those that fit."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import exp
from typing import Any

from pa_cli.core.calibration import with_temperature
from pa_cli.core.engine_ports import Engine, Scores
from pa_cli.core.schema import Schema, parse_schema
from pa_cli.core.template import Template
from pa_cli.services.answers import Answer
from pa_cli.services.label_weighing import WEIGHING, LabelWeigher
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask

_MOST_WEIGHED = 64
"""More labels than this are quicker written than weighed."""

_WEIGHED_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Classification:
    """What a text is.

    Attributes:
        labels: The label, or all that fit.
        reason: Why, in a sentence, "" when nobody asked.
        scores: How well each label fits, 0 to 1, together 1; None when the engine cannot say.
        probabilities: How likely each label is right, together 1; None unless calibrated.
    """

    labels: tuple[str, ...]
    reason: str = ""
    scores: Mapping[str, float] | None = None
    probabilities: Mapping[str, float] | None = None


class Classifier:
    """Classifies with one engine.

    Args:
        engine: The model at work.
        task: The template `classify` with its values.
        labels: What can be chosen.
        multi: Any number of labels may fit, also none.
        explain: Say why.
        both_ways: Weigh the labels both ways; see `label_weighing`.
        own_template: The template is the user's own: it counts for each text, not in a doubt alone.
        temperature: What makes probabilities of scores, fitted on a labelled set; None for nothing.
    """

    def __init__(
        self,
        engine: Engine,
        task: TextTask,
        labels: Sequence[str],
        *,
        multi: bool = False,
        explain: bool = False,
        both_ways: bool = False,
        own_template: bool = False,
        temperature: float | None = None,
    ) -> None:
        if len(labels) > _MOST_WEIGHED:
            task = replace(task, template=_listed_once(task.template))
        self._engine = engine
        self._temperature = temperature
        self._runner = TaskRunner(engine)
        self._labels = tuple(labels)
        self._explain = explain
        self._schema = _schema(labels, multi=multi, explain=explain) if multi or explain else None
        constrained = {"schema": self._schema} if self._schema else {"labels": self._labels}
        self._task = replace(task, **constrained)
        self._weigher: LabelWeigher | None = None
        is_weighed = not multi and len(self._labels) <= _MOST_WEIGHED
        if is_weighed and isinstance(engine, Scores):
            self._weigher = LabelWeigher(
                engine, task, self._labels, both_ways=both_ways, always_both=own_template
            )

    @property
    def tells_scores(self) -> bool:
        """Whether labels are weighed against each other, not written."""
        return self._weigher is not None

    @property
    def is_calibrated(self) -> bool:
        """Whether there are probabilities beside the scores."""
        return self._temperature is not None

    def classify(self, text: str) -> Classification:
        """The label of `text`.

        Raises:
            SchemaError: The model's answer was cut off.
            ContextOverflowError: `text` is too long.
            InterruptedByUserError: Ctrl-C.
        """
        return next(self.classify_each([text]))

    def classify_each(self, texts: Iterable[str]) -> Iterator[Classification]:
        """The labels of many texts, in their order; see `classify`.

        An engine that can is asked how likely it finds each label, not to write one; the reason is
        then written for the label that was found.
        """
        if self._weigher is not None:
            waiting = iter(texts)
            while window := list(islice(waiting, _WEIGHED_TOGETHER)):
                found = map(self._scored, self._weigher.weigh(window))
                yield from self._explained(window, list(found)) if self._explain else found
            return
        for answer in self._runner.complete_each((self._task, text) for text in texts):
            yield self._read(answer, self._schema)

    def _explained(
        self, texts: Sequence[str], found: Sequence[Classification]
    ) -> Iterator[Classification]:
        """What was found, each with its reason."""
        schemas = [_schema(one.labels, multi=False, explain=True) for one in found]
        tasks = [replace(self._task, schema=schema) for schema in schemas]
        answers = self._runner.complete_each(zip(tasks, texts, strict=True))
        for one, schema, answer in zip(found, schemas, answers, strict=True):
            yield replace(one, reason=self._read(answer, schema).reason)

    def _scored(self, weights: Sequence[float]) -> Classification:
        highest = max(weights)
        shares = [exp(weight - highest) for weight in weights]
        scores = {
            label: share / sum(shares) for label, share in zip(self._labels, shares, strict=True)
        }
        return Classification(
            (self._labels[weights.index(highest)],),
            scores=scores,
            probabilities=(
                with_temperature(scores, self._temperature) if self._temperature else None
            ),
        )

    def _read(self, answer: Answer, schema: Schema | None) -> Classification:
        if schema is None:
            return Classification((answer.text,))
        reason = answer.finished.finish_reason if answer.finished else "stop"
        data = read_structured(answer.text, schema, finish_reason=reason)
        chosen = data["label"]
        found = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        ordered = tuple(label for label in self._labels if label in found)
        return Classification(ordered, str(data.get("reason", "")).strip())


def _listed_once(template: Template) -> Template:
    """`template` with its labels in the system prompt alone, whose evaluated state is kept.

    Hundreds of labels are a thousand tokens and more: all of the time goes into reading them.
    """
    if "{{labels}}" not in template.system:
        return template
    return replace(template, prompt=template.prompt.replace(": {{labels}}", ""))


def calibration_key(model: str, template: Template, labels: Sequence[str]) -> str:
    """What a temperature is fitted for: a model, a prompt, and labels in any order."""
    prompt = f"{template.system}\0{template.prompt}\0{WEIGHING}"
    digest = hashlib.sha256(prompt.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{model} {template.name} {digest}: {json.dumps(sorted(labels), ensure_ascii=False)}"


def rounded(scores: Mapping[str, float] | None) -> dict[str, float] | None:
    """Scores for people to read, the best first; None for none."""
    if scores is None:
        return None
    return {
        label: round(score, 4) for label, score in sorted(scores.items(), key=lambda item: -item[1])
    }


def _schema(labels: Sequence[str], *, multi: bool, explain: bool) -> Schema:
    one: dict[str, Any] = {"enum": list(labels)}
    properties: dict[str, Any] = {
        "label": {"type": "array", "items": one, "maxItems": len(labels)} if multi else one
    }
    if explain:
        properties["reason"] = {"type": "string", "minLength": 1, "maxLength": 300}
    return parse_schema(
        json.dumps(
            {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            }
        )
    )
