"""Slash commands for the user's own tools."""

from typing import TYPE_CHECKING

from pa_cli.core.grounding import Grounding
from pa_cli.core.own_tool_call import CommandCall
from pa_cli.repl.chat_approver import ChatApprover
from pa_cli.repl.registry import Choices, SlashCommand
from pa_cli.ui.sanitize import clean

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


def run(chat: "ChatRepl", arguments: str) -> None:
    """Run a tool, or list them."""
    service = chat.wiring.own_tools
    if not arguments:
        tools = service.list()
        lines = [f"{tool.usage.removeprefix('run ')}\n  {tool.description}" for tool in tools]
        chat.say(
            clean("\n".join(lines))
            or f"You have no tools yet. Describe one in {chat.wiring.paths.tools_file}"
        )
        return
    name, _, rest = arguments.partition(" ")
    run_call(chat, service.prepare(name, rest))


def run_call(chat: "ChatRepl", call: CommandCall, request: str = "") -> None:
    """Run a tool after a yes; what it wrote is the answer of the turn.

    Args:
        chat: The chat.
        call: The tool with its arguments.
        request: What the user said, "" for the command itself.
    """
    done = chat.wiring.own_tools.run(call, ChatApprover(chat))
    text = "\n".join(part for part in (done.result.strip("\n"), done.error) if part)
    answer = Grounding(text or "Done; it wrote nothing.", tool_calls=(done,), untrusted=True)
    chat.answer(chat.session.tell(request or call.request, answer))


def _complete(chat: "ChatRepl", beginning: str) -> Choices:
    tools = chat.wiring.own_tools.list()
    return [(tool.name, tool.description) for tool in tools if tool.name.startswith(beginning)]


COMMANDS = (
    SlashCommand(
        "run", "Run a tool of your own, or list them.", run, "[NAME ARGUMENTS]", complete=_complete
    ),
)
