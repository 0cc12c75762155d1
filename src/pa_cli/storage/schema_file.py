"""Where a schema comes from: a file that the user names, or the argument itself."""

from pathlib import Path

from pa_cli.core.errors import InputError, UsageError
from pa_cli.core.schema import MAX_SCHEMA_CHARACTERS, Schema, parse_schema


def load_schema(argument: str) -> Schema:
    """The schema that `argument` names (a JSON file) or is (JSON, or the short form).

    Raises:
        UsageError: There is no such file, or it is no schema that `pa` offers.
        InputError: The file cannot be read.
    """
    written = argument.strip()
    if written.startswith(("{", "[")) or "\n" in written:
        return parse_schema(written)
    try:
        path = Path(written).expanduser()
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError):
        return parse_schema(written)
    if is_file:
        return parse_schema(_read(path))
    if written.endswith(".json"):
        raise UsageError(f"There is no schema file {written!r}.")
    return parse_schema(written)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(4 * MAX_SCHEMA_CHARACTERS + 1)
    except OSError as error:
        raise InputError(
            f"The schema file {str(path)!r} cannot be read: {error.strerror}."
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"The schema file {str(path)!r} is not UTF-8 text.") from None
