"""The one confirmation: shows what will be done, asks on stderr, reads a line from stdin."""

import sys
from collections.abc import Mapping

from pa_cli.core.errors import ConfirmationError
from pa_cli.ui.console import Output, is_terminal

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}
_CHOICE = " [y]es [n]o: "


class TerminalApprover:
    """Asks a person at the terminal.

    Args:
        output: Where the question is shown.
        yes: `--yes` was given: everything is accepted, and shown only to a person.
    """

    def __init__(self, output: Output, *, yes: bool = False) -> None:
        self._output = output
        self._yes = yes

    def approve(self, question: str, details: str = "") -> None:
        """Return when the user agrees; see `core.ports.Approver`.

        Raises:
            ConfirmationError: Declined, end of input, or nobody to ask and no `--yes`.
        """
        if self._yes:
            if details:
                self._output.notice_terminal(details)
            return
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise ConfirmationError(
                f"Nothing done, because there is no terminal to ask at: {question}",
                hint="To accept it, add --yes.",
            )
        shown = f"{details}\n{question}" if details else question
        if not self._ask(shown):
            raise ConfirmationError("Nothing done.")

    def choose(self, question: str, choices: Mapping[str, str], *, hint: str) -> str:
        """The letter of the choice that the user makes; "n" is the one that does nothing.

        Args:
            question: What is asked.
            choices: Letter to what it stands for, "n" among them.
            hint: The flags that answer it where nobody can be asked; `--yes` is no answer.

        Raises:
            ConfirmationError: Nothing was chosen, or there is nobody to ask.
        """
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            last = question.splitlines()[-1]
            raise ConfirmationError(
                f"Nothing done, because there is no terminal to ask at: {last}", hint=hint
            )
        offer = " ".join(f"[{letter}] {name}" for letter, name in choices.items())
        self._output.write_error_stream(f"{question} {offer}: ")
        while line := sys.stdin.readline():
            answer = line.strip().lower()
            if answer in {"", "n", "no"}:
                break
            if answer[0] in choices:
                return answer[0]
            self._output.write_error_stream(f"{offer}: ")
        raise ConfirmationError("Nothing done.")

    def _ask(self, shown: str) -> bool:
        """Ask until the answer is clear; nothing and the end of input mean no."""
        self._output.write_error_stream(shown + _CHOICE)
        while True:
            try:
                line = sys.stdin.readline()
            except KeyboardInterrupt:
                self._output.write_error_stream("\n")
                raise
            if not line:
                self._output.write_error_stream("\n")
                return False
            answer = _ANSWERS.get(line.strip().lower())
            if answer is not None:
                return answer
            self._output.write_error_stream(f"Please answer y or n.{_CHOICE}")
