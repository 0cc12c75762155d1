"""Chats that leave no trace: what `--no-log` talks into."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pa_cli.core.chat_log import apply_record
from pa_cli.core.conversation import Chat, ChatSummary
from pa_cli.core.ports import ChatStore, Clock
from pa_cli.core.recorded_chats import RecordedChats


class UnloggedChats(RecordedChats):
    """A log that is kept in memory only; past chats can be loaded, but are not added to.

    Args:
        chats: The log of past chats.
        now: The clock.
    """

    def __init__(self, chats: ChatStore, now: Clock) -> None:
        self._chats = chats
        self._now = now

    def create(self, *, system: str = "", title: str = "", parent: str = "") -> Chat:
        """Start a chat."""
        return self._chats.create(system=system, title=title, parent=parent)

    def add_user(self, chat: Chat, text: str, *, context: str = "") -> Chat:
        """A question."""
        number = 1 + max((turn.id for turn in chat.turns), default=0)
        return self._log(chat, {"type": "user", "turn": number, "text": text, "context": context})

    def add_partial(self, chat: Chat, text: str, *, offset: int, model: str) -> Chat:
        """A piece of an answer: there is nothing that a crash could leave behind."""
        del text, offset, model
        return chat

    def fork(self, chat: Chat, *, title: str = "") -> Chat:
        """A new chat that begins with the turns of `chat`."""
        fresh = self.create()
        return replace(chat, id=fresh.id, title=title or chat.title, parent=chat.id)

    def load(self, chat_id: str) -> Chat:
        """A past chat."""
        return self._chats.load(chat_id)

    def latest(self) -> Chat | None:
        """The past chat that was updated last."""
        return self._chats.latest()

    def list_chats(self, limit: int | None = None) -> Sequence[ChatSummary]:
        """Past chats."""
        return self._chats.list_chats(limit)

    def delete(self, chat_ids: Sequence[str]) -> None:
        """Delete past chats."""
        self._chats.delete(chat_ids)

    def _log(self, chat: Chat, record: dict[str, Any]) -> Chat:
        return apply_record(chat, record | {"at": self._now().isoformat()})
