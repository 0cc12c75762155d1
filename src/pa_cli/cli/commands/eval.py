"""`pa eval`: how well things work, measured on labelled examples."""

from pathlib import Path
from typing import Annotated

import typer

from pa_cli.cli.completion import complete_installed_model, complete_template
from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag, OfflineFlag, QuietFlag, VerboseFlag
from pa_cli.core.errors import UsageError
from pa_cli.core.evaluation import TextTaskName

ModelsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        "-m",
        metavar="NAME|PATH",
        help="A model to measure; may be repeated.",
        autocompletion=complete_installed_model,
    ),
]

LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, help="Only the first N examples.", metavar="N")
]
MistakesFlag = Annotated[
    bool, typer.Option("--mistakes", help="List what went wrong, example by example.")
]

eval = verb_group("Measure how well things work, on examples with labels.")


@eval.command("actions")
def evaluate_actions(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines with `text` and `action`.")
    ],
    model: ModelsOption = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="The rules alone, without any model.")
    ] = False,
    mistakes: MistakesFlag = False,
    json: JsonFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
) -> None:
    """Measure how well `pa do` tells what is asked for."""
    from pa_cli.cli.evaluating_actions import measure_actions, read_labelled_file
    from pa_cli.ui import actions_report_view

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(offline=offline)
    labelled = read_labelled_file(file, output)
    models: list[str | None] = [None] if rules_only or not model else [*model]
    reports = [
        measure_actions(wiring, output, labelled, name, rules_only=rules_only) for name in models
    ]
    actions_report_view.show_actions(
        output,
        reports,
        labelled.mapping,
        labelled.problems,
        mistakes=mistakes,
        as_json=json,
    )


@eval.command("retrieval")
def evaluate_retrieval(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="JSON lines: documents with `id`, `title`, `text`; questions with `question`,"
            " `answer_ids`, `answer`.",
        ),
    ],
    model: ModelsOption = None,
    limit: LimitOption = None,
    mistakes: MistakesFlag = False,
    json: JsonFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
) -> None:
    """Measure how well `pa ask --notes` finds, answers, cites and says that there is nothing.

    Without a model the search alone is measured.
    """
    from pa_cli.cli.evaluating_retrieval import measure_retrieval, read_file
    from pa_cli.ui.retrieval_report_view import show_retrieval

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(offline=offline)
    texts = read_file(file, output)
    del texts.questions[limit or len(texts.questions) :]
    models: list[str | None] = [*model] if model else [None]
    reports = [measure_retrieval(wiring, output, texts, name) for name in models]
    show_retrieval(output, reports, mistakes=mistakes, as_json=json)


def _add_text_task(task: TextTaskName, summary: str) -> None:
    no_labels = task != "classify"

    def evaluate_texts(
        context: typer.Context,
        file: Annotated[
            str, typer.Argument(metavar="FILE", help="JSON lines: the text and what should come.")
        ],
        model: ModelsOption = None,
        template: Annotated[
            list[str] | None,
            typer.Option(
                "--template",
                help="A template to measure instead of pa's; may be repeated.",
                metavar="NAME",
                autocompletion=complete_template,
            ),
        ] = None,
        labels: Annotated[
            list[str] | None,
            typer.Option(
                "--labels", "-l", help="The labels; else those of the file.", hidden=no_labels
            ),
        ] = None,
        keep: Annotated[
            bool,
            typer.Option(
                "--keep",
                help="Keep the temperature that was found, so that scores become probabilities.",
                hidden=no_labels,
            ),
        ] = False,
        limit: LimitOption = None,
        plot: Annotated[
            Path | None, typer.Option("--plot", help="Draw the table as SVG.", metavar="FILE")
        ] = None,
        mistakes: MistakesFlag = False,
        json: JsonFlag = False,
        offline: OfflineFlag = False,
        quiet: QuietFlag = False,
        verbose: VerboseFlag = False,
    ) -> None:
        from pa_cli.cli.evaluating_text import labels_of, load_samples, measure
        from pa_cli.ui import text_report_view

        if no_labels and (labels or keep):
            raise UsageError("Only pa eval classify takes --labels and --keep.")
        output = make_output(quiet=quiet, verbose=verbose)
        wiring = invocation(context).wiring(offline=offline)
        samples = load_samples(file, task, output)
        choices = () if no_labels else labels_of(samples, labels or ())
        reports = [
            measure(
                wiring,
                output,
                task,
                samples[:limit],
                model=name,
                template=chosen,
                labels=choices,
                keep=keep,
            )
            for name in model or (None,)
            for chosen in template or ("",)
        ]
        text_report_view.show_reports(output, reports, mistakes=mistakes, as_json=json)
        if plot is not None:
            wiring.write_export(plot, text_report_view.plot(reports))

    eval.command(task, help=summary)(evaluate_texts)


_add_text_task(
    "classify", "Measure `pa classify`: accuracy, precision, recall, F1, what was taken for what."
)
_add_text_task("extract", "Measure `pa extract`: precision, recall and F1 of the fields.")
_add_text_task("summarize", "Measure `pa summarize`: ROUGE against your own summaries.")
_add_text_task("translate", "Measure `pa translate`: chrF and BLEU against your own translations.")
_add_text_task("rewrite", "Measure `pa rewrite`: ROUGE against your own versions.")
_add_text_task("ask", "Measure answers: exact match and token F1.")
