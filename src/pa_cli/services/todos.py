"""To-dos: added, done, changed and removed; every change goes through the change log."""

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError, UsageError
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import has_tags, read_tags
from pa_cli.core.todo import Todo, TodoRequest
from pa_cli.services.item_refs import from_last_list, summary_of, the_one

if TYPE_CHECKING:
    from pa_cli.core.changes import FileChange
    from pa_cli.core.dates.result import DateReading
    from pa_cli.core.note_ports import LastLists
    from pa_cli.core.ports import ChangeLog
    from pa_cli.core.todo import TodoDraft, TodoStore
    from pa_cli.services.calendar_file import TodoFile
    from pa_cli.services.dates import DatesService
    from pa_cli.services.todo_drafts import TodoDrafts


__all__ = ["AddedTodo", "DoneTodo", "TodoRequest", "TodosService"]

KIND = "todo"


@dataclass(frozen=True, slots=True)
class AddedTodo:
    """A new to-do, and how its words were read."""

    todo: "Todo"
    reading: "DateReading | None"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DoneTodo:
    """A to-do that was done; `next_due` is when it comes back, None when it does not."""

    todo: "Todo"
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
        store: "TodoStore",
        changes: "ChangeLog",
        last_lists: "LastLists",
        dates: "DatesService",
        list_name: str,
    ) -> None:
        self._store = store
        self._changes = changes
        self._last_lists = last_lists
        self._dates = dates
        self._list = list_name

    @property
    def _drafts(self) -> "TodoDrafts":
        from pa_cli.services.todo_drafts import TodoDrafts

        return TodoDrafts(self._dates)

    @property
    def folder(self) -> Path:
        """The folder of the to-dos."""
        return self._store.root

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def add(self, request: "TodoRequest", *, dry_run: bool = False) -> AddedTodo:
        """Add a to-do.

        Raises:
            UsageError: It has no title, or a field cannot be read.
        """
        draft, reading = self._drafts.make(request)
        return self.add_draft(draft, request.list or "", reading, dry_run=dry_run)

    def draft(self, title: str, reading: "DateReading | None") -> "TodoDraft":
        """A draft of what is called `title` and is due when `reading` says."""
        return self._drafts.make_from(title, reading)

    def add_draft(
        self,
        draft: "TodoDraft",
        list_name: str = "",
        reading: "DateReading | None" = None,
        *,
        dry_run: bool = False,
    ) -> AddedTodo:
        """Add a to-do that was drafted before; `reading` says how its words were read."""
        from pa_cli.core.changes import FileChange
        from pa_cli.core.icalendar import todos

        now = self._dates.now()
        uid = os.urandom(16).hex()
        path = self._store.new_path(list_name or self._list, uid)
        content = todos.new_task(draft, uid, now).text().encode()
        shown = _as_drafted(draft, path, uid, now, list_name or self._list)
        if not dry_run:
            self._store.check()
            self._apply(f"Added to-do {draft.title!r}", FileChange(path, content, None))
            shown = self._at(path)
        return AddedTodo(shown, reading, dry_run)

    def list(
        self, *, list_name: str | None = None, tags: Sequence[str] = (), done: bool = False
    ) -> "Sequence[Todo]":
        """Open to-dos by due date, then priority; with `done` the others too.

        Raises:
            NotFoundError: There is no such list.
        """
        if list_name is not None and list_name not in self._store.lists():
            list_name = unicodedata.normalize("NFC", list_name)
        if list_name is not None and list_name not in self._store.lists():
            known = ", ".join(self._store.lists()) or "none yet"
            raise NotFoundError(f"There is no list {list_name!r}.", hint=f"There are: {known}.")
        wanted = [fold(tag) for tag in read_tags(list(tags))]
        found = self._store.all() if done else self._store.open()
        if list_name is None and not wanted:
            return found
        return [
            todo for todo in found if list_name in {None, todo.list} and has_tags(todo.tags, wanted)
        ]

    def due_before(self, day: date) -> "Sequence[Todo]":
        """Open to-dos that are due before a day."""
        return self._store.open(day)

    def lists(self) -> Sequence[tuple[str, int, int]]:
        """Each list with how many open and how many finished to-dos are in it."""
        counts = {name: [0, 0] for name in self._store.lists()}
        for todo in self._store.all():
            counts.setdefault(todo.list, [0, 0])[todo.done] += 1
        return [(name, is_open, done) for name, (is_open, done) in sorted(counts.items())]

    def remember(self, shown: "Sequence[Todo]") -> None:
        """These to-dos were just shown, numbered from 1."""
        self._last_lists.remember(KIND, [todo.id for todo in shown])

    def find(self, ref: str) -> "Todo":
        """The to-do that the user calls `ref`; raises NotFoundError."""
        return the_one(
            from_last_list(ref, KIND, self._last_lists),
            self._store.candidates,
            noun="to-do",
            list_command="pa todo list",
            asked=ref,
            holding=self._store.holding,
        )

    def complete(self, chosen: "Sequence[Todo]") -> Sequence[DoneTodo]:
        """Mark to-dos as done, as one operation; recurring ones come back at their next date.

        Raises:
            UsageError: One is done already; nothing was changed.
        """
        from pa_cli.core.icalendar import events, todos
        from pa_cli.services.todo_recurrence import following, kept_as_done

        now = self._dates.now()
        changes: list[FileChange] = []
        next_dates: list[date | datetime | None] = []
        with self._changes.locked():
            for todo in chosen:
                if todo.done:
                    raise UsageError(f"{todo.title!r} is done already.")
                file = self._open(todo)
                component = file.components(todo.uid)[0]
                next_date = following(self._store, component, now)
                if next_date is None:
                    todos.write_done(component, now)
                else:
                    changes.append(kept_as_done(self._store, todo, component, now))
                    due, rrule = next_date
                    todos.write_due(component, due, rrule)
                    todos.write_open(component)
                events.touch(component, now)
                changes.append(file.change())
                next_dates.append(next_date[0] if next_date else None)
            self._apply(summary_of("Done:", [todo.title for todo in chosen]), *changes)
        return [
            DoneTodo(self._at(todo.path, todo.id), due)
            for todo, due in zip(chosen, next_dates, strict=True)
        ]

    def edit(self, todo: "Todo", request: "TodoRequest") -> "Todo":
        """Change a to-do by fields; `request.text` is a new title."""
        from pa_cli.core.changes import FileChange
        from pa_cli.core.icalendar import alarms, events, todos
        from pa_cli.core.icalendar.zones import ensure_zone, find_zone, zones_of
        from pa_cli.services.todo_drafts import draft_of

        with self._changes.locked():
            file = self._open(todo)
            component = file.components(todo.uid)[0]
            before = draft_of(todos.read_task(component, find_zone))
            titled = replace(before, title=request.text.strip() or before.title)
            draft = self._drafts.changed(titled, request)
            todos.write_task(component, draft)
            if (draft.due, draft.rrule) != (before.due, before.rrule):
                todos.write_due(component, draft.due, draft.rrule)
                for zone, year in zones_of(draft.due):
                    ensure_zone(file.calendar_of(todo.uid), zone, year)
            if draft.reminders != before.reminders:
                alarms.write_reminders(component, draft.reminders, draft.title)
            path = todo.path
            if request.list is not None and request.list != todo.list:
                path = self._store.new_path(request.list, todo.path.stem)
            if draft == before and path == todo.path:
                return todo
            events.touch(component, self._dates.now())
            changes = [file.change()]
            if path != todo.path:
                changes = [
                    FileChange(path, file.content(), None),
                    FileChange(todo.path, None, file.before),
                ]
            self._apply(f"Edited to-do {draft.title!r}", *changes)
        return self._at(path, todo.id)

    def remove(self, chosen: "Sequence[Todo]") -> None:
        """Move to-dos to the trash, as one operation."""
        with self._changes.locked():
            files: dict[Path, TodoFile] = {}
            for todo in chosen:
                file = files.get(todo.path)
                if file is None:
                    file = files[todo.path] = self._open(todo)
                file.take_all_out(todo.uid)
            changes = [file.change() for file in files.values()]
            self._apply(summary_of("Removed to-do", [todo.title for todo in chosen]), *changes)

    def _open(self, todo: "Todo") -> "TodoFile":
        from pa_cli.services.calendar_file import TodoFile

        return TodoFile(todo.path, self._store.read(todo.path))

    def _apply(self, summary: str, *changes: "FileChange") -> None:
        self._changes.apply(summary, changes)
        self._store.has_changed()

    def _at(self, path: Path, ref: str = "") -> "Todo":
        found = [t for t in self._store.at(path) if ref in {"", t.id}]
        if not found:
            raise NotFoundError(f"The file {path} is not there any more.")
        return found[0]


def _as_drafted(draft: "TodoDraft", path: Path, uid: str, now: datetime, list_name: str) -> "Todo":
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
        folder=path.parent,
        file=path.name,
    )
