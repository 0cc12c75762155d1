"""To-dos: added, done, changed and removed; every change goes through the change log."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pa_cli.core.changes import FileChange
from pa_cli.core.dates.result import DateReading
from pa_cli.core.errors import NotFoundError, StorageError, UsageError
from pa_cli.core.event import read_minutes, split_tags
from pa_cli.core.icalendar import events, lines, todos
from pa_cli.core.icalendar.lines import Component
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.note import read_tags
from pa_cli.core.note_ports import LastLists
from pa_cli.core.ports import ChangeLog
from pa_cli.core.segmentation import fold
from pa_cli.core.todo import Todo, TodoDraft, TodoStore, read_priority, split_priority
from pa_cli.services.dates import DatesService
from pa_cli.services.event_drafts import EventDrafts, own_zone, read_rule
from pa_cli.services.item_refs import from_last_list, the_one

KIND = "todo"


@dataclass(frozen=True, slots=True)
class TodoRequest:
    """A to-do, or changes of one, as the user asks for it; None is what was not said.

    Attributes:
        text: Plain words.
        due: When it is due; "" or "none" takes a date away.
        every: How it repeats: "week", "2 days", "monday"; "none" ends that.
        priority: By name or marks.
        note: Description.
        tags: More tags.
        untag: Tags to take off.
        reminders: How long before, such as 10m.
        list: The list it goes into.
    """

    text: str = ""
    due: str | None = None
    every: str | None = None
    priority: str | None = None
    note: str | None = None
    tags: Sequence[str] = ()
    untag: Sequence[str] = ()
    reminders: Sequence[str] = ()
    list: str | None = None


@dataclass(frozen=True, slots=True)
class AddedTodo:
    """A new to-do, and how its words were read."""

    todo: Todo
    reading: DateReading | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DoneTodo:
    """A to-do that was done; `next_due` is when it comes back, None when it does not."""

    todo: Todo
    next_due: date | datetime | None


class TodosService:
    """Everything that can be done with to-dos.

    Args:
        store: The to-dos on disk and their index.
        changes: The one way to write.
        last_lists: What the numbers of the last list mean.
        dates: Reads dates, and knows the present.
        list_name: Where new to-dos go.
    """

    def __init__(
        self,
        store: TodoStore,
        changes: ChangeLog,
        last_lists: LastLists,
        dates: DatesService,
        list_name: str,
    ) -> None:
        self._store = store
        self._changes = changes
        self._last_lists = last_lists
        self._dates = dates
        self._drafts = EventDrafts(dates)
        self._list = list_name

    @property
    def folder(self) -> Path:
        """The folder of the to-dos."""
        return self._store.root

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def add(self, request: TodoRequest, *, dry_run: bool = False) -> AddedTodo:
        """Add a to-do.

        Raises:
            UsageError: It has no title, or a field cannot be read.
        """
        text, priority = split_priority(request.text)
        reading = None if request.due is not None else self._dates.read(text)
        dated = reading is not None and reading.start is not None and reading.kind != "query"
        title, tags = split_tags(reading.title if reading is not None and dated else text)
        draft = TodoDraft(title, priority=priority, tags=tags)
        if reading is not None and dated:
            draft = replace(draft, due=_due_of(reading), rrule=reading.rrule)
        draft = self._changed(draft, request)
        if not draft.title:
            raise UsageError(
                f"{request.text!r} does not say what is to be done.",
                hint='Example: pa todo add "call the bank tomorrow !!"',
            )
        now = self._dates.now()
        uid = os.urandom(16).hex()
        path = self._store.new_path(request.list or self._list, uid)
        content = todos.new_task(draft, uid, now).text().encode()
        shown = _as_drafted(draft, path, uid, now, request.list or self._list)
        if not dry_run:
            self._store.check()
            self._apply(f"Added to-do {draft.title!r}", FileChange(path, content, None))
            shown = self._at(path)
        return AddedTodo(shown, reading if dated else None, dry_run)

    def _changed(self, draft: TodoDraft, request: TodoRequest) -> TodoDraft:
        """The draft with what the fields of the request say."""
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
        return self._drafts.read_start(text)[0]

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

    def list(
        self, *, list_name: str | None = None, tags: Sequence[str] = (), done: bool = False
    ) -> Sequence[Todo]:
        """Open to-dos by due date, then priority; with `done` the others too.

        Raises:
            NotFoundError: There is no such list.
        """
        if list_name is not None and list_name not in self._store.lists():
            known = ", ".join(self._store.lists()) or "none yet"
            raise NotFoundError(f"There is no list {list_name!r}.", hint=f"There are: {known}.")
        wanted = [fold(tag) for tag in read_tags(list(tags))]
        return [
            todo
            for todo in (self._store.all() if done else self._store.open())
            if (list_name is None or todo.list == list_name) and _has_tags(todo, wanted)
        ]

    def due_before(self, day: date) -> Sequence[Todo]:
        """Open to-dos that are due before a day."""
        return self._store.open(day)

    def lists(self) -> Sequence[tuple[str, int, int]]:
        """Each list with how many open and how many finished to-dos are in it."""
        counts = {name: [0, 0] for name in self._store.lists()}
        for todo in self._store.all():
            counts.setdefault(todo.list, [0, 0])[todo.done] += 1
        return [(name, is_open, done) for name, (is_open, done) in sorted(counts.items())]

    def remember(self, shown: Sequence[Todo]) -> None:
        """These to-dos were just shown, numbered from 1."""
        self._last_lists.remember(KIND, [todo.id for todo in shown])

    def find(self, ref: str) -> Todo:
        """The to-do that the user calls `ref`; raises NotFoundError."""
        ref = from_last_list(ref, KIND, self._last_lists)
        return the_one(ref, self._store.candidates, noun="to-do", list_command="pa todo list")

    def complete(self, chosen: Sequence[Todo]) -> Sequence[DoneTodo]:
        """Mark to-dos as done, as one operation; recurring ones come back at their next date."""
        now = self._dates.now()
        changes: list[FileChange] = []
        next_dates: list[date | datetime | None] = []
        with self._changes.locked():
            for todo in chosen:
                if todo.done:
                    raise UsageError(f"{todo.title!r} is done already.")
                edit = self._open(todo)
                following = self._following(edit.component, now)
                if following is None:
                    todos.write_done(edit.component, now)
                else:
                    changes.append(self._kept_as_done(todo, edit.component, now))
                    due, rrule = following
                    todos.write_due(edit.component, due, rrule)
                    todos.write_open(edit.component)
                events.touch(edit.component, now)
                changes.append(edit.change())
                next_dates.append(following[0] if following else None)
            names = ", ".join(repr(todo.title) for todo in chosen[:3])
            self._apply(f"Done: {names}" + " and more" * (len(chosen) > 3), *changes)
        return [
            DoneTodo(self._at(todo.path, todo.id), due)
            for todo, due in zip(chosen, next_dates, strict=True)
        ]

    def _following(self, component: Component, now: datetime) -> tuple[date | datetime, str] | None:
        """The next date of a recurring to-do and its rule from then on."""
        task = todos.read_task(component, find_zone)
        if not task.rrule or task.due is None:
            return None
        found = self._store.next_due(task.due, task.rrule, now)
        if found is None:
            return None
        due, passed = found
        count = re.search(r"COUNT=(\d+)", task.rrule, re.IGNORECASE)
        if count is None:
            return due, task.rrule
        left = int(count[1]) - passed
        return due, task.rrule[: count.start(1)] + str(left) + task.rrule[count.end(1) :]

    def _kept_as_done(self, todo: Todo, component: Component, now: datetime) -> FileChange:
        """A record of what was done, beside the to-do that comes back."""
        uid = os.urandom(16).hex()
        copy = component.copy()
        copy.put(lines.make_line("UID", uid))
        copy.drop("RRULE", "RDATE", "EXDATE", "DTSTART")
        todos.write_done(copy, now)
        events.write_reminders(copy, (), "")
        task = todos.read_task(copy, find_zone)
        root = events.new_calendar(copy, events.zones_of(task.due))
        path = self._store.new_path(todo.list, uid)
        return FileChange(path, root.text().encode(), None)

    def edit(self, todo: Todo, request: TodoRequest) -> Todo:
        """Change a to-do by fields; `request.text` is a new title."""
        with self._changes.locked():
            edit = self._open(todo)
            now = self._dates.now()
            before = _draft_of(todos.read_task(edit.component, find_zone))
            draft = self._changed(
                replace(before, title=request.text.strip() or before.title), request
            )
            todos.write_task(edit.component, draft)
            if (draft.due, draft.rrule) != (before.due, before.rrule):
                todos.write_due(edit.component, draft.due, draft.rrule)
                for zone, year in events.zones_of(draft.due):
                    events.ensure_zone(edit.calendar, zone, year)
            if draft.reminders != before.reminders:
                events.write_reminders(edit.component, draft.reminders, draft.title)
            path = todo.path
            if request.list is not None and request.list != todo.list:
                path = self._store.new_path(request.list, todo.path.stem)
            if draft == before and path == todo.path:
                return todo
            events.touch(edit.component, now)
            changes = [edit.change()]
            if path != todo.path:
                changes = [
                    FileChange(path, edit.change().content, None),
                    FileChange(todo.path, None, edit.before),
                ]
            self._apply(f"Edited to-do {draft.title!r}", *changes)
        return self._at(path, todo.id)

    def remove(self, chosen: Sequence[Todo]) -> None:
        """Move to-dos to the trash, as one operation."""
        with self._changes.locked():
            changes = [self._open(todo).without() for todo in chosen]
            names = ", ".join(repr(todo.title) for todo in chosen[:3])
            more = f" and {len(chosen) - 3} more" if len(chosen) > 3 else ""
            self._apply(f"Removed to-do {names}{more}", *changes)

    def _open(self, todo: Todo) -> "_TodoFile":
        return _TodoFile(todo, self._store.read(todo.path))

    def _apply(self, summary: str, *changes: FileChange) -> None:
        self._changes.apply(summary, changes)
        self._store.has_changed()

    def _at(self, path: Path, ref: str = "") -> Todo:
        found = [t for t in self._store.all() if t.path == path and ref in {"", t.id}]
        if not found:
            raise NotFoundError(f"The file {path} is not there any more.")
        return found[0]


class _TodoFile:
    """One file, taken apart; raises StorageError for one that must not be written."""

    def __init__(self, todo: Todo, content: bytes) -> None:
        self.path = todo.path
        self.before = content
        try:
            self.root = lines.parse(content.decode("utf-8"))
        except ValueError as error:
            raise StorageError(f"{todo.path}: {error} It was left alone.") from error
        for calendar in self.root.components("VCALENDAR"):
            for component in calendar.components("VTODO"):
                if events.text_of(component, "UID") == todo.uid:
                    self.calendar, self.component = calendar, component
                    return
        raise NotFoundError(f"The to-do is no longer in {todo.path}.")

    def change(self) -> FileChange:
        """The change of the file."""
        return FileChange(self.path, self.root.text().encode("utf-8"), self.before)

    def without(self) -> FileChange:
        """The file without the to-do; it goes when nothing else is in it."""
        kept = [c for c in self.calendar.children if c is not self.component]
        self.calendar.children = kept
        rest = self.calendar.components("VEVENT", "VTODO", "VJOURNAL")
        return self.change() if rest else FileChange(self.path, None, self.before)


def _due_of(reading: DateReading) -> date | datetime | None:
    """When a to-do is due: of several days the last one."""
    return reading.end if reading.kind == "range" and reading.end else reading.start


def _draft_of(task: todos.Task) -> TodoDraft:
    return TodoDraft(
        title=task.title,
        due=task.due,
        priority=task.priority,
        rrule=task.rrule or None,
        note=task.note or None,
        tags=task.tags,
        reminders=task.reminders,
    )


def _as_drafted(draft: TodoDraft, path: Path, uid: str, now: datetime, list_name: str) -> Todo:
    return Todo(
        id="",
        title=draft.title,
        due=draft.due,
        priority=draft.priority,
        done=False,
        completed=None,
        rrule=draft.rrule,
        note=draft.note,
        tags=draft.tags,
        reminders=draft.reminders,
        list=list_name,
        status="needs-action",
        created=now,
        uid=uid,
        path=path,
    )


def _has_tags(todo: Todo, wanted: Sequence[str]) -> bool:
    """Whether it has all of some folded tags; `work/pa` is `work` too."""
    own = [fold(tag) for tag in todo.tags]
    return all(any(tag == w or tag.startswith(f"{w}/") for tag in own) for w in wanted)
