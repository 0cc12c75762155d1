"""What a search over all of the user's data finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from pa_cli.core.search_query import SearchQuery


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One hit.

    Attributes:
        kind: "note", "event", "todo", "chat" or "document".
        id: Short id.
        title: One line.
        path: Its file.
        tags: Without `#`.
        created: When it was made.
        modified: When its file changed last.
        when: When an event takes place next, or took place last; when a to-do is due; else None.
        line: The line that matches best; None when only title or tags match.
        line_number: Where that line stands in the file, None when it is not written like that.
    """

    kind: str
    id: str
    title: str
    path: Path
    tags: tuple[str, ...]
    created: datetime
    modified: datetime
    line: str | None
    line_number: int | None
    when: date | datetime | None = None


class Finder(Protocol):
    """Searches several kinds of items at once."""

    @property
    def places(self) -> Sequence[str]:
        """Where can be searched: "notes", "chats" and so on."""
        ...

    def search(
        self, query: SearchQuery, *, places: Sequence[str], since: datetime | None, limit: int
    ) -> Sequence[FoundItem]:
        """The best hits of all `places` in one order, as the files are now."""
        ...
