"""`pa classify`: texts put under labels."""

from typing import Annotated

import typer

from pa_cli.cli.labelling import ExplainFlag, FastFlag, ScoresFlag, put_under_labels
from pa_cli.cli.text_verb import TextCall, text_verb


@text_verb(records=True)
def classify(
    call: TextCall,
    *,
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
    explain: ExplainFlag = False,
    scores: ScoresFlag = False,
    fast: FastFlag = False,
) -> None:
    """Put texts under labels: `pa classify --labels bug,wish,praise --lines < feedback.txt`.

    One label a text, exactly as you wrote it. Lines, CSV (`--column`) and JSON Lines are worked
    through one by one; tables come back with a column more.
    """
    from pa_cli.core.errors import UsageError
    from pa_cli.core.labels import read_labels

    choices = read_labels(labels or ())
    if multi and scores:
        raise UsageError(
            "With --multi any number of labels may fit: there are no scores of one against the others.",
            hint="Leave out --multi, or --scores.",
        )
    task = call.task(
        "classify", {"labels": ", ".join(choices), **({"about": about} if about else {})}
    )
    put_under_labels(
        call,
        call.open_records(),
        task,
        choices,
        multi=multi,
        explain=explain,
        scores=scores,
        fast=fast,
    )
