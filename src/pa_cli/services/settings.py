"""Settings resolved once: flag > environment > config file > default."""

import difflib
from collections.abc import Mapping
from typing import Any

from pa_cli.core.errors import ConfigError, UsageError
from pa_cli.core.setting_specs import BY_KEY, SETTINGS
from pa_cli.core.settings import Resolved, Setting, Settings


def nearest_key(key: str) -> str:
    """The known key that looks most like `key`, or ""."""
    close = difflib.get_close_matches(key, BY_KEY, n=1, cutoff=0.5)
    return close[0] if close else ""


def find_setting(key: str) -> Setting[Any]:
    """The setting called `key`.

    Raises:
        UsageError: There is none; the nearest one is named.
    """
    found = BY_KEY.get(key)
    if found is None:
        near = nearest_key(key)
        raise UsageError(
            f"There is no setting called {key!r}.",
            hint=f"Did you mean {near}?" if near else "See them all: pa config list",
        )
    return found


def flatten(table: Mapping[str, object]) -> dict[str, object]:
    """`{"engine": {"threads": 2}}` to `{"engine.threads": 2}`."""
    flat: dict[str, object] = {}
    for group, values in table.items():
        if isinstance(values, Mapping):
            flat.update({f"{group}.{name}": value for name, value in values.items()})
        else:
            flat[group] = values
    return flat


def resolve_settings(
    *,
    file_values: Mapping[str, object],
    file_name: str,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
) -> Settings:
    """Resolve every setting.

    Args:
        file_values: The config file as nested tables.
        file_name: How the config file is called in messages.
        environment: The environment of the process.
        flags: Values by setting key, already parsed; None means not given.

    Raises:
        ConfigError: A key or a value in the file or the environment is wrong.
    """
    in_file = flatten(file_values)
    _check_keys(in_file, file_name)
    return Settings(
        {
            setting.key: _resolve(setting, in_file, file_name, environment, flags)
            for setting in SETTINGS
        }
    )


def _check_keys(in_file: Mapping[str, object], file_name: str) -> None:
    for key in in_file:
        if key not in BY_KEY:
            near = nearest_key(key)
            suggestion = f" Did you mean {near}?" if near else ""
            raise ConfigError(
                f"{file_name}: there is no setting called {key!r}.{suggestion}",
                hint="Mend it with: pa config edit",
            )


def _resolve(
    setting: Setting[Any],
    in_file: Mapping[str, object],
    file_name: str,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
) -> Resolved:
    flag = flags.get(setting.key)
    if flag is not None:
        return Resolved(flag, "flag")
    raw = environment.get(setting.environment_name, "")
    if raw:
        try:
            return Resolved(setting.kind.parse(raw), "environment")
        except ValueError as error:
            raise ConfigError(
                f"{setting.environment_name} is {raw!r}, but {setting.key} {error}."
            ) from None
    if setting.key in in_file:
        try:
            return Resolved(setting.kind.check(in_file[setting.key]), "file")
        except ValueError as error:
            raise ConfigError(
                f"{file_name}: {setting.key} is {in_file[setting.key]!r}, but it {error}.",
                hint=f"Mend it with: pa config set {setting.key} VALUE, or pa config unset {setting.key}",
            ) from None
    return Resolved(setting.default, "default")
