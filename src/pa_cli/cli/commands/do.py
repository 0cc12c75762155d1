"""`pa do`: a request in plain words, done after it was shown and confirmed."""

from typing import Annotated, Any

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    FileOption,
    JsonFlag,
    ModelOption,
    NoLogFlag,
    OfflineFlag,
    QuietFlag,
    StatsFlag,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS
from pa_cli.core.setting_specs.assistant import INPUT_ENCODING, INPUT_ON_OVERFLOW


@setting_options(INPUT_ENCODING, INPUT_ON_OVERFLOW, *GENERATION_SETTINGS, *ENGINE_SETTINGS)
def do(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT...", help="What is to be done; piped text goes with it."),
    ] = None,
    file: FileOption = None,
    model: ModelOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")
    ] = False,
    no_log: NoLogFlag = False,
    json: JsonFlag = False,
    stats: StatsFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Act on your agenda, to-dos, notes and memory in plain words.

    `pa do "lunch with Ana tomorrow at noon"`, `pa do 把牙医预约改到周五`. What would change is shown
    and asked first; questions are answered at once.
    """
    from pa_cli.cli import doing
    from pa_cli.cli.handing_over import Options
    from pa_cli.cli.own_tool_run import run_named_tool
    from pa_cli.core.care import answer_distress
    from pa_cli.ui.json_output import to_json

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    request = doing.read_words(words or (), file, settings=wiring.settings, output=output)
    if kind_words := answer_distress(request.request):
        output.write(to_json({"actions": [], "text": kind_words}) if json else f"{kind_words}\n")
        return
    if run_named_tool(wiring, output, request.request, yes=yes, dry_run=dry_run, as_json=json):
        return
    options = Options(model=model, log=not no_log, json=json, stats=stats, yes=yes)
    session = doing.Doing(wiring, output, options, request)
    if dry_run:
        session.show_plan()
    else:
        session.run()
