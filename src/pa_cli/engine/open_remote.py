"""From settings to an engine on a server, and what can be said of that server."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pa_cli.core.errors import ConfigError, NetworkError, PaError
from pa_cli.core.health import RemoteState
from pa_cli.core.setting_specs import models as specs
from pa_cli.core.settings import Settings
from pa_cli.core.web_address import WebAddress, parse_web_address
from pa_cli.engine.remote_connections import Patience
from pa_cli.engine.remote_embedder import RemoteEmbedder
from pa_cli.engine.remote_engine import RemoteEngine
from pa_cli.engine.remote_http import RemoteServer
from pa_cli.engine.remote_models import ASSUMED_CONTEXT, context_of, look_at


@dataclass(frozen=True, slots=True)
class RemotePlace:
    """What decides which server is asked, beside the settings.

    Attributes:
        environment: Holds the key.
        offline: Only a server of this machine may be asked.
        notice: Gets a sentence that the user should know.
    """

    environment: Mapping[str, str]
    offline: bool = False
    notice: Callable[[str], None] = lambda _: None


def open_remote(settings: Settings, place: RemotePlace, model: str | None = None) -> RemoteEngine:
    """The engine that the settings name; the server is asked what it has.

    Args:
        settings: Resolved settings.
        place: Key, network and where notices go.
        model: The server's name for the model, None for `engine.model`.

    Raises:
        ConfigError: The settings name no server, or a key that is not there.
        NetworkError: The network is switched off and the server is elsewhere.
        EngineError: The server cannot be reached, or does not let the user in.
        NoModelError: It does not have the model.
    """
    server = _server(settings, place)
    try:
        return RemoteEngine(
            server,
            look_at(server),
            model or settings[specs.ENGINE_MODEL],
            context=settings[specs.ENGINE_CONTEXT],
        )
    except BaseException:
        server.close()
        raise


def open_remote_embedder(
    settings: Settings, place: RemotePlace, model: str, *, prefixes: tuple[str, str]
) -> RemoteEmbedder:
    """The embedding model of the server; raises as `open_remote`."""
    server = _server(settings, place)
    try:
        facts = look_at(server)
        found = facts.find(model, server.address.authority)
        return RemoteEmbedder(server, found.name, prefixes=prefixes)
    except BaseException:
        server.close()
        raise


def list_remote_models(settings: Settings, place: RemotePlace) -> list[str]:
    """The names of all models of the server; raises as `open_remote`."""
    server = _server(settings, place)
    try:
        return [model.name for model in look_at(server).models]
    finally:
        server.close()


def look_at_remote(settings: Settings, place: RemotePlace) -> RemoteState:
    """What `pa doctor` says of the server; what goes wrong is part of it."""
    address = settings[specs.ENGINE_BASE_URL]
    key_variable = settings[specs.ENGINE_API_KEY_ENV]
    try:
        server = _server(settings, place, retries=0)
    except PaError as error:
        return RemoteState(
            address, key_variable=key_variable, problem=error.message, mend=error.hint
        )
    try:
        started = time.perf_counter()
        facts = look_at(server, quick=True)
        seconds = time.perf_counter() - started
        model = facts.find(settings[specs.ENGINE_MODEL], server.address.authority)
        context = settings[specs.ENGINE_CONTEXT] or context_of(server, facts.dialect, model)
    except PaError as error:
        return RemoteState(
            str(server.address),
            is_loopback=server.address.is_loopback,
            key_variable=key_variable,
            problem=error.message,
            mend=error.hint,
        )
    finally:
        server.close()
    return RemoteState(
        str(server.address),
        is_loopback=server.address.is_loopback,
        key_variable=key_variable,
        kind=facts.dialect.name,
        model=model.name,
        models=tuple(m.name for m in facts.models),
        context=context or ASSUMED_CONTEXT,
        context_is_assumed=not context,
        milliseconds=round(seconds * 1000, 1),
    )


def _server(settings: Settings, place: RemotePlace, *, retries: int | None = None) -> RemoteServer:
    address = remote_address(settings)
    if place.offline and not address.is_loopback:
        raise NetworkError(
            f"The network is switched off (PA_OFFLINE or --offline), and {address.host} is another machine.",
            hint="Allow it, or take a model of this machine: pa config set engine.kind local",
        )
    if address.scheme == "http" and not address.is_loopback:
        place.notice(
            f"{address.authority} is asked without encryption: others on the way can read along."
        )
    variable = settings[specs.ENGINE_API_KEY_ENV]
    return RemoteServer(
        address,
        patience=Patience(
            connect=settings[specs.ENGINE_CONNECT_TIMEOUT],
            first=settings[specs.ENGINE_FIRST_TOKEN_TIMEOUT],
            between=settings[specs.ENGINE_TOKEN_TIMEOUT],
            retries=settings[specs.ENGINE_RETRIES] if retries is None else retries,
        ),
        key=_key(variable, place.environment),
        key_variable=variable,
        notice=place.notice,
    )


def remote_address(settings: Settings) -> WebAddress:
    """The server's address; without a path it is the usual one, /v1.

    Raises:
        ConfigError: The settings name none.
    """
    text = settings[specs.ENGINE_BASE_URL]
    if not text:
        raise ConfigError(
            "engine.kind is remote, but engine.base_url names no server.",
            hint="Name one: pa config set engine.base_url http://127.0.0.1:8080/v1",
        )
    address = parse_web_address(text)
    if address.path:
        return address
    return WebAddress(address.scheme, address.host, address.port, "/v1")


def _key(variable: str, environment: Mapping[str, str]) -> str:
    if not variable:
        return ""
    key = environment.get(variable, "").strip()
    if not key:
        raise ConfigError(
            f"engine.api_key_env is {variable}, but there is no such variable in the environment.",
            hint=f"Set it: export {variable}=..., or: pa config unset engine.api_key_env",
        )
    if not (key.isascii() and key.isprintable()):
        raise ConfigError(f"What {variable} holds cannot be a key: it has unusual characters.")
    return key
