"""The port of the passages: what the index knows of them, asked by the retriever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pa_cli.core.passage import Passage, PassageFilter, PassageKind
    from pa_cli.core.question import Question, Term


@dataclass(frozen=True, slots=True)
class RankedPassages:
    """What the index found by words.

    Attributes:
        passages: The best by bm25 first; `score` is that of bm25.
        document_frequency: In how many passages each term stands, by term.
        searched: How many passages of each kind there are.
        found: How many passages fit, before the limit.
        notices: Files and folders that could not be read.
    """

    passages: Sequence[Passage]
    document_frequency: Mapping[Term, int]
    searched: Mapping[str, int]
    found: int
    notices: Sequence[str] = ()


class PassageStore(Protocol):
    """The passages of everything that is the user's."""

    def search(
        self,
        question: Question,
        *,
        limit: int,
        kinds: Sequence[PassageKind],
        filters: PassageFilter,
    ) -> RankedPassages:
        """The best passages by words, as the files are now; without terms the newest."""
        ...
