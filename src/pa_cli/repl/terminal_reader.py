"""The chat prompt on a full terminal."""

from collections.abc import Callable
from pathlib import Path

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, DummyCompleter
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.styles import Style

from pa_cli.repl.input_history import PrivateHistory
from pa_cli.repl.readers import strip_block
from pa_cli.repl.terminal_mode import mark_pastes

_STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "bottom-toolbar": "noreverse dim",
        "auto-suggestion": "dim",
        "completion-menu": "noinherit reverse",
        "completion-menu.completion.current": "noreverse bold",
    }
)


class TerminalReader:
    """A prompt with history, completion, suggestions, several lines and a toolbar.

    Args:
        history_file: Where what is typed is kept; None keeps it in memory only.
        completer: Completes slash commands.
        keys: Key bindings of the prompt.
        toolbar: The text below the prompt.
        typed: What was typed before there was a prompt: whole lines are messages.
    """

    is_interactive = True

    def __init__(
        self,
        *,
        history_file: Path | None,
        completer: Completer,
        keys: KeyBindings,
        toolbar: Callable[[], str],
        typed: str = "",
    ) -> None:
        *self._lines, self._begun = typed.split("\n")
        history: History = PrivateHistory(history_file) if history_file else InMemoryHistory()
        self._session: PromptSession[str] = PromptSession(
            history=history,
            auto_suggest=AutoSuggestFromHistory(),
            completer=completer,
            complete_while_typing=Condition(self._types_command),
            key_bindings=keys,
            multiline=True,
            prompt_continuation="  ",
            bottom_toolbar=lambda: FormattedText([("", toolbar())]),
            style=_STYLE,
        )
        # several lines do not mean the whole screen: the toolbar stays right below the text
        for window in self._session.layout.find_all_windows():
            window.dont_extend_height = Always()
        self._question: PromptSession[str] = PromptSession(completer=DummyCompleter(), style=_STYLE)

    def read(self, *, beginning: str = "") -> str:
        """The next message or command."""
        prompt = FormattedText([("class:prompt", "> ")])
        while self._lines:
            if line := self._lines.pop(0).strip():
                print_formatted_text(prompt, line, sep="", style=_STYLE)
                return line
        begun, self._begun = self._begun, ""
        return strip_block(self._session.prompt(prompt, default=beginning or begun))

    def ask(self, question: str) -> str:
        """The answer to a short question."""
        return self._question.prompt(question)

    def begin_answer(self) -> None:
        """What is pasted meanwhile waits for the next prompt."""
        mark_pastes()

    def _types_command(self) -> bool:
        return self._session.default_buffer.text.startswith("/")
