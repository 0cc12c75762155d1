"""What is known of a model: its shape, where it comes from, and whether it fits a machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CONTEXT_STEPS = (4096, 8192, 16384, 32768)
"""Context windows that `pa` chooses from by itself, tokens."""

Fit = Literal["fits", "tight", "no"]


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Geometry from a GGUF header, or from the catalogue before the file is on disk.

    All KV figures are for K and V of type f16; `core/memory.py` scales them to other types.

    Attributes:
        architecture: GGUF `general.architecture`, such as "qwen2".
        parameters: Number of weights, 0 when unknown.
        context_length: Context window of the training, tokens.
        kv_bytes_per_token: KV bytes of one token in the layers that attend to everything.
        kv_sliding_bytes_per_token: KV bytes of one token in the layers with a sliding window.
        sliding_window: Tokens that a sliding layer looks back, 0 without such layers.
        kv_fixed_bytes: Recurrent state of one sequence; does not grow with the context.
        layers: Number of blocks, for GPU offload.
        embedding_length: Width of the model, 0 when unknown.
        vocabulary: Number of tokens it knows, 0 when unknown; decides the compute buffer.
        attention_heads: Most query heads of a layer, 0 when unknown.
        weight_bytes: Bytes of all tensors, 0 when unknown.
        repackable_bytes: Part of `weight_bytes` that llama.cpp copies when it repacks weights.
        file_bytes: Least size of the whole file, 0 when unknown; a shorter file is truncated.
        quantization: How the weights are stored, such as "Q4_K_M", "" when unknown.
        has_chat_template: The file brings a chat template.
        is_embedding: Made for embeddings, not for answers.
        is_recurrent: Some layers carry a state that cannot be trimmed.
    """

    architecture: str
    parameters: int = 0
    context_length: int = 0
    kv_bytes_per_token: int = 0
    kv_sliding_bytes_per_token: int = 0
    sliding_window: int = 0
    kv_fixed_bytes: int = 0
    layers: int = 0
    embedding_length: int = 0
    vocabulary: int = 0
    attention_heads: int = 0
    weight_bytes: int = 0
    repackable_bytes: int = 0
    file_bytes: int = 0
    quantization: str = ""
    has_chat_template: bool = True
    is_embedding: bool = False
    is_recurrent: bool = False


@dataclass(frozen=True, slots=True)
class ModelHeader:
    """What the beginning of a GGUF file says.

    Attributes:
        shape: Geometry.
        title: `general.name`, "" when the file does not say.
        license: `general.license`, "" when the file does not say.
        split_count: Files that the model is spread over, 1 for a whole one.
    """

    shape: ModelShape
    title: str = ""
    license: str = ""
    split_count: int = 1


Purpose = Literal["chat", "embedding"]
PURPOSE_WORDS: dict[Purpose, str] = {"chat": "chat", "embedding": "embeddings"}


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One entry of the manifest in the models folder.

    Attributes:
        name: What the user calls it.
        path: The GGUF file, absolute.
        in_place: The file belongs to someone else and is only used: never moved, never deleted.
        size: Bytes of the file when it was added.
        modified_ns: Modification time of the file when its header was read; a file that differs
            in size or time is read again.
        shape: Geometry read from its header.
        purpose: What it is for.
        sha256: Hash of the file, "" when it was never computed.
        source: Where it came from, such as "hf:OWNER/REPO:FILE".
        revision: Commit of the source, "" when there is none.
        license: Name of the licence, "" when unknown.
        license_url: Where its text is, "" when unknown.
        chat_format: Chat format to use when the file brings no template, "" for none.
        tool_format: Native tool-call format of the family, "" when none is known.
        added: ISO 8601 time with offset.
        is_default: Used when no model is named.
        embeds: A chat model that is also used for embeddings when no model is named.
    """

    name: str
    path: Path
    in_place: bool
    size: int
    modified_ns: int
    shape: ModelShape
    purpose: Purpose = "chat"
    sha256: str = ""
    source: str = ""
    revision: str = ""
    license: str = ""
    license_url: str = ""
    chat_format: str = ""
    tool_format: str = ""
    added: str = ""
    is_default: bool = False
    embeds: bool = False

    def as_file(self) -> "ModelFile":
        """The model as the engine loads it."""
        return ModelFile(
            name=self.name,
            path=self.path,
            size=self.size,
            shape=self.shape,
            sha256=self.sha256,
            license=self.license,
            chat_format=self.chat_format,
            tool_format=self.tool_format,
        )


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that is on this machine and can be loaded.

    Attributes:
        name: What the user calls it.
        path: The GGUF file.
        size: Bytes of the file.
        sha256: Its hash when it was verified, "" otherwise.
        shape: Geometry read from its header.
        license: Name of the licence, "" when unknown.
        chat_format: Chat format to use when the file brings no template, "" for none.
        tool_format: Native tool-call format of the family, "" when none is known.
    """

    name: str
    path: Path
    size: int
    shape: ModelShape
    sha256: str = ""
    license: str = ""
    chat_format: str = ""
    tool_format: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedDownload:
    """What a `pa models pull` that stopped has left; the next one of the same name goes on with it.

    Attributes:
        name: Of the model.
        path: The file in the making.
        size: Bytes that are there.
    """

    name: str
    path: Path
    size: int
