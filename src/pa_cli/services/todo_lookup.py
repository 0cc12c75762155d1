"""What the to-dos say, in sentences: the answers of code, and what models are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pa_cli.core.grounding import Source
from pa_cli.core.segmentation import fold
from pa_cli.core.todo import Todo
from pa_cli.services import data_wording as wording
from pa_cli.services.agenda import Range
from pa_cli.services.dates import DatesService
from pa_cli.services.todos import TodosService

LATE_HEAD = ("Late to-dos:", "已过期的待办：")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the data says.

    Attributes:
        text: In sentences.
        sources: The items that are named.
    """

    text: str
    sources: tuple[Source, ...] = ()


class TodoLookup:
    """Looks into the to-dos.

    Args:
        todos: The to-dos.
        dates: Knows the present.
    """

    def __init__(self, todos: TodosService, dates: DatesService) -> None:
        self._todos = todos
        self._dates = dates

    def due_in(self, when: Range) -> list[Todo]:
        """What is due in a stretch of time; with today in it also what is late."""
        now = self._dates.now()
        first, last = when.start.date(), wording.last_day(when)
        todos = self._todos.due_before(last + timedelta(days=1))
        has_today = first <= now.date() <= last
        return [
            todo
            for todo in todos
            if todo.due_day is not None
            and (first <= todo.due_day <= last or (has_today and todo.is_late(now)))
        ]

    def open(self, name: str = "", when: Range | None = None, *, chinese: bool = False) -> Finding:
        """The open to-dos of all lists or of one, or those that are due in a stretch of time."""
        now = self._dates.now()
        if name:
            found = self._list_called(name)
            if found is None:
                return self._no_list(name, chinese=chinese)
            name = found
        todos = self.due_in(when) if when else self._todos.list(list_name=name or None)
        shown = wording.when_text(when, now, chinese=chinese) if when else ""
        head = _todos_head(len(todos), name, shown, chinese=chinese)
        lines = [head, *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), todo_sources(todos))

    def late(self, *, chinese: bool = False) -> Finding:
        """The to-dos that should have been done before."""
        now = self._dates.now()
        todos = [
            t for t in self._todos.due_before(now.date() + timedelta(days=1)) if t.is_late(now)
        ]
        if not todos:
            return Finding("没有过期的待办。" if chinese else "No to-do is late.")
        lines = [LATE_HEAD[chinese], *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), todo_sources(todos))

    def _list_called(self, name: str) -> str | None:
        wanted = fold(name)
        names = [known for known, _, _ in self._todos.lists()]
        exact = [known for known in names if fold(known) == wanted]
        close = [known for known in names if wanted in fold(known) or fold(known) in wanted]
        found = exact or close
        return found[0] if len(found) == 1 else None

    def _no_list(self, name: str, *, chinese: bool) -> Finding:
        known = [f"{known} ({is_open})" for known, is_open, _ in self._todos.lists()]
        if chinese:
            others = f"现有清单：{'、'.join(known)}。" if known else "还没有任何清单。"
            return Finding(f"没有叫“{name}”的清单。{others}")
        others = f"There are: {', '.join(known)}." if known else "There are no lists yet."
        return Finding(f"There is no list called {name!r}. {others}")

    def lists(self, *, chinese: bool = False) -> Finding:
        """Which lists there are, and how many open to-dos each has."""
        lists = self._todos.lists()
        if not lists:
            return Finding("还没有清单。" if chinese else "There are no to-do lists yet.")
        unit = "项未完成" if chinese else "open"
        lines = ["你的清单：" if chinese else "Your lists:"]
        return Finding("\n".join([*lines, *(f"- {n}: {count} {unit}" for n, count, _ in lists)]))


def _todos_head(count: int, name: str, shown: str, *, chinese: bool) -> str:
    if chinese:
        where = f"“{name}”清单上" if name else ""
        due = f"{shown}到期的" if shown else ""
        return f"{where}有 {count} 项{due}待办：" if count else f"{where}没有{due}待办。"
    where = f" on the list {name}" if name else ""
    due = f" due {shown}" if shown else ""
    if not count:
        return f"You have no open to-dos{where}{due}."
    return f"You have {wording.count_text(count, 'open to-do')}{where}{due}:"


def todo_sources(todos: Sequence[Todo]) -> tuple[Source, ...]:
    """The to-dos as what an answer stands on."""
    return tuple(
        Source("todo", wording.one_line(todo.title), ref=todo.id, path=str(todo.path))
        for todo in todos
    )
