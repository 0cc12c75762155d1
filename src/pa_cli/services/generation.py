"""Sampling parameters and other wishes of one generation, from the settings."""

from pa_cli.core import setting_specs as specs
from pa_cli.core.sampling import Sampling
from pa_cli.core.settings import Settings


def sampling_from(
    settings: Settings, *, temperature: float | None = None, repeat_penalty: float | None = None
) -> Sampling:
    """The sampling that the settings ask for.

    Args:
        settings: Resolved settings.
        temperature: A task's own default; what the user set wins.
        repeat_penalty: A task's own default; what the user set wins.
    """
    wished = settings[specs.GENERATION_TEMPERATURE]
    if temperature is not None and settings.origin(specs.GENERATION_TEMPERATURE) == "default":
        wished = temperature
    penalty = settings[specs.GENERATION_REPEAT_PENALTY]
    if repeat_penalty is not None and settings.origin(specs.GENERATION_REPEAT_PENALTY) == "default":
        penalty = repeat_penalty
    return Sampling(
        temperature=wished,
        top_k=settings[specs.GENERATION_TOP_K],
        top_p=settings[specs.GENERATION_TOP_P],
        min_p=settings[specs.GENERATION_MIN_P],
        repeat_penalty=penalty,
        seed=settings[specs.GENERATION_SEED],
        max_tokens=settings[specs.GENERATION_MAX_TOKENS],
        stop=settings[specs.GENERATION_STOP],
    )


def thinking_from(settings: Settings) -> bool | None:
    """Whether a thinking model is to think; None leaves it to its template."""
    return {"on": True, "off": False}.get(settings[specs.GENERATION_THINK])
