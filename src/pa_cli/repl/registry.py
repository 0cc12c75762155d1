"""Slash commands as values in one table, so that any group can add its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl

Choices = Iterable[tuple[str, str]]
"""What may be typed, and what it means."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One command of the chat.

    Attributes:
        name: Without the slash.
        help: One line.
        run: Does it; gets the chat and what was typed after the name.
        arguments: How its arguments are shown in the help, "" for none.
        aliases: Second names.
        complete: What may be typed after the name, given the beginning of it.
    """

    name: str
    help: str
    run: "Callable[[ChatRepl, str], None]"
    arguments: str = ""
    aliases: tuple[str, ...] = ()
    complete: "Callable[[ChatRepl, str], Choices] | None" = None


class Registry:
    """All slash commands, in the order of the help."""

    def __init__(self, commands: Iterable[SlashCommand]) -> None:
        self._commands: list[SlashCommand] = []
        self._by_name: dict[str, SlashCommand] = {}
        for command in commands:
            self.add(command)

    def add(self, command: SlashCommand) -> None:
        """Add a command; its names must be free."""
        for name in (command.name, *command.aliases):
            if name in self._by_name:
                raise ValueError(f"There is a command /{name} already.")
            self._by_name[name] = command
        self._commands.append(command)

    def __iter__(self) -> Iterator[SlashCommand]:
        """The commands, each once."""
        return iter(self._commands)

    def names(self) -> list[str]:
        """All names, second ones too."""
        return list(self._by_name)

    def get(self, name: str) -> SlashCommand | None:
        """The command called `name`, or the only one that begins so."""
        word = name.lower()
        found = self._by_name.get(word)
        if found is not None or not word:
            return found
        begun = {self._by_name[n].name for n in self._by_name if n.startswith(word)}
        return self._by_name[begun.pop()] if len(begun) == 1 else None

    def find(self, name: str) -> SlashCommand:
        """The command called `name`.

        Raises:
            UsageError: There is none; the nearest one is named.
        """
        import difflib

        found = self.get(name)
        if found is not None:
            return found
        near = difflib.get_close_matches(name.lower(), self._by_name, n=1, cutoff=0.4)
        meant = f"Did you mean /{self._by_name[near[0]].name}? " if near else ""
        raise UsageError(f"There is no command /{name}.", hint=f"{meant}See them all: /help")


def split_command(text: str) -> tuple[str, str] | None:
    """Name and arguments of a slash command; None for what is just text, such as `/etc/hosts ...`."""
    if not text.startswith("/") or text.startswith("//"):
        return None
    name, _, rest = text[1:].partition(" ")
    if "\n" in name:
        name, _, rest = text[1:].partition("\n")
    if not name or not all(character.isalnum() or character in "?-_" for character in name):
        return None
    return name, rest.strip()
