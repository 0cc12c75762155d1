"""The one item that a question is about: a note, an event, a to-do or a document, as text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError
from pa_cli.core.grounding import Source
from pa_cli.core.passage import Passage, PassageFilter, Retriever
from pa_cli.core.passage_split import split_markdown
from pa_cli.core.segmentation import fold

if TYPE_CHECKING:
    from pa_cli.core.document import Document
    from pa_cli.core.event import Event
    from pa_cli.core.todo import Todo
    from pa_cli.services.agenda import AgendaService
    from pa_cli.services.documents import DocumentsService
    from pa_cli.services.notes import NotesService
    from pa_cli.services.todos import TodosService


_SHOWN = 5
_MOST_PIECES = 5_000


class NamedItems:
    """Finds an item of any kind by what the user calls it.

    Args:
        notes: The notes.
        agenda: The events.
        todos: The to-dos.
        documents: The documents.
        retriever: Has the passages of documents.
    """

    def __init__(
        self,
        notes: "NotesService",
        agenda: "AgendaService",
        todos: "TodosService",
        documents: "DocumentsService",
        retriever: Retriever,
    ) -> None:
        self._notes = notes
        self._agenda = agenda
        self._todos = todos
        self._documents = documents
        self._retriever = retriever

    def read(self, ref: str) -> Sequence[Source]:
        """The pieces of the item called `ref`, in their order.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        readers: tuple[Callable[[str], Sequence[Source]], ...] = (
            self._note,
            self._event,
            self._todo,
            self._document,
        )
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

    def _document(self, ref: str) -> Sequence[Source]:
        documents = self._documents.list() if self._documents.roots() else []
        wanted = fold(ref.strip())
        named = [d for d in documents if wanted in _names(d)]
        named = named or [d for d in documents if fold(d.title).startswith(wanted)]
        if len(named) != 1:
            shown = "; ".join(f"{d.id} {d.title}" for d in named[:_SHOWN])
            raise NotFoundError(
                f"{ref!r} could be: {shown}" if named else f"There is no document {ref!r}.",
                hint="See them: pa docs list",
            )
        path = str(named[0].path)
        found = self._retriever.search(
            "", limit=_MOST_PIECES, kinds=("document",), filters=PassageFilter(paths=(path,))
        )
        pieces = sorted(found.passages, key=lambda p: (p.page or 0, p.first_line or 0))
        if not pieces:
            raise NotFoundError(
                f"The document {ref!r} could not be read.", hint="Look again: pa docs refresh"
            )
        return [_piece(passage) for passage in pieces]


def _names(document: "Document") -> set[str]:
    path = document.path
    return {fold(name) for name in (document.id, str(path), path.name, path.stem, document.title)}


def _piece(passage: Passage) -> Source:
    return Source(
        passage.kind,
        passage.full_title,
        ref=passage.ref,
        path=passage.path,
        first_line=passage.first_line,
        last_line=passage.last_line,
        page=passage.page,
        text=passage.text,
    )


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
