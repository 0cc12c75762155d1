"""Messages, turns and chats."""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, as logged.

    Attributes:
        id: Unique within the chat, ascending from 1.
        user: What the user said, whole.
        context: What was put before it for the model (date, retrieved text), kept so that the
            same prompt can be built again and its cached state found.
        assistant: The answer so far; "" while the model has not answered.
        reasoning: What a thinking model said to itself.
        interrupted: The answer was stopped before its end.
        model: Name of the model that answered.
        created: ISO 8601 with offset.
        told: What a model is told of a turn in which code did something, "" for what was said: it
            would copy the form of that, ids and all.
    """

    id: int
    user: str
    context: str = ""
    assistant: str = ""
    reasoning: str = ""
    interrupted: bool = False
    model: str = ""
    created: str = ""
    told: str = ""

    def messages(self) -> tuple[Message, ...]:
        """The turn as prompt messages; an unanswered turn has no assistant message."""
        asked = Message("user", self.context + self.user)
        return (asked, Message("assistant", self.assistant)) if self.assistant else (asked,)


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation as the log tells it: active turns only, undone ones left out.

    Attributes:
        id: Short, unique, sorts by creation.
        title: The user's name for it, or the beginning of the first question.
        created: ISO 8601 with offset.
        updated: Time of the last record, ISO 8601 with offset.
        system: System prompt of the chat's own, "" for the default.
        model: Name of the model used last.
        turns: Oldest first.
        summary: Text that stands for the folded turns, "" when none is folded.
        folded: How many of the oldest turns `summary` stands for.
        parent: Id of the chat that this one was forked from, or "".
    """

    id: str
    title: str = ""
    created: str = ""
    updated: str = ""
    system: str = ""
    model: str = ""
    turns: tuple[Turn, ...] = field(default=())
    summary: str = ""
    folded: int = 0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One line of a list of chats.

    Attributes:
        id: Short, unique, sorts by creation.
        title: The user's name for it, or the beginning of the first question.
        created: ISO 8601 with offset.
        updated: Time of the last record, ISO 8601 with offset.
        turns: How many turns it has, undone ones left out.
        model: Name of the model used last.
        parent: Id of the chat that this one was forked from, or "".
    """

    id: str
    title: str
    created: str
    updated: str
    turns: int
    model: str
    parent: str


@dataclass(frozen=True, slots=True)
class ChatHit:
    """A chat that a search found.

    Attributes:
        id: The chat.
        title: Its title.
        updated: Time of its last record, ISO 8601 with offset.
        turn: Id of the turn with the best line, 0 when only the title matches.
        role: Who said it: "user" or "assistant", "" for the title.
        line: The line that holds most of what was looked for.
    """

    id: str
    title: str
    updated: str
    turn: int
    role: str
    line: str
