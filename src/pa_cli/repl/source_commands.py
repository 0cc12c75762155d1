"""The slash command that shows what the last answer stands on."""

from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.repl.registry import Choices, SlashCommand
from pa_cli.ui import sources_view
from pa_cli.ui.sanitize import clean

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


def show_sources(chat: "ChatRepl", arguments: str) -> None:
    """What was searched, used and left out for the last answer, or the text of one source."""
    grounding = chat.session.grounding
    if not arguments:
        lines = sources_view.explanation(grounding)
        chat.say("\n".join(lines or ["No text of yours and no tool was used for the last answer."]))
        return
    number = arguments.strip().strip("[]")
    for source in grounding.sources:
        if source.number and str(source.number) == number:
            command = sources_view.show_command(source)
            whole = f"\nAll of it: {command}" if command else ""
            chat.say(clean(f"{sources_view.source_line(source)}\n{source.text}{whole}"))
            return
    raise UsageError(f"The last answer has no source {arguments}.", hint="See them: /sources")


def _complete_numbers(chat: "ChatRepl", beginning: str) -> Choices:
    numbered = [source for source in chat.session.grounding.sources if source.number]
    return [(str(s.number), s.title) for s in numbered if str(s.number).startswith(beginning)]


COMMANDS = (
    SlashCommand(
        "sources",
        "Show what the last answer stands on, or the text of one source.",
        show_sources,
        "[NUMBER]",
        complete=_complete_numbers,
    ),
)
