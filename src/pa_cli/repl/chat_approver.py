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

        Raises:
            ConfirmationError: Declined, or the end of input.
        """
        choices = consent_choices(self._voice, edits=edits)
        try:
            while True:
                consent = read_consent(self._chat.reader.ask(f"{question} {choices}"))
                if consent == "no":
                    break
                if consent == "yes" or (consent == "edit" and edits):
                    return consent == "yes"
                self._chat.say(unclear_consent(self._voice, edits=edits))
        except (EOFError, KeyboardInterrupt):
            pass
        raise ConfirmationError(nothing_done(self._voice))
