"""How much memory a model needs: weights, KV cache, compute buffer and repacked weights."""

from dataclasses import dataclass

from pa_cli.core.model_spec import Fit, ModelShape

PROGRAM_BYTES = 150 * 2**20
DEFAULT_CONTEXT = 8192
DEFAULT_BATCH = 512

_BYTES_PER_ELEMENT = {"f32": 4.0, "f16": 2.0, "q8_0": 34 / 32, "q4_0": 18 / 32}
_CELL_PADDING = 256
_LARGE_VOCABULARY = 262_144  # assumed where it is not known: better too much than too little
_TIGHT_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class MemoryEstimate:
    """Bytes that a loaded model takes.

    Attributes:
        weights: The model file; mapped, but it runs well only when all of it is in memory.
        kv: KV cache and recurrent state.
        compute: Buffer of the computation graph.
        repacked: Copies of weights in the layout that the CPU likes better.
        program: Everything beside the model.
    """

    weights: int
    kv: int
    compute: int
    repacked: int = 0
    program: int = PROGRAM_BYTES

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.kv + self.compute + self.repacked + self.program


def kv_bytes(
    shape: ModelShape,
    context: int,
    *,
    cache_type_k: str = "f16",
    cache_type_v: str = "f16",
    batch: int = DEFAULT_BATCH,
    full_sliding_cache: bool = True,
) -> int:
    """Bytes of the KV cache (and recurrent state) for a context of `context` tokens.

    Args:
        shape: Geometry of the model.
        context: Tokens.
        cache_type_k: Type of K: f16, f32, q8_0 or q4_0.
        cache_type_v: Type of V.
        batch: Tokens evaluated at once; a sliding layer keeps its window and one batch.
        full_sliding_cache: Sliding layers keep the whole context, as llama.cpp does by default.
    """
    cells = _padded(context)
    window = _padded(shape.sliding_window + batch)
    sliding_cells = cells if full_sliding_cache else min(cells, window)
    f16 = shape.kv_bytes_per_token * cells + shape.kv_sliding_bytes_per_token * sliding_cells
    # half of the f16 bytes are K and half are V, two bytes an element
    scale = (_BYTES_PER_ELEMENT[cache_type_k] + _BYTES_PER_ELEMENT[cache_type_v]) / 4
    return int(f16 * scale) + shape.kv_fixed_bytes


def compute_bytes(
    shape: ModelShape,
    context: int,
    *,
    batch: int = DEFAULT_BATCH,
    flash_attention: bool = True,
) -> int:
    """Bytes of the graph's buffer: the scores of all tokens of a batch, or its attention matrix."""
    width = shape.embedding_length or 4096
    scores = batch * (shape.vocabulary or _LARGE_VOCABULARY) * 4
    mask = batch * _padded(context) * 4
    attention = mask if flash_attention else mask * (1 + (shape.attention_heads or 32))
    return max(scores + 2 * batch * width * 4, attention + 5 * batch * width * 4)


def estimate_memory(
    shape: ModelShape,
    *,
    file_size: int,
    context: int = DEFAULT_CONTEXT,
    cache_type_k: str = "f16",
    cache_type_v: str = "f16",
    batch: int = DEFAULT_BATCH,
    flash_attention: bool = True,
    repack: bool = False,
    full_sliding_cache: bool = True,
) -> MemoryEstimate:
    """What the model takes when it is loaded with a context of `context` tokens.

    Args:
        shape: Geometry, from the header or the catalogue.
        file_size: Bytes of the model file.
        context: Context window in tokens.
        cache_type_k: Type of K in the cache: f16, f32, q8_0 or q4_0.
        cache_type_v: Type of V in the cache.
        batch: Tokens evaluated at once.
        flash_attention: Whether the attention matrix is never held whole.
        repack: Whether weights are copied into the CPU's own layout at load.
        full_sliding_cache: Sliding layers keep the whole context, as llama.cpp does by default.
    """
    return MemoryEstimate(
        weights=file_size,
        kv=kv_bytes(
            shape,
            context,
            cache_type_k=cache_type_k,
            cache_type_v=cache_type_v,
            batch=batch,
            full_sliding_cache=full_sliding_cache,
        ),
        compute=compute_bytes(shape, context, batch=batch, flash_attention=flash_attention),
        repacked=shape.repackable_bytes if repack else 0,
    )


def judge_fit(needed: int, available: int) -> Fit:
    """Whether `needed` bytes fit into `available` ones, and with how much room."""
    if needed > available:
        return "no"
    return "tight" if needed > available * _TIGHT_SHARE else "fits"


def _padded(cells: int) -> int:
    return -(-cells // _CELL_PADDING) * _CELL_PADDING
