"""Groups of verbs, with the second names that fingers expect."""

import contextlib
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from pa_cli.cli.exit_codes import ExitCode

# the order and the headings of `pa --help`; a command that stands nowhere comes last
PANELS = {
    "Conversation": ("chat", "ask", "do", "history"),
    "Text": (
        "summarize",
        "translate",
        "rewrite",
        "write",
        "classify",
        "sentiment",
        "extract",
        "run",
        "templates",
    ),
    "Your data": ("today", "note", "agenda", "todo", "find", "undo"),
    "Knowledge": ("memory", "docs"),
    "Machine": ("models", "config", "doctor", "eval"),
}

_SECOND_NAMES = {"ls": "list", "delete": "rm", "remove": "rm"}


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
        if found is None and cmd_name in _SECOND_NAMES:
            found = super().get_command(ctx, _SECOND_NAMES[cmd_name])
        return found


class RootGroup(VerbGroup):
    """`pa` itself: commands under headings, in an order that a newcomer can read."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer hides its types
        """All commands, in the order of the headings."""
        rank = {name: number for number, name in enumerate(sum(PANELS.values(), ()))}
        return sorted(super().list_commands(ctx), key=lambda name: rank.get(name, len(rank)))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer hides its types
        """The command called `cmd_name`, with its heading."""
        found = super().get_command(ctx, cmd_name)
        for panel, names in PANELS.items():
            if cmd_name in names and found is not None:
                found.rich_help_panel = panel
        return found


def verb_group(help_text: str) -> typer.Typer:
    """An empty group."""
    return typer.Typer(cls=VerbGroup, help=help_text)
