"""`pa doctor`: what `pa` stands on, what is wrong with it, and what it keeps and contacts."""

from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.exit_codes import ExitCode
from pa_cli.cli.options import JsonFlag


def doctor(
    context: typer.Context,
    privacy: Annotated[
        bool,
        typer.Option(
            "--privacy", help="List every file that pa keeps and everyone it could ever contact."
        ),
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Find what is wrong with the installation, and what mends it."""
    from pa_cli.ui.doctor_view import show_diagnosis, show_privacy
    from pa_cli.wiring.doctor import diagnose, list_privacy

    wiring = invocation(context).wiring()
    if privacy:
        show_privacy(make_output(), list_privacy(wiring), json=json)
        return
    diagnosis = diagnose(wiring)
    show_diagnosis(make_output(), diagnosis, json=json)
    if not diagnosis.ok:
        raise typer.Exit(ExitCode.FAILED)
