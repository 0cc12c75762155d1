"""An answer kept on disk while it grows, so that not even a crash takes it."""

from pa_cli.core.conversation import Chat
from pa_cli.core.ports import ChatStore

_KEPT_EVERY = 300
"""Characters of an answer that a crash may take."""


class GrowingAnswer:
    """Logs the pieces of one answer.

    Args:
        chats: The log.
        model: Name of the model that answers.
        begun: Characters of the answer that the log holds already.
    """

    def __init__(self, chats: ChatStore, model: str, *, begun: int = 0) -> None:
        self._chats = chats
        self._model = model
        self._kept = begun

    def keep(self, chat: Chat, text: str) -> Chat:
        """Log what is new in `text`, the answer so far, when it is enough; returns the chat."""
        if len(text) - self._kept < _KEPT_EVERY:
            return chat
        chat = self._chats.add_partial(
            chat, text[self._kept :], offset=self._kept, model=self._model
        )
        self._kept = len(text)
        return chat
