"""Which model a user means, and where it may come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pa_cli.core.catalog import Catalog, CatalogEntry, nearest
from pa_cli.core.errors import NetworkError, NoModelError, UsageError
from pa_cli.core.model_names import looks_like_path
from pa_cli.core.model_reference import parse_address, parse_reference
from pa_cli.core.model_source import ModelSource, SourceKind, UrlSource, kind_of
from pa_cli.core.model_spec import InstalledModel

_MOST_NAMED = 4
_SOURCE_WORDS: dict[SourceKind, str] = {
    "hub": "the hub",
    "package": "the package index",
    "url": "the web",
}


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What the user asked for.

    Attributes:
        reference: NAME, `hf:REPO[:FILE|:QUANT]`, URL or PATH; "" takes the recommended model.
        name: What to call the model here; "" takes the catalogue's or the file's name.
        source: Kind of source to take, None for all in order.
        copy: Copy a local file into the models folder instead of using it where it lies.
        force: Fetch also what will not fit into memory.
    """

    reference: str = ""
    name: str = ""
    source: SourceKind | None = None
    copy: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class PullTarget:
    """A model that is meant.

    Attributes:
        sources: Where it may come from, in order.
        quantization: Chooses the file of a hub source that names none.
        entry: What the catalogue knows of it, None for a model that it does not know.
        damaged: The broken model of this name that is here, None for none.
    """

    sources: tuple[ModelSource, ...]
    quantization: str = ""
    entry: CatalogEntry | None = None
    damaged: InstalledModel | None = None


def local_path(reference: str) -> Path | None:
    """The local file that is meant, None when it is no path."""
    if reference.startswith("hf:") or "://" in reference:
        return None
    return Path(reference).expanduser() if looks_like_path(reference) else None


def resolve_target(reference: str, kind: SourceKind | None, catalog: Catalog) -> PullTarget:
    """What NAME, `hf:REPO[:FILE|:QUANT]` or URL means, with the sources that may be used.

    Raises:
        NoModelError: There is no model of this name; the nearest one is named.
        UsageError: It cannot be understood, or cannot be had from sources of this kind.
    """
    if reference.startswith("hf:"):
        source, quantization = parse_reference(reference.removeprefix("hf:"))
        return _restricted(PullTarget((source,), quantization), reference, kind)
    if "://" in reference:
        address = parse_address(reference) or UrlSource(reference)
        return _restricted(PullTarget((address,)), reference, kind)
    entry = catalog.get(reference)
    if entry is None:
        raise _unknown(reference, catalog)
    return _restricted(PullTarget(entry.sources, entry=entry), entry.name, kind)


def source_words(source: ModelSource) -> str:
    """Where `source` is, as one says it."""
    return _SOURCE_WORDS[kind_of(source)]


def all_failed(
    target: PullTarget, failures: Sequence[tuple[ModelSource, NetworkError]]
) -> NetworkError:
    """One error for all sources that failed."""
    if len(failures) == 1:
        return failures[0][1]
    name = target.entry.name if target.entry else "the model"
    messages = {error.message for _, error in failures}
    reasons = " ".join(
        messages
        if len(messages) == 1
        else (f"From {source_words(source)}: {error.message}" for source, error in failures)
    )
    hints = [error.hint for _, error in failures if error.hint]
    return NetworkError(f"Could not fetch {name}. {reasons}", hint=hints[-1] if hints else "")


def _restricted(target: PullTarget, name: str, kind: SourceKind | None) -> PullTarget:
    if kind is None:
        return target
    sources = tuple(source for source in target.sources if kind_of(source) == kind)
    if not sources:
        kinds = dict.fromkeys(kind_of(source) for source in target.sources)
        raise UsageError(
            f"{name} cannot be had from {_SOURCE_WORDS[kind]}.",
            hint=f"Take it from: --source {' or '.join(kinds)}",
        )
    return replace(target, sources=sources)


def _unknown(reference: str, catalog: Catalog) -> NoModelError:
    names = [entry.name for entry in catalog]
    starting = [name for name in names if name.startswith(reference.casefold())]
    if len(starting) > 1:
        more = f" and {len(starting) - _MOST_NAMED} more" if len(starting) > _MOST_NAMED else ""
        return NoModelError(
            f"{reference!r} could be {', '.join(starting[:_MOST_NAMED])}{more}.",
            hint="Write more of the name. See them: pa models list --all",
        )
    near = nearest(reference, names)
    return NoModelError(
        f"There is no model called {reference!r}" + (f"; did you mean {near}?" if near else "."),
        hint="See the known ones: pa models list --all. Others: pa models pull hf:OWNER/NAME",
    )
