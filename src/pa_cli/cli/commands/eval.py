"""`pa eval`: how well things work, measured on labelled examples."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_installed_model
from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag, OfflineFlag, QuietFlag, VerboseFlag

eval = verb_group("Measure how well things work, on examples with labels.")


@eval.command("actions")
def evaluate_actions(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines with `text` and `action`.")
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            metavar="NAME|PATH",
            help="A model to measure; may be repeated.",
            autocompletion=complete_installed_model,
        ),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="The rules alone, without any model.")
    ] = False,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="List every request that was read wrongly.")
    ] = False,
    json: JsonFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
) -> None:
    """Measure how well `pa do` tells what is asked for."""
    from pa_cli.cli.evaluating import measure_actions, read_labelled_file
    from pa_cli.ui import evaluation_view

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(offline=offline)
    labelled = read_labelled_file(file, output)
    models: list[str | None] = [None] if rules_only or not model else [*model]
    reports = [
        measure_actions(wiring, output, labelled, name, rules_only=rules_only) for name in models
    ]
    evaluation_view.show_actions(
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
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            metavar="NAME|PATH",
            help="A model that answers; may be repeated. Without one the search alone is measured.",
            autocompletion=complete_installed_model,
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Ask only the first N questions.")
    ] = None,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="List every question that went wrong.")
    ] = False,
    json: JsonFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
) -> None:
    """Measure how well `pa ask --notes` finds, answers, cites and says that there is nothing."""
    from pa_cli.cli.evaluating_retrieval import measure_retrieval, read_file
    from pa_cli.ui.retrieval_report_view import show_retrieval

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(offline=offline)
    texts = read_file(file, output)
    del texts.questions[limit or len(texts.questions) :]
    models: list[str | None] = [*model] if model else [None]
    reports = [measure_retrieval(wiring, output, texts, name) for name in models]
    show_retrieval(output, reports, mistakes=mistakes, as_json=json)
