"""`pa rewrite`: a text in another tone, or corrected."""

from contextlib import closing
from typing import Annotated, Any

import typer

from pa_cli.cli.completion import complete_words
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
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS

_TONES = ("formal", "friendly", "shorter", "simpler", "clearer")


@setting_options(*GENERATION_SETTINGS, *ENGINE_SETTINGS)
def rewrite(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The text; piped text goes before it."),
    ] = None,
    tone: Annotated[
        str,
        typer.Option(
            "--tone",
            "-t",
            help="formal, friendly, shorter, simpler, clearer, or any words of yours.",
            metavar="TONE",
            autocompletion=complete_words(_TONES),
        ),
    ] = "clearer",
    fix: Annotated[
        bool, typer.Option("--fix", help="Correct grammar, spelling and punctuation only.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change word by word.")] = False,
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
    """Rewrite a text in another tone, or correct it; its facts, links and code stay.

    `git log -1 --format=%B | pa rewrite --fix --diff`
    """
    from pa_cli.cli import text_task
    from pa_cli.cli.input import read_input
    from pa_cli.services.rewriting import FIX, Rewriter
    from pa_cli.ui.written_view import WrittenView

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    original = read_input(text or (), file, settings=wiring.settings, output=output)
    wished = FIX if fix else tone
    task = text_task.make_task(wiring, wiring.templates.load("rewrite"), {"tone": wished})
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        view = WrittenView(
            output,
            form="diff" if diff else "text",
            as_json=json,
            facts={"tone": wished, "model": engine.model_name},
        )
        view.show(Rewriter(engine, task).rewrite(original))
