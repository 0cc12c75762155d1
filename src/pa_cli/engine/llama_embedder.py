"""The embedder port on llama.cpp, in this process: encoders such as BERT, and decoders."""

# array[float] is only understood at run time from Python 3.12 on
from __future__ import annotations

import ctypes
import math
import os
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pa_cli.core.errors import EngineError, InterruptedByUserError, NoModelError
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_model import LlamaModel
from pa_cli.engine.native import load_library, log
from pa_cli.engine.prefix_cache import fingerprint
from pa_cli.engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType, TracebackType

_BATCH = 512
_MOST_TEXTS = 32
_ABORTED = 2
_END_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class EmbedderOptions:
    """How an embedder is opened.

    Attributes:
        model_name: What the user calls the model.
        path: The GGUF file.
        threads: CPU threads.
        context: Most tokens of one text.
        gpu_layers: Layers to offload, -1 for all.
        query_prefix: Text before each query.
        document_prefix: Text before each passage.
    """

    model_name: str
    path: Path
    threads: int = 1
    context: int = 1024
    gpu_layers: int = 0
    query_prefix: str = ""
    document_prefix: str = ""


class LlamaEmbedder:
    """A model that turns texts into vectors; see `core.engine_ports.Embedder` for what the methods promise.

    The file says how the vectors of a text's tokens become one; where it does not, as in models
    made for chat, it is their mean.

    Raises:
        NoModelError: The file cannot be loaded, or gives no vectors.
        EngineError: The native library is missing or broken.
        InterruptedByUserError: Ctrl-C while the model loaded.
    """

    def __init__(self, options: EmbedderOptions) -> None:
        self._options = options
        self._library = load_library()
        self._model = LlamaModel(
            self._library, options.path, gpu_layers=options.gpu_layers, repack=False
        )
        self._context: _BatchContext | None = None
        self._vocabulary = Vocabulary(self._library, self._model.pointer)
        self._before, self._after = self._vocabulary.ends_of_text()
        self._pooling = self._choose_pooling()
        prefixes = (options.query_prefix, options.document_prefix)
        self._identity = fingerprint([*_last_weights(options.path), self._pooling, *prefixes])

    def _choose_pooling(self) -> int:
        library = self._library
        architecture = self._model.metadata("general.architecture")
        stated = self._model.metadata(f"{architecture}.pooling_type")
        pooling = int(stated) if stated.isdecimal() else library.LLAMA_POOLING_TYPE_NONE
        if pooling == library.LLAMA_POOLING_TYPE_RANK:
            self.close()
            raise NoModelError(
                f"{self._options.model_name} ranks texts; it gives no vectors.",
                hint="Take an embedding model: pa models list --all",
            )
        if pooling == library.LLAMA_POOLING_TYPE_NONE:
            return int(library.LLAMA_POOLING_TYPE_MEAN)
        return pooling

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        return self._options.model_name

    @property
    def identity(self) -> str:
        """Of the file, its pooling and the prefixes; vectors of others cannot be compared."""
        return self._identity

    @property
    def context_limit(self) -> int:
        """Most tokens of a text that count."""
        trained = self._model.training_context or self._options.context
        return min(trained, self._options.context)

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text`, those that the model wants around it included."""
        content = self._vocabulary.tokenize(text, with_control_tokens=False)
        return len(self._before) + len(content) + len(self._after)

    def embed(self, texts: Sequence[str], *, as_queries: bool = False) -> list[array[float]]:
        """One vector of length 1 for each text; see `core.engine_ports.Embedder`."""
        options = self._options
        prefix = options.query_prefix if as_queries else options.document_prefix
        vectors: list[array[float]] = []
        with SignalGuard() as guard:
            for batch in self._batches(prefix + text for text in texts):
                context = self._ready_context(max(map(len, batch)))
                found = context.embed(batch, guard)
                if found is None:
                    raise InterruptedByUserError("")
                vectors += [self._unit(vector) for vector in found]
        return vectors

    def _batches(self, texts: Iterator[str]) -> Iterator[list[list[int]]]:
        """The tokens of the texts, as many texts together as one evaluation takes."""
        batch: list[list[int]] = []
        for text in texts:
            tokens = self._tokens(text)
            if batch and (len(batch) == _MOST_TEXTS or sum(map(len, batch)) + len(tokens) > _BATCH):
                yield batch
                batch = []
            batch.append(tokens)
        if batch:
            yield batch

    def _tokens(self, text: str) -> list[int]:
        """The beginning of `text` that fits, between the tokens that the model wants around it."""
        room = self.context_limit - len(self._before) - len(self._after)
        content = self._vocabulary.tokenize(text, with_control_tokens=False)[:room]
        return [*self._before, *content, *self._after] or [max(self._vocabulary.eos, 0)]

    def _ready_context(self, longest: int) -> _BatchContext:
        """A context for texts of up to `longest` tokens; most are short, so it begins small."""
        size = _BATCH if longest <= _BATCH else self.context_limit
        if self._context is not None and self._context.size >= size:
            return self._context
        if self._context is not None:
            self._context.close()
        self._context = _BatchContext(
            self._library, self._model, self._options, size=size, pooling=self._pooling
        )
        return self._context

    def _unit(self, vector: array[float]) -> array[float]:
        length = math.hypot(*vector)
        if not math.isfinite(length):
            raise EngineError(f"{self.model_name} gave a vector that is not made of numbers.")
        return array("f", (x / length for x in vector)) if length else vector

    def close(self) -> None:
        """Free context and model; safe to call twice."""
        if self._context is not None:
            self._context.close()
            self._context = None
        self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _last_weights(path: Path) -> tuple[int, bytes]:
    """What tells one model from another, also after it was copied: its size and its end."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_BYTES))
        return size, file.read()


class _BatchContext:
    """A native context that evaluates several texts at once, each a sequence of its own."""

    def __init__(
        self,
        library: ModuleType,
        model: LlamaModel,
        options: EmbedderOptions,
        *,
        size: int,
        pooling: int,
    ) -> None:
        self._library = library
        self._guard: SignalGuard | None = None
        self._abort = library.ggml_abort_callback(lambda _data: self._stop_requested())
        self.size = size
        self._dimension: int = library.llama_model_n_embd_out(model.pointer)
        parameters = library.llama_context_default_params()
        # a text's vector is made of one physical batch: all of it must fit in there
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = size
        parameters.n_seq_max = _MOST_TEXTS
        parameters.kv_unified = True
        parameters.embeddings = True
        parameters.pooling_type = pooling
        parameters.n_threads = parameters.n_threads_batch = options.threads
        parameters.no_perf = True
        parameters.abort_callback = self._abort
        log.clear()
        self.pointer = library.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            reason = log.reason() or "not enough memory"
            raise EngineError(f"{options.model_name} could not be made ready: {reason}")
        self._memory = library.llama_get_memory(self.pointer)
        self._batch = library.llama_batch_init(size, 0, 1)

    def _stop_requested(self) -> bool:
        return self._guard is not None and self._guard.stop_requested()

    def embed(
        self, texts: Sequence[Sequence[int]], guard: SignalGuard
    ) -> list[array[float]] | None:
        """The vectors of all texts as the model gives them; None when `guard` stopped it.

        Raises:
            EngineError: llama.cpp failed.
        """
        library = self._library
        self._fill(texts)
        # an encoder keeps no state of what it has read
        evaluate = library.llama_decode if self._memory else library.llama_encode
        if self._memory:
            library.llama_memory_clear(self._memory, True)
        self._guard = guard
        result = evaluate(self.pointer, self._batch)
        self._guard = None
        if result == _ABORTED or guard.stop_requested():
            return None
        if result != 0:
            raise EngineError(f"llama.cpp failed on a text to embed: {log.reason() or result}.")
        return [self._vector(sequence) for sequence in range(len(texts))]

    def _fill(self, texts: Sequence[Sequence[int]]) -> None:
        batch: Any = self._batch
        at = 0
        for sequence, tokens in enumerate(texts):
            for position, token in enumerate(tokens):
                batch.token[at] = token
                batch.pos[at] = position
                batch.n_seq_id[at] = 1
                batch.seq_id[at][0] = sequence
                batch.logits[at] = True
                at += 1
        batch.n_tokens = at

    def _vector(self, sequence: int) -> array[float]:
        pointer = self._library.llama_get_embeddings_seq(self.pointer, sequence)
        if not pointer:
            raise EngineError("The model gave no vector for a text.")
        size = self._dimension * ctypes.sizeof(ctypes.c_float)
        return array("f", ctypes.string_at(pointer, size))

    def close(self) -> None:
        """Free the context; safe to call twice."""
        if self.pointer:
            self._library.llama_batch_free(self._batch)
            self._library.llama_free(self.pointer)
            self.pointer = None
