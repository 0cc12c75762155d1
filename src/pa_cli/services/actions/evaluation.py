"""How well requests are read: labelled requests through the very reader of `pa do`."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pa_cli.core.action import ACTIONS, ActionCall
from pa_cli.core.actions_report import ActionsReport, Mistake
from pa_cli.core.classification import accuracy, confusions, label_scores
from pa_cli.core.errors import InputError
from pa_cli.core.ports import Progress
from pa_cli.services.actions.reader import RequestReader

STANDS_FOR: Mapping[str, str] = {
    "agenda_change": "agenda_add",
    "todo_done": "todo_remove",
    "note_add": "todo_add",
    "note_search": "answer",
    "memory_add": "answer",
}
"""Actions that count as another one when the labels of a file do not have them."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A request and the action that is right.

    Attributes:
        line: Its line in the file, from 1.
        text: The request.
        action: The label.
    """

    line: int
    text: str
    action: str


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """Labelled requests, and what is wrong with other lines."""

    requests: tuple[Labelled, ...]
    problems: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Which of our actions count as another one here."""
        known = {request.action for request in self.requests}
        return {ours: theirs for ours, theirs in STANDS_FOR.items() if ours not in known}


def read_labelled(text: str, name: str) -> LabelledFile:
    """Labelled requests: JSON lines with `text` and `action`.

    Raises:
        InputError: There is not one good line.
    """
    requests: list[Labelled] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        problem = ""
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record, problem = None, "is no JSON"
        if not problem and not isinstance(record, dict):
            problem = "is no object"
        if not problem and not (isinstance(record.get("text"), str) and record["text"].strip()):
            problem = "has no text"
        if not problem and record.get("action") not in ACTIONS:
            problem = f"has no known action but {record.get('action')!r}"
        if problem:
            problems.append(f"{name}:{number} {problem}")
        else:
            requests.append(Labelled(number, record["text"], record["action"]))
    if not requests:
        raise InputError(
            f"{name} has no labelled request" + (f": {problems[0]}." if problems else "."),
            hint='A line looks like this: {"text": "wake me at six", "action": "agenda_add"}',
        )
    return LabelledFile(tuple(requests), tuple(problems))


def evaluate(
    file: LabelledFile,
    reader: RequestReader,
    model: str | None,
    progress: Progress,
    clock: Callable[[], float] = time.perf_counter,
) -> ActionsReport:
    """Read every request, and compare.

    Args:
        file: The labelled requests.
        reader: Reads them; the one of `pa do`.
        model: Name of the model that it may ask, None for the rules alone.
        progress: Shows how far it is.
        clock: Seconds.
    """
    pairs: list[tuple[str, str]] = []
    read: list[tuple[str, float]] = []
    mapping = file.mapping
    name = f"Reading requests ({model or 'rules'})"
    with progress.task(name, total=len(file.requests)) as task:
        for number, request in enumerate(file.requests, start=1):
            started = clock()
            call = reader.read(request.text)[0]
            read.append((_decided_by(call), clock() - started))
            pairs.append((request.action, mapping.get(call.action, call.action)))
            task.update(number)
    return _report(file, model, pairs, read)


def _decided_by(call: ActionCall) -> str:
    """Who decided: certain rules, the model, or the best guess of rules that are not certain."""
    return call.by if call.by == "model" or call.confidence >= 1 else "guess"


def _report(
    file: LabelledFile,
    model: str | None,
    pairs: Sequence[tuple[str, str]],
    read: Sequence[tuple[str, float]],
) -> ActionsReport:
    seconds = [taken for _, taken in read]
    others = [taken for by, taken in read if by != "rules"]
    certain = [pair for pair, (by, _) in zip(pairs, read, strict=True) if by == "rules"]
    asked = [pair for pair, (by, _) in zip(pairs, read, strict=True) if by != "rules"]
    mistakes = tuple(
        Mistake(request.line, request.text, expected, predicted, by)
        for request, (expected, predicted), (by, _) in zip(file.requests, pairs, read, strict=True)
        if expected != predicted
    )
    return ActionsReport(
        model=model,
        accuracy=accuracy(pairs),
        requests=len(pairs),
        by_rules=len(certain) / len(pairs),
        rules_accuracy=accuracy(certain) if certain else None,
        model_accuracy=accuracy(asked) if asked else None,
        seconds_mean=statistics.fmean(seconds),
        seconds_median=statistics.median(seconds),
        seconds_model=statistics.median(others) if others else None,
        actions=tuple(label_scores(pairs)),
        confusions=tuple(confusions(pairs)),
        mistakes=mistakes,
    )
