"""The slash commands of a chat; each calls the same service as the verb of that name."""

from typing import TYPE_CHECKING

from pa_cli.repl import (
    conversation_commands,
    data_commands,
    memory_commands,
    model_commands,
    output_commands,
    own_tool_commands,
    source_commands,
)
from pa_cli.repl.registry import Choices, Registry, SlashCommand
from pa_cli.ui.sanitize import clean
from pa_cli.ui.text_width import terminal_columns
from pa_cli.ui.wrapping import wrap_ranges

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


def chat_registry() -> Registry:
    """All commands, in the order of the help."""
    return Registry(
        [
            SlashCommand(
                "help",
                "Show the commands, or one of them.",
                show_help,
                "[COMMAND]",
                ("?",),
                _complete_names,
            ),
            SlashCommand("exit", "Leave; the chat is kept.", leave, aliases=("quit", "bye")),
            *conversation_commands.COMMANDS,
            *data_commands.COMMANDS,
            *model_commands.COMMANDS,
            *output_commands.COMMANDS,
            *memory_commands.COMMANDS,
            *own_tool_commands.COMMANDS,
            *source_commands.COMMANDS,
        ]
    )


def show_help(chat: "ChatRepl", arguments: str) -> None:
    """List the commands, or explain one."""
    if arguments:
        command = chat.registry.find(arguments.split(maxsplit=1)[0].removeprefix("/"))
        others = ", ".join(f"/{name}" for name in command.aliases)
        also = f" (also {others})" if others else ""
        chat.say(clean(f"/{command.name} {command.arguments}".rstrip() + f"{also}\n{command.help}"))
        return
    heads = {c.name: f"/{c.name} {c.arguments}".rstrip() for c in chat.registry}
    column = min(24, max(map(len, heads.values())) + 2) if terminal_columns() >= 60 else 2
    space = " " * column
    lines = []
    for command in chat.registry:
        head, text = heads[command.name], command.help
        told = [text[a:b] for a, b in wrap_ranges(text, max(10, terminal_columns() - column))]
        first = [head + space[len(head) :] + told.pop(0)] if len(head) < column else [head]
        lines += [*first, *(space + line for line in told)]
    chat.say("\n".join([*lines, "", _KEYS]))


def leave(chat: "ChatRepl", arguments: str) -> None:
    """Leave."""
    del arguments
    chat.is_done = True


def _complete_names(chat: "ChatRepl", beginning: str) -> Choices:
    word = beginning.removeprefix("/")
    return [(name, "") for name in chat.registry.names() if name.startswith(word)]


_KEYS = '''Enter sends; Alt-Enter or Ctrl-J begins a new line.
A message between """ and """ may have many lines.
Ctrl-C stops an answer and keeps what came of it.
Ctrl-R searches what you typed, Ctrl-X Ctrl-E opens your editor.
Ctrl-L clears the screen, Ctrl-D leaves.'''
