"""Which events of the agenda a request means, by their rough names and times."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pa_cli.core.action import ActionCall
from pa_cli.core.event import Event
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
from pa_cli.core.proposal import Need, Plan, Refuse
from pa_cli.core.voice import Voice
from pa_cli.services.actions.times import Span, Times
from pa_cli.services.actions.words import split_names, which_one
from pa_cli.services.agenda import AgendaService, Range

AHEAD = timedelta(days=400)
"""How far events are looked for when no time is named."""

_BEHIND = timedelta(days=60)
_MOST_CHOICES = 9


class EventSearch:
    """Finds the events that are meant.

    Args:
        agenda: The events.
        times: Reads words that say when.
        voice: Says what is missing.
    """

    def __init__(self, agenda: AgendaService, times: Times, voice: Voice) -> None:
        self._agenda = agenda
        self._times = times
        self._voice = voice

    def meant(self, call: ActionCall, span: Span | None) -> list[Event] | Plan:
        """The events that a request means in `span`, or what is to be asked or said instead."""
        if call.when.strip() and span is None:
            return no_time(call.when, self._voice)
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
            scored = _scored(call, self.coming(now - _BEHIND, now))
        if not scored and span is not None and names_a_meeting(call.title):
            scored = [(ENOUGH, event) for event in pool]
        if not scored:
            return _named_apart(call, pool) or _nothing_found(call, span, self._voice)
        return _decided(call, scored, pool, self._voice)

    def _all_or_which(self, call: ActionCall) -> list[Event] | Plan:
        """A request that names neither a title nor a time: "delete my alarms", "cancel"."""
        now = self._times.now()
        pool = self.coming(now, now + AHEAD)
        if wants_alarm(call.title):
            pool = [event for event in pool if event.reminders]
        if not pool:
            return _nothing_found(call, None, self._voice)
        if call.every or len(pool) == 1:
            return pool
        return Need(
            "which",
            which_one(self._voice),
            tuple(pool[:_MOST_CHOICES]),
            several=call.action == "agenda_remove",
        )

    def _pool(self, span: Span | None) -> list[Event]:
        if span is None:
            now = self._times.now()
            return self.coming(now, now + AHEAD)
        if not span.is_point:
            return self.within(span)
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

    def within(self, span: Span) -> list[Event]:
        """The events of a stretch of time, each occurrence."""
        return list(self._agenda.list(Range(span.start, span.end)))

    def coming(self, start: datetime, end: datetime) -> list[Event]:
        """The events of a long time, each once, as its first occurrence in it."""
        seen: dict[tuple[str, str], Event] = {}
        for event in self._agenda.list(Range(start, end)):
            seen.setdefault((event.id, str(event.path)), event)
        return list(seen.values())


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
    call: ActionCall, scored: list[tuple[float, Event]], pool: Sequence[Event], voice: Voice
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
        which_one(voice),
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


def _nothing_found(call: ActionCall, span: Span | None, voice: Voice) -> Refuse:
    title, when = call.title.strip(), call.when.strip()
    called = "" if names_nothing(title) else voice.quote(title)
    like, at = f" like {called}" if called else "", f" ({when})" if span is not None else ""
    about = f"像{called}这样的" if called else ""
    return Refuse(
        voice.pick(
            f"There is no event{like} in your agenda{at}.",
            f"日程里没有{about}安排{f'（{when}）' if at else ''}。",
        ),
        hint=voice.pick("See them: pa agenda list", "查看：pa agenda list"),
    )


def no_time(text: str, voice: Voice) -> Refuse:
    """What is said of words that are no time."""
    named = voice.quote(text.strip())
    return Refuse(
        voice.pick(f"{named} could not be read as a date or time.", f"看不懂{named}是什么时间。"),
        hint=voice.pick(
            'Examples: "tomorrow at 15:00", "next friday", 2026-03-12, 明天下午三点.',
            "例如：明天下午三点、下周五、2026-03-12。",
        ),
        is_usage=True,
    )


def _covers(event: Event, moment: datetime) -> bool:
    return (
        isinstance(event.start, datetime)
        and isinstance(event.end, datetime)
        and event.start <= moment < event.end
    )


def _clock(event: Event) -> tuple[int, int] | None:
    return (event.start.hour, event.start.minute) if isinstance(event.start, datetime) else None
