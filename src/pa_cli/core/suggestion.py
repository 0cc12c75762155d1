"""What to do next: chosen and ranked by code, each with its reason and where it is from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from pa_cli.core.dates.wording import format_day, format_distance
from pa_cli.core.segmentation import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pa_cli.core.event import Event, Slot
    from pa_cli.core.todo import Todo

SuggestionKind = Literal["deadline", "event", "habit", "note", "todo"]

HABIT_WEEKS = 8
HABIT_LEAST = 3
"""Something is a habit of a weekday when it was done on it in three of the last eight weeks."""

_SOON_DAYS = 7
_TASK_LENGTH = timedelta(hours=1)
_PRIORITY = {"high": 8.0, "medium": 4.0, "low": -2.0}
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_DAY_NAMES = frozenset(day.lower().removesuffix("s") for day in _WEEKDAYS)
_OPEN_BOX = re.compile(r"\s*[-*+] \[ \] +(?P<what>\S.*)")
_TODO_LINE = re.compile(r"\W*\b(?:TODO|FIXME)\b:?\s+(?P<what>\S.*)|\s*待办[:：]\s*(?P<zh>\S.*)")


@dataclass(frozen=True, slots=True)
class SuggestionSource:
    """Where a suggestion is from.

    Attributes:
        kind: Kind of item.
        ref: What its commands call it.
        title: What the user calls it.
        path: Its file.
        line: Line in the file, counted from 1; None where lines mean nothing.
    """

    kind: Literal["todo", "event", "note"]
    ref: str
    title: str
    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do next.

    Attributes:
        kind: Why it is one.
        title: What it is about.
        advice: What to do, a sentence.
        reason: Why, a clause.
        source: The item that it is from.
        score: How urgent it is; larger comes first.
        slot: Free time for it today.
    """

    kind: SuggestionKind
    title: str
    advice: str
    reason: str
    source: SuggestionSource
    score: float
    slot: Slot | None = None

    @property
    def sentence(self) -> str:
        """All of it in plain words."""
        free = ""
        if self.slot is not None:
            free = f" You are free from {self.slot.start:%H:%M} to {self.slot.end:%H:%M}."
        return f"{self.advice}: {self.reason}.{free}"


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that was done, took place or was written on a day."""

    title: str
    day: date
    source: SuggestionSource


def from_todos(todos: Iterable[Todo], now: datetime) -> Iterator[Suggestion]:
    """What is late, due soon, or important without a date."""
    for todo in todos:
        source = SuggestionSource("todo", todo.id, todo.title, str(todo.path))
        bonus = _PRIORITY.get(todo.priority or "", 0.0)
        if todo.due is None or todo.due_day is None:
            if todo.priority == "high":
                reason = "it is important and has no date"
                yield Suggestion("todo", todo.title, f"Do {todo.title!r}", reason, source, 50)
            continue
        days = (todo.due_day - now.date()).days
        when = f"{format_day(todo.due_day)}, {format_distance(todo.due, now)}"
        if todo.is_late(now):
            advice, reason = f"Do {todo.title!r} first", f"it was due {when}"
            score = 100 + min(-days, 20)
        elif days == 0:
            advice, reason, score = f"Do {todo.title!r} today", f"it is due {when}", 90
        elif days <= _SOON_DAYS:
            advice, reason = f"Make a start on {todo.title!r}", f"it is due {when}"
            score = 75 - 5 * days
        else:
            continue
        yield Suggestion("deadline", todo.title, advice, reason, source, score + bonus)


def from_events(events: Iterable[Event], now: datetime) -> Iterator[Suggestion]:
    """What begins today, the nearer the more urgent."""
    for event in events:
        if not isinstance(event.start, datetime) or not event.takes_time:
            continue
        minutes = (event.start - now).total_seconds() / 60
        if minutes <= 0 or event.start.astimezone(now.tzinfo).date() != now.date():
            continue
        begins = f"it begins at {event.start.astimezone(now.tzinfo):%H:%M}"
        if minutes < 60:
            begins += f", {format_distance(event.start, now)}"
        where = f", at {event.where}" if event.where else ""
        source = SuggestionSource("event", event.id, event.title, str(event.path))
        score = 95 if minutes < 60 else 80 if minutes < 180 else 45
        yield Suggestion(
            "event", event.title, f"Get ready for {event.title!r}", begins + where, source, score
        )


def from_habits(
    doings: Iterable[Doing], planned: Iterable[str], today: date
) -> Iterator[Suggestion]:
    """What is often done on this weekday and is neither planned nor done today.

    Args:
        doings: What was done in the past weeks, and today.
        planned: Titles of what is planned already.
        today: The day.
    """
    taken = {habit_key(title) for title in planned}
    days: dict[str, set[date]] = defaultdict(set)
    latest: dict[str, Doing] = {}
    for doing in doings:
        key = habit_key(doing.title)
        if not key:
            continue
        if doing.day == today:
            taken.add(key)
        elif doing.day.weekday() == today.weekday() and 0 < (today - doing.day).days <= (
            7 * HABIT_WEEKS
        ):
            days[key].add(doing.day)
            if key not in latest or latest[key].day < doing.day:
                latest[key] = doing
    for key, found in days.items():
        if len(found) < HABIT_LEAST or key in taken:
            continue
        doing = latest[key]
        weekday = _WEEKDAYS[today.weekday()]
        times = f"in {len(found)} of the last {HABIT_WEEKS} weeks"
        yield Suggestion(
            "habit",
            doing.title,
            f"Plan {doing.title!r} for today",
            f"you do it on {weekday}, {times}, and nothing is planned yet",
            doing.source,
            55 + len(found),
        )


def from_note(
    text: str, source: SuggestionSource, changed: date, today: date
) -> Iterator[Suggestion]:
    """The open boxes and TODO lines of a note; code is left out."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else _OPEN_BOX.fullmatch(line) or _TODO_LINE.fullmatch(line)
        if match is None:
            continue
        groups = match.groupdict()
        what = " ".join((groups.get("what") or groups.get("zh") or "").split())
        age = (today - changed).days
        yield Suggestion(
            "note",
            what,
            f"Do {what!r}",
            f"it is still open in your note {source.title!r}, line {number}",
            replace(source, line=number),
            40 - age,
        )


def rank(found: Iterable[Suggestion], free: Sequence[Slot], most: int) -> list[Suggestion]:
    """The best suggestions, at most two from notes unless there is room, with free time for them.

    The same thing is suggested once. What takes its own time or was only written in a note gets no
    slot of the day; the others get an hour each, the most urgent first.
    """
    ordered = sorted(found, key=lambda one: (-one.score, one.title, one.source.path))
    once: dict[str, Suggestion] = {}
    for one in ordered:
        once.setdefault(habit_key(one.title) or one.title, one)
    chosen = list(once.values())
    notes = [one for one in chosen if one.kind == "note"]
    late_notes = set(map(id, notes[2:]))
    best = [one for one in chosen if id(one) not in late_notes]
    best = (best + notes[2:])[:most]
    slots = list(free)
    shown = []
    for one in best:
        slot = None
        if one.kind in ("deadline", "todo", "habit") and slots:
            slot, slots = _take(slots)
        shown.append(replace(one, slot=slot))
    return shown


def _take(slots: list[Slot]) -> tuple[Slot, list[Slot]]:
    """The first hour of the first free stretch, and what is left."""
    first, *rest = slots
    end = min(first.start + _TASK_LENGTH, first.end)
    left = replace(first, start=end)
    more = [left] if left.minutes >= _TASK_LENGTH.total_seconds() / 120 else []
    return replace(first, end=end), [*more, *rest]


def habit_key(title: str) -> str:
    """What stays the same of a title from week to week: no dates, numbers, names of days."""
    words = re.findall(r"[^\W\d_]+", fold(title))
    return " ".join(word for word in words if word not in _DAY_NAMES)
