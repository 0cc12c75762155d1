"""Tools of the user's own as the tables of `tools.toml`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from pa_cli.core.own_tool import (
    DEFAULT_OUTPUT,
    DEFAULT_TIMEOUT,
    LARGEST_OUTPUT,
    LONGEST_TIMEOUT,
    ArgumentType,
    OwnArgument,
    OwnTool,
    placeholders,
    read_value,
)

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def tool_from(record: Mapping[str, Any]) -> OwnTool:
    """The tool that a table of `tools.toml` describes.

    Raises:
        ValueError: Something in it cannot be right; with a sentence.
    """
    _only(record, {"name", "description", "command", "arguments", "timeout", "max_output"})
    name = _text(record, "name")
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"name is {name!r}; it must be small letters, digits, - and _")
    command = record.get("command")
    if not isinstance(command, list) or not command or not _all_texts(command):
        raise ValueError('command must be a list of texts, such as ["lights", "{room}"]')
    tables = record.get("arguments", {})
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise ValueError('arguments must be tables, such as room = { type = "string" }')
    arguments = tuple(_argument(key, table) for key, table in tables.items())
    _check_placeholders(command, {argument.name for argument in arguments})
    return OwnTool(
        name=name,
        description=_text(record, "description"),
        command=tuple(command),
        arguments=arguments,
        timeout=_bounded(record, "timeout", DEFAULT_TIMEOUT, LONGEST_TIMEOUT),
        max_output=int(_bounded(record, "max_output", DEFAULT_OUTPUT, LARGEST_OUTPUT)),
    )


def _check_placeholders(command: Sequence[str], names: set[str]) -> None:
    used = [name for word in command for name in placeholders(word)]
    if placeholders(command[0]):
        raise ValueError("the program, the first word of command, must not hold a placeholder")
    for name in used:
        if name not in names:
            raise ValueError(f"command has {{{name}}}, and arguments has no {name}")
    for name in names - set(used):
        raise ValueError(f"arguments has {name}, and command has no {{{name}}}")


def _argument(name: str, record: Mapping[str, Any]) -> OwnArgument:
    known = {"type", "description", "values", "min", "max", "optional", "default", "allow_dash"}
    _only(record, known, f"argument {name}: ")
    kind = record.get("type", "string")
    if kind not in get_args(ArgumentType):
        raise ValueError(
            f"argument {name}: type must be one of: {', '.join(get_args(ArgumentType))}"
        )
    values = record.get("values", [])
    if not isinstance(values, list) or not _all_texts(values):
        raise ValueError(f"argument {name}: values must be a list of texts")
    if (kind == "enum") != bool(values):
        raise ValueError(f"argument {name}: values are for an enum, and an enum needs them")
    bounds = [record.get("min"), record.get("max")]
    if any(isinstance(b, bool) or not isinstance(b, int | float | None) for b in bounds):
        raise ValueError(f"argument {name}: min and max must be numbers")
    if not all(isinstance(record.get(key, False), bool) for key in ("optional", "allow_dash")):
        raise ValueError(f"argument {name}: optional and allow_dash must be true or false")
    argument = OwnArgument(
        name,
        kind,
        str(record.get("description", "")),
        tuple(values),
        least=bounds[0],
        most=bounds[1],
        optional=record.get("optional", False),
        dash=record.get("allow_dash", False),
    )
    default = record.get("default")
    if default is None:
        return argument
    try:
        return replace(argument, default=read_value(argument, default))
    except ValueError as error:
        raise ValueError(f"argument {name}: default {error}") from None


def _only(record: Mapping[str, Any], known: set[str], where: str = "") -> None:
    for key in record:
        if key not in known:
            raise ValueError(f"{where}there is no {key!r}; known are: {', '.join(sorted(known))}")


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing; it must be text in quotes")
    return " ".join(value.split())


def _all_texts(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) and value and "\0" not in value for value in values)


def _bounded(record: Mapping[str, Any], name: str, default: float, most: float) -> float:
    value = record.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
        raise ValueError(f"{name} must be a number up to {most:g}")
    return float(value)
