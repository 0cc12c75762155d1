"""How a model is opened on this machine: context, memory and threads, from facts and settings."""

from pa_cli.core.engine_plan import MOST_EMBEDDED_TOKENS, EnginePlan, Purpose
from pa_cli.core.errors import EngineError
from pa_cli.core.machine import Machine
from pa_cli.core.memory import estimate_memory
from pa_cli.core.model_spec import CONTEXT_STEPS, ModelFile
from pa_cli.core.setting_specs.models import (
    ENGINE_CACHE_TYPE_K,
    ENGINE_CACHE_TYPE_V,
    ENGINE_CONTEXT,
    ENGINE_FLASH_ATTENTION,
    ENGINE_FORCE,
    ENGINE_REPACK,
    ENGINE_THREADS,
)
from pa_cli.core.settings import Settings
from pa_cli.core.sizes import human_size


def plan_engine(
    model: ModelFile, machine: Machine, settings: Settings, purpose: Purpose
) -> EnginePlan:
    """Decide how `model` is opened.

    Raises:
        EngineError: It does not fit the memory, and `engine.force` is off.
    """
    wished = settings[ENGINE_REPACK]
    repack = wished == "on" or (wished == "auto" and purpose == "long")
    context = settings[ENGINE_CONTEXT]
    trained = model.shape.context_length or CONTEXT_STEPS[-1]
    steps = [step for step in CONTEXT_STEPS if step <= trained] or [trained]
    sizes = [context] if context else sorted({*steps, min(trained, CONTEXT_STEPS[-1])})
    if not settings[ENGINE_FORCE]:
        if repack and wished == "auto":
            repack = _needs(model, settings, sizes[0], repack=True) <= machine.memory_available
        sizes = _fitting(model, machine, settings, sizes, repack=repack)
    cells = [
        step
        for step in CONTEXT_STEPS
        if settings[ENGINE_FORCE]
        or _needs(model, settings, step, repack=repack) <= machine.memory_available
    ]
    threads = settings[ENGINE_THREADS]
    return EnginePlan(
        threads=threads or machine.usable_threads,
        fixed_threads=threads is not None,
        context=context,
        context_cap=sizes[-1],
        repack=repack,
        cells=max([sizes[-1], *cells]),
    )


def plan_embedder(model: ModelFile, machine: Machine, settings: Settings) -> EnginePlan:
    """Decide how `model` is opened for embeddings.

    Raises:
        EngineError: It does not fit the memory, and `engine.force` is off.
    """
    context = min(model.shape.context_length or MOST_EMBEDDED_TOKENS, MOST_EMBEDDED_TOKENS)
    if not settings[ENGINE_FORCE]:
        _fitting(model, machine, settings, [context], repack=False)
    threads = settings[ENGINE_THREADS]
    return EnginePlan(
        threads=threads or machine.usable_threads,
        fixed_threads=threads is not None,
        context=context,
        context_cap=context,
        repack=False,
    )


def _needs(model: ModelFile, settings: Settings, context: int, *, repack: bool) -> int:
    estimate = estimate_memory(
        model.shape,
        file_size=model.size,
        context=context,
        cache_type_k=settings[ENGINE_CACHE_TYPE_K],
        cache_type_v=settings[ENGINE_CACHE_TYPE_V],
        flash_attention=settings[ENGINE_FLASH_ATTENTION] != "off",
        repack=repack,
    )
    return estimate.total


def _fitting(
    model: ModelFile, machine: Machine, settings: Settings, sizes: list[int], *, repack: bool
) -> list[int]:
    """The context sizes that fit the memory; at least one, or EngineError."""
    available = machine.memory_available
    fitting = [s for s in sizes if _needs(model, settings, s, repack=repack) <= available]
    if not fitting:
        needed = _needs(model, settings, sizes[0], repack=repack)
        raise EngineError(
            f"{model.name} needs about {human_size(needed)} of memory with a context of "
            f"{sizes[0]:,} tokens; {human_size(available)} are available ({machine.memory_reason}).",
            hint="Take a smaller model (pa models recommend) or context (--context 2048), "
            "or go on all the same: --force",
        )
    return fitting
