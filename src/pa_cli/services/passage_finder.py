"""Which of the user's texts may hold the answer to a question, and whether to look at all."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pa_cli.core.grounding import LeftOut, Source, SourceSearch, Why
from pa_cli.core.languages import detect_language
from pa_cli.core.passage import Passage, PassageKind, Retriever
from pa_cli.core.question import read_question
from pa_cli.core.token_estimate import estimate_tokens
from pa_cli.core.word_stems import index_words

AUTO_COVERAGE = 0.7
"""A question is taken to be about the user's texts when a passage holds this share of it."""

AUTO_WORDS = 2
"""And at least so many of its words: one word alone may stand anywhere."""

_LONGEST_AUTO = 300
_TEXTS = r"(?:notes?|documents?|docs|files|papers|diary|journal)"
_NAMED = re.compile(
    rf"\b(?:in|from|to|of|with|by|do|check|search|see) my (?:own )?{_TEXTS}\b"
    rf"|\bmy {_TEXTS} (?:say|says|said|on|about|of|from|mention)\b"
    r"|\b(?:did|have|had) (?:i|we) (?:ever )?(?:write|written|wrote|noted?|record(?:ed)?|jot|put) "
    r"|\bwhat (?:i|we) (?:wrote|(?:had |have )?noted|recorded)\b"
    r"|我(?:以前|之前|曾经|上次|都|在?笔记里)?(?:记录|记|写)(?:的|了|过|下)"
    r"|我的?(?:笔记|文档|日记|记录)|(?:笔记|文档)[里中]",
    re.IGNORECASE,
)

_ALL = re.compile(
    rf"\bwhat (?:did|have|had) (?:i|we) (?:ever )?(?:writ\w+|not\w+|record\w*|put|keep|kept)\b.*\b(?:about|on)\b"
    rf"|\bwhat (?:do|does|did) my {_TEXTS} say\b|\bmy {_TEXTS} (?:about|on|for)\b"
    r"|^(?:关于|有关).*我.*(?:记|写)(?:了|过)?(?:什么|哪些|些什么)|我.*(?:记|写)(?:了|过)?(?:什么|哪些).*关于",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an answer may be looked for.

    Attributes:
        kinds: Kinds of texts that the user named; empty for none.
        about: What the user calls the one item that the question is about.
        auto: Texts may be looked at when the question seems to be about them.
        before: The question before this one, which may say what "it" is.
    """

    kinds: tuple[PassageKind, ...] = ()
    about: str = ""
    auto: bool = False
    before: str = ""

    @property
    def is_explicit(self) -> bool:
        """The user asked for it."""
        return bool(self.kinds or self.about)


NOWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may hold the answer.

    Attributes:
        source: The passage.
        coverage: Share of what was asked that stands in it, 0 to 1; rare words count for more.
        matched: The words of the question that stand in it, folded.
        share: Of what stands in any of the candidates, the part that stands in this one, 0 to 1:
            a small one says that it is about one of the things that were asked, and not the other.
    """

    source: Source
    coverage: float = 1.0
    matched: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        question: What was asked.
        candidates: The best first.
        search: How they were found.
        is_whole: They are the one item that the question is about, and none is to be put aside.
        noun: What was searched, as the user calls it: "notes", "documents".
        notices: What the user should know of the search.
    """

    question: str
    candidates: tuple[Candidate, ...]
    search: SourceSearch
    is_whole: bool = False
    noun: str = "notes"
    notices: tuple[str, ...] = field(default=())

    def nothing(self) -> str:
        """The sentence that says that the texts do not hold the answer.

        Where some were near enough to be read, it does not claim that they never mention the thing.
        """
        topic = "" if self.candidates else topic_of(self.question)
        if detect_language(self.question).code.startswith("zh"):
            place = _CHINESE[self.noun]
            return (
                f"你的{place}里没有提到“{topic}”。" if topic else f"在你的{place}里没有找到答案。"
            )
        if topic:
            return f'Your {self.noun} say nothing about "{topic}".'
        return f"I found no answer to that in your {self.noun}."


_CHINESE = {"notes": "笔记", "documents": "文档", "notes and documents": "笔记和文档"}


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
        if sum(not term.light for term in read_question(question).terms) < AUTO_WORDS:
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
            noun={"document": "documents"}.get(pieces[0].kind if pieces else "note", "notes"),
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


def _is_sure(candidate: Candidate) -> bool:
    return candidate.coverage >= AUTO_COVERAGE and len(candidate.matched) >= AUTO_WORDS


def is_about_texts(question: str) -> bool:
    """Whether `question` says itself that it is about what the user wrote."""
    return _NAMED.search(question) is not None


def asks_for_all(question: str) -> bool:
    """Whether `question` asks for whatever the user wrote about something."""
    return _ALL.search(question) is not None


def topic_of(question: str) -> str:
    """What a question is about, in its own words: those that carry it.

    Of a language without spaces all from the first of these words to the last.
    """
    terms = read_question(question).terms
    folded = question.casefold()
    places = [(at, at + len(term.text)) for term in terms if (at := folded.find(term.text)) >= 0]
    if not places:
        return ""
    if any(term.run for term in terms):
        return question[min(at for at, _ in places) : max(end for _, end in places)]
    return " ".join(question[at:end] for at, end in places)


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
