"""Groups of verbs, with the second names that fingers expect."""

import contextlib
import copy
import importlib
import inspect
import re
import sys
from typing import Any

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup, TyperOption

from pa_cli.cli.command_table import COMMANDS
from pa_cli.cli.exit_codes import ExitCode

_METAVARS = {"str": "TEXT", "text": "TEXT", "int": "N", "integer": "N", "int range": "N", "integer range": "N",
            "float": "NUMBER", "float range": "NUMBER", "path": "PATH", "file": "FILE"}  # fmt: skip
"""What stands behind an option in its help, by the type of its value."""

SECOND_NAMES = {"ls": "list", "delete": "rm", "remove": "rm"}


class VerbGroup(TyperGroup):
    """A group where `ls` is `list` and `delete` is `rm`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer hides its type
        """Without a verb the help is shown, on stderr, because nothing was done."""
        if args or ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        with contextlib.redirect_stdout(sys.stderr):
            help_text = ctx.get_help()
        if help_text:
            sys.stderr.write(help_text + "\n")
        raise typer.Exit(ExitCode.USAGE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer hides its types
        """The verb called `cmd_name`, or the one it is a second name of."""
        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in SECOND_NAMES:
            found = super().get_command(ctx, SECOND_NAMES[cmd_name])
        return found


class RootGroup(VerbGroup):
    """`pa` itself: a command is imported and built only when it runs.

    Building all of them costs more than most of them need for their work. The others are stood
    in for by what `pa --help`, completion and the search for a mistyped name look at.
    """

    def __init__(self, **arguments: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**arguments)
        for panel, summaries in COMMANDS.items():
            for name, summary in summaries.items():
                self.commands[name] = _StandIn(name, help=summary, rich_help_panel=panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer hides its types
        """The command that `args` begin with, built now."""
        if args and isinstance(self.commands.get(args[0]), _StandIn):
            verb = "" if ctx.resilient_parsing else "".join(args[1:2])
            self.commands[args[0]] = build_command(args[0], verb)
        return super().resolve_command(ctx, args)


class _StandIn(TyperCommand):
    """Name, help and heading of a command that was not needed yet."""


def build_command(name: str, verb: str = "") -> Any:  # noqa: ANN401 - typer hides its types
    """Import the command called `name` and make it ready to run.

    Args:
        name: A command of the table.
        verb: When it is a group and has this verb, no other one is built.
    """
    found = getattr(importlib.import_module(f"pa_cli.cli.commands.{name}"), name)
    if isinstance(found, typer.Typer):
        verb = SECOND_NAMES.get(verb, verb)
        if asked := [known for known in found.registered_commands if known.name == verb]:
            found = copy.copy(found)
            found.registered_commands = asked
        command: Any = typer.main.get_group(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command()(found)
        command = typer.main.get_command(alone)
    command.name = name
    _finish_help(command)
    return command


def _finish_help(command: Any) -> None:  # noqa: ANN401 - typer hides its types
    """Let the help of a command, and of those below it, flow and say in plain words what options take."""
    command.help = _flowing(command.help or "")
    for parameter in command.params:
        if isinstance(parameter, TyperOption) and not (parameter.is_flag or parameter.metavar):
            choices = getattr(parameter.type, "choices", None)
            parameter.metavar = "|".join(choices) if choices else _METAVARS.get(parameter.type.name)
    for below in getattr(command, "commands", {}).values():
        _finish_help(below)


def _flowing(help_text: str) -> str:
    """`help_text` with whole paragraphs on a line: the lines of a docstring are not those of a terminal."""
    paragraphs = inspect.cleandoc(help_text).split("\n\n")
    return "\n\n".join(re.sub(r"\n(?=\S)", " ", paragraph) for paragraph in paragraphs)


def verb_group(help_text: str) -> typer.Typer:
    """An empty group."""
    return typer.Typer(cls=VerbGroup, help=help_text)
