"""Reading a TOML file that people edit by hand: what is wrong is told with its line."""

from pathlib import Path

from pa_cli.core.errors import PaError

_MARK = "\ufeff"


def read_text(path: Path, *, error: type[PaError], hint: str) -> str:
    """The text of `path`, "" when there is no such file.

    Args:
        path: The file.
        error: Class of what is raised when it cannot be read, or is not UTF-8.
        hint: What mends it.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise error(f"Could not read {path}: {problem.strerror}.") from problem
    return decode_toml(content, path, error=error, hint=hint)


def decode_toml(content: bytes, path: Path, *, error: type[PaError], hint: str) -> str:
    """The bytes of `path` as text; see `read_text`."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise error(f"{path}, line {line}: this is not UTF-8 text.", hint=hint) from None


def parse_toml(text: str, path: Path, *, error: type[PaError], hint: str) -> dict[str, object]:
    """`text`, which `path` holds, as nested tables; see `read_text`."""
    text = text.removeprefix(_MARK)
    if not text.strip():
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        from pa_cli.core.toml_fault import toml_fault

        place, reason = toml_fault(problem, text)
        raise error(f"{path}, {place}: {reason}.", hint=hint) from None
    except RecursionError:
        raise error(f"{path} is nested too deeply.", hint=hint) from None
