"""`pa sentiment`: `pa classify` with labels of feeling."""

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
def sentiment(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The text; piped text goes before it."),
    ] = None,
    moods: Annotated[
        bool, typer.Option("--moods", help="Mood words instead: joy, calm, fear, anger and more.")
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
    """Say how texts feel: very negative, negative, neutral, positive or very positive."""
    from pa_cli.cli import text_task
    from pa_cli.cli.record_work import RecordWork
    from pa_cli.core.labels import MOODS, SENTIMENTS
    from pa_cli.services.classifying import Classifier

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    labels = MOODS if moods else SENTIMENTS
    task = text_task.make_task(
        wiring, wiring.templates.load("sentiment"), {"labels": ", ".join(labels)}
    )
    work = RecordWork(wiring, output, text or (), file, lines=lines, column=column, form=form)
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        classifier = Classifier(engine, task, labels)
        work.run(
            lambda texts: ({"label": found.labels[0]} for found in classifier.classify_each(texts)),
            ("label",),
            as_json=json,
            model=engine.model_name,
        )
