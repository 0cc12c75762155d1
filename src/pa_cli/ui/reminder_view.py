"""Reminders on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.dates.wording import format_distance
from pa_cli.core.reminder import Reminder
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line


def show_due(
    output: Output, due: Sequence[Reminder], now: datetime, *, brief: bool, as_json: bool
) -> None:
    """The reminders, one a line; with `brief` all in one line, and nothing when there are none."""
    if as_json:
        output.write(to_json([_record(one) for one in due]))
    elif brief:
        if due:
            output.write(
                "; ".join(f"{one.start:%H:%M} {clean_line(one.title)}" for one in due) + "\n"
            )
    else:
        for one in due:
            output.write(f"{line_of(one, now)}\n")
        if not due:
            output.notice_terminal("No reminder is due.")


def line_of(one: Reminder, now: datetime) -> str:
    """A reminder in a line: when, what, where, and whether it comes late."""
    where = f" @ {clean_line(one.where)}" if one.where else ""
    late = " (late reminder)" if one.late else ""
    when = f"{one.start:%H:%M}, {format_distance(one.start, now)}"
    return f"{when}: {clean_line(one.title)}{where}{late}"


def _record(one: Reminder) -> dict[str, object]:
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "start": one.start,
        "where": one.where,
        "at": one.at,
        "late": one.late,
        "over": one.over,
    }
