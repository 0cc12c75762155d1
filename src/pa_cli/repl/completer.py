"""Completion of slash commands and their arguments; text is never completed."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from pa_cli.repl.registry import Registry
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


class SlashCompleter(Completer):
    """Completes `/command` and what comes after it.

    Args:
        registry: The commands.
        chat: The chat that they work on.
    """

    def __init__(self, registry: Registry, chat: "Callable[[], ChatRepl]") -> None:
        self._registry = registry
        self._chat = chat

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """What may be typed at the cursor."""
        del complete_event
        text = document.text_before_cursor
        if not text.startswith("/") or "\n" in text:
            return
        name, space, rest = text[1:].partition(" ")
        if not space:
            yield from self._names(name)
            return
        command = self._registry.get(name)
        if command is not None and command.complete is not None:
            for value, meaning in command.complete(self._chat(), rest):
                yield Completion(
                    value, start_position=-len(rest), display_meta=clean_line(meaning)[:60]
                )

    def _names(self, beginning: str) -> Iterable[Completion]:
        for command in self._registry:
            for name in (command.name, *command.aliases):
                if name.startswith(beginning.lower()):
                    yield Completion(
                        f"/{name}",
                        start_position=-len(beginning) - 1,
                        display=f"/{name} {command.arguments}".rstrip(),
                        display_meta=command.help,
                    )
                    break
