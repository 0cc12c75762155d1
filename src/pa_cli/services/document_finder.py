"""`pa find` over documents as well: their best passage stands for each."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.found_item import Finder, FoundItem
from pa_cli.core.search_query import SearchQuery, find_line

if TYPE_CHECKING:
    from pa_cli.core.passage import Passage, Retriever

PLACE = "docs"
# several passages of one document are one hit
_PASSAGES_PER_HIT = 4


class FinderWithDocuments:
    """See `core.found_item.Finder`.

    Args:
        others: Finds everything else.
        retriever: Finds passages of documents; None when nothing was added.
        local: Epoch seconds to local time.
    """

    def __init__(
        self,
        others: Finder,
        retriever: "Callable[[], Retriever | None]",
        local: Callable[[float], datetime],
    ) -> None:
        self._others = others
        self._retriever = retriever
        self._local = local

    @property
    def places(self) -> Sequence[str]:
        """Where can be searched."""
        return (*self._others.places, PLACE)

    def search(
        self, query: SearchQuery, *, places: Sequence[str], since: datetime | None, limit: int
    ) -> Sequence[FoundItem]:
        """The best hits of all `places`; documents and the rest take turns."""
        rest = [place for place in places if place != PLACE]
        found = self._others.search(query, places=rest, since=since, limit=limit) if rest else ()
        if PLACE not in places:
            return found
        documents = self._documents(query, since, limit)
        if not documents:
            return found
        from pa_cli.core.ranking import fuse

        hits = {(hit.kind, hit.id): hit for hit in (*found, *documents)}
        order = fuse([[(hit.kind, hit.id) for hit in one] for one in (found, documents)])
        return [hits[key] for key in order][:limit]

    def _documents(
        self, query: SearchQuery, since: datetime | None, limit: int
    ) -> Sequence[FoundItem]:
        """Documents with a passage that holds all words."""
        retriever = self._retriever()
        if retriever is None:
            return ()
        from pa_cli.core.passage import PassageFilter

        try:
            found = retriever.search(
                query.typed,
                limit=limit * _PASSAGES_PER_HIT,
                kinds=("document",),
                filters=PassageFilter(since=since),
                quick=True,
            )
        except UsageError:  # what looked like a filter of passages was none
            return ()
        best: dict[str, Passage] = {}
        for passage in found.passages:
            if passage.coverage > 0.999:
                best.setdefault(passage.path, passage)
        return [self._hit(passage, query) for passage in best.values()][:limit]

    def _hit(self, passage: "Passage", query: SearchQuery) -> FoundItem:
        line = find_line(passage.text, query.terms)
        number = None
        if line is not None and passage.first_line is not None and passage.last_line is not None:
            is_verbatim = passage.last_line - passage.first_line == passage.text.count("\n")
            number = passage.first_line + line.number - 1 if is_verbatim else passage.first_line
        modified = self._local(passage.modified)
        return FoundItem(
            kind=passage.kind,
            id=passage.ref,
            title=passage.title,
            path=Path(passage.path),
            tags=(),
            created=modified,
            modified=modified,
            line=None if line is None else line.text,
            line_number=number,
        )
