"""The catalogue that comes with pa, and the entries that the user adds."""

import tomllib
from importlib import resources
from pathlib import Path

from pa_cli.core.catalog import Catalog
from pa_cli.core.catalog_format import parse_catalog
from pa_cli.core.errors import ConfigError


def read_catalog(user_file: Path) -> Catalog:
    """All known models; an entry of the user's replaces one of pa's with the same name.

    Raises:
        ConfigError: The user's file cannot be read or an entry is wrong.
    """
    own = (resources.files("pa_cli.data") / "catalog.toml").read_text("utf-8")
    entries = parse_catalog(tomllib.loads(own), origin="pa's catalogue")
    entries += parse_catalog(_read(user_file), origin=str(user_file), is_users=True)
    return Catalog(entries)


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"Could not read {path}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", hint="Mend it by hand.") from None
