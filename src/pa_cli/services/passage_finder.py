"""Which of the user's texts may hold the answer to a question, and whether to look at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pa_cli.core.about_texts import is_about_texts
from pa_cli.core.grounding import LeftOut, Source, SourceSearch, Why
from pa_cli.core.passage import Passage, PassageKind, Retriever
from pa_cli.core.question import Term, read_question
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.token_estimate import estimate_tokens
from pa_cli.core.word_stems import index_words
from pa_cli.services.found_passages import Candidate, Found, Scope

AUTO_COVERAGE = 0.7
"""A question is taken to be about the user's texts when a passage holds this share of it."""

AUTO_WORDS = 2
"""And at least so many of its words: one word alone may stand anywhere."""

_LONGEST_AUTO = 300
_NOUNS = {"document": "documents", "event": "agenda", "todo": "to-dos"}


class PassageFinder:
    """Looks for passages.

    Args:
        retriever: Finds passages by their words.
        read_item: The passages of the one item that the user calls by this name.
        most: Most passages for one question.
        most_tokens: Most tokens that they may have together.
    """

    def __init__(
        self,
        retriever: Retriever,
        read_item: Callable[[str], Sequence[Source]],
        *,
        most: int,
        most_tokens: int,
    ) -> None:
        self._retriever = retriever
        self._read_item = read_item
        self._most = most
        self._most_tokens = most_tokens
        self._last: tuple[str, Scope, Found | None] | None = None

    def find(self, question: str, scope: Scope) -> Found | None:
        """The passages for `question`; None when it is not about the user's texts.

        Raises:
            NotFoundError: There is no item such as `scope.about`.
            UsageError: A filter of the question makes no sense.
        """
        if self._last is None or self._last[:2] != (question, scope):
            self._last = (question, scope, self._find(question, scope))
        return self._last[2]

    def _find(self, question: str, scope: Scope) -> Found | None:
        if scope.about:
            return self._one_item(question, scope.about)
        if scope.kinds:
            return self._search(question, scope.kinds, "asked", before=scope.before)
        if not scope.auto or not question.strip() or len(question) > _LONGEST_AUTO:
            return None
        if is_about_texts(question):
            return self._search(question, (), "named")
        if sum(_carries(term) for term in read_question(question).terms) < AUTO_WORDS:
            return None
        # most questions are about nothing of the user's: finding that out must cost nothing
        found = self._search(question, (), "score", quick=True)
        if not any(map(_is_sure, found.candidates)):
            return None
        return self._search(question, (), "score")

    def _search(
        self,
        question: str,
        kinds: Sequence[PassageKind],
        why: Why,
        *,
        before: str = "",
        quick: bool = False,
    ) -> Found:
        retrieval = self._retriever.search(
            _with_subject(question, before), limit=self._most, kinds=kinds, quick=quick
        )
        candidates: list[Candidate] = []
        left_out: list[LeftOut] = []
        tokens = 0
        for passage in retrieval.passages:
            size = estimate_tokens(passage.text)
            if candidates and tokens + size > self._most_tokens:
                left_out.append(LeftOut(passage.full_title, passage.ref, "no room for it"))
                continue
            tokens += size
            source = _source(passage, len(candidates) + 1, self._most_tokens)
            candidates.append(Candidate(source, passage.coverage, passage.matched))
        known = _weight({word for c in candidates for word in c.matched}, retrieval.weights)
        candidates = [
            replace(c, share=_weight(set(c.matched), retrieval.weights) / known if known else 1.0)
            for c in candidates
        ]
        search = SourceSearch(
            why=why,
            terms=retrieval.terms,
            searched=retrieval.searched,
            found=retrieval.found,
            methods=retrieval.methods,
            left_out=tuple(left_out),
        )
        return Found(
            question,
            tuple(candidates),
            search,
            noun=_noun(kinds, retrieval.searched),
            notices=retrieval.notices,
        )

    def _one_item(self, question: str, about: str) -> Found:
        """All of one item, or what of it fits best."""
        pieces = self._read_item(about)
        wanted = frozenset(term.token for term in read_question(question).terms)
        ranked = sorted(
            range(len(pieces)),
            key=lambda at: (-len(wanted & frozenset(index_words(pieces[at].text))), at),
        )
        taken: set[int] = set()
        tokens = 0
        for at in ranked:
            size = estimate_tokens(pieces[at].text)
            if not taken or tokens + size <= self._most_tokens:
                taken.add(at)
                tokens += size
        kept = [pieces[at] for at in sorted(taken)]
        out = [
            LeftOut(piece.title, piece.ref, "no room for it")
            for at, piece in enumerate(pieces)
            if at not in taken
        ]
        return Found(
            question,
            tuple(
                Candidate(replace(_cut(source, self._most_tokens), number=number))
                for number, source in enumerate(kept, 1)
            ),
            SourceSearch("asked", found=len(pieces), left_out=tuple(out)),
            is_whole=True,
            noun=_NOUNS.get(pieces[0].kind if pieces else "note", "notes"),
        )


def _weight(words: set[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 0.0) for word in words)


def _with_subject(question: str, before: str) -> str:
    """`question`, with the one before it when it names hardly anything itself: "and by whom?"."""
    if not before:
        return question
    together = f"{before} {question}"
    known = {term.token for term in read_question(before).terms}
    own = [t for t in read_question(together).terms if not t.light and t.token not in known]
    return together if len(own) < AUTO_WORDS else question


def _carries(term: Term) -> bool:
    """It says what the question is about; of "what can you do?" no word does."""
    return not term.light and (term.run > 0 or term.text not in STOP_WORDS)


def _is_sure(candidate: Candidate) -> bool:
    return candidate.coverage >= AUTO_COVERAGE and len(candidate.matched) >= AUTO_WORDS


def _noun(kinds: Sequence[PassageKind], searched: object) -> str:
    if kinds:
        both = len(set(kinds)) > 1
        return "notes and documents" if both else f"{kinds[0]}s"
    has_documents = isinstance(searched, dict) and searched.get("document")
    return "notes and documents" if has_documents else "notes"


def _source(passage: Passage, number: int, most_tokens: int) -> Source:
    return _cut(
        Source(
            kind=passage.kind,
            title=passage.full_title,
            number=number,
            ref=passage.ref,
            path=passage.path,
            first_line=passage.first_line,
            last_line=passage.last_line,
            page=passage.page,
            text=passage.text,
        ),
        most_tokens,
    )


def _cut(source: Source, most_tokens: int) -> Source:
    """A passage that is too long by itself, as far as it fits."""
    if estimate_tokens(source.text) <= most_tokens:
        return source
    lines = source.text.splitlines()
    kept: list[str] = []
    tokens = 0
    for line in lines:
        tokens += estimate_tokens(line) + 1
        if tokens > most_tokens:
            break
        kept.append(line)
    text = "\n".join(kept) or source.text[: most_tokens * 3]
    last = source.first_line + max(1, len(kept)) - 1 if source.first_line else source.last_line
    return replace(source, text=text, last_line=last)
