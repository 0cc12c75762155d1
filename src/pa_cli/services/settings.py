"""Settings resolved once (flag > environment > config file > default), shown and changed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pa_cli.core.configuration import ConfigProblem
from pa_cli.core.errors import ConfigError, UsageError
from pa_cli.core.setting_specs import BY_KEY, SETTINGS
from pa_cli.core.settings import Resolved, Setting, Settings

EDIT_HINT = "Mend it with: pa config edit"


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that looks most like `word`, or ""."""
    import difflib

    names = list(known)
    same_end = [name for name in names if name.rpartition(".")[2] == word]
    if len(same_end) == 1:
        return same_end[0]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return close[0] if close else ""


def nearest_key(key: str) -> str:
    """The known key that looks most like `key`, or ""."""
    return nearest(key.strip().lower().replace("-", "_"), BY_KEY)


def find_setting(key: str) -> Setting[Any]:
    """The setting called `key`; dashes and capitals are forgiven.

    Raises:
        UsageError: There is none; the nearest one is named.
    """
    found = BY_KEY.get(key.strip().lower().replace("-", "_"))
    if found is not None:
        return found
    if any(setting.group == key for setting in SETTINGS):
        raise UsageError(
            f"{key!r} is a group of settings, not one of them.",
            hint=f"See them: pa config list {key}",
        )
    near = nearest_key(key)
    raise UsageError(
        f"There is no setting called {key!r}.",
        hint=f"Did you mean {near}?" if near else "See them all: pa config list",
    )


def in_groups(settings: Iterable[Setting[Any]] = SETTINGS) -> dict[str, list[Setting[Any]]]:
    """The rows of the table by group, both in the table's order."""
    groups: dict[str, list[Setting[Any]]] = {}
    for setting in settings:
        groups.setdefault(setting.group, []).append(setting)
    return groups


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
    line_of: Callable[[str], int | None] = lambda _: None,
) -> Settings:
    """Resolve every setting.

    Args:
        file_values: The config file as nested tables.
        file_name: How the config file is called in messages.
        environment: The environment of the process.
        flags: Values by setting key, already parsed; None means not given.
        line_of: The line of a key in the config file, when it can be told.

    Raises:
        ConfigError: A key or a value in the file or the environment is wrong.
    """
    settings, problems = examine_settings(
        file_values=file_values,
        file_name=file_name,
        environment=environment,
        flags=flags,
        line_of=line_of,
    )
    if problems:
        raise ConfigError(problems[0].message, hint=problems[0].hint)
    return settings


def examine_settings(
    *,
    file_values: Mapping[str, object],
    file_name: str,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    line_of: Callable[[str], int | None] = lambda _: None,
) -> tuple[Settings, list[ConfigProblem]]:
    """Like `resolve_settings`, but goes on: what is wrong is left out and listed."""
    in_file = flatten(file_values)

    def place(key: str) -> str:
        line = line_of(key)
        return f"{file_name}, line {line}" if line else file_name

    problems = [_unknown_key(key, place(key)) for key in in_file if key not in BY_KEY]
    resolved: dict[str, Resolved] = {}
    for setting in SETTINGS:
        found = _resolve(setting, in_file, environment, flags, place)
        if isinstance(found, ConfigProblem):
            problems.append(found)
        else:
            resolved[setting.key] = found
    return Settings(resolved), problems


def _unknown_key(key: str, place: str) -> ConfigProblem:
    groups = in_groups()
    if key in groups:
        example = groups[key][0].key.partition(".")[2]
        return ConfigProblem(
            key,
            f"{place}: {key!r} is a group; its settings stand under [{key}], such as {example} = ...",
        )
    near = nearest_key(key)
    suggestion = f" Did you mean {near}?" if near else ""
    return ConfigProblem(
        key,
        f"{place}: there is no setting called {key!r}.{suggestion}",
        f"{EDIT_HINT}, or pa config unset {key}",
    )


def _resolve(
    setting: Setting[Any],
    in_file: Mapping[str, object],
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    place: Callable[[str], str],
) -> Resolved | ConfigProblem:
    key = setting.key
    flag = flags.get(key)
    if flag is not None:
        return Resolved(flag, "flag")
    raw = environment.get(setting.environment_name, "")
    if raw:
        try:
            return Resolved(setting.kind.parse(raw), "environment")
        except ValueError as error:
            return ConfigProblem(
                key,
                f"{setting.environment_name} is {setting.kind.quote(raw)}, but {key} {error}.",
                f"Mend it in the environment, or: unset {setting.environment_name}",
            )
    if key in in_file:
        try:
            return Resolved(setting.kind.check(in_file[key]), "file")
        except ValueError as error:
            return ConfigProblem(
                key,
                f"{place(key)}: {key} is {setting.kind.quote(in_file[key])}, but it {error}.",
                f"Mend it with: pa config set {key} VALUE, or pa config unset {key}",
            )
    return Resolved(setting.default, "default")
