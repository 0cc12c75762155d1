"""What `pa config` does: look at the settings with their origin, and change the config file."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pa_cli.core.configuration import ConfigProblem, SettingChange, SettingRow
from pa_cli.core.errors import ConfigError, UsageError
from pa_cli.core.setting_specs import BY_KEY, SETTINGS
from pa_cli.core.settings import Setting, Settings
from pa_cli.services.settings import (
    EDIT_HINT,
    examine_settings,
    find_setting,
    flatten,
    in_groups,
    nearest,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pa_cli.core.ports import ConfigStore

_NOT_SETTINGS = ("PA_HOME", "PA_NOW", "PA_OFFLINE")


class Configuration:
    """The settings table over a config file and an environment.

    Args:
        store: The config file.
        environment: The environment of the process.
    """

    def __init__(self, store: "ConfigStore", environment: Mapping[str, str]) -> None:
        self._store = store
        self._environment = environment

    @property
    def file_name(self) -> str:
        """The config file, as messages call it."""
        return self._store.name

    def examine(self) -> tuple[Settings, list[ConfigProblem]]:
        """All settings that can be used, and what is wrong with the others.

        Raises:
            ConfigError: The file cannot be read or is not TOML.
        """
        return examine_settings(
            file_values=self._store.read(),
            file_name=self._store.name,
            environment=self._environment,
            flags={},
            line_of=self._store.line_of,
        )

    def examine_or_default(self) -> Settings:
        """What is right in a file that may be broken, and defaults for the rest."""
        try:
            return self.examine()[0]
        except ConfigError:
            return Settings({})

    def rows(self, group: str = "") -> tuple[list[SettingRow], list[ConfigProblem]]:
        """The table with values and origins, by group, and what is wrong.

        Args:
            group: Only the settings of this group; "" for all.

        Raises:
            UsageError: There is no such group; the nearest one is named.
            ConfigError: The file cannot be read or is not TOML.
        """
        groups = in_groups()
        if group and group not in groups:
            near = nearest(group, groups)
            raise UsageError(
                f"There is no group of settings called {group!r}.",
                hint=f"Did you mean {near}?" if near else "The groups: " + ", ".join(groups),
            )
        settings, problems = self.examine()
        wanted = [group] if group else list(groups)
        return [_row(settings, setting) for name in wanted for setting in groups[name]], problems

    def row(self, key: str) -> SettingRow:
        """One setting as it is now.

        Raises:
            UsageError: There is no such setting.
            ConfigError: Its value is wrong, or the file cannot be read.
        """
        setting = find_setting(key)
        settings, problems = self.examine()
        for problem in problems:
            if problem.key == setting.key:
                raise ConfigError(problem.message, hint=problem.hint)
        return _row(settings, setting)

    def set(self, key: str, raw: str) -> SettingChange:
        """Check `raw` and write it into the file; everything else in the file stays as it is.

        Raises:
            UsageError: There is no such setting, or the value has a wrong type or range.
            ConfigError: The file is not TOML; it was not touched.
        """
        setting = find_setting(key)
        try:
            value = setting.kind.parse(raw)
        except ValueError as error:
            raise UsageError(f"{setting.key} {error}; {setting.kind.quote(raw)} is not.") from None
        before = self._text_now(setting)
        self._store.set(setting.key, setting.kind.dump(value))
        return self._change(setting, before, setting.kind.show(value))

    def unset(self, key: str) -> SettingChange | None:
        """Take a key out of the file, also one that is no setting; None when it is not in there.

        Raises:
            UsageError: There is no such setting, nor such a key in the file.
            ConfigError: The file is not TOML; it was not touched.
        """
        in_file = flatten(self._store.read())
        if key in in_file and key not in BY_KEY:
            self._store.unset(key)
            return SettingChange(key, str(in_file[key]), "")
        setting = find_setting(key)
        before = self._text_now(setting)
        if not self._store.unset(setting.key):
            return None
        return self._change(setting, before, setting.kind.show(setting.default))

    def edit(self, open_file: Callable[["Path"], None]) -> list[SettingChange]:
        """Let the user edit the file, made from the template when there is none; what changed.

        Args:
            open_file: Opens a file in an editor and returns when the user is done.

        Raises:
            ConfigError: What was saved is not right; it is kept as it is.
        """
        self._store.create(self.template())
        before = self._texts()
        open_file(self._store.path)
        settings, problems = self.examine()
        if problems:
            raise problems_error(problems)
        after = {setting.key: setting.kind.show(settings[setting]) for setting in SETTINGS}
        return [
            SettingChange(key, before[key], text)
            for key, text in after.items()
            if key in before and before[key] != text
        ]

    def template(self) -> str:
        """A config file that explains every setting and sets none."""
        lines = [
            "# The settings of pa. Each line that is commented out shows a default; remove the",
            "# leading # to change it. Comments of your own are kept by `pa config set`.",
        ]
        for group, settings in in_groups().items():
            lines += ["", f"[{group}]"]
            for setting in settings:
                name = setting.key.partition(".")[2]
                lines += [
                    *([""] if lines[-1] != f"[{group}]" else []),
                    f"# {setting.help}",
                    f"# {setting.kind.name}; {setting.environment_name}",
                    f"# {name} = {_toml(setting.kind.dump(setting.default))}",
                ]
        return "\n".join(lines) + "\n"

    def unknown_environment(self) -> list[ConfigProblem]:
        """Names in the environment that look like settings and are none."""
        known = {setting.environment_name for setting in SETTINGS}
        problems = []
        for name in sorted(self._environment):
            if not name.startswith("PA_") or name in known or name in _NOT_SETTINGS:
                continue
            near = nearest(name, known)
            suggestion = f" Did you mean {near}?" if near else ""
            problems.append(
                ConfigProblem(
                    name, f"{name} is set but means nothing to pa.{suggestion}", f"unset {name}"
                )
            )
        return problems

    def _texts(self) -> dict[str, str]:
        """The values in force as texts, as far as the file can be read."""
        try:
            settings, _ = self.examine()
        except ConfigError:
            return {}
        return {setting.key: setting.kind.show(settings[setting]) for setting in SETTINGS}

    def _text_now(self, setting: Setting[Any]) -> str:
        """The value in force as text; a wrong one as it stands in the file."""
        settings, problems = self.examine()
        if any(problem.key == setting.key for problem in problems):
            return str(
                flatten(self._store.read()).get(setting.key, setting.kind.show(setting.default))
            )
        return setting.kind.show(settings[setting])

    def _change(self, setting: Setting[Any], before: str, after: str) -> SettingChange:
        name = setting.environment_name
        return SettingChange(
            setting.key, before, after, name if self._environment.get(name) else ""
        )


def problems_error(problems: Sequence[ConfigProblem]) -> ConfigError:
    """One error for all of `problems`, short enough to be read."""
    message = problems[0].message
    if len(problems) == 1:
        return ConfigError(message, hint=problems[0].hint)
    others = "1 more problem" if len(problems) == 2 else f"{len(problems) - 1} more problems"
    return ConfigError(f"{message}\nAnd {others}; see all: pa doctor", hint=EDIT_HINT)


def _row(settings: Settings, setting: Setting[Any]) -> SettingRow:
    value, kind = settings[setting], setting.kind
    return SettingRow(
        key=setting.key,
        value=kind.dump(value),
        text=kind.show(value),
        origin=settings.origin(setting),
        default=kind.dump(setting.default),
        type=kind.name,
        help=setting.help,
        environment_name=setting.environment_name,
        flag=setting.flag,
    )


def _toml(value: object) -> str:
    """A plain value as TOML writes it; JSON's way is TOML's for these."""
    import json

    return json.dumps(value, ensure_ascii=False)
