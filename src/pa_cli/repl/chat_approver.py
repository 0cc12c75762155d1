"""The confirmation of a chat: asked where the user types, which is not always stdin."""

from typing import TYPE_CHECKING

from pa_cli.core.errors import ConfirmationError

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl

_YES = frozenset({"y", "yes", "是", "好", "好的", "可以", "确定"})
_NO = frozenset({"", "n", "no", "不", "不要", "否", "取消"})


class ChatApprover:
    """Asks the person in a chat; see `core.ports.Approver`.

    Args:
        chat: The chat.
    """

    def __init__(self, chat: "ChatRepl") -> None:
        self._chat = chat

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
            self._chat.output.notice(details)
        try:
            while (answer := self._answer(question)) not in _YES:
                if answer in _NO:
                    raise ConfirmationError("Nothing done.")
                self._chat.say("Please answer y or n.")
        except (EOFError, KeyboardInterrupt):
            raise ConfirmationError("Nothing done.") from None

    def _answer(self, question: str) -> str:
        return self._chat.reader.ask(f"{question} [y]es [n]o: ").strip().lower()
