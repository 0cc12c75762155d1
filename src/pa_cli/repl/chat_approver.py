"""The confirmation of a chat: asked where the user types, which is not always stdin."""

from typing import TYPE_CHECKING

from pa_cli.core.consent import consent_choices, nothing_done, read_consent, unclear_consent
from pa_cli.core.errors import ConfirmationError
from pa_cli.core.voice import ENGLISH, Voice

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


class ChatApprover:
    """Asks the person in a chat; see `core.ports.Approver`.

    Args:
        chat: The chat.
        voice: Asks in the language of the user.
    """

    def __init__(self, chat: "ChatRepl", voice: Voice = ENGLISH) -> None:
        self._chat = chat
        self._voice = voice

    def approve(self, question: str, details: str = "") -> None:
        """Return when the user agrees.

        Raises:
            ConfirmationError: Declined, end of input, or nobody to ask.
        """
        if self._chat.accepts:
            self._chat.output.notice_terminal(details)
            return
        if not self._chat.reader.is_interactive:
            raise ConfirmationError(
                f"Nothing done, because there is no terminal to ask at: {question}",
                hint="To accept it, add --yes.",
            )
        if details:
            self._chat.say(details)
        self.decide(question)

    def decide(self, question: str, *, edits: bool = False) -> bool:
        """Ask until the answer is clear: True for yes, False for edit.

        A whole sentence is a no, and the next message of the chat.

        Raises:
            ConfirmationError: Declined, or the end of input.
        """
        choices = consent_choices(self._voice, edits=edits)
        try:
            while True:
                answer = self._chat.reader.ask(f"{question} {choices}")
                consent = read_consent(answer)
                if consent is None and _is_message(answer):
                    self._chat.waiting = answer.strip()
                if consent == "no" or self._chat.waiting:
                    break
                if consent == "yes" or (consent == "edit" and edits):
                    return consent == "yes"
                self._chat.say(unclear_consent(self._voice, edits=edits))
        except (EOFError, KeyboardInterrupt):
            pass
        raise ConfirmationError(nothing_done(self._voice))


def _is_message(answer: str) -> bool:
    """Whether somebody went on talking instead of answering."""
    return len(answer.split()) > 2 or sum(sign > "\u2fff" for sign in answer) > 4
