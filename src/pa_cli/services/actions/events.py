"""What is wanted of the agenda, and what would be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pa_cli.core.action import ActionCall
from pa_cli.core.agenda_ports import Scope
from pa_cli.core.dates.result import DateReading
from pa_cli.core.event import Event, EventEdit
from pa_cli.core.likeness import ENOUGH, likeness, names_nothing, wants_alarm, which_end
from pa_cli.core.proposal import (
    AddEvent,
    ChangeEvent,
    Need,
    Plan,
    Proposal,
    RemoveEvents,
    ShowEvents,
    ShowFree,
)
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.core.voice import Voice
from pa_cli.services.actions.event_search import AHEAD, EventSearch, no_time
from pa_cli.services.actions.times import Span, Times, written
from pa_cli.services.actions.words import (
    asks_free,
    asks_one,
    blocks_time,
    is_boundless,
    means_all,
    reminder_lead,
    too_much,
    without_lead,
)
from pa_cli.services.agenda import AgendaService
from pa_cli.services.free_time import free_slots, read_hours

_USUAL_DAYS = 7
_SHORTEST_FREE = 30
_LEAST_HOURS = "9-18"


class EventActions:
    """Resolves requests that are about events.

    Args:
        agenda: The events.
        times: Reads words that say when.
        voice: Asks for what is missing.
    """

    def __init__(self, agenda: AgendaService, times: Times, voice: Voice) -> None:
        self._agenda = agenda
        self._times = times
        self._voice = voice
        self._search = EventSearch(agenda, times, voice)

    def add(self, call: ActionCall, request: str, note: str = "") -> Proposal:
        """A new event; `note` is its description."""
        reading = self._times.of_new(call, request)
        if reading is None or reading.start is None:
            return Proposal(call, self._when_of(call))
        lead = reminder_lead(request)
        title = (
            without_lead(call.title) if lead is not None else call.title
        ).strip() or self._usual_title(call, request)
        if not title:
            return Proposal(
                call, Need("title", self._voice.pick("What is it?", "是什么事？")), reading
            )
        draft = self._agenda.draft(title, reading)
        if call.remind:
            draft = replace(draft, reminders=draft.reminders or (0,))
            if lead is None and not reading.has_length and isinstance(draft.start, datetime):
                draft = replace(draft, end=draft.start)
        if blocks_time(request) and not reading.has_length:
            part = self._times.part_of_day(call.when, draft.start, awake=True)
            draft = replace(draft, start=part[0], end=part[1]) if part else draft
        if lead is not None:
            draft = replace(draft, reminders=(lead,))
        tags = tuple(dict.fromkeys((*draft.tags, *read_tags(list(call.tags)))))
        draft = replace(draft, tags=tags, note=note.strip() or draft.note)
        calendar = self._calendar(call.list)
        added = self._agenda.add_draft(draft, calendar, reading, dry_run=True)
        plan = AddEvent(draft, calendar, added.event, added.overlaps)
        notes = [*reading.notes]
        if _is_past(added.event, self._times.now()) and not draft.rrule:
            notes.append(self._voice.pick("this is in the past", "这个时间已经过去"))
        return Proposal(
            call, plan, reading, added.event.start, added.event.end, tuple(dict.fromkeys(notes))
        )

    def _calendar(self, name: str) -> str:
        return next((c for c in self._agenda.calendars() if fold(c) == fold(name.strip())), "")

    def query(self, call: ActionCall, request: str) -> Proposal:
        """The events that are asked for, or whether a time is free."""
        span = self._times.span(call.when, request)
        if call.when.strip() and span is None:
            return Proposal(call, no_time(call.when, self._voice))
        if asks_free(request):
            return self._free(call, span or self._days(_USUAL_DAYS))
        about = "" if names_nothing(call.title) else call.title.strip()
        if about:
            return self._query_by_title(call, span, about)
        rest = request.replace(call.when, " ") if call.when else request
        end = which_end(call.title) or (which_end(rest) if asks_one(rest) else 0)
        shown = span or self._days(int(AHEAD.days) if end else _USUAL_DAYS)
        found = self._search.within(shown)
        if wants_alarm(call.title):
            found = [event for event in found if event.reminders] or found
        if end > 0:
            found = [e for e in found if not _is_past(e, self._times.now())][:1]
        elif end:
            found = found[-1:]
        plan = ShowEvents(tuple(found), shown.start, shown.end)
        return _proposed(call, plan, span)

    def _query_by_title(self, call: ActionCall, span: Span | None, about: str) -> Proposal:
        if span is not None:
            found = [e for e in self._search.within(span) if likeness(about, e.title) >= ENOUGH]
            return _proposed(call, ShowEvents(tuple(found), span.start, span.end, about), span)
        now = self._times.now()
        coming = self._search.coming(now, now + AHEAD)
        found = [event for event in coming if likeness(about, event.title) >= ENOUGH]
        return _proposed(call, ShowEvents(tuple(found), now, now + AHEAD, about), None)

    def _free(self, call: ActionCall, span: Span) -> Proposal:
        busy = [event for event in self._search.within(span) if event.takes_time]
        start = max(span.start, self._times.now()) if span.end > self._times.now() else span.start
        hours = read_hours(_LEAST_HOURS if span.whole_days else "0-24")
        least = _SHORTEST_FREE if span.whole_days else 1
        slots = tuple(free_slots(busy, start, span.end, hours, least))
        return _proposed(call, ShowFree(tuple(busy), slots, span.start, span.end), span)

    def _days(self, count: int) -> Span:
        """Today and the days after it."""
        today = self._times.midnight(self._times.now().date())
        end = today + timedelta(days=count)
        return Span(today, end, DateReading(title=""), whole_days=True)

    def remove(self, call: ActionCall, request: str) -> Proposal:
        """Events that are removed."""
        if is_boundless(call, request):
            return Proposal(call, too_much(self._voice))
        span = self._times.span(call.when, request)
        found = self._search.meant(call, span)
        if not isinstance(found, list):
            return _proposed(call, found, span)
        chosen = tuple((event, self._scope(call, event)) for event in found)
        notes = [self._alone(event) for event, scope in chosen if scope == "this"]
        return replace(
            _proposed(call, RemoveEvents(chosen), span),
            notes=tuple(dict.fromkeys(note for note in notes if note)),
        )

    def change(self, call: ActionCall, request: str) -> Proposal:
        """An event that is moved or called otherwise."""
        if not (call.new_when.strip() or call.text.strip()):
            question = self._voice.pick("To when?", "改到什么时候？")
            return Proposal(call, Need("new_when", question))
        span = self._times.span(call.when, request)
        found = self._search.meant(replace(call, every=False), span)
        if not isinstance(found, list):
            return _proposed(call, found, span)
        return self.change_one(call, found[0], request)

    def change_one(self, call: ActionCall, event: Event, request: str) -> Proposal:
        """`event` as the request wants it."""
        start = end = None
        if call.new_when.strip():
            end = self._times.resized(event, call.new_when, request)
            start = None if end else self._times.moved(event.start, call.new_when, request)
            if start is None and end is None:
                return Proposal(call, no_time(call.new_when, self._voice))
        edit = EventEdit(title=call.text.strip() or None, start=written(start), end=written(end))
        scope: Scope = "all" if means_all(request) else self._scope(call, event)
        preview = self._agenda.preview_edit(event, edit)
        reading = None if end else self._times.moment(call.new_when)
        after = preview.event
        notes = tuple(note for note in (self._alone(event),) if note and scope == "this")
        plan = ChangeEvent(event, scope, edit, after, preview.overlaps)
        return Proposal(call, plan, reading, after.start, after.end, notes)

    def chosen(self, call: ActionCall, events: Sequence[Event], request: str) -> Proposal:
        """What becomes of the request now that the user said which events are meant."""
        if call.action == "agenda_change":
            return self.change_one(call, events[0], request)
        return Proposal(
            call, RemoveEvents(tuple((event, self._scope(call, event)) for event in events))
        )

    def _when_of(self, call: ActionCall) -> Plan:
        """What is asked, or said, when there is no time."""
        if call.when.strip():
            return no_time(call.when, self._voice)
        if call.remind:
            question = self._voice.pick("When should I remind you?", "什么时候提醒？")
            return Need("when", question, optional=True)
        return Need("when", self._voice.pick("When is it?", "什么时候？"))

    def _usual_title(self, call: ActionCall, request: str) -> str:
        if call.remind:
            return self._voice.pick("Alarm", "闹钟")
        return self._voice.pick("Busy", "占用") if blocks_time(request) else ""

    def _alone(self, event: Event) -> str:
        """That other occurrences stay."""
        if not event.occurrence:
            return ""
        return self._voice.pick("this one alone; the others stay", "只动这一次，其他照旧")

    def _scope(self, call: ActionCall, event: Event) -> Scope:
        """Of a recurring event the one occurrence, unless all are meant and no time is named."""
        return "this" if event.occurrence and (call.when.strip() or not call.every) else "all"


def _proposed(call: ActionCall, plan: Plan, span: Span | None) -> Proposal:
    """A proposal with the time that it was looked for by."""
    if span is None:
        return Proposal(call, plan)
    reading = span.reading
    if span.is_point or span.whole_days:
        return Proposal(call, plan, reading, reading.start, reading.end)
    return Proposal(call, plan, reading, span.start, span.end)


def _is_past(event: Event, now: datetime) -> bool:
    if isinstance(event.end, datetime):
        return event.end < now
    return event.end < now.date()
