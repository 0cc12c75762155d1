"""What `pa classify` and `pa sentiment` share: texts get labels, each as it is done."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pa_cli.cli.text_verb import TextCall

if TYPE_CHECKING:
    from pa_cli.cli.record_work import RecordWork
    from pa_cli.services.text_tasks import TextTask

ExplainFlag = Annotated[bool, typer.Option("--explain", help="Say why, in a sentence.")]
ScoresFlag = Annotated[
    bool, typer.Option("--scores", help="How well each label fits, as numbers up to 1.")
]
FastFlag = Annotated[
    bool,
    typer.Option("--fast", help="Several times as fast with a small model, and less often right."),
]


def put_under_labels(
    call: TextCall,
    work: "RecordWork",
    task: "TextTask",
    labels: Sequence[str],
    *,
    multi: bool = False,
    explain: bool = False,
    scores: bool = False,
    fast: bool = False,
) -> None:
    """Write the label of each text of `work`, and what else is asked of it.

    Args:
        call: The verb.
        work: Its texts.
        task: The template with its values.
        labels: What can be chosen.
        multi: Any number of labels may fit.
        explain: Say why, too.
        scores: Say how well each label fits, too; as JSON it is always said.
        fast: Ask a small model one way only.

    Raises:
        NoModelError: There is no usable model.
        InterruptedByUserError: Ctrl-C; what was done is written.
    """
    from pa_cli.services.classifying import rounded

    with call.engine(work.text) as engine:
        classifier = call.wiring.classifier(
            engine, task, labels, model=call.model, multi=multi, explain=explain, fast=fast
        )
        if scores and not classifier.tells_scores:
            call.output.notice(
                "There are no scores: the label is written, not weighed against others."
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
