"""The user's config file: read as tables, edited without losing comments."""

import tomllib
from pathlib import Path

from pa_cli.core.errors import ConfigError


def read_config(path: Path) -> dict[str, object]:
    """The file as nested tables; an absent file is an empty one.

    Raises:
        ConfigError: It cannot be read or is not TOML; the line is named.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"Could not read {path}: {error.strerror}.") from error
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(
            f"{path} is not valid TOML: {error}.", hint="Mend it with: pa config edit"
        ) from None
