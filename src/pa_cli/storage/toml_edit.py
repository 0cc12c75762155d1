"""Changes to a TOML text that keep its comments, order and spacing; text in, text out."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

from pa_cli.core.errors import StorageError

_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\s*({_PATH})\s*\]\s*(?:#.*)?")
_ENTRY = re.compile(rf"\s*({_PATH})\s*=")
_NAMES = re.compile(_NAME)

Tables = dict[str, Any]


def set_value(text: str, key: str, value: object) -> str:
    """`text` with `key` (`group.name`) set to `value`.

    Raises:
        StorageError: No way was found that changes this key alone.
    """
    group, _, name = key.partition(".")
    text_lf, value = text.replace("\r\n", "\n"), list(value) if isinstance(value, tuple) else value
    expected = tomllib.loads(text_lf)
    table = expected.setdefault(group, {})
    if not isinstance(table, dict):
        raise StorageError(f"{group} is {table!r} in the config file, not a table [{group}].")
    present = name in table
    table[name] = value
    ways: list[Callable[[], str]] = [lambda: _by_tomlkit(text_lf, group, name, value)]
    if not present:
        ways.insert(0, lambda: _by_line(text_lf, group, name, value))
    return _first_that_gives(expected, ways, text)


def unset_value(text: str, key: str) -> str | None:
    """`text` without `key` (`group.name` or a bare name), or None when it is not in there.

    Raises:
        StorageError: No way was found that removes this key alone.
    """
    path = [part for part in key.partition(".") if part not in {"", "."}]
    expected = tomllib.loads(text)
    table: Any = expected
    for part in path[:-1]:
        table = table.get(part)
    if not isinstance(table, dict) or path[-1] not in table:
        return None
    del table[path[-1]]
    return _first_that_gives(expected, [lambda: _without(text.replace("\r\n", "\n"), path)], text)


def find_line(text: str, key: str) -> int | None:
    """The line where `key` or the inline table that holds it is set, counted from 1."""
    wanted = key.split(".")
    lines = _lines(text)
    for number, path, is_header in _paths(lines):
        holds_it = path == wanted or (not is_header and path == wanted[: len(path)])
        if holds_it and _is_complete(lines[: number - 1]):
            return number
    return None


def _first_that_gives(expected: Tables, ways: list[Callable[[], str]], text: str) -> str:
    from tomlkit.exceptions import TOMLKitError

    for way in ways:
        try:
            changed = way()
            if _pruned(tomllib.loads(changed)) == _pruned(expected):
                return changed.replace("\n", "\r\n") if "\r\n" in text else changed
        except (TOMLKitError, tomllib.TOMLDecodeError, LookupError, TypeError, ValueError):
            continue
    raise StorageError(
        "The config file is written in a way that could not be changed without harm.",
        hint="Nothing was changed; do it by hand: pa config edit",
    )


def _pruned(tables: Tables) -> Tables:
    """Without empty tables: a heading more or less changes nothing."""
    return {name: value for name, value in tables.items() if value != {}}


def _by_tomlkit(text: str, group: str, name: str, value: object) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    if group not in document:
        document[group] = tomlkit.table()
    table: Any = document[group]
    table[name] = value
    return tomlkit.dumps(document)


def _without(text: str, path: list[str]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    table: Any = document
    for part in path[:-1]:
        table = table[part]
    del table[path[-1]]
    if len(path) > 1 and not tomlkit.dumps(table).strip():
        del document[path[0]]
    return tomlkit.dumps(document)


def _by_line(text: str, group: str, name: str, value: object) -> str:
    """Insert a line under `[group]`: below its commented-out form, else below the last entry.

    tomlkit itself puts a new key below all comments, those of the next table included.
    """
    import tomlkit

    lines = _lines(text)
    places = _paths(lines)
    headers = [number for number, _, is_header in places if is_header]
    start = next((n for n, path, is_header in places if is_header and path == [group]), 0)
    if not start:
        raise LookupError(group)
    end = min((number for number in headers if number > start), default=len(lines) + 1)
    commented = re.compile(rf"\s*#\s*{re.escape(name)}\s*=")
    below = max(
        [n for n in range(start + 1, end) if commented.match(lines[n - 1])]
        or [n for n, _, is_header in places if start < n < end and not is_header]
        or [start]
    )
    lines.insert(below, f"{name} = {tomlkit.item(value).as_string()}")
    return "\n".join(lines) + ("" if lines[-1] == "" else "\n")


def _lines(text: str) -> list[str]:
    """The lines as TOML counts them; `splitlines` would cut at more than line ends."""
    return text.replace("\r\n", "\n").split("\n")


def _paths(lines: list[str]) -> list[tuple[int, list[str], bool]]:
    """(line, full path, is a header) of everything that looks like a header or an entry."""
    found: list[tuple[int, list[str], bool]] = []
    table: list[str] = []
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        entry = _ENTRY.match(line)
        if header is not None:
            table = _parts(header[1])
            found.append((number, table, True))
        elif entry is not None:
            found.append((number, [*table, *_parts(entry[1])], False))
    return found


def _parts(path: str) -> list[str]:
    return [part.strip("\"'") for part in _NAMES.findall(path)]


def _is_complete(lines: list[str]) -> bool:
    """Whether these lines end outside of any value: else the next line belongs to that value."""
    try:
        tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True
