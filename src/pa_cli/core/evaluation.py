"""Labelled examples of text work, and what came of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pa_cli.core.calibration import Calibration
from pa_cli.core.classification import Confusion, LabelScore
from pa_cli.core.errors import InputError

TextTaskName = Literal["classify", "extract", "summarize", "translate", "rewrite", "ask"]

_EXPECTED_KEYS: Mapping[str, tuple[str, ...]] = {
    "classify": ("label",),
    "extract": ("expected", "data"),
    "summarize": ("reference", "summary"),
    "translate": ("reference", "translation"),
    "rewrite": ("reference", "rewritten"),
    "ask": ("answer", "reference"),
}
_EXAMPLES: Mapping[str, str] = {
    "classify": '{"text": "It crashes.", "label": "bug"}',
    "extract": '{"text": "Ana is 30.", "expected": {"name": "Ana", "age": 30}}',
    "summarize": '{"text": "...", "reference": "..."}',
    "translate": '{"text": "Good day", "to": "zh", "reference": "你好"}',
    "rewrite": '{"text": "hi", "tone": "formal", "reference": "Good day."}',
    "ask": '{"question": "2+2?", "answer": "4"}',
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled example.

    Attributes:
        line: Its line in the file, from 1.
        text: The input.
        expected: What should come of it: texts of which one is enough, or the data of `extract`.
        values: All other fields: parameters such as `to` and `tone`.
    """

    line: int
    text: str
    expected: tuple[str, ...] | Mapping[str, Any]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def references(self) -> tuple[str, ...]:
        """What should come of it, as texts."""
        if isinstance(self.expected, Mapping):
            return (json.dumps(self.expected, ensure_ascii=False),)
        return self.expected


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example.

    Attributes:
        line: Its line in the file.
        expected: What should have come.
        predicted: What came.
        score: How good it is, 0 to 1, by the main metric of the task.
    """

    line: int
    expected: str
    predicted: str
    score: float


@dataclass(frozen=True, slots=True)
class TextReport:
    """How well one model did with one template.

    Attributes:
        task: What was done.
        model: Name of the model.
        template: Name of the template.
        samples: How many examples.
        metrics: Metric to value, 0 to 1; the first is the main one.
        seconds: Mean time of an example.
        tokens: Tokens that were generated.
        tokens_per_second: Of the whole run, prompts included.
        labels: Scores of the labels, of `classify` alone.
        confusions: What was taken for what, of `classify` alone.
        calibration: How far the scores of labels are from probabilities, of `classify` alone; None
            when there were no scores or too few examples.
        outcomes: Every example.
    """

    task: str
    model: str
    template: str
    samples: int
    metrics: Mapping[str, float]
    seconds: float
    tokens: int
    tokens_per_second: float
    labels: tuple[LabelScore, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    calibration: Calibration | None = None
    outcomes: tuple[Outcome, ...] = ()


def read_samples(text: str, task: TextTaskName, name: str) -> tuple[list[Sample], list[str]]:
    """The examples in JSON lines, and what is wrong with the other lines.

    Raises:
        InputError: There is not one good line.
    """
    samples: list[Sample] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        sample = _read_sample(record, task, number)
        if isinstance(sample, str):
            problems.append(f"{name}:{number} {sample}")
        else:
            samples.append(sample)
    if not samples:
        first = f": {problems[0]}" if problems else ""
        raise InputError(
            f"{name} has no example for `pa eval {task}`{first}.",
            hint=f"A line looks like this: {_EXAMPLES[task]}",
        )
    return samples, problems


def _read_sample(record: Any, task: TextTaskName, number: int) -> Sample | str:  # noqa: ANN401
    if not isinstance(record, dict):
        return "is no JSON object"
    text_key = "text" if "text" in record else "question"
    text = record.get(text_key)
    if not isinstance(text, str) or not text.strip():
        return "has no text"
    keys = _EXPECTED_KEYS[task]
    expected = next((record[key] for key in keys if key in record), None)
    if task == "extract":
        if not isinstance(expected, dict) or not expected:
            return "has no object `expected`"
    else:
        expected = (expected,) if isinstance(expected, str) else expected
        if not isinstance(expected, list | tuple) or not expected:
            return f"has no `{keys[0]}`"
        if not all(isinstance(one, str) and one.strip() for one in expected):
            return f"has a `{keys[0]}` that is no text"
        expected = tuple(expected)
    values = {
        key: value
        for key, value in record.items()
        if isinstance(value, str) and key not in {text_key, *keys}
    }
    return Sample(number, text, expected, values)
