"""Composition root: settings and paths to services; the only place that knows the adapters.

Everything is built on first use, and heavy modules are imported only then.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from pa_cli.core.machine import Machine
    from pa_cli.core.ports import ChangeLog, ChatStore
    from pa_cli.core.settings import Settings
    from pa_cli.services.configuration import Configuration
    from pa_cli.services.history import HistoryService
    from pa_cli.services.models import ModelsService
    from pa_cli.services.undo import UndoService
    from pa_cli.storage.config_file import TomlConfigFile
    from pa_cli.storage.editor import Editor
    from pa_cli.storage.paths import Paths


class Wiring:
    """The services of one run.

    Args:
        flags: Setting values given on the command line, by key.
    """

    def __init__(self, *, flags: Mapping[str, Any] | None = None) -> None:
        self.flags = dict(flags or {})

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
        from pa_cli.core.errors import ConfigError
        from pa_cli.core.setting_specs import UI_EDITOR
        from pa_cli.storage.editor import Editor

        try:
            configured = self.configuration.examine()[0][UI_EDITOR]
        except ConfigError:
            configured = ""
        return Editor(configured)

    @cached_property
    def changes(self) -> "ChangeLog":
        """The one way to write the user's data."""
        from pa_cli.storage.write_path import WritePath

        return WritePath(self.paths.data, self.now)

    @cached_property
    def undo(self) -> "UndoService":
        """Taking back changes of the user's data."""
        from pa_cli.services.undo import UndoService

        return UndoService(self.changes)

    def write_export(self, path: "Path", text: str) -> None:
        """Write a file that the user asked for, private and all or nothing."""
        from pa_cli.storage.atomic import write_bytes

        write_bytes(path, text.encode("utf-8", "replace"))

    def now(self) -> datetime:
        """The present, or the moment that `PA_NOW` fixes."""
        from pa_cli.storage.clock import now

        return now()

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

    def _suggested_model(self) -> str:
        """The model to name where there is none: one that needs no hub, so that it can be fetched."""
        from pa_cli.services.model_advice import advise
        from pa_cli.storage.machine import disk_free

        advice = advise(
            self.models.catalog,
            self.machine,
            disk_free=disk_free(self.paths.models),
            reachable={"package"},
        )
        return next((a.entry.name for a in advice if a.recommended), "")
