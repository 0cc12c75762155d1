"""`pa note today`: one note a day, a line with the time for each thing."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import FileOption, JsonFlag, QuietFlag, YesFlag
from pa_cli.core.errors import EmptyInputError

if TYPE_CHECKING:
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring


def todays_note(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="A line for today; left out: show today's note.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Open it in your editor.")] = False,
    file: FileOption = None,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add a line with the time to today's note, or show it."""
    from pa_cli.cli.input import read_input
    from pa_cli.ui import note_view
    from pa_cli.ui.console import is_terminal

    del yes
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    words = text or []
    line = ""
    if words or file or not (is_terminal(sys.stdin) or edit):
        try:
            line = read_input(words, file, settings=wiring.settings, output=output)
        except EmptyInputError:
            if words or file:
                raise
    if line.strip():
        note_view.show_change(output, wiring.daily_note.append(line), "Added to", as_json=json)
    if edit:
        _edit_today(wiring, output, as_json=json)
    elif not line.strip():
        found = wiring.daily_note.read()
        if found is not None:
            note_view.show_note(output, found, as_json=json, raw=False)
        elif json:
            output.write("null\n")
        else:
            output.notice_terminal("Nothing yet today. Add a line: pa note today TEXT")


def _edit_today(wiring: "Wiring", output: "Output", *, as_json: bool) -> None:
    from pa_cli.ui import note_view

    before = wiring.daily_note.draft()
    content = wiring.editor.edit_bytes(before.content, name=before.note.path.name)
    after = wiring.notes.save_edit(before, content)
    note_view.show_change(
        output, after or before.note, "Saved" if after else "Unchanged", as_json=as_json
    )
