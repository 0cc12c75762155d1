"""What decides how a model is loaded into this process."""

from dataclasses import dataclass
from pathlib import Path

from pa_cli.core.model_spec import CONTEXT_STEPS
from pa_cli.engine.llama_model import Adapter


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How an engine is opened.

    Attributes:
        model_name: What the user calls the model.
        path: The GGUF file.
        threads: CPU threads to start with.
        fixed_threads: Never adapt them.
        context: Context window in tokens, None to choose by need.
        context_cap: Most tokens that memory allows, None when it does not matter.
        cells: Tokens of several texts side by side that memory allows.
        gpu_layers: Layers to offload, -1 for all.
        repack: Repack weights at load.
        cache_type_k: Type of the K cache.
        cache_type_v: Type of the V cache.
        flash_attention: "auto", "on" or "off".
        adapters: LoRA adapters.
        chat_format: A key of `BUILT_IN_FORMATS`, or "" for the model's own template.
        cache_folder: Where prefix states are kept, None for nowhere.
        cache_max_bytes: Most bytes of prefix states.
        chat_max_bytes: A chat whose state is larger is not kept when it is left.
    """

    model_name: str
    path: Path
    threads: int = 1
    fixed_threads: bool = False
    context: int | None = None
    context_cap: int | None = None
    cells: int = CONTEXT_STEPS[-1]
    gpu_layers: int = 0
    repack: bool = False
    cache_type_k: str = "f16"
    cache_type_v: str = "f16"
    flash_attention: str = "auto"
    adapters: tuple[Adapter, ...] = ()
    chat_format: str = ""
    cache_folder: Path | None = None
    cache_max_bytes: int = 2 * 2**30
    chat_max_bytes: int = 256 * 2**20

    def state_identity(self) -> list[object]:
        """All of the options that shapes an evaluated state: of others it cannot be reused."""
        file = self.path.stat()
        return [
            self.path.resolve(),
            file.st_size,
            file.st_mtime_ns,
            *[(a.path.resolve(), a.path.stat().st_mtime_ns, a.scale) for a in self.adapters],
            self.cache_type_k,
            self.cache_type_v,
            self.flash_attention,
            self.gpu_layers,
        ]
