"""`pa agenda`: appointments in plain words."""

from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag
from pa_cli.core.errors import EmptyInputError

agenda = verb_group("Your appointments, in plain words and plain files.")


@agenda.command("when")
def show_when(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words with a date in them.")],
    json: JsonFlag = False,
) -> None:
    """Show how a phrase is read; nothing is written."""
    from pa_cli.ui.date_view import show_reading

    text = " ".join(words)
    if not text.strip():
        raise EmptyInputError("There is no text to look for a date in.")
    dates = invocation(context).wiring().dates
    show_reading(make_output(), dates.read(text), dates.now(), as_json=json)
