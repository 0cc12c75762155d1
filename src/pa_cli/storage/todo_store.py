"""To-dos as `.ics` files in a vdir, listed through the index; no iCalendar is read for that."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pa_cli.core.errors import StorageError
from pa_cli.core.todo import Todo, due_order
from pa_cli.storage import item_queries
from pa_cli.storage.item_queries import ItemFilter
from pa_cli.storage.occurrences import next_start
from pa_cli.storage.todo_source import KIND
from pa_cli.storage.vdir_store import VdirStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from pa_cli.core.index_entry import IndexedItem
    from pa_cli.storage.indexed_folder import IndexedFolder


class VdirTodoStore(VdirStore):
    """See `core.todo.TodoStore`.

    Args:
        folder: The to-dos and their index.
        zone: The user's time zone; None is the system's.
    """

    kind = KIND
    folder_noun = "list"

    def __init__(self, folder: "IndexedFolder", zone: tzinfo | None) -> None:
        super().__init__(folder, zone)
        self._folders: dict[str, Path] = {}

    def all(self) -> Sequence[Todo]:
        """Every to-do, done or not, by due date, then priority."""
        wanted = ItemFilter((KIND,))
        items = self._folder.ask(
            lambda db: item_queries.list_items(db, wanted, sort="created", limit=None)
        )
        return self._in_order(items)

    def open(self, due_before: date | None = None) -> Sequence[Todo]:
        """Those that are not done; with `due_before` those alone that are due before that day."""
        # times are in the index in UTC, hence a day more
        text = (due_before + timedelta(days=1)).isoformat() if due_before else None
        items = self._folder.ask(lambda db: item_queries.open_items(db, KIND, text))
        found = self._in_order(items)
        if due_before is None:
            return found
        return [todo for todo in found if todo.due_day and todo.due_day < due_before]

    def _in_order(self, items: "Sequence[IndexedItem]") -> Sequence[Todo]:
        def order(item: "IndexedItem") -> tuple[bool, str, int, str, str]:
            values = item.fields
            due = self._moment(values.get("due"))
            return due_order(due, _text(values.get("priority")), item.title, item.path)

        return _Todos(sorted(items, key=order), self._todo)

    def at(self, path: Path) -> Sequence[Todo]:
        """The to-dos of one file."""
        name = path.relative_to(self.root).as_posix()
        found = self._folder.ask_about(
            path, lambda db: item_queries.items_with_path(db, KIND, name)
        )
        return [self._todo(item) for item in found]

    def candidates(self, ref: str) -> Sequence[Todo]:
        """The to-dos that `ref` may mean; open ones win over those that are done."""
        found = [
            self._todo(item)
            for item in self._folder.ask(lambda db: item_queries.items_called(db, KIND, ref))
        ]
        return [todo for todo in found if not todo.done] or found

    def when(self, item: "IndexedItem") -> date | datetime | None:
        """When a to-do is due."""
        return self._moment(item.fields.get("due"))

    def lists(self) -> Sequence[str]:
        """The names of the lists, also of empty ones."""
        return self.folders()

    def next_due(
        self, due: date | datetime, rrule: str, after: datetime
    ) -> tuple[date | datetime, int] | None:
        """The next date of a rule that begins at `due`, not before `after`."""
        from pa_cli.core.icalendar.events import Series

        end = due + timedelta(days=1)
        series = Series(
            "", "", due, end, rrule, (), (), None, "", "", (), (), "", free=False
        )  # fmt: skip
        if isinstance(due, datetime):
            low = after.astimezone(due.tzinfo) if due.tzinfo else after
            low = low.replace(tzinfo=None)
        else:
            low = datetime.combine(after.date(), datetime.min.time())
        try:
            found = next_start(series, low)
        except ValueError as error:
            raise StorageError(str(error)) from error
        if found is None:
            return None
        wall, passed = found
        if isinstance(due, datetime):
            return wall.replace(tzinfo=due.tzinfo), passed
        return wall.date(), passed

    def _todo(self, item: "IndexedItem") -> Todo:
        value = item.fields.get
        reminders = value("reminders")
        created = datetime.fromtimestamp(int(item.created), self._zone)
        list_name, _, file = item.path.rpartition("/")
        folder = self._folders.get(list_name)
        if folder is None:
            folder = self._folders[list_name] = self.root / list_name
        completed = self._moment(value("completed"))
        return Todo(
            id=item.ref,
            title=item.title,
            due=self._moment(value("due")),
            priority=_text(value("priority")),
            done=bool(value("done")),
            completed=completed if isinstance(completed, datetime) else None,
            rrule=_text(value("rrule")),
            note=_text(value("note")),
            tags=item.tags,
            reminders=tuple(reminders) if isinstance(reminders, list) else (),
            list=list_name,
            status=str(value("status", "needs-action")),
            created=created if self._zone else created.astimezone(),
            uid=str(value("uid", "")),
            folder=folder,
            file=file,
            problem=item.problem or None,
        )

    def _moment(self, value: object) -> date | datetime | None:
        if not value:
            return None
        text = str(value)
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None and self._zone is not None:
            return moment.replace(tzinfo=self._zone)
        return moment.astimezone(self._zone)


class _Todos(Sequence[Todo]):
    """To-dos that are made when they are looked at: of thousands a terminal shows a screenful."""

    def __init__(
        self, items: "Sequence[IndexedItem]", make: "Callable[[IndexedItem], Todo]"
    ) -> None:
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Todo: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Todo]: ...

    def __getitem__(self, index: int | slice) -> Todo | Sequence[Todo]:
        if isinstance(index, slice):
            return [self._make(item) for item in self._items[index]]
        return self._make(self._items[index])


def _text(value: object) -> str | None:
    return str(value) if value else None
