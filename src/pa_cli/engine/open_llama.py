"""From plan and settings to a loaded llama.cpp engine."""

from collections.abc import Callable
from pathlib import Path

from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.engine_plan import EnginePlan
from pa_cli.core.errors import UsageError
from pa_cli.core.memory import kv_bytes
from pa_cli.core.model_spec import CONTEXT_STEPS, ModelFile
from pa_cli.core.setting_specs import models as specs
from pa_cli.core.settings import Settings
from pa_cli.engine.chat_template import BUILT_IN_FORMATS
from pa_cli.engine.devices import plan_offload
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_embedder import EmbedderOptions, LlamaEmbedder
from pa_cli.engine.llama_engine import LlamaEngine
from pa_cli.engine.llama_model import parse_adapter
from pa_cli.engine.native import load_library, log


def open_llama(
    model: ModelFile,
    plan: EnginePlan,
    settings: Settings,
    *,
    cache_folder: Path,
    notice: Callable[[str], None],
    detail: Callable[[str], None] | None = None,
) -> LlamaEngine:
    """Load `model` as planned.

    Args:
        model: The file and what is known of it.
        plan: Context, threads and repacking.
        settings: Everything else.
        cache_folder: Where prefix states are kept when the cache is on.
        notice: Gets a sentence when a wish cannot be met.
        detail: Gets the native library's log lines.

    Raises:
        UsageError: The chat format is not one that `pa` knows.
        NoModelError: The file cannot be loaded or cannot chat.
        EngineError: The native library failed.
    """
    library = load_library()
    log.listener = detail
    offload = plan_offload(
        library,
        settings[specs.ENGINE_GPU_LAYERS],
        layers=model.shape.layers,
        model_bytes=model.size,
        kv_bytes=kv_bytes(model.shape, plan.context or min(plan.context_cap, CONTEXT_STEPS[0])),
    )
    if offload.notice:
        notice(offload.notice)
    return LlamaEngine(
        EngineOptions(
            model_name=model.name,
            path=model.path,
            threads=plan.threads,
            fixed_threads=plan.fixed_threads,
            context=plan.context,
            context_cap=plan.context_cap,
            cells=plan.cells,
            gpu_layers=offload.layers,
            repack=plan.repack,
            cache_type_k=settings[specs.ENGINE_CACHE_TYPE_K],
            cache_type_v=settings[specs.ENGINE_CACHE_TYPE_V],
            flash_attention=settings[specs.ENGINE_FLASH_ATTENTION],
            adapters=tuple(parse_adapter(text) for text in settings[specs.ENGINE_LORA]),
            chat_format=_chat_format(settings, model),
            cache_folder=cache_folder if settings[specs.CACHE_ENABLED] else None,
            cache_max_bytes=settings[specs.CACHE_MAX_BYTES],
            chat_max_bytes=settings[specs.CACHE_MAX_CHAT_BYTES],
        ),
        draft_lengths=DraftLengths() if settings[specs.ENGINE_PROMPT_LOOKUP] else None,
    )


def open_llama_embedder(
    model: ModelFile,
    plan: EnginePlan,
    settings: Settings,
    *,
    prefixes: tuple[str, str],
    detail: Callable[[str], None] | None = None,
) -> LlamaEmbedder:
    """Load `model` as planned, for embeddings.

    Args:
        model: The file and what is known of it.
        plan: Threads and the longest text.
        settings: Everything else.
        prefixes: Texts before a query and before a passage.
        detail: Gets the native library's log lines.

    Raises:
        NoModelError: The file cannot be loaded or gives no vectors.
        EngineError: The native library failed.
    """
    library = load_library()
    log.listener = detail
    offload = plan_offload(
        library,
        settings[specs.ENGINE_GPU_LAYERS],
        layers=model.shape.layers,
        model_bytes=model.size,
        kv_bytes=kv_bytes(model.shape, plan.context_cap),
    )
    return LlamaEmbedder(
        EmbedderOptions(
            model_name=model.name,
            path=model.path,
            threads=plan.threads,
            context=plan.context_cap,
            gpu_layers=offload.layers,
            query_prefix=prefixes[0],
            document_prefix=prefixes[1],
        )
    )


def _chat_format(settings: Settings, model: ModelFile) -> str:
    wished = settings[specs.ENGINE_CHAT_FORMAT]
    if wished is None:
        return "" if model.shape.has_chat_template else model.chat_format
    if wished not in BUILT_IN_FORMATS:
        raise UsageError(
            f"There is no chat format called {wished!r}.",
            hint="Known ones: " + ", ".join(BUILT_IN_FORMATS),
        )
    return wished
