"""Carrying out what was proposed: every plan becomes one change of the user's data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pa_cli.core.ports import ChangeLog
from pa_cli.core.proposal import (
    AddEvent,
    AddNote,
    AddTodo,
    ChangeEvent,
    ChangeTodo,
    Done,
    FinishTodos,
    Proposal,
    Remember,
    RemoveEvents,
    RemoveTodos,
)
from pa_cli.services.agenda import AgendaService
from pa_cli.services.todos import TodosService

if TYPE_CHECKING:
    from pa_cli.services.memory import MemoryService
    from pa_cli.services.notes import NotesService


class Effects:
    """Writes what proposals say.

    Args:
        agenda: Events.
        todos: To-dos.
        notes: Gives the notes.
        memory: Gives what is remembered of the user.
        changes: Joins the writes of one request.
    """

    def __init__(
        self,
        *,
        agenda: AgendaService,
        todos: TodosService,
        notes: "Callable[[], NotesService]",
        memory: "Callable[[], MemoryService]",
        changes: ChangeLog,
    ) -> None:
        self._agenda = agenda
        self._todos = todos
        self._notes = notes
        self._memory = memory
        self._changes = changes

    def carry_out(self, proposals: Sequence[Proposal]) -> list[Done]:
        """Do what was proposed, as one operation: all of it or nothing.

        Raises:
            PaError: Something could not be written; what was done before it was taken back.
        """
        writing = [proposal for proposal in proposals if proposal.writes]
        with self._changes.together("; ".join(_summary(one) for one in writing)):
            return [Done(proposal, self._do(proposal)) for proposal in writing]

    def _do(self, proposal: Proposal) -> tuple[object, ...]:
        match proposal.plan:
            case AddEvent(draft, calendar):
                return (self._agenda.add_draft(draft, calendar, proposal.reading).event,)
            case ChangeEvent(event, scope, edit):
                return (self._agenda.edit(event, scope, edit) or event,)
            case RemoveEvents(chosen):
                self._agenda.remove(chosen)
                return tuple(event for event, _ in chosen)
            case AddTodo(draft, list_name):
                return (self._todos.add_draft(draft, list_name, proposal.reading).todo,)
            case ChangeTodo(todo, edit):
                return (self._todos.edit(todo, edit),)
            case FinishTodos(todos):
                return tuple(self._todos.complete(todos))
            case RemoveTodos(todos):
                self._todos.remove(todos)
                return todos
            case AddNote(text, title, tags):
                return (self._notes().add(text, title=title, tags=tags),)
            case Remember(memory):
                return (self._memory().keep(memory),)
            case _:
                return ()


def _summary(proposal: Proposal) -> str:
    """What was done, for the list of changes."""
    match proposal.plan:
        case AddEvent(draft):
            return f"Added event {draft.title!r}"
        case ChangeEvent(event):
            return f"Edited event {event.title!r}"
        case RemoveEvents(chosen):
            return f"Removed {_counted(len(chosen), 'event')}"
        case AddTodo(draft):
            return f"Added to-do {draft.title!r}"
        case ChangeTodo(todo):
            return f"Edited to-do {todo.title!r}"
        case FinishTodos(todos):
            return f"Done: {_counted(len(todos), 'to-do')}"
        case RemoveTodos(todos):
            return f"Removed {_counted(len(todos), 'to-do')}"
        case AddNote():
            return "Added a note"
        case Remember(memory):
            return f"Remembered {memory.text!r}"
        case _:
            return ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
