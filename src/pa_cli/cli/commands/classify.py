"""`pa classify`: texts put under labels."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Annotated, Any

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    FileOption,
    JsonFlag,
    ModelOption,
    OfflineFlag,
    QuietFlag,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.cli.record_options import ColumnOption, FormatOption, LinesFlag
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS


@setting_options(*GENERATION_SETTINGS, *ENGINE_SETTINGS)
def classify(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The text; piped text goes before it."),
    ] = None,
    labels: Annotated[
        list[str] | None,
        typer.Option(
            "--labels", "-l", help="The labels: a,b,c; may be given several times.", metavar="A,B"
        ),
    ] = None,
    multi: Annotated[
        bool, typer.Option("--multi", help="All labels that fit, also none or several.")
    ] = False,
    about: Annotated[
        str, typer.Option("--about", help="What the labels mean.", metavar="TEXT")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say why, in a sentence.")] = False,
    scores: Annotated[
        bool, typer.Option("--scores", help="How well each label fits, as numbers up to 1.")
    ] = False,
    lines: LinesFlag = False,
    column: ColumnOption = "",
    form: FormatOption = "",
    file: FileOption = None,
    model: ModelOption = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Put texts under labels: `pa classify --labels bug,wish,praise --lines < feedback.txt`.

    One label a text, exactly as you wrote it. Lines, CSV (`--column`) and JSON Lines are worked
    through one by one; tables come back with a column more.
    """
    from pa_cli.cli import text_task
    from pa_cli.cli.record_work import RecordWork
    from pa_cli.core.labels import read_labels
    from pa_cli.services.classifying import Classifier, rounded

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    choices = read_labels(labels or ())
    values = {"labels": ", ".join(choices), "about": about}
    task = text_task.make_task(wiring, wiring.templates.load("classify"), values)
    work = RecordWork(wiring, output, text or (), file, lines=lines, column=column, form=form)
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        classifier = Classifier(engine, task, choices, multi=multi, explain=explain)

        def find(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
            for found in classifier.classify_each(texts):
                row: dict[str, Any] = {"label": list(found.labels) if multi else found.labels[0]}
                if explain:
                    row["reason"] = found.reason
                if scores or json:
                    row["scores"] = found.scores and rounded(found.scores)
                yield row

        names = ["label", *["reason"] * explain, *["scores"] * (scores or json)]
        work.run(find, names, as_json=json, model=engine.model_name)
