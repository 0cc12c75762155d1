"""The embedder port on an OpenAI-compatible server."""

# array[float] is only understood at run time from Python 3.12 on
from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, Any, Self

from pa_cli.core.errors import EngineError
from pa_cli.engine.remote_tokens import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pa_cli.engine.remote_http import RemoteServer

_MOST_TEXTS = 32
_CONTEXT = 512  # what every embedding model takes


class RemoteEmbedder:
    """An embedding model on a server; see `core.engine_ports.Embedder` for what the methods promise.

    Args:
        server: The server; closed with the embedder.
        model: Its name for the model.
        prefixes: Texts before a query and before a passage.
    """

    def __init__(
        self, server: RemoteServer, model: str, *, prefixes: tuple[str, str] = ("", "")
    ) -> None:
        self._server = server
        self._model = model
        self._prefixes = prefixes
        self._dimension = 0

    @property
    def model_name(self) -> str:
        """The server's name for the model."""
        return self._model

    @property
    def identity(self) -> str:
        """Of server, model and prefixes; vectors of others cannot be compared."""
        return "|".join([self._server.address.authority, self._model, *self._prefixes])

    @property
    def context_limit(self) -> int:
        """Most tokens of a text that count, as estimated."""
        return _CONTEXT

    def count_text_tokens(self, text: str) -> int:
        """About how many tokens `text` has, rather too many."""
        return estimate_tokens(text)

    def embed(self, texts: Sequence[str], *, as_queries: bool = False) -> list[array[float]]:
        """One vector of length 1 for each text; see `core.engine_ports.Embedder`.

        Raises:
            EngineError: The server cannot be reached, refuses, or gives something else.
        """
        prefix = self._prefixes[0] if as_queries else self._prefixes[1]
        whole = [_beginning(prefix + text) for text in texts]
        found: list[array[float]] = []
        for start in range(0, len(whole), _MOST_TEXTS):
            found += self._ask(whole[start : start + _MOST_TEXTS])
        return found

    def _ask(self, texts: list[str]) -> Iterator[array[float]]:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        answer = self._server.ask("embeddings", body)
        rows = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(rows, list) or len(rows) != len(texts):
            raise self._unusable()
        for row in sorted(
            rows, key=lambda row: row.get("index", 0) if isinstance(row, dict) else 0
        ):
            yield self._unit(row.get("embedding") if isinstance(row, dict) else None)

    def _unit(self, numbers: Any) -> array[float]:
        try:
            vector = array("f", numbers)
        except (TypeError, OverflowError):
            raise self._unusable() from None
        length = math.hypot(*vector)
        if (
            not vector
            or not math.isfinite(length)
            or len(vector) != (self._dimension or len(vector))
        ):
            raise self._unusable()
        self._dimension = len(vector)
        return array("f", (x / length for x in vector)) if length else vector

    def _unusable(self) -> EngineError:
        return EngineError(
            f"{self._server.address.authority} gave no vectors of {self._model}.",
            hint="Is it an embedding model? pa config get engine.embedding_model",
        )

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _beginning(text: str) -> str:
    """What of `text` counts; a text that is empty is a space, which every server takes."""
    clean = text.encode("utf-8", "replace").decode()
    while estimate_tokens(clean) > _CONTEXT:
        clean = clean[: int(len(clean) * _CONTEXT / estimate_tokens(clean))]
    return clean or " "
