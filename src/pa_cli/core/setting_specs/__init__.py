"""The settings table: the one place where a setting is named, typed and explained."""

from typing import Any

from pa_cli.core.setting_specs import assistant, models, own_data
from pa_cli.core.settings import Setting

# the rows of its parts, in the order of the files; `Any` because each row has a type of its own
SETTINGS: tuple[Setting[Any], ...] = tuple(
    row
    for part in (models, assistant, own_data)
    for row in vars(part).values()
    if isinstance(row, Setting)
)
BY_KEY: dict[str, Setting[Any]] = {setting.key: setting for setting in SETTINGS}

ENGINE_SETTINGS: tuple[Setting[Any], ...] = tuple(
    s for s in SETTINGS if s.group == "engine" and s.flag
)
GENERATION_SETTINGS: tuple[Setting[Any], ...] = tuple(
    s for s in SETTINGS if s.group == "generation"
)
SUMMARIZE_SETTINGS: tuple[Setting[Any], ...] = tuple(s for s in SETTINGS if s.group == "summarize")
