"""Whether a text bears a sentence out: its numbers and names stand there, and most of its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pa_cli.core.chunking import sentences
from pa_cli.core.claims import Claims
from pa_cli.core.figures import (
    digits_for_words,
    figure_of_measure,
    figures,
    figures_in_words,
    measures,
)
from pa_cli.core.question import Term
from pa_cli.core.reservations import is_denied, speaks_of_permission, without_permission
from pa_cli.core.verbatim import fold_words
from pa_cli.core.word_stems import index_words

_LEAST_SHARE = 0.5
_LEAST_OF_QUESTION = 0.5
_LEAST_OF_PAIRS = 0.6
"""Of a question in characters that are looked for in pairs, half of which cross its words."""

_WEAK_VERBS = frozenset(
    "get have go come take bring make keep need want use put let still really actually ever there".split()  # noqa: SIM905
)
_LINE_END = re.compile(r"[;；]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a text.

    Attributes:
        text: It as it stands there.
        words: Its words as the passage index knows them.
        numbers: What it says in figures or in words.
    """

    text: str
    words: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that may bear sentences out.

    Attributes:
        words: Its words and those of its title, as the passage index knows them.
        said: Its own words alone.
        measures: What it says in Chinese numerals.
        numbers: All that it says in figures or in words.
        folded: The text in the form in which quotes are compared.
        lines: Its sentences.
        whole: All of it as it stands there, the title first.
    """

    words: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    folded: str = field(default="", repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)
    whole: str = field(default="", repr=False)


def read_evidence(text: str, title: str = "") -> Evidence:
    """What `text` under `title` can bear out."""
    whole = f"{title}\n{text}"
    return Evidence(
        words=frozenset(index_words(digits_for_words(whole))),
        said=frozenset(index_words(digits_for_words(text))),
        measures=measures(text),
        numbers=frozenset(figures(whole) | figures_in_words(whole)),
        folded=fold_words(whole),
        lines=tuple(_line(one) for one in _lines(text)),
        whole=whole,
    )


def support(claims: Claims, evidence: Evidence, asked: frozenset[str]) -> float:
    """How well `evidence` bears a sentence out, 0 to 1; 0 when it does not.

    Args:
        claims: What the sentence says.
        evidence: The text.
        asked: Tokens of the question: repeating them is no claim of its own.
    """
    if not has_facts_of(claims, evidence):
        return 0.0
    own = [term for term in claims.terms if term.token not in asked]
    if not own:
        # it only repeats the question: figures are all that it can add
        return 1.0 if claims.numbers or claims.measures else 0.0
    found = sum(term.is_in(evidence.words) for term in own)
    if not claims.numbers and not any(term.is_in(evidence.said) for term in own):
        return 0.0  # what stands in the title alone is no answer
    share = found / len(own)
    if claims.has_facts and found == 0 and not claims.numbers:
        return 0.0
    return share if share >= _LEAST_SHARE or (claims.numbers and share >= _LEAST_SHARE / 2) else 0.0


def affirmed(claims: Claims, evidence: Evidence) -> float:
    """1 when one line speaks of all but little of `claims`, so that a yes or a no can stand on it.

    What the line lacks must stand around it: "is the pool open" is not answered by when it is
    closed. "Allowed" and "permitted" are the same.
    """
    words = _telling(without_permission(tokens_of(claims.terms)))
    line = closest_line(claims, claims, evidence)
    if line is None or not has_facts_of(claims, evidence) or not words & line.words:
        return 0.0
    title = evidence.words - evidence.said
    least = _LEAST_OF_QUESTION if all(map(str.isascii, words)) else _LEAST_OF_PAIRS
    is_told = len(words & (line.words | title)) >= least * len(words)
    wants_permission = without_permission(tokens_of(claims.terms)) < tokens_of(claims.terms)
    is_permission = speaks_of_permission(line.text) or is_denied(line.text)
    # pairs of characters cross the words
    is_known = all(w in evidence.words for w in words if w.isascii())
    return float(is_told and is_known and (is_permission or not wants_permission))


def closest_line(claims: Claims, asked: Claims, evidence: Evidence) -> Line | None:
    """The line with most of the figures and words of a sentence, and then of the question.

    None when none has any word of the sentence.
    """
    said, also = _telling(tokens_of(claims.terms)), tokens_of(asked.terms)

    def likeness(line: Line) -> tuple[int, int, int]:
        return (
            len(claims.numbers & line.numbers),
            len(said & line.words),
            len(also & line.words),
        )

    best = max(evidence.lines, key=likeness, default=None)
    return best if best and any(likeness(best)[:2]) else None


def tokens_of(terms: Iterable[Term]) -> frozenset[str]:
    """The tokens of `terms`."""
    return frozenset(term.token for term in terms)


def _lines(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        yield from (part for part in _LINE_END.split(sentence) if part)


def _line(text: str) -> Line:
    digits = digits_for_words(text)
    return Line(
        text.strip("#>-*• \t"),
        frozenset(index_words(digits)),
        frozenset(figures(text) | figures_in_words(text)),
    )


def _telling(words: frozenset[str]) -> frozenset[str]:
    """`words` without verbs that stand beside any noun, unless there is nothing else."""
    return (words - _WEAK_VERBS) or words


def has_facts_of(claims: Claims, evidence: Evidence) -> bool:
    """Whether all figures, names and measures of a sentence stand in the text."""
    return (
        claims.numbers <= evidence.numbers
        and all(_stands(name, evidence) for name in claims.names)
        and all(_is_measured(measure, evidence) for measure in claims.measures)
    )


def _stands(name: str, evidence: Evidence) -> bool:
    return all(word in evidence.words for word in index_words(name))


def _is_measured(measure: str, evidence: Evidence) -> bool:
    """The text says it in the same numerals, or in figures."""
    return measure in evidence.measures or figure_of_measure(measure) in evidence.numbers
