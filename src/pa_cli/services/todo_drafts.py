"""From the user's words and fields to a to-do."""

from dataclasses import replace
from datetime import date, datetime

from pa_cli.core.dates.result import DateReading
from pa_cli.core.errors import UsageError
from pa_cli.core.event_words import read_minutes, split_tags
from pa_cli.core.icalendar.todos import Task
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.core.todo import TodoDraft, TodoRequest, read_priority, split_priority
from pa_cli.services.dates import DatesService
from pa_cli.services.event_drafts import EventDrafts, own_zone, read_rule, refuse_impossible


class TodoDrafts:
    """Makes drafts.

    Args:
        dates: Reads dates.
    """

    def __init__(self, dates: DatesService) -> None:
        self._dates = dates
        self._events = EventDrafts(dates)

    def make(self, request: TodoRequest) -> tuple[TodoDraft, DateReading | None]:
        """A draft, and how its words were read when there is a date in them.

        Raises:
            UsageError: It has no title, or a field cannot be read.
        """
        text, priority = split_priority(request.text)
        if request.due is None:
            refuse_impossible(text, "--due")
        reading = None if request.due is not None else self._dates.read(text)
        dated = reading is not None and reading.start is not None and reading.kind != "query"
        title, tags = split_tags(reading.title if reading is not None and dated else text)
        draft = TodoDraft(title, priority=priority, tags=tags)
        if reading is not None and dated:
            draft = replace(draft, due=due_of(reading), rrule=reading.rrule)
        draft = self.changed(draft, request)
        if not draft.title:
            raise UsageError(
                f"{request.text!r} does not say what is to be done.",
                hint="Example: pa todo add 'call the bank tomorrow !!'",
            )
        return draft, reading if dated else None

    def make_from(self, title: str, reading: DateReading | None) -> TodoDraft:
        """A draft of what is called `title` and is due when `reading` says."""
        title, priority = split_priority(title)
        title, tags = split_tags(title)
        draft = TodoDraft(title, priority=priority, tags=tags)
        if reading is not None and reading.start is not None:
            due = due_of(reading)
            due = None if due is None else own_zone(due, self._dates.now())
            draft = replace(draft, due=due, rrule=reading.rrule)
        return draft

    def changed(self, draft: TodoDraft, request: TodoRequest) -> TodoDraft:
        """The draft with what the fields of the request say.

        Raises:
            UsageError: A field cannot be read, or lacks the date that it needs.
        """
        if request.due is not None:
            draft = replace(draft, due=self._read_due(request.due))
        if request.every is not None:
            draft = self._repeating(draft, request.every)
        if draft.due is None and draft.rrule:
            raise UsageError("What repeats needs a date.", hint="Add --due WHEN.")
        if request.priority is not None:
            draft = replace(draft, priority=read_priority(request.priority))
        gone = {fold(tag) for tag in read_tags(list(request.untag))}
        tags = dict.fromkeys((*draft.tags, *read_tags(list(request.tags))))
        minutes = {read_minutes(text, what="a time before") for text in request.reminders}
        if minutes and draft.due is None:
            raise UsageError("A reminder needs a date.", hint="Add --due WHEN.")
        return replace(
            draft,
            due=None if draft.due is None else own_zone(draft.due, self._dates.now()),
            note=draft.note if request.note is None else request.note or None,
            tags=tuple(tag for tag in tags if fold(tag) not in gone),
            reminders=tuple(sorted({*draft.reminders, *minutes})) if draft.due else (),
        )

    def _read_due(self, text: str) -> date | datetime | None:
        if text.strip().lower() in {"", "none", "never"}:
            return None
        return self._events.read_start(text)[0]

    def _repeating(self, draft: TodoDraft, every: str) -> TodoDraft:
        if every.strip().lower() in {"", "none", "never"}:
            return replace(draft, rrule=None)
        if every.upper().startswith("FREQ="):
            return replace(draft, rrule=read_rule(every))
        for text in (every, f"every {every}", f"每{every}"):
            reading = self._dates.read(text)
            if reading.rrule and not reading.title:
                return replace(draft, rrule=reading.rrule, due=draft.due or reading.start)
        raise UsageError(
            f"{every!r} is no way to repeat.", hint='Examples: --every week, "2 days", monday.'
        )


def due_of(reading: DateReading) -> date | datetime | None:
    """When a to-do is due: of several days the last one."""
    return reading.end if reading.kind == "range" and reading.end else reading.start


def draft_of(task: Task) -> TodoDraft:
    """A to-do as a draft that can be changed."""
    return TodoDraft(
        title=task.title,
        due=task.due,
        priority=task.priority,
        rrule=task.rrule or None,
        note=task.note or None,
        tags=task.tags,
        reminders=task.reminders,
    )
