"""What the user wants to be different about an event, and the draft that comes of it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from pa_cli.core.agenda_ports import AgendaStore
from pa_cli.core.errors import UsageError
from pa_cli.core.event import Event, EventDraft, EventEdit
from pa_cli.core.event_words import read_minutes
from pa_cli.core.icalendar.events import Series
from pa_cli.core.icalendar.values import moment_text, read_moment
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.services.event_drafts import EventDrafts, check_order, own_zone, read_rule, read_zone

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?", re.IGNORECASE)
_NOTHING = {"", "none"}
_WITHIN_A_DAY = {"HOURLY", "MINUTELY", "SECONDLY"}
_HOUR_PARTS = {"BYHOUR", "BYMINUTE", "BYSECOND"}


class EventFields:
    """Makes changed drafts.

    Args:
        store: The events.
        drafts: Reads dates.
        now: The present.
    """

    def __init__(self, store: AgendaStore, drafts: EventDrafts, now: datetime) -> None:
        self._store = store
        self._drafts = drafts
        self._now = now

    def changed(
        self, draft: EventDraft, edit: EventEdit, event: Event, series: Series
    ) -> EventDraft:
        """The draft with what the fields of the edit say.

        Raises:
            UsageError: A field cannot be read, or they do not go together.
        """
        draft = self._moved_to(draft, edit, event, series)
        gone = {fold(tag) for tag in read_tags(list(edit.untag))}
        tags = dict.fromkeys((*draft.tags, *read_tags(list(edit.tags))))
        given = [text.strip().lower() for text in edit.reminders]
        kept = () if _NOTHING & set(given) else draft.reminders
        more = {read_minutes(t, what="a time before") for t in given if t not in _NOTHING}
        if edit.title is not None and not edit.title.strip():
            raise UsageError("The title is empty; nothing was changed.")
        draft = replace(
            draft,
            title=draft.title if edit.title is None else " ".join(edit.title.split()),
            where=_text(draft.where, edit.where),
            note=_text(draft.note, edit.note),
            tags=tuple(tag for tag in tags if fold(tag) not in gone),
            reminders=tuple(sorted({*kept, *more})),
        )
        if edit.rrule is not None:
            none = edit.rrule.strip().lower() in _NOTHING
            draft = replace(draft, rrule=None if none else read_rule(edit.rrule))
            first = draft.start.date() if isinstance(draft.start, datetime) else draft.start
            self._store.draft_occurrences(draft, first)  # a wrong rule is refused here
        check_order(draft)
        return draft

    def _moved_to(
        self, draft: EventDraft, edit: EventEdit, event: Event, series: Series
    ) -> EventDraft:
        if edit.start is not None:
            shown = self._start_for(edit.start, event)
            if isinstance(shown, datetime) != isinstance(draft.start, datetime):
                days = naive(shown).date() - _in_zone_of(event.start, series.start).date()
                said, end = self._drafts.read_start(edit.start)
                first: date | datetime = _day(draft.start) + days
                if isinstance(shown, datetime):
                    first = datetime.combine(first, shown.timetz())
                draft = _retyped(
                    draft,
                    own_zone(first, self._now),
                    own_zone(first + (naive(end) - naive(said)), self._now),
                )
            else:
                delta = _in_zone_of(shown, series.start) - _in_zone_of(event.start, series.start)
                draft = replace(
                    draft, start=_moved(draft.start, delta), end=_moved(draft.end, delta)
                )
        if edit.all_day and not draft.all_day:
            draft = _retyped(draft, _day(draft.start), _day(draft.end))
        if edit.end is not None:
            draft = replace(draft, end=self._end_for(edit.end, draft))
        if edit.tz and isinstance(draft.start, datetime) and isinstance(draft.end, datetime):
            zone = read_zone(edit.tz)
            draft = replace(
                draft, start=draft.start.replace(tzinfo=zone), end=draft.end.replace(tzinfo=zone)
            )
        return draft

    def _start_for(self, text: str, event: Event) -> date | datetime:
        """A new start; a bare time of day is on the day of the event."""
        clock = _CLOCK.fullmatch(text.strip())
        if clock is None:
            return self._drafts.read_start(text)[0]
        hour, minute = int(clock[1]), int(clock[2] or 0)
        if clock[3]:
            hour = hour % 12 + 12 * (clock[3].lower() == "pm")
        if hour > 23 or minute > 59:
            raise UsageError(f"{text!r} is no time of day.", hint="Example: 15:00")
        if isinstance(event.start, datetime):
            return event.start.replace(hour=hour, minute=minute)
        return datetime.combine(event.start, time(hour, minute), tzinfo=self._now.tzinfo)

    def _end_for(self, text: str, draft: EventDraft) -> date | datetime:
        end = self._drafts.read_end(text, draft.start)
        if not (isinstance(end, datetime) and isinstance(draft.start, datetime)):
            if isinstance(end, datetime) or isinstance(draft.start, datetime):
                raise UsageError(f"{text!r} does not fit the start of the event.")
            return end
        if draft.start.tzinfo is None:
            return end.replace(tzinfo=None)
        return end.astimezone(draft.start.tzinfo)


def draft_of(series: Series) -> EventDraft:
    """An event as a draft that can be changed."""
    end = series.end
    if not isinstance(end, datetime):
        end -= timedelta(days=1)
    return EventDraft(
        title=series.title,
        start=series.start,
        end=end,
        all_day=series.all_day,
        rrule=series.rrule or None,
        where=series.where or None,
        note=series.note or None,
        tags=series.tags,
        reminders=series.reminders,
    )


def _retyped(draft: EventDraft, start: date | datetime, end: date | datetime) -> EventDraft:
    """A draft that takes whole days instead of hours, or hours instead of days; so does its rule.

    Raises:
        UsageError: It repeats within a day.
    """
    rule = draft.rrule
    if rule:
        parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
        if parts.get("FREQ") in _WITHIN_A_DAY:
            raise UsageError(
                f"Its rule ({rule}) repeats within a day, so it cannot take whole days.",
                hint="Give --rrule too.",
            )
        parts = {name: value for name, value in parts.items() if name not in _HOUR_PARTS}
        if "UNTIL" in parts:
            parts["UNTIL"] = _retyped_end(parts["UNTIL"], draft.start, start)
        rule = ";".join(f"{name}={value}" for name, value in parts.items())
    all_day = not isinstance(start, datetime)
    return replace(draft, start=start, end=end, all_day=all_day, rrule=rule)


def _retyped_end(until: str, before: date | datetime, after: date | datetime) -> str:
    """UNTIL as RFC 5545 wants it for such a start: a day, a floating time, or a time in UTC."""
    last = read_moment(until, UTC)
    if isinstance(last, datetime) and isinstance(before, datetime) and before.tzinfo is not None:
        last = last.astimezone(before.tzinfo) if last.tzinfo else last
    if not isinstance(after, datetime):
        return moment_text(_day(last))
    end = datetime.combine(_day(last), time(23, 59, 59), tzinfo=after.tzinfo)
    return moment_text(end.astimezone(UTC) if end.tzinfo else end)


def naive(moment: date | datetime) -> datetime:
    """A time without its zone; of a day its beginning."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, datetime.min.time())


def _moved(moment: date | datetime, delta: timedelta) -> date | datetime:
    return moment + delta


def _in_zone_of(moment: date | datetime, like: date | datetime) -> datetime:
    """A moment as naive time in the zone of another one."""
    if isinstance(moment, datetime) and isinstance(like, datetime) and like.tzinfo is not None:
        moment = moment.astimezone(like.tzinfo)
    return naive(moment)


def _text(before: str | None, after: str | None) -> str | None:
    if after is None:
        return before
    return None if after.strip().lower() in _NOTHING else after


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
