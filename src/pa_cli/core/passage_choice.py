"""Which passages of one text may answer a question, told by the words that they share with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.bm25 import scores
from pa_cli.core.passage_split import Piece
from pa_cli.core.question import read_question
from pa_cli.core.ranking import coverage, term_weights
from pa_cli.core.word_stems import index_words


@dataclass(frozen=True, slots=True)
class RankedPiece:
    """A passage, and how much of a question stands in it.

    Attributes:
        piece: The passage.
        coverage: Share of what was asked that stands in it, 0 to 1; rare words count for more.
        matched: The words of the question that stand in it, folded.
    """

    piece: Piece
    coverage: float
    matched: tuple[str, ...]


def rank_pieces(question: str, pieces: Sequence[Piece]) -> list[RankedPiece]:
    """All of `pieces`, those first that hold most of `question`; those alike in their order."""
    terms = read_question(question).terms
    texts = ["\n".join((*piece.headings, piece.text)) for piece in pieces]
    words = [frozenset(index_words(text)) for text in texts]
    frequency = Counter(term for held in words for term in terms if term.is_in(held))
    weights = term_weights(terms, frequency, len(pieces))
    ranked = []
    for piece, held in zip(pieces, words, strict=True):
        share, found = coverage(weights, held)
        ranked.append(RankedPiece(piece, share, tuple(dict.fromkeys(t.text for t in found))))
    likeness = scores(question, texts)
    order = sorted(range(len(ranked)), key=lambda at: -likeness[at] * (0.25 + ranked[at].coverage))
    return [ranked[at] for at in order]
