"""An event as lines that can be changed in an editor, and read back."""

from datetime import datetime
from typing import TYPE_CHECKING

from pa_cli.cli.form import fields_of, form_of
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from pa_cli.core.event import Event, EventEdit

_NAMES = ("title", "start", "end", "rrule", "where", "tags", "remind")


def write_form(event: "Event") -> str:
    """The fields of an event, one a line, and its note below."""
    values = (
        event.title,
        _moment(event.start),
        _moment(event.end),
        event.rrule,
        event.where,
        " ".join(event.tags),
        ", ".join(f"{minutes}m" for minutes in event.reminders),
    )
    return form_of(dict(zip(_NAMES, values, strict=True)), event.note)


def read_form(event: "Event", text: str) -> "EventEdit":
    """What was changed in the form; raises UsageError for lines that cannot be read."""
    from pa_cli.core.event import EventEdit
    from pa_cli.core.tags import read_tags

    before, _ = fields_of(write_form(event), _NAMES)
    after, note = fields_of(text, _NAMES)
    if not after.get("title"):
        raise UsageError("The title is empty; nothing was changed.")
    changed: dict[str, str | None] = {
        name: None if before.get(name, "") == after.get(name, "") else after.get(name, "")
        for name in _NAMES
    }
    if changed["start"] == "":
        raise UsageError("The start is empty; nothing was changed.")
    tags = read_tags(after.get("tags", "").split())
    remind = changed["remind"]
    times = [] if remind is None else ["none", *(t for t in remind.split(",") if t.strip())]
    return EventEdit(
        title=changed["title"],
        start=changed["start"],
        end=changed["end"] or None,
        rrule=changed["rrule"],
        where=changed["where"],
        note=None if note == (event.note or "").strip() else note,
        tags=tags,
        untag=[tag for tag in event.tags if tag not in tags],
        reminders=times,
    )


def _moment(moment: "date | datetime") -> str:
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.isoformat()
