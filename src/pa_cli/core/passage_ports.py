"""The port of the passages: what the index knows of them, asked by the retriever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from pa_cli.core.passage import Passage, PassageFilter, PassageKind
    from pa_cli.core.question import Question, Term


@dataclass(frozen=True, slots=True)
class QueryVector:
    """A question as an embedding model sees it.

    Attributes:
        model: Identity of the model; only its own vectors can be compared.
        numbers: Of length 1.
    """

    model: str
    numbers: array[float]


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as an embedding model reads it.

    Attributes:
        digest: Stands for the content; the same text has the same one.
        text: Title, headings and the passage.
    """

    digest: bytes
    text: str


@dataclass(frozen=True, slots=True)
class RankedPassages:
    """What the index found.

    Attributes:
        passages: The best by words first; `score` is that of bm25.
        document_frequency: In how many passages each term stands, by term.
        searched: How many passages of each kind there are.
        found: How many passages hold any of the words, before the limit.
        notices: Files and folders that could not be read.
        similar: The nearest by vectors first, with their `similarity`.
    """

    passages: Sequence[Passage]
    document_frequency: Mapping[Term, int]
    searched: Mapping[str, int]
    found: int
    notices: Sequence[str] = ()
    similar: Sequence[Passage] = ()


class PassageStore(Protocol):
    """The passages of everything that is the user's."""

    def search(
        self,
        question: Question,
        *,
        limit: int,
        kinds: Sequence[PassageKind],
        filters: PassageFilter,
        vector: QueryVector | None = None,
        quick: bool = False,
    ) -> RankedPassages:
        """The best passages by words, as the files are now; without terms the newest.

        With `vector` also the nearest by vectors; `quick` reads nothing that takes long.
        """
        ...


class VectorStore(Protocol):
    """The vectors of the passages, kept in the index."""

    def count_without_vector(self, model: str) -> int:
        """How many passages have no vector of this model; brings the passages up to date first."""
        ...

    def without_vector(self, model: str, limit: int) -> Sequence[PassageText]:
        """Passages that have no vector of this model."""
        ...

    def put_vectors(
        self, model: str, digests: Sequence[bytes], vectors: Sequence[array[float]]
    ) -> None:
        """Keep the vectors of some contents."""
        ...

    def forget_vectors(self, model: str) -> None:
        """Drop the vectors of other models, and of contents that are no more."""
        ...
