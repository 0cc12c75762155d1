"""Settings, places, the clock, and the one way to change the user's data."""

import copy
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pa_cli.wiring.deferred import deferred

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from pa_cli.core.ports import ChangeLog
    from pa_cli.core.settings import Settings
    from pa_cli.services.configuration import Configuration
    from pa_cli.services.dates import DatesService
    from pa_cli.services.foreign_dates import DateparserDates
    from pa_cli.services.undo import UndoService
    from pa_cli.storage.config_file import TomlConfigFile
    from pa_cli.storage.editor import Editor
    from pa_cli.storage.paths import Paths
    from pa_cli.storage.thinning import Keep
    from pa_cli.storage.write_path import WritePath
    from pa_cli.ui.progress import ProgressDisplay


class BaseWiring:
    """What all services stand on; `Wiring` is the whole.

    Args:
        flags: Setting values given on the command line, by key.
        offline: Never use the network, also when `PA_OFFLINE` does not say so.
    """

    def __init__(self, *, flags: Mapping[str, Any] | None = None, offline: bool = False) -> None:
        self.flags = dict(flags or {})
        self._zone_was_said = False
        self.offline = offline or os.environ.get("PA_OFFLINE", "") not in {"", "0"}

    def apart(self, folder: "Path") -> "Self":
        """The same services on an empty store under `folder`; the models stay where they are."""
        other = copy.copy(self)
        for name in [key for key in other.__dict__ if _is_service(type(self), key)]:
            del other.__dict__[name]
        other.flags = self.flags | dict.fromkeys(("notes.dir", "agenda.dir", "todo.dir"), "")
        other.paths = replace(
            self.paths, data=folder / "data", state=folder / "state", cache=folder / "cache"
        )
        return other

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
        self.__dict__.pop("remote_models", None)

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
        from pa_cli.core.setting_specs.assistant import UI_EDITOR
        from pa_cli.storage.editor import Editor

        return Editor(self.configuration.examine_or_default()[UI_EDITOR])

    def forgive_config(self) -> None:
        """Go on with what is right in a config file that may be broken."""
        self.settings = self.configuration.examine_or_default()

    @cached_property
    def changes(self) -> "ChangeLog":
        """The one way to write the user's data."""
        return deferred(lambda: self._write_path)

    @cached_property
    def _write_path(self) -> "WritePath":
        from pa_cli.storage.write_path import WritePath

        return WritePath(self.paths.data, self.now, progress=self.progress, keep=self._kept_changes)

    def _kept_changes(self) -> "Keep":
        from pa_cli.core.setting_specs.own_data import UNDO_KEEP_DAYS, UNDO_MAX_BYTES
        from pa_cli.storage.thinning import Keep

        settings = self.configuration.examine_or_default()
        return Keep(settings[UNDO_KEEP_DAYS], settings[UNDO_MAX_BYTES])

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

    def progress(self) -> "ProgressDisplay":
        """Shows long work of a service on stderr."""
        from pa_cli.ui.console import Output
        from pa_cli.ui.progress import ProgressDisplay

        return ProgressDisplay(Output())

    def now(self) -> datetime:
        """The present in the user's time zone, or the moment that `PA_NOW` fixes."""
        from pa_cli.storage.clock import now, zone_problem

        if not (self._zone_was_said or self._zone_name):
            self._zone_was_said = True
            if problem := zone_problem():
                self._say(problem)
        return now(self._zone_name)

    def _say(self, text: str) -> None:
        """A notice of something that no command asked about."""
        from pa_cli.ui.console import Output

        Output().notice(text)

    @cached_property
    def _zone_name(self) -> str:
        """The setting `agenda.tz`; a broken config file is no reason to be without a clock."""
        from pa_cli.core.errors import ConfigError
        from pa_cli.core.setting_specs.own_data import AGENDA_TZ

        try:
            return self.settings[AGENDA_TZ]
        except ConfigError:
            return ""

    def read_date(self, words: str, at: "date | None" = None) -> "date | datetime | None":
        """The moment that `words` of a text mean, None when they mean none.

        A week, a month or a year is no day: "in March" does not mean the first of it.

        Args:
            words: A part of the text.
            at: The day on which it was written; None is today.
        """
        now = self.dates.now()
        read_at = now.replace(year=at.year, month=at.month, day=at.day) if at else now
        reading = self.dates.read(words, read_at)
        return None if reading.is_period else reading.start

    @cached_property
    def dates(self) -> "DatesService":
        """Reading dates in the user's words."""
        from pa_cli.core.dates.habits import date_options
        from pa_cli.services.dates import DatesService

        names = ("LC_ALL", "LC_TIME", "LANG")
        locale_name = next((os.environ[name] for name in names if os.environ.get(name)), "")
        options = date_options(self.settings, locale_name)
        return DatesService(self.now, options, deferred(lambda: self._foreign_dates))

    @cached_property
    def _foreign_dates(self) -> "DateparserDates":
        from pa_cli.services.foreign_dates import DateparserDates

        return DateparserDates()


def _is_service(kind: type, name: str) -> bool:
    return isinstance(getattr(kind, name, None), cached_property)
