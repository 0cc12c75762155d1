"""Sampling parameters and other wishes of one generation, from the settings."""

from typing import Any

from pa_cli.core.sampling import Sampling
from pa_cli.core.setting_specs import GENERATION_SETTINGS
from pa_cli.core.setting_specs.models import GENERATION_THINK
from pa_cli.core.settings import Settings


def sampling_from(settings: Settings, **defaults: Any) -> Sampling:  # noqa: ANN401 - of any field
    """The sampling that the settings ask for.

    Args:
        settings: Resolved settings.
        defaults: A task's own defaults, by field of `Sampling`; None is none. What the user set wins.

    Raises:
        ValueError: A default is no value of its setting; the text says what it must be.
    """
    values = {}
    for setting in GENERATION_SETTINGS:
        name = setting.key.partition(".")[2]
        if name not in Sampling.__slots__:
            continue
        values[name] = settings[setting]
        default = defaults.get(name)
        if default is not None and settings.origin(setting) == "default":
            values[name] = setting.kind.check(default)
    return Sampling(**values)


def thinking_from(settings: Settings) -> bool | None:
    """Whether a thinking model is to think; None leaves it to its template."""
    return {"on": True, "off": False}.get(settings[GENERATION_THINK])
