"""What is wanted of the to-dos: found by what people call them, and what would be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pa_cli.core.action import ActionCall
from pa_cli.core.likeness import CLEARLY, ENOUGH, SURE, likeness, names_nothing, which_end
from pa_cli.core.proposal import (
    AddTodo,
    ChangeTodo,
    FinishTodos,
    Need,
    Plan,
    Proposal,
    Refuse,
    RemoveTodos,
    ShowLists,
    ShowTodos,
)
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import read_tags
from pa_cli.core.todo import Todo, TodoRequest
from pa_cli.core.voice import Voice
from pa_cli.services.actions.event_search import no_time
from pa_cli.services.actions.times import Times, written
from pa_cli.services.actions.words import (
    asks_lists,
    is_boundless,
    list_name,
    split_names,
    too_much,
    which_one,
    without_ing,
    without_task,
)
from pa_cli.services.todo_drafts import due_of
from pa_cli.services.todos import TodosService

_MOST_CHOICES = 9
_LIST_ENOUGH = 0.8


class TodoActions:
    """Resolves requests that are about to-dos.

    Args:
        todos: The to-dos.
        times: Reads words that say when.
        voice: Asks for what is missing.
    """

    def __init__(self, todos: TodosService, times: Times, voice: Voice) -> None:
        self._todos = todos
        self._times = times
        self._voice = voice

    def add(self, call: ActionCall, note: str = "") -> Proposal:
        """A new to-do; `note` is its description."""
        chosen = self._list(call.list) or list_name(call.list)
        if not call.title.strip():
            where = f" {chosen}" if chosen else ""
            question = self._voice.pick(f"What goes on the list{where}?", "要加什么？")
            return Proposal(call, Need("title", question))
        reading = self._times.moment(call.when)
        draft = self._todos.draft(call.title.strip(), reading)
        tags = tuple(dict.fromkeys((*draft.tags, *read_tags(list(call.tags)))))
        draft = replace(draft, tags=tags, note=note.strip() or None)
        if call.remind and isinstance(draft.due, datetime):
            draft = replace(draft, reminders=(0,))
        todo = self._todos.add_draft(draft, chosen, reading, dry_run=True).todo
        notes = list(reading.notes) if reading is not None else []
        if call.when.strip() and reading is None:
            named = self._voice.quote(call.when.strip())
            notes.append(
                self._voice.pick(
                    f"no date could be read in {named}: it has none",
                    f"看不懂{named}是什么日期，所以没有期限",
                )
            )
        return Proposal(
            call, AddTodo(draft, todo.list, todo), reading, todo.due, todo.due, tuple(notes)
        )

    def query(self, call: ActionCall, request: str) -> Proposal:
        """The to-dos that are asked for, or the lists."""
        if asks_lists(request) and not call.list:
            return Proposal(call, ShowLists(tuple(self._todos.lists())))
        chosen = self._list(call.list)
        if call.list.strip() and not chosen:
            return Proposal(call, self._no_list(call.list))
        found = [t for t in self._todos.list() if not chosen or t.list == chosen]
        about = "" if names_nothing(call.title) else call.title.strip()
        if about:
            found = [todo for todo in found if likeness(about, todo.title) >= ENOUGH]
        elif found and which_end(call.title):
            found = [found[0 if which_end(call.title) > 0 else -1]]
        span = self._times.span(call.when)
        if span is None:
            return Proposal(call, ShowTodos(tuple(found), chosen, about))
        first, last = span.start.date(), (span.end - timedelta(microseconds=1)).date()
        found = [t for t in found if t.due_day is not None and t.due_day <= last]
        if first > self._times.now().date():
            found = [t for t in found if t.due_day is not None and t.due_day >= first]
        plan = ShowTodos(tuple(found), chosen, about, first, last)
        return Proposal(call, plan, span.reading, span.reading.start, span.reading.end)

    def finish(self, call: ActionCall) -> Proposal:
        """To-dos that are done."""
        found = self._meant(call, self._todos.list())
        if isinstance(found, list):
            return Proposal(call, FinishTodos(tuple(found)))
        if self._is_done(call):
            named = self._voice.quote(call.title.strip())
            return Proposal(
                call,
                Refuse(
                    self._voice.pick(f"{named} is done already.", f"{named}已经完成了。"),
                    is_known=True,
                ),
            )
        return Proposal(call, found)

    def _is_done(self, call: ActionCall) -> bool:
        title = call.title.strip()
        done = (todo for todo in self._todos.list(done=True) if todo.done)
        return bool(title) and any(likeness(title, todo.title) > 1 - CLEARLY for todo in done)

    def change(self, call: ActionCall, request: str) -> Proposal:
        """A to-do that is due at another time or called otherwise."""
        if not (call.new_when.strip() or call.text.strip()):
            return Proposal(call, Need("new_when", self._voice.pick("To when?", "改到什么时候？")))
        todos = self._todos.list()
        title = without_task(call.title)
        found = self._meant(replace(call, title=title, every=False), todos)
        if isinstance(found, Refuse) and (other := without_ing(title)) != title:
            again = self._meant(replace(call, title=other, every=False), todos)
            found = found if isinstance(again, Refuse) else again
        if isinstance(found, list):
            return self.change_one(call, found[0], request)
        if isinstance(found, Need):
            found = replace(found, several=False)
        return Proposal(call, found)

    def change_one(self, call: ActionCall, todo: Todo, request: str) -> Proposal:
        """`todo` as the request wants it."""
        due, text = todo.due, call.new_when.strip()
        reading = self._times.moment(text)
        if text and todo.due is not None:
            due = self._times.moved(todo.due, text, request)
        elif text:
            due = due_of(reading) if reading is not None else None
        if text and todo.due is None and self._times.shift(text, request):
            return Proposal(call, self._no_date(todo))
        if text and due in {None, todo.due}:
            return Proposal(call, replace(no_time(text, self._voice), is_known=True))
        title = call.text.strip()
        edit = TodoRequest(text=title, due=written(due) if text else None)
        after = replace(todo, due=due, title=title or todo.title)
        return Proposal(call, ChangeTodo(todo, edit, after), reading, due, due)

    def _no_date(self, todo: Todo) -> Refuse:
        named = self._voice.quote(todo.title)
        return Refuse(
            self._voice.pick(
                f"{named} has no date that could be moved.", f"{named}没有期限，无法推迟或提前。"
            ),
            self._voice.pick("Say the day: to friday, tomorrow.", "请说出日期，例如：改到周五。"),
            is_known=True,
        )

    def remove(self, call: ActionCall, request: str) -> Proposal:
        """To-dos that are removed; open ones are meant first."""
        if is_boundless(call, request):
            return Proposal(call, too_much(self._voice))
        found = self._meant(call, self._todos.list())
        if isinstance(found, Refuse) and call.title.strip():
            done = [todo for todo in self._todos.list(done=True) if todo.done]
            again = self._meant(call, done)
            found = again if not isinstance(again, Refuse) else found
        if isinstance(found, list):
            return Proposal(call, RemoveTodos(tuple(found)))
        return Proposal(call, found)

    def chosen(self, call: ActionCall, todos: Sequence[Todo], request: str) -> Proposal:
        """What becomes of the request now that the user said which to-dos are meant."""
        if call.action == "agenda_change":
            return self.change_one(call, todos[0], request)
        done = call.action == "todo_done"
        return Proposal(call, FinishTodos(tuple(todos)) if done else RemoveTodos(tuple(todos)))

    def _meant(self, call: ActionCall, pool: Sequence[Todo]) -> list[Todo] | Plan:
        """The to-dos that a request means, or what is to be asked or said instead."""
        chosen = self._list(call.list)
        if call.list.strip() and not chosen and not _is_usual(call.list):
            return self._no_list(call.list)
        pool = [todo for todo in pool if not chosen or todo.list == chosen]
        span = self._times.span(call.when)
        if span is not None:
            last = (span.end - timedelta(microseconds=1)).date()
            days = (span.start.date(), last)
            dated = [t for t in pool if t.due_day is not None and days[0] <= t.due_day <= days[1]]
            pool = dated or ([] if names_nothing(call.title) else pool)
        if call.title.strip().isdecimal():
            return [self._todos.find(call.title.strip())]
        scored = _scored(call, pool)
        if not scored:
            return _named_apart(call, pool) or self._nothing_found(call)
        whole = bool(chosen) and names_nothing(call.title) and not call.title.strip()
        if call.every or (whole and call.action == "todo_remove"):
            return [todo for _, todo in scored]
        best = max(score for score, _ in scored)
        top = [todo for score, todo in scored if score > best - CLEARLY]
        if len(top) > 1 and which_end(call.title):
            top = [top[0 if which_end(call.title) > 0 else -1]]
        if len(top) == 1 and best >= SURE:
            return top
        several = _named_apart(call, pool)
        if several:
            return several
        choices = tuple(top[:_MOST_CHOICES])
        return Need("which", which_one(self._voice), choices, several=True)

    def _list(self, name: str) -> str:
        """The list that is called `name`; "" when there is none, or the usual one is meant."""
        wanted = list_name(name)
        if not wanted:
            return ""
        known = [one for one, _, _ in self._todos.lists()]
        exact = [one for one in known if fold(one) == fold(wanted)]
        if exact:
            return exact[0]
        fits = sorted(((likeness(wanted, one), one) for one in known), reverse=True)
        return fits[0][1] if fits and fits[0][0] >= _LIST_ENOUGH else ""

    def _no_list(self, name: str) -> Refuse:
        lists = [one for one, _, _ in self._todos.lists() if one]
        known = ", ".join(lists) or self._voice.pick("none yet", "还没有")
        named = self._voice.quote(list_name(name) or name.strip())
        return Refuse(
            self._voice.pick(f"There is no list {named}.", f"没有叫{named}的清单。"),
            self._voice.pick(f"There are: {known}.", f"现有：{known}。"),
        )

    def _nothing_found(self, call: ActionCall) -> Refuse:
        called = "" if names_nothing(call.title) else self._voice.quote(call.title.strip())
        like, about = (f" like {called}", f"像{called}这样的") if called else ("", "")
        return Refuse(
            self._voice.pick(f"There is no open to-do{like}.", f"没有{about}未完成的待办。"),
            hint=self._voice.pick("See them: pa todo list", "查看：pa todo list"),
        )


def _is_usual(name: str) -> bool:
    """Whether "my to-do list" is meant and no list with a name."""
    return not list_name(name)


def _scored(call: ActionCall, pool: Sequence[Todo]) -> list[tuple[float, Todo]]:
    if names_nothing(call.title):
        return [(1.0, todo) for todo in pool]
    fits = [(likeness(call.title, todo.title), todo) for todo in pool]
    return [(score, todo) for score, todo in fits if score >= ENOUGH]


def _named_apart(call: ActionCall, pool: Sequence[Todo]) -> list[Todo]:
    """The to-dos of "milk and eggs", when each of them is clear."""
    found: list[Todo] = []
    parts = split_names(call.title)
    for part in parts if len(parts) > 1 else ():
        fits = [todo for todo in pool if likeness(part, todo.title) >= SURE]
        if len(fits) != 1:
            return []
        found += fits
    return list({(todo.path, todo.id): todo for todo in found}.values())
