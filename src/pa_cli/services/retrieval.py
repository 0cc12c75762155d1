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
from pa_cli.core.ranking import coverage, fuse, term_weights
from pa_cli.core.word_stems import index_words
from pa_cli.services.passage_vectors import PassageVectors

# how many of the best by words are looked at closely
_POOL = 60
# of 10, 20 and 60 the best on questions in the words of the texts and in others
_FUSION_K = 10
# a shorter word says too little of the words that begin as it does
_LEAST_KIN = 7

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
        vectors: Makes the vector of a question, where an embedding model was chosen.
    """

    def __init__(
        self,
        store: PassageStore,
        read_since: Callable[[str], datetime],
        vectors: PassageVectors | None = None,
    ) -> None:
        self._store = store
        self._read_since = read_since
        self._vectors = vectors

    def search(
        self,
        query: str,
        *,
        limit: int = 8,
        kinds: Sequence[PassageKind] = (),
        filters: PassageFilter = EVERYTHING,
        quick: bool = False,
    ) -> Retrieval:
        """The best passages, as the files are now."""
        question = read_question(query)
        chosen, filters = self._filters(question, tuple(kinds) or PASSAGE_KINDS, filters)
        vector, notices = None, list[str]()
        if self._vectors is not None and question.terms and not quick:
            vector, notices = self._vectors.of_question(question.words)

        def ranked_for(question: Question) -> RankedPassages:
            return self._store.search(
                question,
                limit=max(limit, _POOL),
                kinds=chosen,
                filters=filters,
                vector=vector,
                quick=quick,
            )

        ranked = ranked_for(question)
        if not quick and (kin := _with_kin(question, ranked)) != question:
            question, ranked = kin, ranked_for(kin)
        passages = _by_coverage(question.terms, ranked)
        if ranked.similar:
            passages = _fused(passages, _judged(question.terms, ranked, ranked.similar))
        return Retrieval(
            passages=tuple(passages[:limit]),
            terms=tuple(dict.fromkeys(term.text for term in question.terms)),
            searched=ranked.searched,
            found=ranked.found,
            methods=("bm25", "embeddings") if vector is not None else ("bm25",),
            notices=(*notices, *ranked.notices),
            weights=_shares(question.terms, ranked),
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


def _with_kin(question: Question, ranked: RankedPassages) -> Question:
    """`question` with words that stand nowhere as the beginnings of others: allergic, allergies."""

    def kin(term: Term) -> Term:
        is_plain = not (term.run or term.is_prefix) and term.text.isalpha()
        if ranked.document_frequency.get(term, 0) or not is_plain or len(term.text) < _LEAST_KIN:
            return term
        return replace(term, token=term.text[: max(5, len(term.text) * 2 // 3)], is_prefix=True)

    return replace(question, terms=tuple(map(kin, question.terms)))


def _shares(terms: Sequence[Term], ranked: RankedPassages) -> dict[str, float]:
    """What each term counts for, 1 altogether."""
    weights = term_weights(terms, ranked.document_frequency, sum(ranked.searched.values()))
    total = sum(weights.values()) or 1.0
    shares: dict[str, float] = {}
    for term, weight in weights.items():
        shares[term.text] = round(shares.get(term.text, 0.0) + weight / total, 6)
    return shares


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
    judged = [
        replace(passage, score=round(passage.score * (0.25 + passage.coverage), 6))
        for passage in _judged(terms, ranked, ranked.passages)
    ]
    return sorted(judged, key=lambda passage: -passage.score)


def _judged(
    terms: Sequence[Term], ranked: RankedPassages, passages: Sequence[Passage]
) -> list[Passage]:
    """Passages with how much of the question they cover."""
    weights = term_weights(terms, ranked.document_frequency, sum(ranked.searched.values()))
    judged = []
    for passage in passages:
        words = frozenset(index_words(f"{passage.full_title}\n{passage.text}"))
        share, found = coverage(weights, words)
        matched = tuple(dict.fromkeys(term.text for term in found))
        judged.append(replace(passage, coverage=round(share, 4), matched=matched))
    return judged


def _fused(by_words: Sequence[Passage], by_vectors: Sequence[Passage]) -> list[Passage]:
    """One order of both; the passages of each are the same where their place and text are.

    Words count for more than vectors where a passage holds most of the question, and for little
    where they only met by chance.
    """
    known = {_place_of(passage): passage for passage in (*by_words, *by_vectors)}
    scores = fuse(
        [[_place_of(p) for p in by_words], [_place_of(p) for p in by_vectors]],
        k=_FUSION_K,
        weights=[{_place_of(p): 2 * p.coverage**2 for p in by_words}],
    )
    return [replace(known[place], score=round(score, 6)) for place, score in scores.items()]


def _place_of(passage: Passage) -> tuple[object, ...]:
    return passage.path, passage.page, passage.first_line, passage.text
