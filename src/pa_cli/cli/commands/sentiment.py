"""`pa sentiment`: `pa classify` with labels of feeling."""

from typing import Annotated

import typer

from pa_cli.cli.text_verb import TextCall, text_verb


@text_verb(records=True)
def sentiment(
    call: TextCall,
    *,
    moods: Annotated[
        bool, typer.Option("--moods", help="Mood words instead: joy, calm, fear, anger and more.")
    ] = False,
) -> None:
    """Say how texts feel: very negative, negative, neutral, positive or very positive."""
    from pa_cli.core.labels import MOODS, SENTIMENTS

    labels = MOODS if moods else SENTIMENTS
    task = call.task("sentiment", {"labels": ", ".join(labels)})
    work = call.open_records()
    with call.engine(work.text) as engine:
        classifier = call.wiring.classifier(engine, task, labels, model=call.model)
        work.run(
            lambda texts: ({"label": found.labels[0]} for found in classifier.classify_each(texts)),
            ("label",),
            as_json=call.json,
            model=engine.model_name,
        )
