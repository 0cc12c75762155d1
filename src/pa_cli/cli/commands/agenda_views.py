"""`pa agenda week`, `month`, `free` and `due`: events seen in other ways than a list."""

from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import JsonFlag, YesFlag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.reminder import Reminder

WhenWords = Annotated[
    list[str] | None, typer.Argument(metavar="WHEN", help="A day in it; left out: the present one.")
]


def show_week(context: typer.Context, when: WhenWords = None, json: JsonFlag = False) -> None:
    """Show a week, day by day; ! marks what collides."""
    from datetime import timedelta

    from pa_cli.ui import calendar_view, event_view

    service = invocation(context).wiring().agenda
    first = service.day_in(" ".join(when or ()))
    first -= timedelta(days=(first.weekday() - service.week_start) % 7)
    last = first + timedelta(days=6)
    shown = service.list(service.days(first, last))
    today = service.now().date()
    if json:
        event_view.show_list(make_output(), shown, first, last, service.now(), as_json=True)
    else:
        calendar_view.show_week(make_output(), shown, first, today)


def show_month(context: typer.Context, when: WhenWords = None, json: JsonFlag = False) -> None:
    """Show a month as a table."""
    from datetime import timedelta

    from pa_cli.ui import calendar_view, event_view

    service = invocation(context).wiring().agenda
    first = service.day_in(" ".join(when or ())).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    shown = service.list(service.days(first, last))
    today = service.now().date()
    if json:
        event_view.show_list(make_output(), shown, first, last, service.now(), as_json=True)
    else:
        calendar_view.show_month(make_output(), shown, first, today, service.week_start)


def show_free(
    context: typer.Context,
    when: Annotated[
        list[str] | None,
        typer.Argument(metavar="WHEN", help="Days; left out: today and the six days after it."),
    ] = None,
    length: Annotated[
        str, typer.Option("--length", metavar="LENGTH", help="At least so long: 30m, 1h.")
    ] = "30m",
    between: Annotated[
        str, typer.Option("--between", metavar="HOURS", help="Within these hours.")
    ] = "9-18",
    json: JsonFlag = False,
) -> None:
    """Find free time between events; whole days and cancelled events do not count."""
    from pa_cli.core.event_words import read_minutes
    from pa_cli.services.free_time import free_slots, read_hours
    from pa_cli.ui import free_view

    service = invocation(context).wiring().agenda
    minutes = max(read_minutes(length), 1)
    hours = read_hours(between)
    span = service.range_of(" ".join(when or ()))
    start = max(span.start, service.now()) if span.end > service.now() else span.start
    slots = list(free_slots(service.list(span), start, span.end, hours, minutes))
    free_view.show_slots(make_output(), slots, service.now(), as_json=json)


def show_due(
    context: typer.Context,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line, or nothing: for a prompt or a login.")
    ] = False,
    notify: Annotated[
        bool, typer.Option("--notify", help="Send desktop notifications too.")
    ] = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Show the reminders that are due, each once."""
    from pa_cli.ui import reminder_view

    del yes
    wiring = invocation(context).wiring()
    output = make_output()
    now = wiring.now()

    def deliver(due: "Sequence[Reminder]") -> None:
        if notify:
            for one in due:
                wiring.send_notification(one.title, reminder_view.line_of(one, now))
        reminder_view.show_due(output, due, now, brief=brief, as_json=json)

    wiring.reminders.due(deliver, output.notice)
