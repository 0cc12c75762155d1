"""A model file loaded by llama.cpp, with its adapters."""

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pa_cli.core.errors import EngineError, InterruptedByUserError, NoModelError
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.native import log


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter file and how strongly it acts."""

    path: Path
    scale: float = 1.0


def parse_adapter(text: str) -> Adapter:
    """`FILE` or `FILE:SCALE` to an adapter."""
    name, colon, scale = text.rpartition(":")
    if colon:
        try:
            return Adapter(Path(name).expanduser(), float(scale))
        except ValueError:
            pass
    return Adapter(Path(text).expanduser())


class LlamaModel:
    """Weights and vocabulary; free them with `close`.

    Args:
        library: The `llama_cpp` module.
        path: The GGUF file.
        gpu_layers: Layers to offload; -1 for all of them.
        repack: Repack weights at load: slower to load, faster to run.
        adapters: LoRA adapters to apply.

    Raises:
        NoModelError: The file is not a model that llama.cpp can load.
        EngineError: An adapter does not fit.
        InterruptedByUserError: Ctrl-C while it loaded.
    """

    def __init__(
        self,
        library: ModuleType,
        path: Path,
        *,
        gpu_layers: int,
        repack: bool,
        adapters: Sequence[Adapter] = (),
    ) -> None:
        self._library = library
        self.path = path
        self.pointer = self._load(gpu_layers, repack=repack)
        self.adapters: list[tuple[Any, float]] = []
        for adapter in adapters:
            self.adapters.append((self._load_adapter(adapter), adapter.scale))
        self.training_context: int = library.llama_model_n_ctx_train(self.pointer)
        self.is_recurrent = bool(
            library.llama_model_is_recurrent(self.pointer)
            or library.llama_model_is_hybrid(self.pointer)
        )
        self.has_encoder = bool(library.llama_model_has_encoder(self.pointer))

    def _load(self, gpu_layers: int, *, repack: bool) -> Any:
        library = self._library
        parameters = library.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers
        parameters.use_extra_bufts = repack
        log.clear()
        with SignalGuard() as guard:

            def go_on(_progress: float, _data: ctypes.c_void_p) -> bool:
                return not guard.stop_requested()

            callback = library.llama_progress_callback(go_on)
            parameters.progress_callback = callback
            pointer = library.llama_model_load_from_file(os.fsencode(self.path), parameters)
            interrupted = guard.stop_requested()
        if interrupted:
            if pointer:
                library.llama_model_free(pointer)
            raise InterruptedByUserError("")
        if not pointer:
            reason = log.reason() or "llama.cpp gave no reason"
            raise NoModelError(
                f"{self.path} could not be loaded: {reason}",
                hint="Check it: pa models verify, or take another: pa models recommend",
            )
        return pointer

    def _load_adapter(self, adapter: Adapter) -> Any:
        log.clear()
        if not adapter.path.is_file():
            self.close()
            raise EngineError(f"There is no LoRA adapter {adapter.path}.")
        pointer = self._library.llama_adapter_lora_init(self.pointer, os.fsencode(adapter.path))
        if not pointer:
            reason = log.reason() or "it does not fit this model"
            self.close()
            raise EngineError(f"The LoRA adapter {adapter.path} could not be loaded: {reason}")
        return pointer

    def metadata(self, key: str) -> str:
        """A metadata value of the file as text, "" when it has none."""
        for size in (2048, 2**20):
            buffer = ctypes.create_string_buffer(size)
            length = self._library.llama_model_meta_val_str(
                self.pointer, key.encode(), buffer, size
            )
            if length < size:
                return buffer.value.decode("utf-8", "replace") if length >= 0 else ""
        return ""

    def chat_template(self) -> str:
        """The Jinja source of the model's chat template, "" when it has none."""
        template = self._library.llama_model_chat_template(self.pointer, None)
        return template.decode("utf-8", "replace") if template else ""

    def close(self) -> None:
        """Free the weights; safe to call twice."""
        if self.pointer:
            self._library.llama_model_free(self.pointer)
            self.pointer = None
