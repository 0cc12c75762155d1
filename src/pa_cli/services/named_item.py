"""The one item that a question is about: a note, an event, a to-do or a document, as text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError
from pa_cli.core.grounding import Source
from pa_cli.core.passage_split import split_markdown

if TYPE_CHECKING:
    from pa_cli.core.event import Event
    from pa_cli.core.todo import Todo
    from pa_cli.services.agenda import AgendaService
    from pa_cli.services.notes import NotesService
    from pa_cli.services.todos import TodosService


class NamedItems:
    """Finds an item of any kind by what the user calls it.

    Args:
        notes: The notes.
        agenda: The events.
        todos: The to-dos.
        documents: The pieces of the document that the user calls so; raises NotFoundError.
    """

    def __init__(
        self,
        notes: "NotesService",
        agenda: "AgendaService",
        todos: "TodosService",
        documents: Callable[[str], Sequence[Source]] | None = None,
    ) -> None:
        self._notes = notes
        self._agenda = agenda
        self._todos = todos
        self._documents = documents

    def read(self, ref: str) -> Sequence[Source]:
        """The pieces of the item called `ref`, in their order.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        readers: list[Callable[[str], Sequence[Source]]] = [self._note, self._event, self._todo]
        if self._documents is not None:
            readers.append(self._documents)
        found: list[Sequence[Source]] = []
        ambiguous: NotFoundError | None = None
        for read in readers:
            try:
                found.append(read(ref))
            except NotFoundError as error:
                if "could be" in str(error):
                    ambiguous = ambiguous or error
        if len(found) == 1:
            return found[0]
        if not found:
            raise ambiguous or NotFoundError(
                f"There is no note, event, to-do or document {ref!r}.",
                hint="See what there is: pa find WORDS",
            )
        named = "; ".join(f"{pieces[0].kind} {pieces[0].ref} {pieces[0].title}" for pieces in found)
        raise NotFoundError(
            f"{ref!r} could be: {named}.", hint=f"Name it by its id, for example {found[0][0].ref}."
        )

    def _note(self, ref: str) -> Sequence[Source]:
        shown = self._notes.show(ref)
        note = shown.note
        text = shown.content.decode("utf-8", "replace")
        lines_before = text[: len(text) - len(shown.body)].count("\n")
        pieces = split_markdown(shown.body, first_line=lines_before + 1)
        sources = [
            Source(
                "note",
                note.title,
                ref=note.id,
                path=str(note.path),
                first_line=piece.first_line,
                last_line=piece.last_line,
                text=piece.text,
            )
            for piece in pieces
        ]
        return sources or [Source("note", note.title, ref=note.id, path=str(note.path))]

    def _event(self, ref: str) -> Sequence[Source]:
        event = self._agenda.find(ref)
        return [Source("event", event.title, ref=event.id, path=str(event.path), text=_told(event))]

    def _todo(self, ref: str) -> Sequence[Source]:
        todo = self._todos.find(ref)
        return [Source("todo", todo.title, ref=todo.id, path=str(todo.path), text=_owed(todo))]


def _told(event: "Event") -> str:
    start, end = event.start, event.end
    if event.all_day:
        when = f"{start:%A %Y-%m-%d}" + (f" to {end:%A %Y-%m-%d}" if end != start else "")
    else:
        when = f"{start:%A %Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
    lines = [
        f"Event: {event.title}",
        f"When: {when}",
        f"Where: {event.where}" if event.where else "",
        f"Repeats: {event.rrule}" if event.rrule else "",
        f"Status: {event.status}" if event.status != "confirmed" else "",
        event.note or "",
    ]
    return "\n".join(line for line in lines if line)


def _owed(todo: "Todo") -> str:
    lines = [
        f"To-do: {todo.title}",
        f"Due: {todo.due:%A %Y-%m-%d}" if todo.due else "",
        f"Priority: {todo.priority}" if todo.priority else "",
        "Done." if todo.done else "Not done yet.",
        todo.note or "",
    ]
    return "\n".join(line for line in lines if line)
