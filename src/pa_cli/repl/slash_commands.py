"""The slash commands of a chat; each calls the same service as the verb of that name."""

from typing import TYPE_CHECKING

from pa_cli.repl import conversation_commands, model_commands, output_commands
from pa_cli.repl.registry import Choices, Registry, SlashCommand
from pa_cli.ui.sanitize import clean

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
            *model_commands.COMMANDS,
            *output_commands.COMMANDS,
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
    column = min(24, max(map(len, heads.values())) + 2)
    lines = []
    for command in chat.registry:
        head = heads[command.name]
        gap = " " * (column - len(head)) if len(head) < column else "\n" + " " * column
        lines.append(f"{head}{gap}{command.help}")
    chat.say("\n".join([*lines, "", _KEYS]))


def leave(chat: "ChatRepl", arguments: str) -> None:
    """Leave."""
    del arguments
    chat.is_done = True


def _complete_names(chat: "ChatRepl", beginning: str) -> Choices:
    word = beginning.removeprefix("/")
    return [(name, "") for name in chat.registry.names() if name.startswith(word)]


_KEYS = '''Enter sends. Alt-Enter or Ctrl-J: new line; a message between """ and """ may have many.
Ctrl-C stops an answer and keeps it. Ctrl-R searches what you typed, Ctrl-X Ctrl-E opens your editor,
Ctrl-L clears the screen, Ctrl-D leaves.'''
