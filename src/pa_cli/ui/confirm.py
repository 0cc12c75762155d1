"""The one confirmation: shows what will be done, asks on stderr, reads a line from stdin."""

import sys
from collections.abc import Mapping, Sequence

from pa_cli.core.consent import consent_choices, nothing_done, read_consent, unclear_consent
from pa_cli.core.errors import ConfirmationError
from pa_cli.core.voice import ENGLISH, Voice
from pa_cli.ui.console import Output, is_terminal

_TRIES = 3


class TerminalApprover:
    """Asks a person at the terminal.

    Args:
        output: Where the question is shown.
        yes: `--yes` was given: everything is accepted, and shown only to a person.
        voice: Asks in the language of the user.
    """

    def __init__(self, output: Output, *, yes: bool = False, voice: Voice = ENGLISH) -> None:
        self._output = output
        self._yes = yes
        self._voice = voice

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
                self._voice.pick(
                    f"Nothing done, because there is no terminal to ask at: {question}",
                    f"什么都没有做，因为没有终端可以确认：{question}",
                ),
                hint=self._voice.pick("To accept it, add --yes.", "要直接执行，请加上 --yes。"),
            )
        shown = f"{details}\n{question}" if details else question
        self._decide(shown)

    def approve_or_edit(self, question: str, details: str = "") -> bool:
        """True when the user agrees, False when they wish to change what would be done.

        Raises:
            ConfirmationError: Declined, end of input, or nobody to ask and no `--yes`.
        """
        if self._yes or not self.can_ask:
            self.approve(question, details)
            return True
        return self._decide(f"{details}\n{question}", edits=True)

    def _decide(self, shown: str, *, edits: bool = False) -> bool:
        """Ask until the answer is clear: True for yes, False for edit; a no is raised."""
        choices = consent_choices(self._voice, edits=edits)
        self._output.write_error_stream(f"{shown} {choices}")
        while line := self._read_line():
            consent = read_consent(line)
            if consent == "yes" or (consent == "edit" and edits):
                return consent == "yes"
            if consent == "no":
                break
            again = unclear_consent(self._voice, edits=edits)
            self._output.write_error_stream(f"{again} {choices}")
        raise self._declined()

    def _declined(self) -> ConfirmationError:
        return ConfirmationError(nothing_done(self._voice))

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return is_terminal(sys.stdin) and is_terminal(sys.stderr)

    def ask(self, question: str) -> str:
        """What the user types after a short question; only where `can_ask`.

        Raises:
            ConfirmationError: The input ended.
        """
        self._output.write_error_stream(f"{question} ")
        line = self._read_line()
        if not line:
            raise self._declined()
        return line.strip()

    def pick(self, question: str, choices: Sequence[str], *, several: bool = False) -> list[int]:
        """Which of some lines the user means, counted from 0; only where `can_ask`.

        Raises:
            ConfirmationError: None of them.
        """
        digits = len(str(len(choices)))
        lines = [f"{n:>{digits}}  {line}" for n, line in enumerate(choices, start=1)]
        self._output.write_error_stream(
            "\n".join([*lines, f"{question} {pick_hint(self._voice, several=several)} "])
        )
        for _ in range(_TRIES):
            line = self._read_line()
            if read_consent(line) == "no" or line.strip().lower() == "none":
                break
            picked = read_numbers(line, len(choices), several=several)
            if picked:
                return picked
            most = len(choices)
            self._output.write_error_stream(
                self._voice.pick(
                    f"Please answer with a number up to {most}: ", f"请回答1到{most}的数字："
                )
            )
        raise self._declined()

    def _read_line(self) -> str:
        """A line of input, "" at its end; Ctrl-C ends the line on the screen too, and says so."""
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            self._output.write_error_stream(f"\n{nothing_done(self._voice)}\n")
            raise
        if not line:
            self._output.write_error_stream("\n")
        return line

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
        raise self._declined()


def pick_hint(voice: Voice, *, several: bool) -> str:
    """How one of some numbered lines is picked."""
    if several:
        return voice.pick(
            "(number, several, or all; Enter: none)", "（数字，可以多个，或“全部”；回车：都不是）"
        )
    return voice.pick("(number; Enter: none)", "（数字；回车：都不是）")


def read_numbers(line: str, most: int, *, several: bool) -> list[int]:
    """The numbers in a line, counted from 0; nothing when one of them is none of the choices."""
    if several and line.strip().lower() in {"a", "all", "全部", "都"}:
        return list(range(most))
    words = line.replace(",", " ").replace("，", " ").replace("、", " ").split()
    picked = [int(word) - 1 for word in words if word.isdecimal() and len(word) < 4]
    fits = len(picked) == len(words) and all(0 <= number < most for number in picked)
    return list(dict.fromkeys(picked)) if fits and (several or len(picked) == 1) else []
