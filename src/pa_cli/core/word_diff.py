"""Two texts compared word by word; Chinese and its kin character by character."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_WORDS = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that is the same in both texts, or only in one."""

    kind: Literal["same", "removed", "added"]
    text: str


def split_words(text: str) -> list[str]:
    """The words, spaces and marks of `text`, each Chinese character alone; joined they are the text."""
    return _WORDS.findall(text)


def word_diff(before: str, after: str) -> Iterator[Change]:
    """How `before` becomes `after`; the "same" and "removed" joined are `before`."""
    old, new = split_words(before), split_words(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    removed = added = ""
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        old_text, new_text = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        is_gap = operation == "equal" and not old_text.strip() and (removed or added)
        if operation != "equal" or is_gap:
            # two changed words with only a space between them read as one change
            removed, added = removed + old_text, added + new_text
            continue
        yield from _changed(removed, added)
        removed = added = ""
        yield Change("same", old_text)
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Change]:
    end = len(removed) - len(removed.rstrip())
    shared = 0
    while shared < end and removed[len(removed) - shared - 1 :] == added[len(added) - shared - 1 :]:
        shared += 1
    if removed[: len(removed) - shared]:
        yield Change("removed", removed[: len(removed) - shared])
    if added[: len(added) - shared]:
        yield Change("added", added[: len(added) - shared])
    if shared:
        yield Change("same", removed[len(removed) - shared :])
