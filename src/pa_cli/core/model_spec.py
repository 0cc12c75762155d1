"""What is known of a model: its shape, where it comes from, and whether it fits a machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Fit = Literal["fits", "tight", "no"]


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Geometry from a GGUF header, or from the catalogue before the file is on disk.

    Attributes:
        architecture: GGUF `general.architecture`, such as "qwen2".
        parameters: Number of weights, 0 when unknown.
        context_length: Context window of the training, tokens.
        kv_bytes_per_token: KV cache bytes of one token with f16 K and V.
        kv_fixed_bytes: KV or recurrent state bytes that do not grow with the context.
        layers: Number of blocks, for GPU offload.
        has_chat_template: The file brings a chat template.
    """

    architecture: str
    parameters: int = 0
    context_length: int = 0
    kv_bytes_per_token: int = 0
    kv_fixed_bytes: int = 0
    layers: int = 0
    has_chat_template: bool = True


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
