"""The file of the user's own tools: `tools.toml` in the config folder, a table `[[tool]]` each."""

from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.errors import ConfigError
from pa_cli.core.own_tool import OwnTool
from pa_cli.core.own_tool_format import tool_from
from pa_cli.storage.toml_text import parse_toml, read_text

_HINT = "Mend it in your editor; pa doctor looks at it again."


def read_own_tools(path: Path) -> Sequence[OwnTool]:
    """The tools in `path`, none when there is no such file.

    Raises:
        ConfigError: The file is broken; the line is named.
    """
    text = read_text(path, error=ConfigError, hint=_HINT)
    tables = parse_toml(text, path, error=ConfigError, hint=_HINT)
    records = tables.pop("tool", [])
    if tables:
        raise ConfigError(
            f"{path}: there is no table {next(iter(tables))!r}; each tool is a [[tool]].",
            hint=_HINT,
        )
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise ConfigError(f"{path}: each tool must be written as [[tool]].", hint=_HINT)
    tools: dict[str, OwnTool] = {}
    for place, record in enumerate(records):
        try:
            tool = tool_from(record)
        except ValueError as error:
            raise _broken(path, text, place, str(error)) from None
        if tool.name in tools:
            raise _broken(path, text, place, f"there is a tool {tool.name!r} already")
        tools[tool.name] = tool
    return tuple(tools.values())


def _broken(path: Path, text: str, place: int, problem: str) -> ConfigError:
    heads = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.replace(" ", "").startswith("[[tool]]")
    ]
    where = f", line {heads[place]}" if place < len(heads) else ""
    return ConfigError(f"{path}{where}: {problem}.", hint=_HINT)
