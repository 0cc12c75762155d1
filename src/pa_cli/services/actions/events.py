"""What is wanted of the agenda: events found by what people call them, and what would be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pa_cli.core.action import ActionCall
from pa_cli.core.agenda_ports import Scope
from pa_cli.core.dates.result import DateReading
from pa_cli.core.event import Event, EventEdit
from pa_cli.core.likeness import (
    CLEARLY,
    ENOUGH,
    SURE,
    likeness,
    names_a_meeting,
    names_nothing,
    wants_alarm,
    which_end,
)
from pa_cli.core.proposal import (
    AddEvent,
    ChangeEvent,
    Need,
    Plan,
    Proposal,
    Refuse,
    RemoveEvents,
    ShowEvents,
    ShowFree,
)
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.services.actions.times import Span, Times
from pa_cli.services.actions.words import (
    TOO_MUCH,
    asks_free,
    asks_one,
    is_boundless,
    is_chinese,
    means_all,
    reminder_lead,
    split_names,
    without_lead,
)
from pa_cli.services.agenda import AgendaService, Range
from pa_cli.services.free_time import free_slots, read_hours

_AHEAD = timedelta(days=400)
_BEHIND = timedelta(days=60)
_USUAL_DAYS = 7
_MOST_CHOICES = 9
_SHORTEST_FREE = 30
_LEAST_HOURS = "9-18"


class EventActions:
    """Resolves requests that are about events.

    Args:
        agenda: The events.
        times: Reads words that say when.
    """

    def __init__(self, agenda: AgendaService, times: Times) -> None:
        self._agenda = agenda
        self._times = times

    def add(self, call: ActionCall, request: str, note: str = "") -> Proposal:
        """A new event; `note` is its description."""
        reading = self._times.of_new(call, request)
        if reading is None or reading.start is None:
            return Proposal(call, _when_of(call))
        lead = reminder_lead(request)
        title = (
            without_lead(call.title) if lead is not None else call.title
        ).strip() or _usual_title(call)
        if not title:
            return Proposal(call, Need("title", _say(call, "What is it?", "是什么事？")), reading)
        draft = self._agenda.draft(title, reading)
        if call.remind:
            draft = replace(draft, reminders=draft.reminders or (0,))
            if lead is None and not reading.has_length and isinstance(draft.start, datetime):
                draft = replace(draft, end=draft.start)
        if lead is not None:
            draft = replace(draft, reminders=(lead,))
        tags = tuple(dict.fromkeys((*draft.tags, *read_tags(list(call.tags)))))
        draft = replace(draft, tags=tags, note=note.strip() or draft.note)
        calendar = self._calendar(call.list)
        added = self._agenda.add_draft(draft, calendar, reading, dry_run=True)
        plan = AddEvent(draft, calendar, added.event, added.overlaps)
        notes = [*reading.notes]
        if _is_past(added.event, self._times.now()) and not draft.rrule:
            notes.append("this is in the past")
        return Proposal(
            call, plan, reading, added.event.start, added.event.end, tuple(dict.fromkeys(notes))
        )

    def _calendar(self, name: str) -> str:
        return next((c for c in self._agenda.calendars() if fold(c) == fold(name.strip())), "")

    def query(self, call: ActionCall, request: str) -> Proposal:
        """The events that are asked for, or whether a time is free."""
        span = self._times.span(call.when)
        if call.when.strip() and span is None:
            return Proposal(call, _no_time(call.when))
        if asks_free(request):
            return self._free(call, span or self._days(_USUAL_DAYS))
        about = "" if names_nothing(call.title) else call.title.strip()
        if about:
            return self._query_by_title(call, span, about)
        rest = request.replace(call.when, " ") if call.when else request
        end = which_end(call.title) or (which_end(rest) if asks_one(rest) else 0)
        shown = span or self._days(int(_AHEAD.days) if end else _USUAL_DAYS)
        found = self._in(shown)
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
            found = [e for e in self._in(span) if likeness(about, e.title) >= ENOUGH]
            return _proposed(call, ShowEvents(tuple(found), span.start, span.end, about), span)
        now = self._times.now()
        coming = self._coming(now, now + _AHEAD)
        found = [event for event in coming if likeness(about, event.title) >= ENOUGH]
        return _proposed(call, ShowEvents(tuple(found), now, now + _AHEAD, about), None)

    def _free(self, call: ActionCall, span: Span) -> Proposal:
        busy = [event for event in self._in(span) if event.takes_time]
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
            return Proposal(call, TOO_MUCH)
        found = self._meant(call)
        if not isinstance(found, list):
            return _proposed(call, found, self._times.span(call.when))
        chosen = tuple((event, self._scope(call, event)) for event in found)
        notes = [_alone(call, event) for event, scope in chosen if scope == "this"]
        return replace(
            _proposed(call, RemoveEvents(chosen), self._times.span(call.when)),
            notes=tuple(dict.fromkeys(note for note in notes if note)),
        )

    def change(self, call: ActionCall, request: str) -> Proposal:
        """An event that is moved or called otherwise."""
        if not (call.new_when.strip() or call.text.strip()):
            question = _say(call, "To when?", "改到什么时候？")
            return Proposal(call, Need("new_when", question))
        found = self._meant(replace(call, every=False))
        if not isinstance(found, list):
            return _proposed(call, found, self._times.span(call.when))
        return self.change_one(call, found[0], request)

    def change_one(self, call: ActionCall, event: Event, request: str) -> Proposal:
        """`event` as the request wants it."""
        start = end = None
        if call.new_when.strip():
            end = self._times.resized(event, call.new_when, request)
            start = None if end else self._times.moved(event, call.new_when, request)
            if start is None and end is None:
                return Proposal(call, _no_time(call.new_when))
        edit = EventEdit(title=call.text.strip() or None, start=_written(start), end=_written(end))
        scope: Scope = "all" if means_all(request) else self._scope(call, event)
        preview = self._agenda.preview_edit(event, edit)
        reading = None if end else self._times.moment(call.new_when)
        after = preview.event
        notes = tuple(note for note in (_alone(call, event),) if note and scope == "this")
        plan = ChangeEvent(event, scope, edit, after, preview.overlaps)
        return Proposal(call, plan, reading, after.start, after.end, notes)

    def chosen(self, call: ActionCall, events: Sequence[Event], request: str) -> Proposal:
        """What becomes of the request now that the user said which events are meant."""
        if call.action == "agenda_change":
            return self.change_one(call, events[0], request)
        return Proposal(
            call, RemoveEvents(tuple((event, self._scope(call, event)) for event in events))
        )

    def _scope(self, call: ActionCall, event: Event) -> Scope:
        """Of a recurring event the one occurrence, unless all are meant and no time is named."""
        return "this" if event.occurrence and (call.when.strip() or not call.every) else "all"

    def _meant(self, call: ActionCall) -> list[Event] | Plan:
        """The events that a request means, or what is to be asked or said instead."""
        span = self._times.span(call.when)
        if call.when.strip() and span is None:
            return _no_time(call.when)
        if not span and names_nothing(call.title) and not which_end(call.title):
            return self._all_or_which(call)
        pool = self._pool(span)
        scored = _scored(call, pool)
        if span is not None and span.is_point:
            at_time = [(s, e) for s, e in scored if e.start == span.start]
            scored = (
                at_time or self._at_other_half(call, span) or self._at_clock(call, span, scored)
            )
        if not scored and span is None:
            now = self._times.now()
            scored = _scored(call, self._coming(now - _BEHIND, now))
        if not scored and span is not None and names_a_meeting(call.title):
            scored = [(ENOUGH, event) for event in pool]
        if not scored:
            return _named_apart(call, pool) or _nothing_found(call, span)
        return _decided(call, scored, pool)

    def _all_or_which(self, call: ActionCall) -> list[Event] | Plan:
        """A request that names neither a title nor a time: "delete my alarms", "cancel"."""
        now = self._times.now()
        pool = self._coming(now, now + _AHEAD)
        if wants_alarm(call.title):
            pool = [event for event in pool if event.reminders]
        if not pool:
            return _nothing_found(call, None)
        if call.every or len(pool) == 1:
            return pool
        return Need(
            "which",
            _say(call, "Which one?", "是哪一个？"),
            tuple(pool[:_MOST_CHOICES]),
            several=call.action == "agenda_remove",
        )

    def _pool(self, span: Span | None) -> list[Event]:
        if span is None:
            now = self._times.now()
            return self._coming(now, now + _AHEAD)
        if not span.is_point:
            return self._in(span)
        day = self._times.midnight(span.start.date())
        return list(self._agenda.list(Range(day, day + timedelta(days=1))))

    def _at_other_half(self, call: ActionCall, span: Span) -> list[tuple[float, Event]]:
        """Events at the other time that "at six" may mean."""
        found = []
        for other in span.reading.alternatives:
            if isinstance(other.start, datetime):
                day = self._times.midnight(other.start.date())
                events = self._agenda.list(Range(day, day + timedelta(days=1)))
                found += [event for event in events if event.start == other.start]
        return _scored(call, found)

    def _at_clock(
        self, call: ActionCall, span: Span, scored: list[tuple[float, Event]]
    ) -> list[tuple[float, Event]]:
        """Events at the time of the day that was named, when the named day has none then."""
        during = [(s, e) for s, e in scored if _covers(e, span.start)]
        if during:
            return during
        day = self._times.midnight(span.start.date())
        later = self._agenda.list(Range(day, day + timedelta(days=8)))
        at_clock = [e for e in later if _clock(e) == (span.start.hour, span.start.minute)]
        return _scored(call, at_clock)

    def _in(self, span: Span) -> list[Event]:
        return list(self._agenda.list(Range(span.start, span.end)))

    def _coming(self, start: datetime, end: datetime) -> list[Event]:
        """The events of a long time, each once, as its first occurrence in it."""
        seen: dict[tuple[str, str], Event] = {}
        for event in self._agenda.list(Range(start, end)):
            seen.setdefault((event.id, str(event.path)), event)
        return list(seen.values())


def _written(moment: date | datetime | None) -> str | None:
    """A moment as the fields of an edit take it."""
    if moment is None:
        return None
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _scored(call: ActionCall, pool: Sequence[Event]) -> list[tuple[float, Event]]:
    """The events that may be meant, each with how well it fits."""
    if names_nothing(call.title):
        if wants_alarm(call.title) and any(event.reminders for event in pool):
            pool = [event for event in pool if event.reminders]
        end = which_end(call.title)
        if end and pool:
            pool = [pool[0 if end > 0 else -1]]
        return [(1.0, event) for event in pool]
    fits = [(likeness(call.title, event.title), event) for event in pool]
    return [(score, event) for score, event in fits if score >= ENOUGH]


def _decided(
    call: ActionCall, scored: list[tuple[float, Event]], pool: Sequence[Event]
) -> list[Event] | Plan:
    """The events that are clearly meant, or the question which."""
    if call.every:
        sure = [event for score, event in scored if score >= SURE]
        return sure or [event for _, event in scored]
    best = max(score for score, _ in scored)
    top = [event for score, event in scored if score > best - CLEARLY]
    end = which_end(call.title)
    if len(top) > 1 and end:
        top = [top[0 if end > 0 else -1]]
    if len(top) == 1 and best >= SURE:
        return top
    several = _named_apart(call, pool)
    if several:
        return several
    same = len({(event.id, event.path) for event in top}) == 1
    if same and call.action == "agenda_remove" and call.when.strip():
        return top
    return Need(
        "which",
        _say(call, "Which one?", "是哪一个？"),
        tuple(top[:_MOST_CHOICES]),
        several=call.action == "agenda_remove",
    )


def _named_apart(call: ActionCall, pool: Sequence[Event]) -> list[Event]:
    """The events of "the lunch and the standup", when each of them is clear."""
    found: list[Event] = []
    parts = split_names(call.title) if call.action == "agenda_remove" else []
    for part in parts if len(parts) > 1 else ():
        fits = [event for event in pool if likeness(part, event.title) >= SURE]
        if len({(event.id, event.path) for event in fits}) != 1:
            return []
        found.append(fits[0])
    return list({(event.path, event.id): event for event in found}.values())


def _proposed(call: ActionCall, plan: Plan, span: Span | None) -> Proposal:
    """A proposal with the time that it was looked for by."""
    if span is None:
        return Proposal(call, plan)
    reading = span.reading
    if span.is_point or span.whole_days:
        return Proposal(call, plan, reading, reading.start, reading.end)
    return Proposal(call, plan, reading, span.start, span.end)


def _nothing_found(call: ActionCall, span: Span | None) -> Refuse:
    called = f" like {call.title.strip()!r}" if not names_nothing(call.title) else ""
    when = f" ({call.when.strip()})" if span is not None else ""
    return Refuse(
        f"There is no event{called} in your agenda{when}.", hint="See them: pa agenda list"
    )


def _no_time(text: str) -> Refuse:
    return Refuse(
        f"{text.strip()!r} could not be read as a date or time.",
        hint='Examples: "tomorrow at 15:00", "next friday", 2026-03-12, 明天下午三点.',
        is_usage=True,
    )


def _when_of(call: ActionCall) -> Plan:
    """What is asked, or said, when there is no time."""
    if call.when.strip():
        return _no_time(call.when)
    if call.remind:
        return Need(
            "when", _say(call, "When should I remind you?", "什么时候提醒？"), optional=True
        )
    return Need("when", _say(call, "When is it?", "什么时候？"))


def _usual_title(call: ActionCall) -> str:
    return _say(call, "Alarm", "闹钟") if call.remind else ""


def _say(call: ActionCall, english: str, chinese: str) -> str:
    return chinese if is_chinese(call.title + call.when + call.text) else english


def _alone(call: ActionCall, event: Event) -> str:
    """That other occurrences stay."""
    if not event.occurrence:
        return ""
    return _say(call, "this one alone; the others stay", "只动这一次，其他照旧")


def _is_past(event: Event, now: datetime) -> bool:
    if isinstance(event.end, datetime):
        return event.end < now
    return event.end < now.date()


def _covers(event: Event, moment: datetime) -> bool:
    return (
        isinstance(event.start, datetime)
        and isinstance(event.end, datetime)
        and event.start <= moment < event.end
    )


def _clock(event: Event) -> tuple[int, int] | None:
    return (event.start.hour, event.start.minute) if isinstance(event.start, datetime) else None
