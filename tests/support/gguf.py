"""A tiny GGUF writer: real files in miniature, and broken ones."""

import struct
from collections.abc import Mapping, Sequence
from math import prod
from random import Random
from typing import Any

_U32, _I32, _F32, _BOOL, _STRING, _ARRAY, _U64 = 4, 5, 6, 7, 8, 9, 10

QWEN = {
    "general.architecture": "qwen2",
    "general.name": "Tiny Qwen",
    "general.license": "apache-2.0",
    "general.file_type": 15,
    "qwen2.block_count": 28,
    "qwen2.context_length": 32768,
    "qwen2.embedding_length": 1536,
    "qwen2.attention.head_count": 12,
    "qwen2.attention.head_count_kv": 2,
    "tokenizer.ggml.tokens": ["<|endoftext|>", "a", "b"],
    "tokenizer.chat_template": "{{ messages }}",
}
# name, dimensions, type number
WEIGHTS: tuple[tuple[str, tuple[int, ...], int], ...] = (
    ("token_embd.weight", (256, 3), 0),
    ("blk.0.attn_q.weight", (256, 4), 12),
)


def gguf_bytes(
    metadata: Mapping[str, Any] | None = None,
    tensors: Sequence[tuple[str, tuple[int, ...], int]] = WEIGHTS,
    *,
    version: int = 3,
    size_of_data: int = 3 * 1024 + 4 * 144,
) -> bytes:
    """The bytes of a GGUF file; the default is whole: 3 x 256 f32 and 4 blocks of Q4_K."""
    metadata = QWEN if metadata is None else metadata
    content = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(metadata))
    for key, value in metadata.items():
        content += _text(key) + _value(value)
    offset = 0
    for name, dimensions, kind in tensors:
        content += _text(name) + struct.pack("<I", len(dimensions))
        content += b"".join(struct.pack("<Q", size) for size in dimensions)
        content += struct.pack("<IQ", kind, offset)
        offset += 3 * 1024
    return content.ljust(-(-len(content) // 32) * 32, b"\0") + b"\1" * size_of_data


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(value: Any) -> bytes:
    kind, content = _typed(value)
    return struct.pack("<I", kind) + content


def _typed(value: Any) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return _BOOL, struct.pack("<B", value)
    if isinstance(value, int):
        return (
            (_U32, struct.pack("<I", value)) if value < 2**32 else (_U64, struct.pack("<Q", value))
        )
    if isinstance(value, float):
        return _F32, struct.pack("<f", value)
    if isinstance(value, str):
        return _STRING, _text(value)
    items = [_typed(item) for item in value]
    kind = items[0][0] if items else _I32
    head = struct.pack("<IQ", kind, len(items))
    return _ARRAY, head + b"".join(content for _, content in items)


def gguf_with_floats(
    metadata: Mapping[str, Any], tensors: Mapping[str, tuple[tuple[int, ...], Sequence[float]]]
) -> bytes:
    """A GGUF file whose tensors hold these f32 values; by name: dimensions and values."""
    content = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    for key, value in metadata.items():
        content += _text(key) + _value(value)
    data = b""
    for name, (dimensions, values) in tensors.items():
        content += _text(name) + struct.pack("<I", len(dimensions))
        content += b"".join(struct.pack("<Q", size) for size in dimensions)
        content += struct.pack("<IQ", 0, len(data))
        raw = struct.pack(f"<{len(values)}f", *values)
        data += raw.ljust(-(-len(raw) // 32) * 32, b"\0")
    return content.ljust(-(-len(content) // 32) * 32, b"\0") + data


def tiny_bert(words: Sequence[str], *, width: int = 32, context: int = 64) -> bytes:
    """A whole encoder of one layer with made-up weights: it reads `words` and gives vectors."""
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *(f"\u2581{word}" for word in words)]
    metadata = {
        "general.architecture": "bert",
        "bert.block_count": 1,
        "bert.context_length": context,
        "bert.embedding_length": width,
        "bert.feed_forward_length": width,
        "bert.attention.head_count": 2,
        "bert.attention.layer_norm_epsilon": 1e-6,
        "bert.attention.causal": False,
        "bert.pooling_type": 1,
        "tokenizer.ggml.model": "bert",
        "tokenizer.ggml.pre": "default",
        "tokenizer.ggml.token_type_count": 1,
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.bos_token_id": 2,
        "tokenizer.ggml.seperator_token_id": 3,
        "tokenizer.ggml.unknown_token_id": 1,
        "tokenizer.ggml.padding_token_id": 0,
    }
    shapes = {
        "token_embd.weight": (width, len(tokens)),
        "token_types.weight": (width, 1),
        "position_embd.weight": (width, context),
        "token_embd_norm.weight": (width,),
        "token_embd_norm.bias": (width,),
    }
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down"):
        shapes |= {f"blk.0.{name}.weight": (width, width), f"blk.0.{name}.bias": (width,)}
    for name in ("attn_output_norm", "layer_output_norm"):
        shapes |= {f"blk.0.{name}.weight": (width,), f"blk.0.{name}.bias": (width,)}
    random = Random(7)
    tensors = {
        name: (shape, [random.gauss(0, 0.3) for _ in range(prod(shape))])
        for name, shape in shapes.items()
    }
    return gguf_with_floats(metadata, tensors)
