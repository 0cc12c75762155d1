"""Notes and chats, and finding anything of one's own."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.agenda import AgendaWiring

if TYPE_CHECKING:
    from pathlib import Path

    from pa_cli.core.found_item import Finder
    from pa_cli.core.ports import ChatStore
    from pa_cli.services.daily_note import DailyNote
    from pa_cli.services.find import FindService
    from pa_cli.services.history import HistoryService
    from pa_cli.services.note_import import NoteImport
    from pa_cli.services.notes import NotesService
    from pa_cli.storage.note_store import MarkdownNoteStore
    from pa_cli.storage.note_templates import NoteTemplates
    from pa_cli.storage.template_store import TomlTemplates


class OwnDataWiring(AgendaWiring):
    """Services around the user's own texts."""

    @cached_property
    def notes_folder(self) -> "Path":
        """The folder of the notes."""
        from pa_cli.core.setting_specs.own_data import NOTES_DIR

        return self._folder_of(self.settings[NOTES_DIR], self.paths.notes)

    @cached_property
    def note_store(self) -> "MarkdownNoteStore":
        """The notes on disk and their index."""
        return self._note_store(self.notes_folder)

    def _note_store(self, folder: "Path") -> "MarkdownNoteStore":
        from pa_cli.storage.clock import local_zone
        from pa_cli.storage.note_source import NoteSource
        from pa_cli.storage.note_store import MarkdownNoteStore

        zone = local_zone(self._zone_name)
        source = NoteSource(folder, zone)
        return MarkdownNoteStore(self._indexed(source), source, zone=zone)

    @cached_property
    def notes(self) -> "NotesService":
        """What can be done with notes."""
        from pa_cli.core.setting_specs.own_data import NOTES_DIR, NOTES_NEW_IN
        from pa_cli.services.notes import NotesService
        from pa_cli.storage.last_lists import LastListsFile

        new_in = self.settings[NOTES_NEW_IN]
        if new_in == "auto":
            new_in = "" if self.settings[NOTES_DIR] else "%Y/%m"
        return NotesService(
            self.note_store,
            self.changes,
            LastListsFile(self.paths.last_lists),
            self.now,
            new_in,
        )

    @cached_property
    def daily_note(self) -> "DailyNote":
        """Today's note."""
        from pa_cli.core.setting_specs.own_data import NOTES_DAILY
        from pa_cli.services.daily_note import DailyNote

        return DailyNote(self.note_store, self.changes, self.now, self.settings[NOTES_DAILY])

    @cached_property
    def find(self) -> "FindService":
        """One search over everything."""
        from pa_cli.core.setting_specs.own_data import NOTES_FRESHNESS
        from pa_cli.services.find import FindService
        from pa_cli.storage.chat_source import ChatSource
        from pa_cli.storage.item_finder import IndexedFinder, Place

        places = {
            "notes": Place(self.note_store.source, "note"),
            "agenda": Place(
                self.event_source, "event", lambda item: self.agenda_store.when(item, self.now())
            ),
            "todo": Place(self.todo_source, "todo", self.todo_store.when),
            "chats": Place(ChatSource(self.paths.chats), "chat"),
        }
        finder = IndexedFinder(
            self.index,
            places,
            local=self.note_store.local,
            walk_every=self.settings[NOTES_FRESHNESS],
            progress=self.progress,
            was_emptied=self.undo.has_just_removed_from,
        )
        return FindService(self.with_documents(finder))

    def with_documents(self, finder: "Finder") -> "Finder":
        """`finder`, and documents besides."""
        return finder

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

    @cached_property
    def templates(self) -> "TomlTemplates":
        """Prompt templates: pa's and the user's."""
        from pa_cli.storage.template_store import TomlTemplates

        return TomlTemplates(self.paths.templates, self.changes)

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
