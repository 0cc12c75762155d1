"""Finding the passages that answer a question: words first, and their order."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pa_cli.core.errors import UsageError
from pa_cli.core.passage import (
    EVERYTHING,
    PASSAGE_KINDS,
    Passage,
    PassageFilter,
    PassageKind,
    Retrieval,
)
from pa_cli.core.passage_ports import PassageStore, RankedPassages
from pa_cli.core.question import Question, Term, read_question
from pa_cli.core.ranking import coverage, term_weights
from pa_cli.core.word_stems import index_words

# how many of the best by words are looked at closely
_POOL = 60

_PLACES: dict[str, PassageKind] = {
    "note": "note",
    "notes": "note",
    "doc": "document",
    "docs": "document",
    "document": "document",
    "documents": "document",
}


class PassageRetriever:
    """See `core.passage.Retriever`.

    Args:
        store: The passages.
        read_since: The moment that `since:` and `before:` name; raises UsageError.
    """

    def __init__(self, store: PassageStore, read_since: Callable[[str], datetime]) -> None:
        self._store = store
        self._read_since = read_since

    def search(
        self,
        query: str,
        *,
        limit: int = 8,
        kinds: Sequence[PassageKind] = (),
        filters: PassageFilter = EVERYTHING,
    ) -> Retrieval:
        """The best passages, as the files are now."""
        question = read_question(query)
        chosen, filters = self._filters(question, tuple(kinds) or PASSAGE_KINDS, filters)
        ranked = self._store.search(
            question, limit=max(limit, _POOL), kinds=chosen, filters=filters
        )
        passages = _by_coverage(question.terms, ranked)
        return Retrieval(
            passages=tuple(passages[:limit]),
            terms=tuple(dict.fromkeys(term.text for term in question.terms)),
            searched=ranked.searched,
            found=ranked.found,
            notices=tuple(ranked.notices),
        )

    def _filters(
        self, question: Question, kinds: tuple[PassageKind, ...], filters: PassageFilter
    ) -> tuple[tuple[PassageKind, ...], PassageFilter]:
        """`kinds` and `filters` together with what the question itself says."""
        for name, value, is_excluded in question.filters:
            if name == "in":
                named = [_place(word) for word in value.split(",") if word]
                kinds = tuple(kind for kind in kinds if (kind in named) != is_excluded)
            elif name == "tag" and is_excluded:
                filters = replace(filters, excluded_tags=(*filters.excluded_tags, value))
            elif name == "tag":
                filters = replace(filters, tags=(*filters.tags, value))
            elif name == "since":
                filters = replace(filters, since=self._read_since(value))
            elif name == "before":
                filters = replace(filters, before=self._read_since(value))
            else:
                filters = replace(filters, files=(*filters.files, value))
        return kinds, filters


def _place(name: str) -> PassageKind:
    kind = _PLACES.get(name.lower())
    if kind is None:
        near = difflib.get_close_matches(name.lower(), _PLACES, n=1)
        raise UsageError(
            f"There is nothing called {name!r} to search in.",
            hint=f"Did you mean in:{near[0]}?" if near else "There are in:notes and in:docs.",
        )
    return kind


def _by_coverage(terms: Sequence[Term], ranked: RankedPassages) -> list[Passage]:
    """Passages that hold more of what was asked come first, among them those that bm25 prefers."""
    weights = term_weights(terms, ranked.document_frequency, sum(ranked.searched.values()))
    judged = []
    for passage in ranked.passages:
        words = frozenset(index_words(f"{passage.full_title}\n{passage.text}"))
        share, found = coverage(weights, words)
        judged.append(
            replace(
                passage,
                score=round(passage.score * (0.25 + share), 6),
                coverage=round(share, 4),
                matched=tuple(dict.fromkeys(term.text for term in found)),
            )
        )
    return sorted(judged, key=lambda passage: -passage.score)
