"""One search over everything that the index knows."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.found_item import FoundItem
from pa_cli.core.index_entry import IndexedItem, IndexEntry
from pa_cli.core.search_query import SearchQuery, find_line
from pa_cli.storage.index import Index
from pa_cli.storage.index_refresh import refresh, refresh_files
from pa_cli.storage.index_walk import Source
from pa_cli.storage.item_queries import ItemFilter, search_items

if TYPE_CHECKING:
    from pa_cli.core.ports import Progress


_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What `--in` can name: one kind of item of one folder; a folder may hold several kinds.

    Attributes:
        source: The folder.
        kind: The kind of item.
        when: When such an item takes place or is due.
    """

    source: Source
    kind: str
    when: Callable[[IndexedItem], date | datetime | None] = lambda _: None


class IndexedFinder:
    """See `core.found_item.Finder`.

    Args:
        index: The index.
        places: What can be searched, by the name that the user gives it.
        local: Epoch seconds to local time.
        walk_every: Least seconds between two walks over very many files.
        progress: Shows a long build of the index; made when it is needed.
        was_emptied: Whether `pa` itself has just removed files from a folder.
    """

    def __init__(
        self,
        index: Index,
        places: Mapping[str, Place],
        *,
        local: Callable[[float], datetime],
        walk_every: float,
        progress: "Callable[[], Progress] | None" = None,
        was_emptied: Callable[[Path], bool] = lambda _: False,
    ) -> None:
        self._index = index
        self._places = places
        self._local = local
        self._walk_every = walk_every
        self._progress = progress
        self._was_emptied = was_emptied

    @property
    def places(self) -> Sequence[str]:
        """Where can be searched."""
        return tuple(self._places)

    def search(
        self, query: SearchQuery, *, places: Sequence[str], since: datetime | None, limit: int
    ) -> Sequence[FoundItem]:
        """The best hits of all `places` in one order, as the files are now."""
        chosen = [self._places[name] for name in places]
        sources = list({place.source.name: place.source for place in chosen}.values())
        by_kind = {place.kind: place.source for place in chosen}
        when_of = {place.kind: place.when for place in chosen}
        wanted = ItemFilter(tuple(by_kind), since=since.timestamp() if since else None)

        def look(db: sqlite3.Connection) -> list[IndexedItem]:
            walked = set()
            for source in sources:
                is_walk = refresh(
                    db,
                    source,
                    walk_every=self._walk_every,
                    progress=self._progress,
                    was_emptied=partial(self._was_emptied, source.root),
                )
                if is_walk:
                    walked.add(source.name)
            for _ in range(_LOOKS):
                # an occurrence that was changed is found besides its series, and is shown with it
                found = search_items(db, query, wanted, limit=2 * limit)
                once: dict[tuple[str, str, str], IndexedItem] = {}
                for item in found:
                    once.setdefault((item.kind, item.ref, item.path), item)
                items = list(once.values())[:limit]
                shown: dict[str, list[str]] = {source.name: [] for source in sources}
                for item in items:
                    shown[by_kind[item.kind].name].append(item.path)
                changed = [
                    refresh_files(db, source, shown[source.name])
                    for source in sources
                    if source.name not in walked
                ]
                if True not in changed:
                    break
            return items

        return [
            replace(self._found(item, by_kind[item.kind], query), when=when_of[item.kind](item))
            for item in self._index.run(look)
        ]

    def _found(self, item: IndexedItem, source: Source, query: SearchQuery) -> FoundItem:
        path = source.root / item.path
        line = None
        number = None
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        for entry in source.parse(item.path, content, item.modified):
            if entry.ref == item.ref and entry.kind == item.kind:
                found = find_line(entry.text, query.terms)
                line = None if found is None else found.text
                number = None if found is None else _line_in(content, entry, found.number)
        return FoundItem(
            kind=item.kind,
            id=item.ref,
            title=item.title,
            path=path,
            tags=item.tags,
            created=self._local(item.created),
            modified=self._local(item.modified),
            line=line,
            line_number=number,
        )


def _line_in(content: bytes, entry: IndexEntry, number: int) -> int | None:
    """The number of a line of the item's text in the file, when the text stands at its end."""
    text = content.decode("utf-8", "replace")
    if not entry.text or not text.endswith(entry.text):
        return None
    return text[: len(text) - len(entry.text)].count("\n") + number
