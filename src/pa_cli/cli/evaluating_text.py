"""Evaluations of the text verbs: what is done with an example of each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pa_cli.cli import text_task
from pa_cli.cli.labelled_files import name_problems, read_examples
from pa_cli.core.calibration import LEAST_EXAMPLES
from pa_cli.core.errors import UsageError
from pa_cli.core.evaluation import Sample, TextReport, TextTaskName, read_samples
from pa_cli.core.labels import read_labels
from pa_cli.core.languages import find_language
from pa_cli.core.schema import Schema, parse_schema
from pa_cli.core.summary import Summary, SummaryOptions
from pa_cli.core.template import Template
from pa_cli.services.classifying import calibration_key
from pa_cli.services.extracting import Extractor
from pa_cli.services.metered_engine import MeteredEngine, metered
from pa_cli.services.rewriting import Rewriter
from pa_cli.services.text_answering import TextAnswerer
from pa_cli.services.text_evaluation import Worker, evaluate
from pa_cli.services.text_tasks import TaskRunner
from pa_cli.services.translating import Translator
from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay
from pa_cli.wiring import Wiring

_ASK = Template("ask", system="You answer in as few words as you can.", prompt="{{text}}")
_TYPES = ((bool, "bool"), (int, "int"), (float, "number"), (list, "list"))


def load_samples(file: str, task: TextTaskName, output: Output) -> list[Sample]:
    """The examples of a file; lines that are none are named.

    Raises:
        InputError: It cannot be read, or has not one good line.
    """
    samples, problems = read_samples(read_examples(file), task, file)
    name_problems(output, problems)
    return samples


def labels_of(samples: Sequence[Sample], given: Sequence[str]) -> tuple[str, ...]:
    """The labels to choose from: those that were given, else those of all the examples.

    Raises:
        UsageError: They cannot be chosen from.
    """
    found = list(dict.fromkeys(sample.references[0] for sample in samples))
    return read_labels(given or [json.dumps(found)])


def measure(
    wiring: Wiring,
    output: Output,
    task: TextTaskName,
    samples: Sequence[Sample],
    *,
    model: str | None,
    template: str,
    labels: Sequence[str] = (),
    keep: bool = False,
) -> TextReport:
    """Work through `samples` with one model and one template.

    `labels` are those of `classify`, of which `keep` keeps the temperature that was fitted, so
    that `pa classify` tells probabilities.

    Raises:
        NoModelError: There is no such model.
        NotFoundError: There is no such template.
        UsageError: The template or the samples do not fit the task.
    """
    engine = metered(text_task.open_model(wiring, output, model, yes=False))
    try:
        workers = _Workers(wiring, engine, template, labels, model)
        work = workers.worker(task)
        shown = template or task
        progress = ProgressDisplay(output)
        report = evaluate(task, samples, work, engine, template=shown, progress=progress)
    finally:
        engine.close()
    if keep:
        _keep(wiring, output, workers.calibration_key, report)
    return report


def _keep(wiring: Wiring, output: Output, key: str, report: TextReport) -> None:
    """Keep the temperature of `report`, and say so."""
    fit = report.calibration
    if fit is None:
        output.notice(
            f"Nothing is kept: that takes a model that tells scores, and {LEAST_EXAMPLES} examples."
        )
        return
    wiring.calibrations.put(key, fit.temperature)
    output.notice(
        f"Kept for {report.model} and these labels: pa classify --json tells probabilities now."
    )


class _Workers:
    def __init__(
        self,
        wiring: Wiring,
        engine: MeteredEngine,
        template: str,
        labels: Sequence[str],
        model: str | None,
    ) -> None:
        self._wiring, self._engine, self._model = wiring, engine, model
        self._name, self._labels = template, tuple(labels)
        self.calibration_key = ""

    def worker(self, task: TextTaskName) -> Worker:
        match task:
            case "classify":
                return self._classify()
            case "extract":
                return self._extract()
            case "summarize":
                return self._summarize
            case "translate":
                return self._translate
            case "rewrite":
                return self._rewrite
            case "ask":
                return self._ask()

    def _template(self, task: str) -> Template:
        return self._wiring.templates.load(self._name or task)

    def _classify(self) -> Worker:
        labels = self._labels
        values = {"labels": ", ".join(labels)}
        task = text_task.make_task(self._wiring, self._template("classify"), values)
        classifier = self._wiring.classifier(self._engine, task, labels, model=self._model)
        self.calibration_key = calibration_key(self._engine.model_name, task.template, labels)
        return lambda sample: classifier.classify(sample.text)

    def _extract(self) -> Worker:
        task = text_task.make_task(self._wiring, self._template("extract"), {})
        extractors: dict[str, Extractor] = {}

        def work(sample: Sample) -> Mapping[str, Any]:
            expected = sample.expected if isinstance(sample.expected, Mapping) else {}
            schema = _schema_of(sample.values.get("fields", ""), expected)
            if schema.as_json() not in extractors:
                made = Extractor(self._engine, task, schema, self._wiring.read_date)
                extractors[schema.as_json()] = made
            data: Mapping[str, Any] = extractors[schema.as_json()].extract(sample.text).data
            return data

        return work

    def _summarize(self, sample: Sample) -> str:
        options = SummaryOptions(
            length=sample.values.get("length", "short"),
            style=sample.values.get("style", "paragraph"),
        )
        summarizer = self._wiring.summarizer(
            self._engine,
            options,
            model=self._model,
            keeps_parts=False,
            template=self._name or "summarize",
        )
        for event in summarizer.summarize([sample.text]):
            if isinstance(event, Summary):
                return event.text
        return ""

    def _translate(self, sample: Sample) -> str:
        target = sample.values.get("to", "")
        if not target:
            raise UsageError(f'Line {sample.line} does not say the language: "to": "zh".')
        values = {"to": find_language(target).name}
        task = text_task.make_task(self._wiring, self._template("translate"), values)
        blocks = Translator(self._engine, task).translate(sample.text)
        return "".join(block.text for block in blocks)

    def _rewrite(self, sample: Sample) -> str:
        values = {"tone": sample.values.get("tone", "clearer")}
        task = text_task.make_task(self._wiring, self._template("rewrite"), values)
        blocks = Rewriter(self._engine, task).rewrite(sample.text)
        return "".join(block.text for block in blocks)

    def _ask(self) -> Worker:
        template = self._wiring.templates.load(self._name) if self._name else _ASK
        runner = TextAnswerer(self._engine) if template.output.answers else TaskRunner(self._engine)

        def work(sample: Sample) -> str:
            values = _parameters_of(template, sample)
            task = text_task.make_task(self._wiring, template, values)
            task = replace(task, sampling=replace(task.sampling, temperature=0.0))
            answer, events = runner.run(task, sample.text)
            for _ in events:
                pass
            return answer.text.strip()

        return work


def _parameters_of(template: Template, sample: Sample) -> dict[str, str]:
    """What the line of `sample` says of the parameters of `template`."""
    for parameter in template.parameters:
        if parameter.default is None and parameter.name not in sample.values:
            line = json.dumps({"text": "...", parameter.name: "...", "answer": "..."})
            raise UsageError(
                f"The template {template.name!r} needs {parameter.name}, which line {sample.line} does not say.",
                hint=f"Every line has to: {line}",
            )
    names = {parameter.name for parameter in template.parameters}
    return {name: value for name, value in sample.values.items() if name in names}


def _schema_of(fields: str, expected: Mapping[str, Any]) -> Schema:
    """The schema that a line asks for: its `fields`, or what its expected values look like."""
    if fields:
        return parse_schema(fields)
    kinds = {
        name: next((kind for python, kind in _TYPES if isinstance(value, python)), "")
        for name, value in expected.items()
    }
    return parse_schema("\n".join(f"{name} {kind}".strip() for name, kind in kinds.items()) + "\n")
