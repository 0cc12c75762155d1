"""`pa sentiment`: `pa classify` with labels of feeling."""

from typing import Annotated

import typer

from pa_cli.cli.labelling import ExplainFlag, FastFlag, ScoresFlag, put_under_labels
from pa_cli.cli.text_verb import TextCall, text_verb


@text_verb(records=True)
def sentiment(
    call: TextCall,
    *,
    moods: Annotated[
        bool, typer.Option("--moods", help="Mood words instead: joy, calm, fear, anger and more.")
    ] = False,
    explain: ExplainFlag = False,
    scores: ScoresFlag = False,
    fast: FastFlag = False,
) -> None:
    """Say how texts feel: very negative, negative, neutral, positive or very positive."""
    from pa_cli.core.labels import MOODS, SENTIMENTS

    labels = MOODS if moods else SENTIMENTS
    task = call.task("sentiment", {"labels": ", ".join(labels)})
    put_under_labels(
        call, call.open_records(), task, labels, explain=explain, scores=scores, fast=fast
    )
