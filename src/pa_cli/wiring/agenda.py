"""Agenda and to-dos, and the index that all of the user's data shares."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.base import BaseWiring

if TYPE_CHECKING:
    from pathlib import Path

    from pa_cli.services.agenda import AgendaService
    from pa_cli.services.calendar_transfer import CalendarTransfer
    from pa_cli.services.reminders import RemindersService
    from pa_cli.services.today import TodayService
    from pa_cli.services.todos import TodosService
    from pa_cli.storage.agenda_store import VdirAgendaStore
    from pa_cli.storage.event_source import EventSource
    from pa_cli.storage.index import Index
    from pa_cli.storage.index_walk import Source
    from pa_cli.storage.indexed_folder import IndexedFolder
    from pa_cli.storage.todo_source import TodoSource
    from pa_cli.storage.todo_store import VdirTodoStore


class AgendaWiring(BaseWiring):
    """Services around calendar files."""

    @cached_property
    def index(self) -> "Index":
        """The disposable index."""
        from pa_cli.storage.index import Index
        from pa_cli.ui.console import Output

        return Index(self.paths.index, lambda text: Output().notice_terminal(text))

    def _folder_of(self, chosen: str, own: "Path") -> "Path":
        from pathlib import Path

        return Path(chosen).expanduser().absolute() if chosen else own

    def _indexed(self, source: "Source") -> "IndexedFolder":
        from pa_cli.core.setting_specs.own_data import NOTES_FRESHNESS
        from pa_cli.storage.indexed_folder import IndexedFolder

        return IndexedFolder(
            source,
            self.index,
            walk_every=self.settings[NOTES_FRESHNESS],
            progress=self.progress,
            was_emptied=lambda: self.undo.has_just_removed_from(source.root),
        )

    @cached_property
    def event_source(self) -> "EventSource":
        """The folder of the events."""
        from pa_cli.core.setting_specs.own_data import AGENDA_DIR
        from pa_cli.storage.event_source import EventSource

        root = self._folder_of(self.settings[AGENDA_DIR], self.paths.agenda)
        return EventSource(root, lambda: self.now().date())

    @cached_property
    def agenda_store(self) -> "VdirAgendaStore":
        """The events on disk and their index."""
        from pa_cli.storage.agenda_store import VdirAgendaStore
        from pa_cli.storage.clock import local_zone

        source = self.event_source
        return VdirAgendaStore(self._indexed(source), source, local_zone(self._zone_name))

    @cached_property
    def agenda(self) -> "AgendaService":
        """What can be done with events."""
        from pa_cli.core.setting_specs.own_data import AGENDA_CALENDAR
        from pa_cli.services.agenda import AgendaService
        from pa_cli.storage.last_lists import LastListsFile

        return AgendaService(
            self.agenda_store,
            self.changes,
            LastListsFile(self.paths.last_lists),
            self.dates,
            self.settings[AGENDA_CALENDAR],
        )

    @cached_property
    def todo_source(self) -> "TodoSource":
        """The folder of the to-dos."""
        from pa_cli.core.setting_specs.own_data import TODO_DIR
        from pa_cli.storage.todo_source import TodoSource

        return TodoSource(self._folder_of(self.settings[TODO_DIR], self.paths.todo))

    @cached_property
    def todo_store(self) -> "VdirTodoStore":
        """The to-dos on disk and their index."""
        from pa_cli.storage.clock import local_zone
        from pa_cli.storage.todo_store import VdirTodoStore

        return VdirTodoStore(self._indexed(self.todo_source), local_zone(self._zone_name))

    @cached_property
    def calendar_transfer(self) -> "CalendarTransfer":
        """ICalendar files in and out."""
        from pa_cli.core.setting_specs.own_data import AGENDA_CALENDAR, TODO_LIST
        from pa_cli.services.calendar_transfer import CalendarTransfer, ItemFolder

        names = {"VEVENT": self.settings[AGENDA_CALENDAR], "VTODO": self.settings[TODO_LIST]}
        events, todos = self.agenda_store, self.todo_store
        folders = {
            "VEVENT": ItemFolder(
                events.path_of,
                lambda name: events.new_path(names["VEVENT"], name),
                events.files,
                events.has_changed,
            ),
            "VTODO": ItemFolder(
                todos.path_of,
                lambda name: todos.new_path(names["VTODO"], name),
                todos.files,
                todos.has_changed,
            ),
        }
        return CalendarTransfer(folders, self.changes, events.read)

    @cached_property
    def reminders(self) -> "RemindersService":
        """The reminders that are due."""
        from pa_cli.services.reminders import RemindersService
        from pa_cli.storage.shown_reminders import ShownRemindersFile

        shown = ShownRemindersFile(self.paths.reminders, self.paths.locks / "reminders.lock")
        return RemindersService(self.agenda, self.todos, shown, self.now)

    def send_notification(self, title: str, text: str) -> None:
        """Show a desktop notification."""
        from pa_cli.storage.notifications import send_notification

        send_notification(title, text)

    @cached_property
    def todos(self) -> "TodosService":
        """What can be done with to-dos."""
        from pa_cli.core.setting_specs.own_data import TODO_LIST
        from pa_cli.services.todos import TodosService
        from pa_cli.storage.last_lists import LastListsFile

        return TodosService(
            self.todo_store,
            self.changes,
            LastListsFile(self.paths.last_lists),
            self.dates,
            self.settings[TODO_LIST],
        )

    @cached_property
    def today(self) -> "TodayService":
        """A day at a glance."""
        from pa_cli.services.today import TodayService

        return TodayService(self.agenda, self.todos, self.dates)
