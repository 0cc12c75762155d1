"""Composition root: settings and paths to services; the only place that knows the adapters.

Everything is built on first use, and heavy modules are imported only then.
"""

import os
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from pa_cli.core.engine_plan import Purpose
    from pa_cli.core.machine import Machine
    from pa_cli.core.model_reports import Advice
    from pa_cli.core.model_source import SourceKind
    from pa_cli.core.model_spec import ModelFile
    from pa_cli.core.ports import ChangeLog, ChatStore, Engine
    from pa_cli.core.settings import Settings
    from pa_cli.core.summary import SummaryOptions
    from pa_cli.services.agenda import AgendaService
    from pa_cli.services.assistant import Assistant
    from pa_cli.services.calendar_transfer import CalendarTransfer
    from pa_cli.services.configuration import Configuration
    from pa_cli.services.dates import DatesService
    from pa_cli.services.find import FindService
    from pa_cli.services.history import HistoryService
    from pa_cli.services.model_import import ModelImport
    from pa_cli.services.model_inspection import ModelInspection
    from pa_cli.services.models import ModelsService
    from pa_cli.services.note_import import NoteImport
    from pa_cli.services.notes import NotesService
    from pa_cli.services.pulling import PullService
    from pa_cli.services.reminders import RemindersService
    from pa_cli.services.summarizing import Summarizer
    from pa_cli.services.today import TodayService
    from pa_cli.services.todos import TodosService
    from pa_cli.services.undo import UndoService
    from pa_cli.storage.agenda_store import VdirAgendaStore
    from pa_cli.storage.config_file import TomlConfigFile
    from pa_cli.storage.editor import Editor
    from pa_cli.storage.event_source import EventSource
    from pa_cli.storage.index import Index
    from pa_cli.storage.index_walk import Source
    from pa_cli.storage.indexed_folder import IndexedFolder
    from pa_cli.storage.note_store import MarkdownNoteStore
    from pa_cli.storage.note_templates import NoteTemplates
    from pa_cli.storage.paths import Paths
    from pa_cli.storage.todo_source import TodoSource
    from pa_cli.storage.todo_store import VdirTodoStore
    from pa_cli.ui.progress import ProgressDisplay


class Wiring:
    """The services of one run.

    Args:
        flags: Setting values given on the command line, by key.
        offline: Never use the network, also when `PA_OFFLINE` does not say so.
    """

    def __init__(self, *, flags: Mapping[str, Any] | None = None, offline: bool = False) -> None:
        self.flags = dict(flags or {})
        self.offline = offline or os.environ.get("PA_OFFLINE", "") not in {"", "0"}

    @cached_property
    def paths(self) -> "Paths":
        """Where things lie."""
        from pa_cli.storage.paths import find_paths

        return find_paths()

    @cached_property
    def settings(self) -> "Settings":
        """All settings, resolved once."""
        from pa_cli.services.settings import resolve_settings

        return resolve_settings(
            file_values=self.config_file.read(),
            file_name=self.config_file.name,
            environment=os.environ,
            flags=self.flags,
            line_of=self.config_file.line_of,
        )

    def change_setting(self, key: str, value: object) -> None:
        """Let a setting have another value from here on, as if it had been a flag; None takes it back."""
        self.flags[key] = value
        self.__dict__.pop("settings", None)

    @cached_property
    def config_file(self) -> "TomlConfigFile":
        """The user's config file."""
        from pa_cli.storage.config_file import TomlConfigFile

        return TomlConfigFile(self.paths.config_file, lock_file=self.paths.locks / "config.lock")

    @cached_property
    def configuration(self) -> "Configuration":
        """What `pa config` does."""
        from pa_cli.services.configuration import Configuration

        return Configuration(self.config_file, os.environ)

    @cached_property
    def editor(self) -> "Editor":
        """The user's editor; a config file that is broken is no reason to be without one."""
        from pa_cli.core.setting_specs import UI_EDITOR
        from pa_cli.storage.editor import Editor

        return Editor(self.configuration.examine_or_default()[UI_EDITOR])

    def forgive_config(self) -> None:
        """Go on with what is right in a config file that may be broken."""
        self.settings = self.configuration.examine_or_default()

    @cached_property
    def changes(self) -> "ChangeLog":
        """The one way to write the user's data."""
        from pa_cli.storage.write_path import WritePath

        return WritePath(self.paths.data, self.now, progress=self.progress)

    @cached_property
    def undo(self) -> "UndoService":
        """Taking back changes of the user's data."""
        from pa_cli.services.undo import UndoService

        return UndoService(self.changes)

    def write_export(self, path: "Path", content: str | bytes) -> None:
        """Write a file that the user asked for, private and all or nothing."""
        from pa_cli.storage.atomic import write_bytes

        write_bytes(
            path, content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        )

    @cached_property
    def index(self) -> "Index":
        """The disposable index."""
        from pa_cli.storage.index import Index
        from pa_cli.ui.console import Output

        return Index(self.paths.index, lambda text: Output().notice_terminal(text))

    def progress(self) -> "ProgressDisplay":
        """Shows long work of a service on stderr."""
        from pa_cli.ui.console import Output
        from pa_cli.ui.progress import ProgressDisplay

        return ProgressDisplay(Output())

    @cached_property
    def notes_folder(self) -> "Path":
        """The folder of the notes."""
        from pathlib import Path

        from pa_cli.core.setting_specs import NOTES_DIR

        chosen = self.settings[NOTES_DIR]
        return Path(chosen).expanduser().absolute() if chosen else self.paths.notes

    @cached_property
    def note_store(self) -> "MarkdownNoteStore":
        """The notes on disk and their index."""
        return self._note_store(self.notes_folder)

    def _note_store(self, folder: "Path") -> "MarkdownNoteStore":
        from pa_cli.core.setting_specs import NOTES_FRESHNESS
        from pa_cli.storage.clock import local_zone
        from pa_cli.storage.note_source import NoteSource
        from pa_cli.storage.note_store import MarkdownNoteStore

        zone = local_zone(self._zone_name)
        return MarkdownNoteStore(
            NoteSource(folder, zone),
            self.index,
            zone=zone,
            walk_every=self.settings[NOTES_FRESHNESS],
            progress=self.progress,
            was_emptied=lambda: self.undo.has_just_removed_from(folder),
        )

    @cached_property
    def notes(self) -> "NotesService":
        """What can be done with notes."""
        from pa_cli.core.setting_specs import NOTES_DAILY, NOTES_DIR, NOTES_NEW_IN
        from pa_cli.services.notes import NotePlaces, NotesService
        from pa_cli.storage.last_lists import LastListsFile

        new_in = self.settings[NOTES_NEW_IN]
        if new_in == "auto":
            new_in = "" if self.settings[NOTES_DIR] else "%Y/%m"
        return NotesService(
            self.note_store,
            self.changes,
            LastListsFile(self.paths.last_lists),
            self.now,
            NotePlaces(new_in, self.settings[NOTES_DAILY]),
        )

    def _folder_of(self, chosen: str, own: "Path") -> "Path":
        from pathlib import Path

        return Path(chosen).expanduser().absolute() if chosen else own

    def _indexed(self, source: "Source") -> "IndexedFolder":
        from pa_cli.core.setting_specs import NOTES_FRESHNESS
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
        from pa_cli.core.setting_specs import AGENDA_DIR
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
        from pa_cli.core.setting_specs import AGENDA_CALENDAR
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
        from pa_cli.core.setting_specs import TODO_DIR
        from pa_cli.storage.todo_source import TodoSource

        return TodoSource(self._folder_of(self.settings[TODO_DIR], self.paths.todo))

    @cached_property
    def todo_store(self) -> "VdirTodoStore":
        """The to-dos on disk and their index."""
        from pa_cli.storage.clock import local_zone
        from pa_cli.storage.todo_store import VdirTodoStore

        source = self.todo_source
        return VdirTodoStore(self._indexed(source), source, local_zone(self._zone_name))

    @cached_property
    def calendar_transfer(self) -> "CalendarTransfer":
        """ICalendar files in and out."""
        from pa_cli.core.setting_specs import AGENDA_CALENDAR, TODO_LIST
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
        from pa_cli.core.setting_specs import TODO_LIST
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

    @cached_property
    def find(self) -> "FindService":
        """One search over everything."""
        from pa_cli.core.setting_specs import NOTES_FRESHNESS
        from pa_cli.services.find import FindService
        from pa_cli.storage.chat_source import ChatSource
        from pa_cli.storage.item_finder import IndexedFinder, Place

        places = {
            "notes": Place(self.note_store.source, "note"),
            "agenda": Place(self.event_source, "event"),
            "todo": Place(self.todo_source, "todo"),
            "chats": Place(ChatSource(self.paths.chats), "chat"),
        }
        return FindService(
            IndexedFinder(
                self.index,
                places,
                local=self.note_store.local,
                walk_every=self.settings[NOTES_FRESHNESS],
                progress=self.progress,
                was_emptied=self.undo.has_just_removed_from,
            )
        )

    @cached_property
    def note_import(self) -> "NoteImport":
        """Taking foreign files in as notes."""
        from pa_cli.services.note_import import NoteImport

        return NoteImport(self.note_store, self.changes, self.now)

    def count_notes_in(self, folder: "Path") -> int:
        """How many notes another folder holds."""
        return self._note_store(folder).count(tags=(), since=None)

    @cached_property
    def note_templates(self) -> "NoteTemplates":
        """Templates that new notes can start from."""
        from pa_cli.storage.note_templates import NoteTemplates

        return NoteTemplates(self.paths.note_templates, self.now)

    def now(self) -> datetime:
        """The present in the user's time zone, or the moment that `PA_NOW` fixes."""
        from pa_cli.storage.clock import now

        return now(self._zone_name)

    @cached_property
    def _zone_name(self) -> str:
        """The setting `agenda.tz`; a broken config file is no reason to be without a clock."""
        from pa_cli.core.errors import ConfigError
        from pa_cli.core.setting_specs import AGENDA_TZ

        try:
            return self.settings[AGENDA_TZ]
        except ConfigError:
            return ""

    @cached_property
    def dates(self) -> "DatesService":
        """Reading dates in the user's words."""
        from pa_cli.core.dates.habits import date_options
        from pa_cli.services.dates import DatesService
        from pa_cli.services.foreign_dates import DateparserDates

        names = ("LC_ALL", "LC_TIME", "LANG")
        locale_name = next((os.environ[name] for name in names if os.environ.get(name)), "")
        options = date_options(self.settings, locale_name)
        return DatesService(self.now, options, DateparserDates())

    @cached_property
    def chats(self) -> "ChatStore":
        """The log of chats."""
        from pa_cli.storage.chat_store import JsonlChatStore

        return JsonlChatStore(self.paths.chats, now=self.now, changes=self.changes)

    @cached_property
    def history(self) -> "HistoryService":
        """Looking at past chats."""
        from pa_cli.services.history import HistoryService

        return HistoryService(self.chats)

    @cached_property
    def machine(self) -> "Machine":
        """Threads and memory that this process may use."""
        from pa_cli.storage.machine import read_machine

        return read_machine()

    @cached_property
    def models(self) -> "ModelsService":
        """The models on this machine."""
        from pa_cli.core.setting_specs import MODEL_CHAT, MODEL_EMBEDDING
        from pa_cli.services.models import ModelsService
        from pa_cli.storage.catalog_file import read_catalog
        from pa_cli.storage.model_store import ManifestModelStore

        return ModelsService(
            store=ManifestModelStore(self.paths.models),
            load_catalog=lambda: read_catalog(self.paths.user_catalog),
            chosen={
                "chat": self.settings[MODEL_CHAT],
                "embedding": self.settings[MODEL_EMBEDDING],
            },
            recommend=self._suggested_model,
            now=self.now,
        )

    @cached_property
    def model_inspection(self) -> "ModelInspection":
        """Lists, details and checks of models."""
        from pa_cli.services.model_inspection import ModelInspection
        from pa_cli.storage.hashing import sha256_of

        return ModelInspection(
            models=self.models, machine=lambda: self.machine, hash_file=sha256_of
        )

    @cached_property
    def model_import(self) -> "ModelImport":
        """Models of other programs, used in place."""
        from pa_cli.services.model_import import ModelImport
        from pa_cli.storage.model_finder import find_in_folder, find_model_files
        from pa_cli.storage.model_store import ManifestModelStore

        return ModelImport(
            models=self.models,
            store=ManifestModelStore(self.paths.models),
            find=find_model_files,
            find_in_folder=find_in_folder,
        )

    def model_advice(self, reachable: "Collection[SourceKind]") -> "list[Advice]":
        """What to expect of each model of the catalogue here, the recommended one marked."""
        from pa_cli.services.model_advice import advise
        from pa_cli.storage.machine import disk_free

        return advise(
            self.models.catalog,
            self.machine,
            disk_free=disk_free(self.paths.models),
            installed={model.name for model in self.models.installed()},
            reachable=reachable,
        )

    def reachable_sources(self) -> "Collection[SourceKind]":
        """The kinds of sources that can be asked now.

        The hub is probed, unless the network is forbidden; the user's own package index is
        taken to answer, because it may be a mirror that needs no network.
        """
        from pa_cli.storage.reachability import hub_is_reachable, package_index_is_usable

        reachable: set[SourceKind] = set()
        if package_index_is_usable():
            reachable.add("package")
        if not self.offline and hub_is_reachable():
            reachable |= {"hub", "url"}
        return frozenset(reachable)

    def open_pulls(self, *, notify: "Callable[[str], None]" = lambda _: None) -> "PullService":
        """Getting models.

        Args:
            notify: Says something that the user may want to know.
        """
        from pa_cli.services.pulling import PullService
        from pa_cli.storage.downloads.model_downloads import ModelDownloads

        return PullService(
            models=self.models,
            downloads=ModelDownloads(self.paths.models, offline=self.offline),
            machine=lambda: self.machine,
            recommend=self.recommended_model,
            notify=notify,
        )

    def recommended_model(self) -> str:
        """The best model for this machine that can be fetched now, "" when none fits."""
        advice = self.model_advice(self.reachable_sources())
        return next((a.entry.name for a in advice if a.recommended), "")

    def _suggested_model(self) -> str:
        """The model to name where there is none: one that needs no hub, so that it can be fetched."""
        advice = self.model_advice({"package"})
        return next((a.entry.name for a in advice if a.recommended), "smollm2-135m")

    def find_model(self, name: str | None = None) -> "ModelFile":
        """The model to chat with; see `ModelsService.find`."""
        return self.models.find(name)

    def open_engine(
        self,
        model: str | None = None,
        *,
        purpose: "Purpose" = "one-shot",
        notice: Callable[[str], None] = lambda _: None,
        detail: Callable[[str], None] | None = None,
    ) -> "Engine":
        """Load a model; close it when done.

        Args:
            model: Name or path, None for the default.
            purpose: "one-shot" loads fast, "long" repacks the weights for long work.
            notice: Gets a sentence when a wish (GPU layers) cannot be met.
            detail: Gets the native library's log lines.

        Raises:
            NoModelError: There is no such model, or it cannot chat.
            EngineError: It does not fit the memory, or the native library fails.
        """
        from pa_cli.engine.open_llama import open_llama
        from pa_cli.services.engine_plan import plan_engine

        file = self.find_model(model)
        plan = plan_engine(file, self.machine, self.settings, purpose)
        return open_llama(
            file,
            plan,
            self.settings,
            cache_folder=self.paths.prefix_cache,
            notice=notice,
            detail=detail,
        )

    def assistant(
        self,
        model: str | None = None,
        *,
        notice: Callable[[str], None] = lambda _: None,
        detail: Callable[[str], None] | None = None,
    ) -> "Assistant":
        """Answers single questions with `model`."""
        from pa_cli.services.assistant import Assistant

        return Assistant(
            self.chats,
            lambda: self.open_engine(model, notice=notice, detail=detail),
            self.now,
        )

    def summarizer(
        self,
        engine: "Engine",
        options: "SummaryOptions",
        *,
        model: str | None = None,
        keeps_parts: bool = True,
    ) -> "Summarizer":
        """Summarizes with `engine`, which runs `model`; finished parts are kept in the cache."""
        from pa_cli.core import setting_specs as specs
        from pa_cli.services.generation import sampling_from
        from pa_cli.services.part_writer import PartWriter
        from pa_cli.services.summarizing import REPEAT_PENALTY, TEMPERATURE, Summarizer
        from pa_cli.storage.partials import PartialStore

        settings = self.settings
        sampling = sampling_from(settings, temperature=TEMPERATURE, repeat_penalty=REPEAT_PENALTY)
        keeps = keeps_parts and settings[specs.CACHE_ENABLED]
        adapters = settings[specs.ENGINE_LORA]
        file = self.find_model(model)
        writer = PartWriter(
            engine,
            sampling,
            thinking=settings[specs.GENERATION_THINK] == "on",
            partials=PartialStore(self.paths.partials) if keeps else None,
            identity=" ".join([str(file.path), str(file.size), *adapters]),
        )
        return Summarizer(engine, writer, options, most_answer=sampling.max_tokens)
