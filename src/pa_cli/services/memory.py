"""What `pa` remembers of the user: proposed, kept after a yes, corrected and forgotten."""

import os
from collections.abc import Sequence
from dataclasses import replace

from pa_cli.core.errors import UsageError
from pa_cli.core.memory_item import (
    MOST_CHARACTERS,
    TYPED,
    MemoryItem,
    MemoryKind,
    MemoryProposal,
    Origin,
    bare_memory,
    kind_of,
    same_words,
)
from pa_cli.core.memory_subject import contradict
from pa_cli.core.segmentation import fold
from pa_cli.core.short_id import short_id
from pa_cli.services.kept_records import KeptRecords


class MemoryService(KeptRecords[MemoryItem]):
    """What can be done with memories; see `KeptRecords`."""

    kind = "memory"
    noun = "memory"
    list_command = "pa memory list"

    def list(self, query: str = "", *, kind: MemoryKind | None = None) -> Sequence[MemoryItem]:
        """All memories, or those that hold every word of `query`; the oldest first."""
        words = fold(query).split()
        return [
            item
            for item in self._store.read()
            if kind in (None, item.kind) and all(word in fold(item.text) for word in words)
        ]

    def propose(
        self, text: str, origin: Origin = TYPED, *, kind: MemoryKind | None = None
    ) -> MemoryProposal:
        """What remembering `text` would do; nothing is written.

        Args:
            text: The user's own words; "remember that" before them is left out.
            origin: Where they were said.
            kind: Fact or preference; None finds out.

        Raises:
            UsageError: There is nothing in it, or too much for one memory.
        """
        line = _checked(text)
        items = self._store.read()
        return MemoryProposal(
            text=line,
            kind=kind or kind_of(line),
            origin=origin,
            known=next((item for item in items if same_words(item.text, line)), None),
            replaces=tuple(item for item in items if contradict(item.text, line)),
        )

    def keep(self, proposal: MemoryProposal, *, beside: bool = False) -> MemoryItem:
        """Write what was proposed; what is known already is only returned.

        Args:
            proposal: What the user said yes to.
            beside: Leave what it contradicts where it is.

        Raises:
            ConflictError: What it replaces has been changed meanwhile.
        """
        if proposal.known is not None:
            return proposal.known
        item = MemoryItem(
            short_id(os.urandom(8)),
            proposal.text,
            proposal.kind,
            proposal.origin,
            created=self._now().replace(microsecond=0),
        )
        replaced = () if beside else proposal.replaces
        if not replaced:
            self._store.change(f"Remembered {item.text!r}", add=[item])
            return item
        old = "; ".join(one.text for one in replaced)
        # it keeps the place and the id of the one that it corrects
        item = replace(item, id=replaced[0].id)
        self._store.change(
            f"Remembered {item.text!r} instead of {old!r}", replace=[item], remove=replaced[1:]
        )
        return item

    def add(
        self, text: str, origin: Origin = TYPED, *, kind: MemoryKind | None = None
    ) -> MemoryItem:
        """Remember `text` at once, in the place of what it contradicts."""
        with self._store.locked():
            return self.keep(self.propose(text, origin, kind=kind))

    def edit(
        self, item: MemoryItem, text: str = "", *, kind: MemoryKind | None = None
    ) -> MemoryItem:
        """Give a memory other words, or another kind; returns it as it is then.

        Raises:
            UsageError: Another memory has these words, or they cannot be a memory.
            ConflictError: It is not there any more.
        """
        line = _checked(text) if text.strip() else item.text
        changed = replace(item, text=line, kind=kind or item.kind)
        if changed == item:
            return item
        with self._store.locked():
            for other in self._store.read():
                if other.id != item.id and same_words(other.text, line):
                    raise UsageError(
                        f"That is remembered already: {other.text}",
                        hint=f"Forget one of them: pa memory forget {other.id}",
                    )
            changed = replace(changed, updated=self._now().replace(microsecond=0))
            self._store.change(f"Changed memory {item.text!r} to {line!r}", replace=[changed])
        return changed

    def forget(self, items: Sequence[MemoryItem]) -> None:
        """Take memories out, as one change.

        Raises:
            ConflictError: One is not there any more; nothing was changed.
        """
        named = repr(items[0].text) if len(items) == 1 else f"{len(items)} memories"
        self._store.change(f"Forgot {named}", remove=items)


def _checked(text: str) -> str:
    line = bare_memory(text)
    if not any(character.isalnum() for character in line):
        raise UsageError(
            "There is nothing to remember.", hint='Example: pa memory add "I am vegetarian"'
        )
    if len(line) > MOST_CHARACTERS:
        raise UsageError(
            f"This is {len(line):,} characters; a memory is a sentence of at most "
            f"{MOST_CHARACTERS}.",
            hint="Keep longer texts as notes: pa note add",
        )
    return line
