"""`pa today`: a day at a glance."""

from typing import Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import JsonFlag


def today(
    context: typer.Context,
    date: Annotated[
        str, typer.Option("--date", "-d", metavar="WHEN", help="Another day: tomorrow, friday.")
    ] = "",
    json: JsonFlag = False,
) -> None:
    """What is on, what is due or late, and what comes next."""
    from pa_cli.ui import today_view

    service = invocation(context).wiring().today
    day = service.day(date)
    if not json:
        service.remember(day)
    today_view.show_day(make_output(), day, service.now(), as_json=json)
