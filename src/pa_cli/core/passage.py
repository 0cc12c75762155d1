"""Passages: the pieces of notes and documents that are searched, shown and cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

PassageKind = Literal["note", "document"]
PASSAGE_KINDS: tuple[PassageKind, ...] = ("note", "document")


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a note or a document.

    Attributes:
        kind: What it is a piece of.
        title: Title of the note or the document.
        path: The file, absolute.
        ref: Short id of the note or the document.
        text: The piece; where there are line numbers, exactly these lines of the file.
        first_line: First line in the file, counted from 1; None where a file has no lines.
        last_line: Last line, inclusive.
        page: Page of a paged document, counted from 1.
        headings: The headings that it stands under, the outermost first.
        score: How well it answers the query, more is better; comparable within one search alone.
        coverage: Share of what was asked that stands in it, 0 to 1; rare words count for more, and
            so do words that stand nowhere, which no passage can cover.
        matched: The words of the query that were found in it, as the query has them, folded.
        modified: When its file changed last, epoch seconds.
        similarity: How near it is to the query by their vectors, -1 to 1; None without an embedding
            model, or when it has no vector.
    """

    kind: PassageKind
    title: str
    path: str
    ref: str
    text: str
    first_line: int | None = None
    last_line: int | None = None
    page: int | None = None
    headings: tuple[str, ...] = ()
    score: float = 0.0
    coverage: float = 0.0
    matched: tuple[str, ...] = ()
    similarity: float | None = None
    modified: float = 0.0

    @property
    def full_title(self) -> str:
        """The title and the headings below it, each once."""
        below = [heading for heading in self.headings if heading != self.title]
        return " › ".join([self.title, *below])


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages are asked for, besides their kind; everything must hold.

    Attributes:
        tags: Tags of the note, without `#`; a tag stands for those below it too.
        excluded_tags: Tags that it must not have.
        since: Its file changed at or after this moment.
        before: Its file changed before this moment.
        files: Parts of the path, or globs; one of them must fit. `boiler`, `*.pdf`, `2026/*.md`.
        paths: Exact files, absolute; one of them must be it. Empty for any file.
    """

    tags: tuple[str, ...] = ()
    excluded_tags: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    files: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


EVERYTHING = PassageFilter()


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a search found.

    Attributes:
        passages: The best first.
        terms: The words that were looked for, folded; words that every question has are left out.
        searched: How many passages of each kind were searched.
        found: How many passages hold any of the words, before the limit.
        methods: What ranked them: "bm25", or "bm25" and "embeddings".
        notices: What the user should know: files that are gone, folders that cannot be read.
        weights: What each of the terms counts for: the rarer, the more; 1 altogether.
    """

    passages: tuple[Passage, ...] = ()
    terms: tuple[str, ...] = ()
    searched: Mapping[str, int] = field(default_factory=dict)
    found: int = 0
    methods: tuple[str, ...] = ("bm25",)
    notices: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)


class Retriever(Protocol):
    """Finds the passages that answer a question in plain words."""

    def search(
        self,
        query: str,
        *,
        limit: int = 8,
        kinds: Sequence[PassageKind] = (),
        filters: PassageFilter = EVERYTHING,
        quick: bool = False,
    ) -> Retrieval:
        """The best passages, as the files are now.

        Args:
            query: A question or words; may hold filters of its own: `in:notes`, `in:docs`, `tag:x`,
                `-tag:x`, `since:2026-01`, `before:2026-03`, `file:"..."`, `"a phrase"`, `-without`.
                With filters but no words the newest passages are given.
            limit: Most passages.
            kinds: Only these; empty for all that there are.
            filters: Taken together with those of the query.
            quick: Only what is ready: no embedding model is loaded, and nothing is read that takes
                long; what is left out for that is told as a notice.

        Raises:
            UsageError: A filter of the query makes no sense.
        """
        ...
