"""Which memories go before a question, and how they are told to the model.

All go while they are few. When they are many, those that share words with the question go first,
then preferences, then the newest, until the room is full: whoever likes no meat wants that to count
for "what shall I cook?" too, which shares no word with it.
"""

import re
from collections.abc import Iterable, Sequence

from pa_cli.core.bm25 import scores
from pa_cli.core.conversation import Turn
from pa_cli.core.memory_item import MemoryItem

MOST_CHARACTERS_TOLD = 1_200
"""Room for memories before a question, about 300 tokens; a Chinese character counts as three."""

_HEAD = "[About the user, in their own words; only for questions that it changes:"
_GONE = "[No longer true of the user:"
_BLOCK = re.compile(
    r"^\[(About the user, in their own words[^\n]*?|No longer true of the user):\n(.*?)^\]$",
    re.MULTILINE | re.DOTALL,
)


def choose_memories(items: Sequence[MemoryItem], question: str) -> list[MemoryItem]:
    """The memories that are told with `question`, in the order of `items`."""
    if sum(_room(item.text) for item in items) <= MOST_CHARACTERS_TOLD:
        return list(items)
    fitting = scores(question, [item.text for item in items])

    def rank(place: int) -> tuple[float, bool, int]:
        return -fitting[place], items[place].kind != "preference", -place

    chosen, left = [], MOST_CHARACTERS_TOLD
    for place in sorted(range(len(items)), key=rank):
        room = _room(items[place].text)
        if room <= left:
            chosen.append(place)
            left -= room
    return [items[place] for place in sorted(chosen)]


def memory_note(new: Iterable[str], gone: Iterable[str] = ()) -> str:
    """What the model is told: memories, and those of earlier turns that hold no more."""
    blocks = ((_HEAD, list(new)), (_GONE, list(gone)))
    return "".join(
        f"{head}\n" + "".join(f"- {text}\n" for text in texts) + "]\n"
        for head, texts in blocks
        if texts
    )


def told_in(turns: Iterable[Turn]) -> list[str]:
    """The memories that stand before the questions of `turns` and still held at the last one."""
    told: dict[str, None] = {}
    for turn in turns:
        for match in _BLOCK.finditer(turn.context):
            for line in match[2].splitlines():
                text = line.removeprefix("- ")
                if match[1].startswith("No longer"):
                    told.pop(text, None)
                else:
                    told[text] = None
    return list(told)


def _room(text: str) -> int:
    return 3 + sum(1 if character < "\u2e80" else 3 for character in text)
