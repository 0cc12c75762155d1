"""Measuring how requests are read: the file, the model, the progress."""

from contextlib import closing

from pa_cli.cli.labelled_files import name_problems, read_examples
from pa_cli.core.actions_report import ActionsReport
from pa_cli.core.errors import NoModelError
from pa_cli.services.actions.evaluation import LabelledFile, evaluate, read_labelled
from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay
from pa_cli.wiring import Wiring


def read_labelled_file(name: str, output: Output) -> LabelledFile:
    """The labelled requests of a file; bad lines are named.

    Raises:
        InputError: It cannot be read, or has not one good line.
    """
    found = read_labelled(read_examples(name), name)
    name_problems(output, found.problems)
    return found


def measure_actions(
    wiring: Wiring,
    output: Output,
    labelled: LabelledFile,
    model: str | None,
    *,
    rules_only: bool,
) -> ActionsReport:
    """Read all requests with one model, or with none.

    Raises:
        NoModelError: A model was named and is not there.
    """
    name = None
    if not rules_only:
        try:
            name = wiring.model_name(model)
        except NoModelError:
            if model is not None:
                raise
            output.notice("There is no model: this measures the rules alone.")
    reader = wiring.request_reader(model, rules_only=rules_only, detail=output.detail)
    with closing(reader):
        return evaluate(labelled, reader, name, ProgressDisplay(output))
