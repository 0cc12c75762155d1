"""What a user may call a model, and what to say when a name means none."""

from collections.abc import Sequence

from pa_cli.core.catalog import Catalog, nearest
from pa_cli.core.errors import NoModelError
from pa_cli.core.model_spec import InstalledModel


def looks_like_path(name: str) -> bool:
    """Whether a model is named by the path of its file."""
    return "/" in name or "\\" in name or name.startswith("~") or name.lower().endswith(".gguf")


def named(name: str, models: Sequence[InstalledModel]) -> InstalledModel | None:
    """The model of this name, or the only one whose name begins so; case does not matter."""
    found = find_name(name, [model.name for model in models])
    return next((model for model in models if model.name == found), None)


def find_name(name: str, names: Sequence[str]) -> str | None:
    """The one of `names` that is meant, or that alone begins so; case does not matter."""
    wanted = name.casefold()
    exact = [n for n in names if n.casefold() == wanted]
    starting = exact or [n for n in names if n.casefold().startswith(wanted)]
    return starting[0] if len(starting) == 1 else None


def unknown_model(name: str, installed: Sequence[str], catalog: Catalog) -> NoModelError:
    """What to say of a name that means no installed model: the nearest one, and the command."""
    starting = [n for n in installed if n.casefold().startswith(name.casefold())]
    if len(starting) > 1:
        return NoModelError(
            f"{name!r} could be {_either(starting)}.", hint="Write more of the name."
        )
    entry = catalog.get(name)
    if entry is not None:
        return NoModelError(
            f"{entry.name} is not on this machine yet.",
            hint=f"Get it with: pa models pull {entry.name}",
        )
    if name.casefold().endswith(".gguf"):
        return NoModelError(
            f"{name} was not taken in yet.", hint=f"Take a file in with: pa models import {name}"
        )
    near = nearest(name, [*installed, *(e.name for e in catalog)])
    if not near:
        return NoModelError(
            f"There is no model called {name!r}.", hint="See them all: pa models list --all"
        )
    missing = near not in installed
    return NoModelError(
        f"There is no model called {name!r}; did you mean {near}?",
        hint=f"Get it with: pa models pull {near}" if missing else "See: pa models list",
    )


def _either(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
