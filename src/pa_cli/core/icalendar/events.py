"""VEVENT: read into values, made from a draft, changed without touching what is not ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pa_cli.core.event import EventDraft, one_day_after
from pa_cli.core.icalendar.alarms import reminders_of, write_reminders
from pa_cli.core.icalendar.lines import Component, make_line
from pa_cli.core.icalendar.values import (
    FindZone,
    escape,
    moment_line,
    moment_of,
    moment_text,
    moments_of,
    read_duration,
    split_texts,
    text_line,
    unescape,
)
from pa_cli.core.icalendar.zones import ensure_zone, zones_of

PRODUCT = "-//pa//pa//EN"


@dataclass(frozen=True, slots=True)
class Series:
    """A VEVENT as its file has it.

    Attributes:
        uid: Unique id.
        title: One line, "" for none.
        start: A day, a floating (naive) or an aware moment.
        end: As `start`, exclusive.
        rrule: Its rule, "" for none.
        extra: Further moments on which it falls.
        left_out: Moments on which it does not fall.
        replaces: The planned start of the occurrence that this one stands for.
        where: Place.
        note: Description.
        tags: CATEGORIES.
        reminders: Minutes before the start.
        status: In small letters, "confirmed" if unset.
        free: Takes no time from its owner.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime
    rrule: str
    extra: tuple[date | datetime, ...]
    left_out: tuple[date | datetime, ...]
    replaces: date | datetime | None
    where: str
    note: str
    tags: tuple[str, ...]
    reminders: tuple[int, ...]
    status: str
    free: bool

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.start, datetime)


def planned_wall(moment: date | datetime, series: Series) -> datetime:
    """A moment as naive time in the zone of `series`; a day is its midnight or the usual hour."""
    if not isinstance(moment, datetime):
        usual = series.start.time() if isinstance(series.start, datetime) else time()
        return datetime.combine(moment, usual)
    if not isinstance(series.start, datetime):
        return datetime.combine(moment.date(), time())
    if moment.tzinfo is not None and series.start.tzinfo is not None:
        moment = moment.astimezone(series.start.tzinfo)
    return moment.replace(tzinfo=None, fold=0)


def text_of(component: Component, name: str) -> str:
    """The text of a property, "" when it is not there."""
    line = component.line(name)
    return unescape(line.value) if line else ""


def title_of(component: Component) -> str:
    """SUMMARY in one line."""
    return " ".join(text_of(component, "SUMMARY").split())[:300]


def tags_of(component: Component) -> tuple[str, ...]:
    """All CATEGORIES."""
    return tuple(
        dict.fromkeys(
            tag for line in component.lines("CATEGORIES") for tag in split_texts(line.value)
        )
    )


def read_series(component: Component, find_zone: FindZone) -> Series:
    """What a VEVENT says.

    Raises:
        ValueError: It has no start that can be read; the message is a sentence.
    """
    line = component.line("DTSTART")
    if line is None:
        raise ValueError("An event in it has no DTSTART.")
    start = moment_of(line, find_zone)
    end = _end_of(component, start, find_zone)
    rule = component.line("RRULE")
    recurrence_id = component.line("RECURRENCE-ID")
    return Series(
        uid=text_of(component, "UID"),
        title=title_of(component),
        start=start,
        end=end,
        rrule=rule.value.strip() if rule else "",
        extra=_all_moments(component, "RDATE", find_zone),
        left_out=_all_moments(component, "EXDATE", find_zone),
        replaces=moment_of(recurrence_id, find_zone) if recurrence_id else None,
        where=" ".join(text_of(component, "LOCATION").split()),
        note=text_of(component, "DESCRIPTION"),
        tags=tags_of(component),
        reminders=reminders_of(component, start, end, find_zone),
        status=text_of(component, "STATUS").lower() or "confirmed",
        free=text_of(component, "TRANSP").upper() == "TRANSPARENT",
    )


def _end_of(component: Component, start: date | datetime, find_zone: FindZone) -> date | datetime:
    is_day = not isinstance(start, datetime)
    line, length = component.line("DTEND"), component.line("DURATION")
    try:
        if line is not None:
            end = moment_of(line, find_zone)
        elif length is not None:
            end = start + read_duration(length.value)
        else:
            end = one_day_after(start) if is_day else start
    except (ValueError, OverflowError):
        end = start
    if isinstance(end, datetime) == is_day:
        end = start
    if isinstance(start, datetime) and isinstance(end, datetime):
        if (start.tzinfo is None) != (end.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        return max(start, end)
    return max(end, one_day_after(start))


def _all_moments(
    component: Component, name: str, find_zone: FindZone
) -> tuple[date | datetime, ...]:
    return tuple(m for line in component.lines(name) for m in moments_of(line, find_zone))


def new_calendar(component: Component, zones: Sequence[tuple[ZoneInfo, int]]) -> Component:
    """A file with one component, and the zones it needs."""
    calendar = Component(
        "VCALENDAR", [make_line("VERSION", "2.0"), make_line("PRODID", PRODUCT), component]
    )
    for zone, year in zones:
        ensure_zone(calendar, zone, year)
    return Component("", [calendar])


def new_event(draft: EventDraft, uid: str, now: datetime) -> Component:
    """A file with a new event."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    event = Component(
        "VEVENT",
        [
            make_line("UID", uid),
            make_line("DTSTAMP", stamp),
            make_line("CREATED", stamp),
            make_line("LAST-MODIFIED", stamp),
        ],
    )
    write_when(event, draft)
    write_texts(event, draft)
    write_reminders(event, draft.reminders, draft.title)
    return new_calendar(event, zones_of(draft.start, draft.end))


def write_when(event: Component, draft: EventDraft) -> None:
    """Start, end and rule."""
    end = draft.end if isinstance(draft.end, datetime) else one_day_after(draft.end)
    event.drop("DURATION", "RRULE")
    event.put(moment_line("DTSTART", draft.start))
    if end == draft.start:
        event.drop(
            "DTEND"
        )  # RFC 5545: an end is later than the start, and without one it is the start
    else:
        event.put(moment_line("DTEND", end))
    if draft.rrule:
        event.put(make_line("RRULE", draft.rrule))


def write_texts(event: Component, draft: EventDraft) -> None:
    """Title, place, description and tags; what is unset goes."""
    put_text(event, "SUMMARY", draft.title)
    put_text(event, "LOCATION", draft.where)
    put_text(event, "DESCRIPTION", draft.note)
    put_tags(event, draft.tags)


def put_text(component: Component, name: str, text: str | None) -> None:
    """Set a property, or take it out; one that says the same already is left as it is."""
    if not text:
        component.drop(name)
    elif text_of(component, name) != text:
        component.put(text_line(name, text))


def put_tags(component: Component, tags: Sequence[str]) -> None:
    """Set CATEGORIES."""
    if tuple(tags) == tags_of(component):
        return
    component.drop("CATEGORIES")
    if tags:
        component.put(make_line("CATEGORIES", ",".join(escape(tag) for tag in tags)))


def touch(component: Component, now: datetime) -> None:
    """Note that it was changed."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    component.put(make_line("DTSTAMP", stamp))
    component.put(make_line("LAST-MODIFIED", stamp))
    sequence = component.line("SEQUENCE")
    if sequence is not None and sequence.value.strip().isdecimal():
        component.put(make_line("SEQUENCE", str(int(sequence.value) + 1)))


def leave_out(event: Component, planned: date | datetime) -> None:
    """Add an EXDATE for the occurrence that was planned for `planned`."""
    line = moment_line("EXDATE", planned)
    others = event.lines("EXDATE")
    event.put(*others, line)


def end_before(event: Component, planned: date | datetime) -> None:
    """Let the rule end just before the occurrence that was planned for `planned`."""
    rule = event.line("RRULE")
    if rule is None:
        return
    last: date | datetime
    if isinstance(planned, datetime):
        last = planned - timedelta(seconds=1)
        last = last.astimezone(UTC) if last.tzinfo else last
    else:
        last = planned - timedelta(days=1)
    parts = [p for p in rule.value.split(";") if not p.upper().startswith(("UNTIL=", "COUNT="))]
    event.put(make_line("RRULE", ";".join([*parts, f"UNTIL={moment_text(last)}"])))
