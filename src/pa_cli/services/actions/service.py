"""From actions to effects: each is resolved against the user's data, shown, and carried out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pa_cli.core.action import ActionCall, with_word
from pa_cli.core.dates.impossible import impossible_moment
from pa_cli.core.errors import PaError, UsageError
from pa_cli.core.event import Event
from pa_cli.core.grounding import Source
from pa_cli.core.likeness import likeness
from pa_cli.core.pointing import Pointing
from pa_cli.core.ports import ChangeLog
from pa_cli.core.proposal import (
    AddNote,
    Ask,
    ChangeEvent,
    ChangeTodo,
    Done,
    Need,
    Proposal,
    Refuse,
    Remember,
    ShowEvents,
    ShowNotes,
    ShowTodos,
    Tell,
)
from pa_cli.core.tags import read_tags
from pa_cli.core.todo import Todo
from pa_cli.core.voice import Voice
from pa_cli.services.actions.effects import Effects
from pa_cli.services.actions.events import EventActions
from pa_cli.services.actions.limits import limit_of
from pa_cli.services.actions.times import Times
from pa_cli.services.actions.todos import TodoActions
from pa_cli.services.actions.words import (
    names_task,
    no_such_moment,
    nothing_like_that,
    nothing_to_change,
    points_at_text,
    too_few,
    which_one,
)
from pa_cli.services.agenda import AgendaService
from pa_cli.services.dates import DatesService
from pa_cli.services.todos import TodosService

if TYPE_CHECKING:
    from pa_cli.services.memory import MemoryService
    from pa_cli.services.notes import NotesService

_MOST_HITS = 10
# What is taken for one of these may well be a wish that nobody here can fulfil.
_LIMITED = frozenset({"answer", "agenda_remove", "todo_remove"})

_DATED = frozenset({"agenda_add", "agenda_change", "agenda_query", "todo_add", "todo_query"})


class ActionsService:
    """What a request comes to, and doing it.

    Args:
        agenda: Events.
        todos: To-dos.
        notes: Gives the notes.
        memory: Gives what is remembered of the user.
        dates: Reads dates, and knows the present.
        changes: Joins the writes of one request.
        answer_clock: Answers questions about time and date; None for those it cannot.
        voice_of: The language in which a request is answered.
    """

    def __init__(
        self,
        *,
        agenda: AgendaService,
        todos: TodosService,
        notes: "Callable[[], NotesService]",
        memory: "Callable[[], MemoryService]",
        dates: DatesService,
        changes: ChangeLog,
        answer_clock: Callable[[str, datetime], str | None],
        voice_of: Callable[[str], Voice],
    ) -> None:
        self._agenda = agenda
        self._todos = todos
        self._notes = notes
        self._memory = memory
        self._now = dates.now
        self._effects = Effects(
            agenda=agenda, todos=todos, notes=notes, memory=memory, changes=changes
        )
        self._answer_clock = answer_clock
        self._voice_of = voice_of
        self._times = Times(dates)

    def now(self) -> datetime:
        """The present."""
        return self._now()

    def propose(self, call: ActionCall, request: str, document: str = "") -> Proposal:
        """What `call` comes to; nothing is written.

        Args:
            call: One action of the request.
            request: The words of the user, whole.
            document: Text that came with it, through a pipe.
        """
        try:
            voice = self._voice_of(request)
            limit = limit_of(request, voice) if call.action in _LIMITED else None
            if limit is not None:
                return Proposal(call, limit)
            if call.action in _DATED and (words := impossible_moment(request)):
                return Proposal(call, no_such_moment(words, voice))
            return self._propose(call, request, document, voice)
        except UsageError as error:
            return Proposal(call, Refuse(error.message, error.hint, is_usage=True))
        except PaError as error:
            return Proposal(call, Refuse(error.message, error.hint))

    def _events(self, voice: Voice) -> EventActions:
        return EventActions(self._agenda, self._times, voice)

    def _tasks(self, voice: Voice) -> TodoActions:
        return TodoActions(self._todos, self._times, voice)

    def _propose(self, call: ActionCall, request: str, document: str, voice: Voice) -> Proposal:
        match call.action:
            case "agenda_add" if self._is_task(call):
                return self._tasks(voice).add(replace(call, action="todo_add"), document)
            case "agenda_add":
                return self._events(voice).add(call, request, document)
            case "agenda_query":
                return self._events(voice).query(call, request)
            case "agenda_change":
                return self._change(call, request, voice)
            case "agenda_remove":
                return self._events(voice).remove(call, request)
            case "todo_add":
                return self._tasks(voice).add(call, document)
            case "todo_query":
                return self._tasks(voice).query(call, request)
            case "todo_done":
                return self._tasks(voice).finish(call)
            case "todo_remove":
                return self._tasks(voice).remove(call, request)
            case _:
                return self._propose_text(call, request, document, voice)

    def _change(self, call: ActionCall, request: str, voice: Voice) -> Proposal:
        """An event that changes, or a to-do where that is meant or nearer to what was said."""
        tasks = self._tasks(voice)
        if names_task(request):
            return tasks.change(call, request)
        event = self._events(voice).change(call, request)
        if isinstance(event.plan, Need) and event.plan.what != "which":
            return event
        task = tasks.change(call, request)
        is_known = isinstance(task.plan, Refuse) and task.plan.is_known
        if isinstance(event.plan, Refuse) and (is_known or isinstance(task.plan, Need)):
            return task
        if _nothing_like(event) and _nothing_like(task) and call.title.strip():
            return Proposal(call, nothing_to_change(call.title.strip(), voice))
        if not isinstance(task.plan, ChangeTodo):
            return event
        if isinstance(event.plan, ChangeEvent):
            of_event = likeness(call.title, event.plan.event.title)
            return task if likeness(call.title, task.plan.todo.title) > of_event else event
        return task

    def _is_task(self, call: ActionCall) -> bool:
        """Whether it is a to-do with a due date: "remind me to X tomorrow", "X by friday"."""
        reading = self._times.moment(call.when)
        if reading is None or not reading.all_day or not call.title.strip():
            return False
        return call.remind or reading.kind == "deadline"

    def _propose_text(
        self, call: ActionCall, request: str, document: str, voice: Voice
    ) -> Proposal:
        said = call.text.strip() or call.title.strip()
        if document and points_at_text(request):
            said = ""
        text = "\n\n".join(part for part in (said, document.strip("\n")) if part)
        match call.action:
            case "note_add":
                if not text:
                    question = voice.pick("What should the note say?", "笔记写什么？")
                    return Proposal(call, Need("text", question))
                title = call.title if said and call.text.strip() else ""
                return Proposal(call, AddNote(text, title, read_tags(list(call.tags))))
            case "memory_add":
                if not text:
                    question = voice.pick("What should be remembered?", "要记住什么？")
                    return Proposal(call, Need("text", question))
                return Proposal(call, Remember(self._memory().propose(text)))
            case "note_search":
                query = call.text.strip() or call.title.strip()
                hits = self._notes().search(query, limit=_MOST_HITS) if query else ()
                return Proposal(call, ShowNotes(tuple(hits), query))
            case "datetime":
                answer = self._answer_clock(call.text or request, self._now())
                return Proposal(call, Tell(answer) if answer else Ask(request))
            case _:
                return Proposal(call, Ask(request))

    def remember(self, proposal: Proposal) -> None:
        """What was just shown is what the numbers of the next command mean."""
        match proposal.plan:
            case ShowEvents(events) if events:
                self._agenda.remember(events)
            case ShowTodos(todos) if todos:
                self._todos.remember(todos)
            case ShowNotes(hits) if hits:
                self._notes().remember([hit.note for hit in hits])
            case _:
                return

    def answered(
        self, proposal: Proposal, answer: str, request: str, document: str = ""
    ) -> Proposal:
        """The proposal again, with the word that it lacked; "" goes without it where it can."""
        need = proposal.plan
        if not isinstance(need, Need) or need.what == "which":
            return proposal
        if not answer.strip() and need.optional:
            call = replace(proposal.call, action="todo_add", remind=False)
        else:
            call = with_word(proposal.call, need.what, answer.strip())
        return self.propose(call, request, document)

    def chosen(self, proposal: Proposal, numbers: Sequence[int], request: str) -> Proposal:
        """The proposal again, for some of its choices (from 0)."""
        need = proposal.plan
        if not isinstance(need, Need):
            return proposal
        items = [need.choices[number] for number in numbers]
        events = [item for item in items if isinstance(item, Event)]
        todos = [item for item in items if isinstance(item, Todo)]
        voice = self._voice_of(request)
        try:
            if events:
                return self._events(voice).chosen(proposal.call, events, request)
            return self._tasks(voice).chosen(proposal.call, todos, request)
        except UsageError as error:
            return Proposal(proposal.call, Refuse(error.message, error.hint, is_usage=True))

    def about(self, pointing: Pointing, sources: Sequence[Source], request: str) -> Proposal:
        """What becomes of a request that only points at something.

        Args:
            pointing: The request.
            sources: What was spoken of last; what is gone meanwhile counts no more.
            request: The words of the user.
        """
        voice = self._voice_of(request)
        call = pointing.call
        known = [self._item_of(source) for source in sources]
        items = [item for item in known if item is not None and _fits(call, item)]
        if pointing.place and abs(pointing.place) > len(items) > 0:
            return Proposal(call, too_few(len(items), voice))
        if pointing.place:
            items = [items[pointing.place - (pointing.place > 0)]] if items else []
        if not items:
            return Proposal(call, nothing_like_that(call, voice))
        if call.action in {"agenda_remove", "todo_remove"}:
            is_event = isinstance(items[0], Event)
            call = replace(call, action="agenda_remove" if is_event else "todo_remove")
        need = Need("which", which_one(voice), tuple(items), several=call.action != "agenda_change")
        which = Proposal(call, need)
        if len(items) > 1 and not pointing.all:
            return which
        return self.chosen(which, range(len(items)), request)

    def _item_of(self, source: Source) -> Event | Todo | None:
        try:
            if source.kind == "event":
                return self._agenda.find(source.ref)
            return self._todos.find(source.ref) if source.kind == "todo" else None
        except PaError:
            return None

    def carry_out(self, proposals: Sequence[Proposal]) -> list[Done]:
        """Do what was proposed, as one operation; see `Effects.carry_out`."""
        return self._effects.carry_out(proposals)


def _nothing_like(proposal: Proposal) -> bool:
    return isinstance(proposal.plan, Refuse) and not proposal.plan.is_usage


def _fits(call: ActionCall, item: Event | Todo) -> bool:
    """Whether that can be done with an item."""
    return call.action != "todo_done" or isinstance(item, Todo)
