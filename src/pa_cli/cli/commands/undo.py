"""`pa undo`: take back changes of notes, agenda, to-dos, memory and templates."""

from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag
from pa_cli.core.errors import UsageError


def undo(
    context: typer.Context,
    which: Annotated[
        str,
        typer.Argument(metavar="[N|ID]", help="How many changes, or the id of one in the list."),
    ] = "1",
    show_list: Annotated[
        bool, typer.Option("--list", "-l", help="List what can be undone, newest first.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Most changes listed.")
    ] = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Take back the last change of your data; an undo can itself be undone."""
    from pa_cli.ui import undo_view

    del yes  # nothing is asked: an undo can be undone
    service = invocation(context).wiring().undo
    output = make_output(quiet=quiet)
    if show_list:
        undo_view.show_list(output, service.list(limit), as_json=json)
        return
    undone = service.undo_last(_count(which)) if which.isdecimal() else service.undo_one(which)
    undo_view.show_undone(output, undone, as_json=json)


def _count(number: str) -> int:
    count = int(number[:9])
    if count == 0:
        raise UsageError("There is nothing to do: 0 changes to undo.")
    return count
