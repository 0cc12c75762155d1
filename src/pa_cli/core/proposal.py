"""What would be done for a request: an action with everything in it resolved, or what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from pa_cli.core.action import ActionCall
    from pa_cli.core.agenda_ports import Scope
    from pa_cli.core.dates.result import DateReading
    from pa_cli.core.event import Event, EventDraft, EventEdit, Slot
    from pa_cli.core.memory_item import MemoryProposal
    from pa_cli.core.note import NoteHit
    from pa_cli.core.todo import Todo, TodoDraft, TodoRequest


@dataclass(frozen=True, slots=True)
class AddEvent:
    """A new event; `event` is its first occurrence, `overlaps` what takes place meanwhile."""

    draft: EventDraft
    calendar: str
    event: Event
    overlaps: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """An event that changes; `after` is what its occurrence would be."""

    event: Event
    scope: Scope
    edit: EventEdit
    after: Event
    overlaps: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveEvents:
    """Events that go to the trash, each alone or with its repetitions."""

    chosen: tuple[tuple[Event, Scope], ...]


@dataclass(frozen=True, slots=True)
class AddTodo:
    """A new to-do; `todo` is what it will be."""

    draft: TodoDraft
    list: str
    todo: Todo


@dataclass(frozen=True, slots=True)
class ChangeTodo:
    """A to-do that changes; `after` is what it would be."""

    todo: Todo
    edit: TodoRequest
    after: Todo


@dataclass(frozen=True, slots=True)
class FinishTodos:
    """To-dos that are done."""

    todos: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class RemoveTodos:
    """To-dos that go to the trash."""

    todos: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class AddNote:
    """A new note."""

    text: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remember:
    """A fact or a preference that is kept."""

    memory: MemoryProposal


@dataclass(frozen=True, slots=True)
class ShowEvents:
    """The events that were asked for.

    Attributes:
        events: In order.
        start: Where the time that was looked at begins.
        end: Where it ends; not included.
        about: What they had to be called, "" for anything.
    """

    events: tuple[Event, ...]
    start: datetime
    end: datetime
    about: str = ""


@dataclass(frozen=True, slots=True)
class ShowFree:
    """Whether a time is free: what takes it, and what is left of it."""

    busy: tuple[Event, ...]
    slots: tuple[Slot, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ShowTodos:
    """The to-dos that were asked for; `list` and `due` say what they were looked for by."""

    todos: tuple[Todo, ...]
    list: str = ""
    about: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ShowLists:
    """The lists, each with how many open and how many finished to-dos are in it."""

    lists: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ShowNotes:
    """The notes that were asked for."""

    hits: tuple[NoteHit, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Tell:
    """An answer that code knows."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the model."""

    text: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """What cannot be done, and why.

    Attributes:
        message: A sentence for the user.
        hint: What to do instead, "" for nothing.
        is_usage: The request is to blame, not the data.
        is_known: What is meant is there: it was no chat about something else.
    """

    message: str
    hint: str = ""
    is_usage: bool = False
    is_known: bool = False


Lacking = Literal["title", "when", "new_when", "list", "text", "which"]


@dataclass(frozen=True, slots=True)
class Need:
    """What has to be asked before anything can be done.

    Attributes:
        what: The word of the request that is missing; "which" when several items are meant.
        question: Short, for the user.
        choices: The items that may be meant.
        several: More than one of them may be chosen.
        optional: It can also be done without.
    """

    what: Lacking
    question: str
    choices: tuple[Event | Todo, ...] = ()
    several: bool = False
    optional: bool = False


Writing = (
    AddEvent
    | ChangeEvent
    | RemoveEvents
    | AddTodo
    | ChangeTodo
    | FinishTodos
    | RemoveTodos
    | AddNote
    | Remember
)
Showing = ShowEvents | ShowFree | ShowTodos | ShowLists | ShowNotes | Tell
Plan = Writing | Showing | Ask | Refuse | Need
WRITING = (
    AddEvent,
    ChangeEvent,
    RemoveEvents,
    AddTodo,
    ChangeTodo,
    FinishTodos,
    RemoveTodos,
    AddNote,
    Remember,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One action of a request, and what it comes to.

    Attributes:
        call: What was read.
        plan: What would be done or shown; also that it cannot be, or what is to be asked first.
        reading: How the words that say when were read.
        start: The beginning of what those words name, None without any.
        end: Its end, the last day included.
        notes: Sentences about what had to be decided.
    """

    call: ActionCall
    plan: Plan
    reading: DateReading | None = None
    start: date | datetime | None = None
    end: date | datetime | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def writes(self) -> bool:
        """Whether the user's data would be changed."""
        return isinstance(self.plan, WRITING)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a proposal: the items as they are now."""

    proposal: Proposal
    items: tuple[object, ...] = ()
