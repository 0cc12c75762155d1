"""Slash commands for what is remembered: answers marked as good or bad."""

from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.feedback import example_note
from pa_cli.repl.registry import SlashCommand

if TYPE_CHECKING:
    from pa_cli.core.feedback import Feedback, Verdict
    from pa_cli.repl.session import ChatRepl


def good(chat: "ChatRepl", arguments: str) -> None:
    """Mark the last answer as good."""
    _mark(chat, "good", arguments)
    chat.say("Marked as good: an example for similar requests. To take it back: /undo data")


def bad(chat: "ChatRepl", arguments: str) -> None:
    """Mark the last answer as bad."""
    marked = _mark(chat, "bad", arguments)
    if marked.origin.turn == chat.session.chat.turns[-1].id:
        chat.session.advise(example_note(marked))
    more = "" if arguments else " Say why to have it avoided: /bad too long"
    chat.say(f"Marked as bad. To answer again: /regen.{more}")


def _mark(chat: "ChatRepl", verdict: "Verdict", why: str) -> "Feedback":
    if not chat.logged:
        raise UsageError("Nothing of this chat is kept, and so no mark either.")
    return chat.wiring.feedback.mark(verdict, chat.session.chat, why)


COMMANDS = (
    SlashCommand("good", "Mark the last answer as good.", good, "[WHY]"),
    SlashCommand("bad", "Mark the last answer as bad, and say what to avoid.", bad, "[WHY]"),
)
