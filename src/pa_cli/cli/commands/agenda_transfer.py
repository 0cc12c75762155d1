"""`pa agenda import` and `export`: iCalendar files in and out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.document import confirm_target
from pa_cli.cli.options import JsonFlag, YesFlag
from pa_cli.core.errors import EmptyInputError, InputError


def import_calendar(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help=".ics files; - or a pipe for stdin."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Take in the events and to-dos of iCalendar files; a second time changes nothing."""
    from pa_cli.ui.json_output import to_json

    del yes
    transfer = invocation(context).wiring().calendar_transfer
    output = make_output()
    done = [
        transfer.take_in(name, content, dry_run=dry_run)
        for name, content in [(name, _content_of(name)) for name in files or ["-"]]
    ]
    counts = {
        "added": sum(one.added for one in done),
        "updated": sum(one.updated for one in done),
        "unchanged": sum(one.unchanged for one in done),
    }
    if json:
        output.write(to_json({**counts, "dry_run": dry_run}))
        return
    text = ", ".join(f"{count} {what}" for what, count in counts.items())
    output.write(f"{'Would import' if dry_run else 'Imported'}: {text}.\n")


def export_calendar(
    context: typer.Context,
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to stdout."),
    ] = None,
    todos: Annotated[bool, typer.Option("--todos", help="The to-dos too.")] = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Give out all events as one iCalendar file."""
    from pa_cli.ui.json_output import to_json

    wiring = invocation(context).wiring()
    output = make_output()
    content, count = wiring.calendar_transfer.give_out(("VEVENT", "VTODO")[: 1 + todos])
    if output_file is None:
        text = content.decode("utf-8")
        output.write(to_json({"items": count, "path": None, "text": text}) if json else text)
        return
    confirm_target(output, output_file, yes=yes)
    wiring.write_export(output_file, content)
    if json:
        output.write(to_json({"items": count, "path": output_file, "text": None}))
    else:
        output.write(f"Wrote {count} item{'s' * (count != 1)} to {output_file}\n")


def _content_of(name: str) -> bytes:
    """The bytes of a file, or of stdin for `-`."""
    from pa_cli.ui.console import is_terminal

    if name == "-":
        if is_terminal(sys.stdin):
            raise EmptyInputError("There is nothing to import: name a file, or pipe one in.")
        content = sys.stdin.buffer.read()
        if not content.strip():
            raise EmptyInputError("There is nothing to import: the input is empty.")
        return content
    try:
        return Path(name).expanduser().read_bytes()
    except OSError as error:
        raise InputError(f"Could not read {name}: {error.strerror or error}.") from error
