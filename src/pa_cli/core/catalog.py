"""The catalogue of known models: its entries, and finding one of them."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pa_cli.core.model_source import HubSource, ModelSource
from pa_cli.core.model_spec import ModelShape, Purpose

Thinking = Literal["never", "optional", "default"]


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A model that can be fetched, with everything that is known of it before it is here.

    Attributes:
        name: What the user calls it.
        title: Its full name.
        purpose: "chat" or "embedding".
        good_for: One line on what it is good for.
        quality: Higher answers better; orders recommendations, 0 when nobody judged.
        size: Bytes of the file.
        sha256: Its hash, "" when not known; then the source's own one is used.
        sources: Where to get it, in the order in which they are tried.
        shape: Geometry.
        active_parameters: Weights used for one token; differs from all of them in mixtures.
        license: Name of the licence.
        license_url: Where its text is, "" when not known.
        must_show_license: It has conditions that one should read before the download.
        gated: The source asks for accepted terms and a token.
        languages: Codes or a phrase, in the words of its makers.
        template: Name of the chat template that the file brings, "" when not known.
        chat_format: Chat format to use when the file brings no template.
        tool_format: Native tool-call format, "" when it has none.
        thinking: Whether it thinks before it answers.
        dimensions: Length of an embedding, 0 for chat models.
        pooling: How token embeddings become one, "" for chat models.
        query_prefix: Text before a query that is embedded.
        document_prefix: Text before a document that is embedded.
        is_users: The entry stands in the user's own catalogue.
    """

    name: str
    title: str
    purpose: Purpose
    good_for: str
    size: int
    sources: tuple[ModelSource, ...]
    shape: ModelShape
    quality: int = 0
    sha256: str = ""
    active_parameters: int = 0
    license: str = ""
    license_url: str = ""
    must_show_license: bool = False
    gated: bool = False
    languages: str = ""
    template: str = ""
    chat_format: str = ""
    tool_format: str = ""
    thinking: Thinking = "never"
    dimensions: int = 0
    pooling: str = ""
    query_prefix: str = ""
    document_prefix: str = ""
    is_users: bool = False

    @property
    def file_names(self) -> set[str]:
        """Names under which the sources carry the file."""
        return {s.file.rpartition("/")[2] for s in self.sources if isinstance(s, HubSource)}


class Catalog:
    """Catalogue entries by name; of two with one name the later one counts.

    Args:
        entries: In the order in which they are listed.
    """

    def __init__(self, entries: Sequence[CatalogEntry]) -> None:
        self._entries = {entry.name.casefold(): entry for entry in entries}

    def __iter__(self) -> Iterator[CatalogEntry]:
        return iter(self._entries.values())

    def get(self, name: str) -> CatalogEntry | None:
        """The entry called `name`, or the only one whose name begins so."""
        wanted = name.casefold()
        if wanted in self._entries:
            return self._entries[wanted]
        starting = [e for key, e in self._entries.items() if wanted and key.startswith(wanted)]
        return starting[0] if len(starting) == 1 else None

    def matching_file(self, file_name: str, size: int) -> CatalogEntry | None:
        """The entry whose file has this name and this size."""
        for entry in self:
            if entry.size == size and file_name in entry.file_names:
                return entry
        return None

    def entry_of(self, name: str, file_name: str, size: int) -> CatalogEntry | None:
        """The entry of a file on this machine: of its file name and size, else of its name and size."""
        named = self.get(name)
        return self.matching_file(file_name, size) or (
            named if named is not None and named.size == size else None
        )

    def matching_hash(self, sha256: str) -> CatalogEntry | None:
        """The entry whose file has this hash."""
        return next((entry for entry in self if sha256 and entry.sha256 == sha256), None)


def nearest(name: str, names: Sequence[str]) -> str:
    """The one of `names` that looks most like `name`, or ""."""
    folded = {candidate.casefold(): candidate for candidate in names}
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else ""
