"""`pa find`: one search over notes, chats and all else that is yours."""

from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import JsonFlag
from pa_cli.cli.since import read_since


def find(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...", help='Words, "a phrase", a beginning*, a #tag, -without.'
        ),
    ],
    places: Annotated[
        list[str] | None,
        typer.Option(
            "--in", metavar="PLACE,...", help="Only there: notes, docs, agenda, todo or chats."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="WHEN", help="Changed since then: 2026-03-11, 7d, yesterday."
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most things found.")] = 20,
    json: JsonFlag = False,
) -> None:
    """Find anything of yours; the best comes first, with its line."""
    from pa_cli.cli.input import from_command_line
    from pa_cli.ui import find_view

    wiring = invocation(context).wiring()
    moment = read_since(since, wiring)
    named = [name for group in places or () for name in group.split(",") if name.strip()]
    found = wiring.find.search(
        from_command_line(" ".join(query)), places=named, since=moment, limit=limit
    )
    find_view.show_found(make_output(), found, as_json=json)
