"""What the user told `pa` about themselves: facts and preferences, each with where it is from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pa_cli.core.segmentation import fold

if TYPE_CHECKING:
    from datetime import datetime

MemoryKind = Literal["fact", "preference"]
MOST_CHARACTERS = 500
"""A memory is a sentence that goes before questions; longer texts are notes."""

_PREFERENCE = re.compile(
    r"\b(like|love|enjoy|prefer|favou?rite|hate|dislike|can'?t stand|rather|allergic|"
    r"always|never|please|call me|answer|reply|speak|use|want|don'?t eat|do not eat|avoid|"
    r"vegan|vegetarian|keep)\b"
    r"|喜欢|喜歡|爱吃|爱喝|讨厌|討厭|偏好|偏爱|不吃|不喝|不爱|过敏|過敏|总是|从不|请|請|叫我|回答|素食|吃素|最爱|习惯|习惯",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:(?:please|hey|ok|okay|hi)[,\s]+)*"
    r"(?:(?:can|could|will|would)\s+you\s+)?(?:please\s+)?"
    r"(?:remember|memorize|keep\s+in\s+mind|don'?t\s+forget|bear\s+in\s+mind)"
    r"(?:\s+that\b|\s*[:,-]|\b(?!\s+to\b))\s*"
    r"|^\s*(?:请|請|麻烦)?(?:你)?(?:帮我)?(?:记住|記住|记得|記得|牢记|别忘了|別忘了)(?:一下)?[：:,，]?\s*",
    re.IGNORECASE,
)
_EDGES = " \t\r\n.。!！;；,，"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a memory is from: typed as a command, or said in a turn of a chat.

    Attributes:
        chat: Id of the chat, "" for what was typed.
        turn: Id of the turn in it, 0 for none.
    """

    chat: str = ""
    turn: int = 0

    @property
    def text(self) -> str:
        """In words: `typed`, `chat 260311-abcd12, turn 3`."""
        if not self.chat:
            return "typed"
        return f"chat {self.chat}" + (f", turn {self.turn}" if self.turn else "")


TYPED = Origin()


@dataclass(frozen=True, slots=True)
class MemoryItem:
    """One thing that `pa` remembers.

    Attributes:
        id: Short and unique.
        text: One line, in the user's own words.
        kind: A fact about the user, or how they like things.
        origin: Where it is from.
        created: When it was first told; None for one that was written by hand without a time.
        updated: When its words were changed last, None for never.
    """

    id: str
    text: str
    kind: MemoryKind = "fact"
    origin: Origin = TYPED
    created: datetime | None = None
    updated: datetime | None = None

    @property
    def title(self) -> str:
        """What it is called by: its text."""
        return self.text


@dataclass(frozen=True, slots=True)
class MemoryProposal:
    """A memory before the user said yes.

    Attributes:
        text: As it would be kept.
        kind: As it would be kept.
        origin: Where it is from.
        known: What is kept already and says the same, None when nothing does.
        replaces: What is kept already on the same subject and says something else.
    """

    text: str
    kind: MemoryKind
    origin: Origin = TYPED
    known: MemoryItem | None = None
    replaces: tuple[MemoryItem, ...] = field(default=())

    @property
    def line(self) -> str:
        """What would be done, in one line."""
        if self.known is not None:
            return f"Already remembered: {self.known.text}"
        if not self.replaces:
            return f"Remember ({self.kind}): {self.text}"
        old = "; ".join(item.text for item in self.replaces)
        return f"Remember ({self.kind}): {self.text} - instead of: {old}"


def kind_of(text: str) -> MemoryKind:
    """Whether `text` says how the user likes things, or something else about them."""
    return "preference" if _PREFERENCE.search(text) else "fact"


def bare_memory(text: str) -> str:
    """`text` as one line, without "remember that" before it and the full stop after it."""
    line = " ".join(text.split())
    return _OPENING.sub("", line, count=1).strip(_EDGES)


def same_words(one: str, other: str) -> bool:
    """Whether two memories differ in no more than case, width, punctuation and short forms."""
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    plain = fold(text).replace("’", "'")
    for short, long in _SHORT_FORMS:
        plain = re.sub(short, long, plain)
    return re.findall(r"\w+", plain)


_SHORT_FORMS = (
    (r"\bi'm\b", "i am"),
    (r"\bi've\b", "i have"),
    (r"\b(do|does|is|are|have|has|did|was)n'?t\b", r"\1 not"),
    (r"\bcan't\b|\bcannot\b", "can not"),
    (r"\b(\w+)'s\s+(?=called|named)", r"\1 is "),
)
