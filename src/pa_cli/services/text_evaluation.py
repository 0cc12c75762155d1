"""How well a model does text work: labelled examples through the very code of the verbs."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pa_cli.core.calibration import ScoredExample, calibrate
from pa_cli.core.classification import accuracy, confusions, label_scores
from pa_cli.core.errors import SchemaError
from pa_cli.core.evaluation import Outcome, Sample, TextReport, TextTaskName
from pa_cli.core.ports import Progress
from pa_cli.core.text_metrics import mean, token_f1, tokens_of
from pa_cli.services.classifying import Classification
from pa_cli.services.metered_engine import MeteredEngine
from pa_cli.services.text_scores import answer_scores, rouge_scores, translation_scores

Result = str | Mapping[str, Any] | Classification
"""A text, the data of `extract`, or what `classify` found."""

Worker = Callable[[Sample], Result]
"""Does the work for one example."""

_WRITTEN = {
    "summarize": rouge_scores,
    "translate": translation_scores,
    "rewrite": rouge_scores,
    "ask": answer_scores,
}


def evaluate(
    task: TextTaskName,
    samples: Sequence[Sample],
    work: Worker,
    engine: MeteredEngine,
    *,
    template: str,
    progress: Progress,
) -> TextReport:
    """Work through all examples with one model.

    Args:
        task: What is done.
        samples: The examples.
        work: Does it for one of them.
        engine: The model that `work` uses.
        template: Name of the template that it uses.
        progress: Shows how far it is.
    """
    results: list[Result] = []
    started = time.perf_counter()
    with progress.task(f"{task}, {engine.model_name}", total=len(samples)) as bar:
        for number, sample in enumerate(samples, 1):
            results.append(_worked(work, sample))
            bar.update(number)
    seconds = time.perf_counter() - started
    metrics, scores = _measure(task, samples, results)
    pairs = _pairs(samples, results)
    is_labels = task == "classify"
    outcomes = tuple(
        Outcome(sample.line, sample.references[0], _shown(result), score)
        for sample, result, score in zip(samples, results, scores, strict=True)
    )
    return TextReport(
        task=task,
        model=engine.model_name,
        template=template,
        samples=len(samples),
        metrics=metrics,
        seconds=seconds / max(1, len(samples)),
        tokens=engine.completion_tokens,
        tokens_per_second=engine.completion_tokens / max(1e-9, seconds),
        labels=tuple(label_scores(pairs)) if is_labels else (),
        confusions=tuple(confusions(pairs)) if is_labels else (),
        calibration=calibrate(_scored(samples, results)) if is_labels else None,
        outcomes=outcomes,
    )


def _pairs(samples: Sequence[Sample], results: Sequence[Result]) -> list[tuple[str, str]]:
    """What should have come and what came."""
    return [(s.references[0], _shown(r)) for s, r in zip(samples, results, strict=True)]


def _scored(samples: Sequence[Sample], results: Sequence[Result]) -> list[ScoredExample]:
    """The examples of which the scores of all labels are known."""
    return [
        ScoredExample(result.scores, sample.references[0])
        for sample, result in zip(samples, results, strict=True)
        if isinstance(result, Classification) and result.scores
    ]


def _worked(work: Worker, sample: Sample) -> Result:
    """What came of an example; an answer that was cut off or has not its form is nothing."""
    try:
        return work(sample)
    except SchemaError:
        return ""


def _measure(
    task: TextTaskName, samples: Sequence[Sample], results: Sequence[Result]
) -> tuple[dict[str, float], list[float]]:
    """The metrics of the whole, and one score an example."""
    if task == "classify":
        pairs = _pairs(samples, results)
        scores = label_scores(pairs)
        macro = mean([score.f1 for score in scores if score.support])
        return (
            {"accuracy": accuracy(pairs), "macro_f1": macro},
            [float(expected == said) for expected, said in pairs],
        )
    if task == "extract":
        return _field_scores(samples, results)
    texts = [(s.references, str(r)) for s, r in zip(samples, results, strict=True)]
    single = [max(token_f1(one, said) for one in wanted) for wanted, said in texts]
    return _WRITTEN[task](texts), single


def _field_scores(
    samples: Sequence[Sample], results: Sequence[Result]
) -> tuple[dict[str, float], list[float]]:
    """Micro precision, recall and F1 over fields; a field is right when its value is."""
    right = said = wanted = 0
    scores, whole = [], []
    for sample, result in zip(samples, results, strict=True):
        expected = sample.expected if isinstance(sample.expected, Mapping) else {}
        found = result if isinstance(result, Mapping) else {}
        good = [_is_same(value, found.get(name)) for name, value in expected.items()]
        filled = [name for name in expected if not _is_empty(found.get(name))]
        hits = sum(
            ok and not _is_empty(value) for ok, value in zip(good, expected.values(), strict=True)
        )
        right, said = right + hits, said + len(filled)
        wanted += sum(not _is_empty(value) for value in expected.values())
        scores.append(mean([float(ok) for ok in good]))
        whole.append(float(all(good)))
    precision, recall = right / max(1, said), right / max(1, wanted)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return (
        {
            "f1": f1,
            "precision": precision,
            "recall": recall,
            "fields": mean(scores),
            "exact": mean(whole),
        },
        scores,
    )


def _is_same(expected: Any, found: Any) -> bool:  # noqa: ANN401 - JSON is anything
    if _is_empty(expected) or _is_empty(found):
        return _is_empty(expected) and _is_empty(found)
    if isinstance(expected, list) and isinstance(found, list):
        return sorted(map(_folded, expected)) == sorted(map(_folded, found))
    return _folded(expected) == _folded(found)


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - JSON is anything
    return value is None or value in ("", [], {})


def _folded(value: Any) -> str:  # noqa: ANN401 - JSON is anything
    if isinstance(value, bool | int | float):
        return f"{float(value):g}"
    return " ".join(tokens_of(value if isinstance(value, str) else json.dumps(value)))


def _shown(result: Result) -> str:
    if isinstance(result, Classification):
        return result.labels[0] if result.labels else ""
    return result if isinstance(result, str) else json.dumps(result, ensure_ascii=False)
