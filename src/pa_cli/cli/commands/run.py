"""`pa run`: a template, on a text."""

from contextlib import closing
from typing import Annotated, Any

import typer

from pa_cli.cli.completion import complete_parameter, complete_template
from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    FileOption,
    JsonFlag,
    ModelOption,
    OfflineFlag,
    QuietFlag,
    StatsFlag,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS
from pa_cli.core.setting_specs.assistant import INPUT_ON_OVERFLOW


@setting_options(INPUT_ON_OVERFLOW, *GENERATION_SETTINGS, *ENGINE_SETTINGS)
def run(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="TEMPLATE",
            help="Its name, or a TOML file.",
            autocompletion=complete_template,
        ),
    ],
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The input; piped text goes before it."),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="KEY=VALUE",
            help="A parameter of the template; may be given several times.",
            autocompletion=complete_parameter,
        ),
    ] = None,
    file: FileOption = None,
    model: ModelOption = None,
    no_stream: Annotated[
        bool, typer.Option("--no-stream", help="Write the answer at once when it is whole.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the final prompt and its token count only.")
    ] = False,
    json: JsonFlag = False,
    stats: StatsFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Run a template on a text: `git diff | pa run commit-message`.

    Templates are yours to write: `pa templates new NAME`. The text verbs of pa are templates too.
    """
    from pa_cli.cli import text_task

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    template = wiring.templates.load(name)
    task = text_task.make_task(wiring, template, text_task.read_parameters(parameter or ()))
    given = text_task.read_text(template, text or (), file, wiring=wiring, output=output)
    with closing(text_task.open_runner(wiring, output, model, yes=yes)) as runner:
        if dry_run:
            text_task.show_preview(runner, output, task, given, as_json=json)
            return
        text_task.show_result(
            runner, output, task, given, as_json=json, stream=not no_stream, stats=stats
        )
