"""Front matter to values: the plain kind at once, the rest through a YAML or TOML library."""

from typing import Any

from pa_cli.core.front_matter import Document, read_plain


def read_values(document: Document) -> tuple[dict[str, Any], str]:
    """The values of the front matter, and what is wrong with it ("" when nothing is).

    YAML scalars stay texts. Never raises, whatever stands there.
    """
    if document.format == "none":
        return {}, ""
    if document.format == "toml":
        return _read_toml(document.matter)
    plain = read_plain(document.matter)
    return (plain, "") if plain is not None else _read_yaml(document.matter)


def _read_yaml(matter: str) -> tuple[dict[str, Any], str]:
    import yaml

    # builds texts, lists and mappings only
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        values = yaml.load(matter, Loader=loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        return {}, f"The front matter is not valid YAML{line}."
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}, "The front matter is not valid YAML."
    if values is None or values == "":
        return {}, ""
    if not isinstance(values, dict):
        return {}, "The front matter is not a list of keys and values."
    return {str(key): value for key, value in values.items() if isinstance(key, str)}, ""


def _read_toml(matter: str) -> tuple[dict[str, Any], str]:
    import tomllib

    try:
        return tomllib.loads(matter), ""
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return {}, f"The front matter is not valid TOML: {error}."
