"""Vectors of passages, where the user chose an embedding model; without one nothing here runs."""

import contextlib
from collections.abc import Callable, Iterator

from pa_cli.core.engine_ports import Embedder
from pa_cli.core.errors import PaError
from pa_cli.core.passage_ports import QueryVector, VectorStore
from pa_cli.core.ports import Progress

# so many passages are read at a time, and kept before the next ones are
_BATCH = 16
# so many new passages are read on the way to an answer; more wait for `pa docs refresh`
_ON_THE_WAY = 4

OpenEmbedder = Callable[[], Embedder | None]


class PassageVectors:
    """Makes vectors of passages and of questions.

    Args:
        store: Keeps the vectors.
        open_embedder: Loads the embedding model that was chosen; None when there is none.
        progress: Shows long work; made when it is needed.
    """

    def __init__(
        self,
        store: VectorStore,
        open_embedder: OpenEmbedder,
        progress: Callable[[], Progress] | None = None,
    ) -> None:
        self._store = store
        self._open = open_embedder
        self._progress = progress

    def of_question(self, words: str) -> tuple[QueryVector | None, list[str]]:
        """The vector of a question, and what the user should know; None without a usable model."""
        try:
            embedder = self._open()
            if embedder is None:
                return None, []
            with contextlib.closing(embedder):
                missing = self._store.count_without_vector(embedder.identity)
                if 0 < missing <= _ON_THE_WAY:
                    self._embed_batch(embedder, _ON_THE_WAY)
                vector = embedder.embed([words], as_queries=True)[0]
                notices = []
                if missing > _ON_THE_WAY:
                    notices.append(f"{missing} passages have no vector yet: pa docs refresh")
                return QueryVector(embedder.identity, vector), notices
        except PaError as error:  # words alone find most of it
            return None, [f"Searching without embeddings: {error.message}"]

    def refresh(self) -> int:
        """Make the vectors that are missing; what is made is kept when the work is interrupted.

        Returns:
            How many were made.

        Raises:
            PaError: The model cannot be used.
        """
        embedder = self._open()
        if embedder is None:
            return 0
        with contextlib.closing(embedder):
            total = self._store.count_without_vector(embedder.identity)
            made = 0
            with self._shown(total) as show:
                while count := self._embed_batch(embedder, _BATCH):
                    made += count
                    show(made)
            self._store.forget_vectors(embedder.identity)
            return made

    def _embed_batch(self, embedder: Embedder, limit: int) -> int:
        passages = self._store.without_vector(embedder.identity, limit)
        if passages:
            vectors = embedder.embed([passage.text for passage in passages])
            digests = [passage.digest for passage in passages]
            self._store.put_vectors(embedder.identity, digests, vectors)
        return len(passages)

    @contextlib.contextmanager
    def _shown(self, total: int) -> Iterator[Callable[[int], None]]:
        if self._progress is None or total <= _BATCH:
            yield lambda _: None
            return
        with self._progress().task("Computing vectors", total=total) as task:
            yield task.update
