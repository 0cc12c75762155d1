"""`pa classify`: texts put under labels."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

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
    explain: Annotated[bool, typer.Option("--explain", help="Say why, in a sentence.")] = False,
    scores: Annotated[
        bool, typer.Option("--scores", help="How well each label fits, as numbers up to 1.")
    ] = False,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast", help="Several times as fast with a small model, and less often right."
        ),
    ] = False,
) -> None:
    """Put texts under labels: `pa classify --labels bug,wish,praise --lines < feedback.txt`.

    One label a text, exactly as you wrote it. Lines, CSV (`--column`) and JSON Lines are worked
    through one by one; tables come back with a column more.
    """
    from pa_cli.core.labels import read_labels
    from pa_cli.services.classifying import rounded

    choices = read_labels(labels or ())
    task = call.task("classify", {"labels": ", ".join(choices), "about": about})
    work = call.open_records()
    with call.engine(work.text) as engine:
        classifier = call.wiring.classifier(
            engine, task, choices, model=call.model, multi=multi, explain=explain, fast=fast
        )
        told = ["scores"] * (scores or call.json)
        told += ["probabilities"] * (call.json or (scores and classifier.is_calibrated))

        def find(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
            for found in classifier.classify_each(texts):
                row: dict[str, Any] = {"label": list(found.labels) if multi else found.labels[0]}
                if explain:
                    row["reason"] = found.reason
                weighed = {"scores": found.scores, "probabilities": found.probabilities}
                yield row | {name: rounded(weighed[name]) for name in told}

        names = ["label", *["reason"] * explain, *told]
        work.run(find, names, as_json=call.json, model=engine.model_name)
