"""The user's documents, and the passages that answers come from."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.own_data import OwnDataWiring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.document import DocumentRoot
    from pa_cli.core.engine_ports import Embedder
    from pa_cli.core.found_item import Finder
    from pa_cli.services.documents import DocumentsService
    from pa_cli.services.passage_vectors import PassageVectors
    from pa_cli.services.retrieval import PassageRetriever
    from pa_cli.storage.documents.document_index import DocumentIndex
    from pa_cli.storage.documents.roots_file import DocumentRootsFile
    from pa_cli.storage.passage_store import IndexedPassages


class KnowledgeWiring(OwnDataWiring):
    """Services around documents and passages."""

    @cached_property
    def document_roots(self) -> "DocumentRootsFile":
        """The list of what was added."""
        from pa_cli.storage.documents.roots_file import DocumentRootsFile

        return DocumentRootsFile(self.paths.documents)

    @cached_property
    def document_index(self) -> "DocumentIndex":
        """The documents in the index."""
        from pa_cli.core.setting_specs.own_data import DOCS_EXCLUDE, DOCS_MAX_FILE_BYTES
        from pa_cli.storage.documents.document_index import DocumentIndex
        from pa_cli.storage.documents.document_reader import DocumentReader
        from pa_cli.storage.documents.parser_process import ParserProcess
        from pa_cli.storage.documents.pdf_files import can_read_pdf

        paths, settings = self.paths, self.settings
        patterns = settings[DOCS_EXCLUDE]
        own = (paths.data, paths.state, paths.cache, paths.models, self.notes_folder)
        return DocumentIndex(
            self._read_document_roots,
            DocumentReader(
                ParserProcess(), has_extra=can_read_pdf, max_bytes=settings[DOCS_MAX_FILE_BYTES]
            ),
            patterns=patterns,
            own=[str(folder) for folder in own],
            progress=self.progress,
        )

    def _read_document_roots(self) -> "Sequence[DocumentRoot]":
        return self.document_roots.read()[0]

    def with_documents(self, finder: "Finder") -> "Finder":
        """`finder`, and documents besides."""
        from pa_cli.services.document_finder import FinderWithDocuments

        has_any = self.paths.documents.exists
        return FinderWithDocuments(
            finder, lambda: self.retriever if has_any() else None, self.note_store.local
        )

    @cached_property
    def documents(self) -> "DocumentsService":
        """What can be done with documents."""
        from pa_cli.services.documents import DocumentsService
        from pa_cli.storage.documents.document_store import IndexedDocuments
        from pa_cli.storage.last_lists import LastListsFile

        return DocumentsService(
            IndexedDocuments(self.index, self.document_index, self.note_store.local),
            self.document_roots,
            self.changes,
            LastListsFile(self.paths.last_lists),
            self.now,
        )

    @cached_property
    def passages(self) -> "IndexedPassages":
        """The passages of notes and documents in the index."""
        from pa_cli.core.setting_specs.own_data import DOCS_FRESHNESS, NOTES_FRESHNESS
        from pa_cli.storage.documents.document_passages import DocumentPassages
        from pa_cli.storage.note_passages import NotePassages
        from pa_cli.storage.passage_store import IndexedPassages

        notes = NotePassages(
            self.note_store.source,
            walk_every=self.settings[NOTES_FRESHNESS],
            progress=self.progress,
            was_emptied=lambda: self.undo.has_just_removed_from(self.notes_folder),
        )
        documents = DocumentPassages(self.document_index, self.settings[DOCS_FRESHNESS])
        return IndexedPassages(self.index, [notes, documents])

    @cached_property
    def passage_vectors(self) -> "PassageVectors":
        """Vectors of passages, where an embedding model was chosen."""
        from pa_cli.services.passage_vectors import PassageVectors

        return PassageVectors(self.passages, self.chosen_embedder, self.progress)

    def chosen_embedder(self) -> "Embedder | None":
        """The embedding model that was chosen, loaded; None when there is none."""
        return None

    @cached_property
    def retriever(self) -> "PassageRetriever":
        """Finds passages of notes and documents."""
        from pa_cli.services.retrieval import PassageRetriever
        from pa_cli.services.since import read_past

        return PassageRetriever(
            self.passages,
            lambda text: read_past(text, self.now(), lambda: self.dates),
            self.passage_vectors,
        )
