"""The GGUF format as plain facts: tensor types, file types, and the geometry in the metadata."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pa_cli.core.model_spec import ModelHeader, ModelShape

# type number: (elements of a block, bytes of a block)
TENSOR_TYPES: dict[int, tuple[int, int]] = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
    40: (64, 36), 41: (128, 18), 42: (64, 18),
}  # fmt: skip
_FILE_TYPES: dict[int, str] = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K",
    11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S",
    17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
    23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip
# Q4_0, Q2_K, Q4_K, IQ4_NL and MXFP4: the types with a repacked layout on x86. ARM has a few more;
# there the pages of the mapped originals are given back, so the sum stays about the same.
_REPACKABLE = frozenset({2, 10, 12, 20, 39})

# one layer in N attends to everything, the others slide; only where the file does not say so
_GLOBAL_EVERY: dict[str, int] = {
    "gemma2": 2, "gpt-oss": 2, "gemma3": 6, "gemma3n": 5, "gemma-embedding": 6, "gemma4": 6,
    "cohere2": 4, "exaone4": 4, "olmo2": 4, "smallthinker": 4, "llama4": 4,
}  # fmt: skip
_LARGEST_COUNT = 1 << 24
_MOST_LAYERS = 4096

Value = int | float | bool | str | tuple[int | float | bool, ...]


class MalformedHeaderError(ValueError):
    """The header says something that cannot be; the text says what."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor of the file: its name, sizes, type number and place in the data section."""

    name: str
    dimensions: tuple[int, ...]
    type: int
    offset: int

    @property
    def elements(self) -> int:
        """Number of weights."""
        product = 1
        for size in self.dimensions:
            product *= size
        return product

    @property
    def size(self) -> int:
        """Bytes, 0 for a type that is not known here."""
        block, size = TENSOR_TYPES.get(self.type, (1, 0))
        return -(-self.elements // block) * size


def describe(
    metadata: Mapping[str, Value], tensors: Sequence[Tensor], *, data_start: int
) -> ModelHeader:
    """What metadata and tensors say of the model.

    Args:
        metadata: Scalars, texts and short number lists by key.
        tensors: All tensors of the file.
        data_start: Byte offset of the data section.

    Raises:
        MalformedHeaderError: A number is absurd.
    """
    facts = _Facts(metadata)
    kv = _kv_geometry(facts)
    shape = ModelShape(
        architecture=facts.architecture,
        parameters=sum(tensor.elements for tensor in tensors),
        context_length=facts.count("context_length", most=1 << 40),
        kv_bytes_per_token=kv.growing * 2,
        kv_sliding_bytes_per_token=kv.sliding * 2,
        sliding_window=kv.window,
        kv_fixed_bytes=kv.state * 4,
        layers=facts.layers,
        embedding_length=facts.count("embedding_length"),
        vocabulary=_vocabulary(facts, tensors),
        attention_heads=max(facts.per_layer("attention.head_count"), default=0),
        weight_bytes=sum(tensor.size for tensor in tensors),
        repackable_bytes=sum(t.size for t in tensors if _is_repackable(t)),
        file_bytes=data_start + max((t.offset + t.size for t in tensors), default=0),
        quantization=_quantization(metadata.get("general.file_type")),
        has_chat_template=bool(metadata.get("tokenizer.chat_template")),
        is_embedding=facts.has("pooling_type"),
        is_recurrent=kv.state > 0,
    )
    split = metadata.get("split.count", 1)
    return ModelHeader(
        shape=shape,
        title=_text(metadata.get("general.name")),
        license=_text(metadata.get("general.license")),
        split_count=split if isinstance(split, int) and 1 <= split <= 1000 else 1,
    )


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def _quantization(file_type: Value | None) -> str:
    # bit 10 says that the type was guessed by an old writer
    return _FILE_TYPES.get(file_type & ~1024, "") if isinstance(file_type, int) else ""


def _is_repackable(tensor: Tensor) -> bool:
    """Matrices of the blocks; the token embedding is looked up, never multiplied."""
    return (
        tensor.type in _REPACKABLE
        and len(tensor.dimensions) >= 2
        and not tensor.name.startswith(("token_embd", "per_layer_token_embd"))
    )


def _vocabulary(facts: "_Facts", tensors: Sequence[Tensor]) -> int:
    named = facts.count("vocab_size")
    if named:
        return named
    for tensor in tensors:
        if tensor.name == "token_embd.weight" and len(tensor.dimensions) == 2:
            return tensor.dimensions[1]
    return 0


class _Facts:
    """Metadata of the file's own architecture, checked number by number."""

    def __init__(self, metadata: Mapping[str, Value]) -> None:
        self._metadata = metadata
        self.architecture = _text(metadata.get("general.architecture"))
        self.layers = self.count("block_count", most=_MOST_LAYERS)

    def has(self, key: str) -> bool:
        return f"{self.architecture}.{key}" in self._metadata

    def value(self, key: str) -> Value | None:
        return self._metadata.get(f"{self.architecture}.{key}")

    def count(self, key: str, default: int = 0, *, most: int = _LARGEST_COUNT) -> int:
        """A whole number; the largest one of a list."""
        value = self.value(key)
        if isinstance(value, tuple):
            value = max(value, default=None)
        return default if value is None else self._checked(key, value, most)

    def per_layer(self, key: str) -> list[int]:
        """A number for each layer, from one number or a list; [] when the file does not say."""
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, tuple):
            return [self._checked(key, value, _LARGEST_COUNT)] * self.layers
        numbers = [self._checked(key, item, _LARGEST_COUNT) for item in value[: self.layers]]
        return numbers + [0] * (self.layers - len(numbers))

    @staticmethod
    def _checked(key: str, value: Value, most: int) -> int:
        if isinstance(value, str | float | tuple) or not 0 <= value <= most:
            raise MalformedHeaderError(f"{key} is {value!r}")
        return int(value)


@dataclass(frozen=True, slots=True)
class _KvGeometry:
    """Elements of K and V a token (growing and sliding layers), and of the recurrent state."""

    growing: int = 0
    sliding: int = 0
    window: int = 0
    state: int = 0


def _kv_geometry(facts: _Facts) -> _KvGeometry:
    heads = facts.per_layer("attention.head_count")
    kv_heads = facts.per_layer("attention.head_count_kv") or heads
    attends = _attending_layers(facts, kv_heads)
    slides = _sliding_layers(facts)
    most_heads = max(heads, default=0)
    head_size = facts.count("embedding_length") // most_heads if most_heads else 0
    both = facts.count("attention.key_length", head_size) + facts.count(
        "attention.value_length", head_size
    )
    both_sliding = (
        facts.count("attention.key_length_swa") + facts.count("attention.value_length_swa")
    ) or both
    # the last layers may look into the cache of earlier ones and own none
    owners = facts.layers - min(facts.layers, facts.count("attention.shared_kv_layers"))
    growing = sliding = 0
    for layer in range(owners):
        if not attends[layer]:
            continue
        if slides[layer]:
            sliding += kv_heads[layer] * both_sliding
        else:
            growing += kv_heads[layer] * both
    return _KvGeometry(
        growing=growing,
        sliding=sliding,
        window=facts.count("attention.sliding_window") if sliding else 0,
        state=attends.count(False) * _state_elements(facts),
    )


def _attending_layers(facts: _Facts, kv_heads: Sequence[int]) -> list[bool]:
    interval = facts.count("full_attention_interval")
    if interval > 1:
        return [(layer + 1) % interval == 0 for layer in range(facts.layers)]
    return [heads > 0 for heads in kv_heads] or [False] * facts.layers


def _sliding_layers(facts: _Facts) -> list[bool]:
    """Which layers look back only a window; a window whose layers are not known slides nowhere."""
    none = [False] * facts.layers
    if not facts.count("attention.sliding_window"):
        return none
    pattern = facts.value("attention.sliding_window_pattern")
    if isinstance(pattern, tuple) and len(pattern) >= facts.layers:
        return [bool(slides) for slides in pattern[: facts.layers]]
    every = pattern if isinstance(pattern, int) else _GLOBAL_EVERY.get(facts.architecture, 0)
    if every < 2:
        return none
    return [(layer + 1) % every != 0 for layer in range(facts.layers)]


def _state_elements(facts: _Facts) -> int:
    """Elements of the recurrent state of one layer."""
    width = facts.count("embedding_length")
    if facts.has("shortconv.l_cache"):
        return width * max(0, facts.count("shortconv.l_cache") - 1)
    if facts.has("wkv.head_size"):
        return width * (facts.count("token_shift_count", 2) + facts.count("wkv.head_size"))
    inner = facts.count("ssm.inner_size")
    state = facts.count("ssm.state_size")
    groups = facts.count("ssm.group_count")
    kernel = max(0, facts.count("ssm.conv_kernel") - 1)
    return kernel * (inner + 2 * groups * state) + state * inner
