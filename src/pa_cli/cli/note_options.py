"""Arguments and options that verbs for notes share."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_note, complete_note_tag

NoteRef = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="Id, title or the beginning of one, file, or number in the last list.",
        autocompletion=complete_note,
    ),
]
NoteRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...", help="Notes: ids, titles or numbers.", autocompletion=complete_note
    ),
]
TagNames = Annotated[
    list[str],
    typer.Argument(metavar="TAG...", help="Tags, with or without #."),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        "-t",
        metavar="TAG",
        help="A tag; may be repeated.",
        autocompletion=complete_note_tag,
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="WHEN", help="Changed since then: 2026-03-11, 7d, yesterday."),
]
