"""Changes of a chat as records, whatever becomes of a record: a line on disk, or nothing at all."""

from abc import ABC, abstractmethod
from typing import Any

from pa_cli.core.conversation import Chat


class RecordedChats(ABC):
    """What can be done to a chat, each as one record that `_log` takes."""

    @abstractmethod
    def _log(self, chat: Chat, record: dict[str, Any]) -> Chat:
        """The chat with `record`."""

    def add_context(self, chat: Chat, context: str) -> Chat:
        """What goes before the last question in the prompt, in the place of what was there."""
        return self._log(chat, {"type": "context", "turn": chat.turns[-1].id, "text": context})

    def add_assistant(
        self,
        chat: Chat,
        text: str,
        *,
        model: str,
        reasoning: str = "",
        interrupted: bool = False,
        told: str = "",
    ) -> Chat:
        """The answer to the last turn, replacing an earlier one."""
        return self._log(
            chat,
            {
                "type": "assistant",
                "turn": chat.turns[-1].id,
                "text": text,
                "reasoning": reasoning,
                "interrupted": interrupted,
                "model": model,
                **({"told": told} if told else {}),
            },
        )

    def undo(self, chat: Chat, count: int = 1) -> Chat:
        """Take the last `count` turns back; a log keeps them."""
        gone = [turn.id for turn in chat.turns[-count:]] if count > 0 else []
        return self._log(chat, {"type": "undo", "turns": gone}) if gone else chat

    def rename(self, chat: Chat, title: str) -> Chat:
        """Give the chat a title."""
        return self._log(chat, {"type": "rename", "title": title})

    def set_system(self, chat: Chat, system: str) -> Chat:
        """Give the chat a system prompt of its own; "" goes back to the default."""
        return self._log(chat, {"type": "system", "text": system})

    def fold(self, chat: Chat, summary: str, count: int) -> Chat:
        """From here on `summary` stands for the `count` oldest turns; a log keeps them whole."""
        through = chat.turns[count - 1].id if count else 0
        return self._log(chat, {"type": "fold", "through": through, "summary": summary})
