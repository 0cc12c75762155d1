"""Putting texts under labels: exactly one of those that were given, or those that fit."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pa_cli.core.ports import Engine
from pa_cli.core.schema import Schema, parse_schema
from pa_cli.services.assistant import Answer
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask


@dataclass(frozen=True, slots=True)
class Classification:
    """What a text is.

    Attributes:
        labels: The label, or all that fit.
        reason: Why, in a sentence, "" when nobody asked.
    """

    labels: tuple[str, ...]
    reason: str = ""


class Classifier:
    """Classifies with one engine.

    Args:
        engine: The model at work.
        task: The template `classify` with its values.
        labels: What can be chosen.
        multi: Any number of labels may fit, also none.
        explain: Say why.
    """

    def __init__(
        self,
        engine: Engine,
        task: TextTask,
        labels: Sequence[str],
        *,
        multi: bool = False,
        explain: bool = False,
    ) -> None:
        self._runner = TaskRunner(engine)
        self._labels = tuple(labels)
        self._schema = _schema(labels, multi=multi, explain=explain) if multi or explain else None
        constrained = {"schema": self._schema} if self._schema else {"labels": self._labels}
        self._task = replace(task, **constrained)

    def classify(self, text: str) -> Classification:
        """The label of `text`.

        Raises:
            SchemaError: The model's answer was cut off.
            ContextOverflowError: `text` is too long.
            InterruptedByUserError: Ctrl-C.
        """
        return next(self.classify_each([text]))

    def classify_each(self, texts: Iterable[str]) -> Iterator[Classification]:
        """The labels of many texts, in their order; see `classify`."""
        for answer in self._runner.complete_each((self._task, text) for text in texts):
            yield self._read(answer)

    def _read(self, answer: Answer) -> Classification:
        if self._schema is None:
            return Classification((answer.text,))
        reason = answer.finished.finish_reason if answer.finished else "stop"
        data = read_structured(answer.text, self._schema, finish_reason=reason)
        chosen = data["label"]
        found = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        ordered = tuple(label for label in self._labels if label in found)
        return Classification(ordered, str(data.get("reason", "")).strip())


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
