"""To-dos: what they are to the user, and what a new one is made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from pa_cli.core.errors import UsageError

# what the user says to what iCalendar has
PRIORITIES = {"high": 1, "medium": 5, "low": 9}
_MARKS = {1: "low", 2: "medium", 3: "high"}
_MARK = re.compile(r"(?<!\S)([!！]{1,3})(?!\S)")


@dataclass(frozen=True, slots=True)
class Todo:
    """One to-do.

    Attributes:
        id: Short id.
        title: One line.
        due: A day, or a local time; None for some day.
        priority: "high", "medium", "low" or None.
        done: It is done, or called off.
        completed: When it was done.
        rrule: RFC 5545 rule without its name; when it is done it comes back.
        note: Description.
        tags: Without `#`.
        reminders: Minutes before it is due.
        list: Folder below that of the to-dos, "" for none.
        status: "needs-action", "in-process", "completed" or "cancelled".
        created: When it was made.
        uid: Unique id in iCalendar.
        folder: Where its file lies.
        file: Name of its file.
        problem: Why the file could not be understood whole.
    """

    id: str
    title: str
    due: date | datetime | None
    priority: str | None
    done: bool
    completed: datetime | None
    rrule: str | None
    note: str | None
    tags: tuple[str, ...]
    reminders: tuple[int, ...]
    list: str
    status: str
    created: datetime
    uid: str
    folder: Path
    file: str
    problem: str | None = None

    @property
    def path(self) -> Path:
        """Its file; put together when it is needed, for lists of thousands need it seldom."""
        return self.folder / self.file

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been done before `now`; a day is over when it ends."""
        if self.done or self.due is None:
            return False
        return self.due < now if isinstance(self.due, datetime) else self.due < now.date()

    @property
    def due_day(self) -> date | None:
        """The day on which it is due."""
        return self.due.date() if isinstance(self.due, datetime) else self.due


@dataclass(frozen=True, slots=True)
class TodoDraft:
    """A new to-do, or a changed one; see `Todo`."""

    title: str
    due: date | datetime | None = None
    priority: str | None = None
    rrule: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    reminders: tuple[int, ...] = ()


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


def split_priority(text: str) -> tuple[str, str | None]:
    """The text without its `!`, `!!` or `!!!`, and the priority that they mean."""
    marks = _MARK.findall(text)
    rest = " ".join(_MARK.sub(" ", text).split())
    return rest, _MARKS[len(marks[-1])] if marks else None


def read_priority(text: str) -> str | None:
    """A priority by name or marks; None for "none".

    Raises:
        UsageError: There is no such priority.
    """
    word = text.strip().lower()
    if word in {"", "none"}:
        return None
    if word in PRIORITIES:
        return word
    if set(word) == {"!"} and len(word) in _MARKS:
        return _MARKS[len(word)]
    raise UsageError(f"{text!r} is no priority.", hint="There are: high, medium, low, none.")


def priority_name(number: int) -> str | None:
    """The name of a priority of iCalendar: 1 to 4 are high, 5 medium, 6 to 9 low."""
    if not 1 <= number <= 9:
        return None
    return "high" if number < 5 else "medium" if number == 5 else "low"


def due_order(
    due: date | datetime | None, priority: str | None, title: str, path: str
) -> tuple[bool, str, int, str, str]:
    """Sorts by due date, then priority; those for some day come last."""
    when = ""
    if isinstance(due, datetime):
        when = f"{due.date().isoformat()} {due.astimezone(UTC).isoformat()}"
    elif due is not None:
        when = f"{due.isoformat()} ~"  # a day is due at its end, after all its hours
    return due is None, when, PRIORITIES.get(priority or "", 6), title, path


class TodoStore(Protocol):
    """The to-dos on disk, and what the index knows of them."""

    @property
    def root(self) -> Path:
        """The folder of the to-dos."""
        ...

    def all(self) -> Sequence[Todo]:
        """Every to-do, done or not, by due date, then priority."""
        ...

    def open(self, due_before: date | None = None) -> Sequence[Todo]:
        """Those that are not done; with `due_before` those alone that are due before that day."""
        ...

    def at(self, path: Path) -> Sequence[Todo]:
        """The to-dos of one file."""
        ...

    def candidates(self, ref: str) -> Sequence[Todo]:
        """The to-dos that `ref` may mean; open ones win over those that are done."""
        ...

    def holding(self, text: str) -> Sequence[tuple[str, str]]:
        """Ids and titles of a few whose title holds `text`."""
        ...

    def lists(self) -> Sequence[str]:
        """The names of the lists, also of empty ones."""
        ...

    def check(self) -> None:
        """Raise StorageError when the folder has vanished, as with a disk that is not mounted."""
        ...

    def read(self, path: Path) -> bytes:
        """The content of a file; raises NotFoundError or StorageError."""
        ...

    def new_path(self, list_name: str, uid: str) -> Path:
        """Where a new file goes; raises UsageError for a list that would lie elsewhere."""
        ...

    def next_due(
        self, due: date | datetime, rrule: str, after: datetime
    ) -> tuple[date | datetime, int] | None:
        """The next date of a rule that begins at `due`, not before `after`.

        Returns:
            The date and how many it comes after `due`; None when the rule has ended. Raises
            StorageError for a rule that cannot be understood.
        """
        ...

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        ...
