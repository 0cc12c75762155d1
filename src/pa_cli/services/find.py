"""One question to all of the user's data."""

import difflib
from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.errors import UsageError
from pa_cli.core.found_item import Finder, FoundItem
from pa_cli.core.search_query import parse_query

# what people may call a place besides its name
_SECOND_NAMES = {
    "note": "notes",
    "chat": "chats",
    "history": "chats",
    "event": "agenda",
    "events": "agenda",
    "todos": "todo",
    "tasks": "todo",
    "doc": "docs",
    "document": "docs",
    "documents": "docs",
}


class FindService:
    """What `pa find` does.

    Args:
        finder: Searches several kinds of items at once.
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def search(
        self,
        query: str,
        *,
        places: Sequence[str] = (),
        since: datetime | None = None,
        limit: int = 20,
    ) -> Sequence[FoundItem]:
        """The best hits, of all places unless some are named.

        Raises:
            UsageError: The query asks for nothing, or a place is unknown.
        """
        parsed = parse_query(query)
        if parsed.is_empty:
            raise UsageError(
                f"There is nothing to search for in {query!r}.",
                hint='Words, "a phrase", a beginning*, a #tag, or -without.',
            )
        chosen = [self._place(name) for name in places] or self._finder.places
        return self._finder.search(
            parsed, places=tuple(dict.fromkeys(chosen)), since=since, limit=limit
        )

    def _place(self, name: str) -> str:
        known = self._finder.places
        name = name.strip().lower()
        name = _SECOND_NAMES.get(name, name)
        if name in known:
            return name
        near = difflib.get_close_matches(name, known, n=1)
        raise UsageError(
            f"There is nothing called {name!r} to search in.",
            hint=f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}.",
        )
