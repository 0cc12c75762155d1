"""What a server says of itself: which models it has, of what kind it is, how much fits."""

from dataclasses import dataclass
from typing import Any

from pa_cli.core.errors import EngineError, NoModelError
from pa_cli.core.model_names import find_name
from pa_cli.engine.remote_dialect import (
    BY_OWNER,
    LLAMA_SERVER,
    OLD_VLLM,
    OLLAMA,
    OTHER,
    VLLM,
    Dialect,
)
from pa_cli.engine.remote_errors import UnknownPathError
from pa_cli.engine.remote_http import RemoteServer

ASSUMED_CONTEXT = 4096
"""Context window where neither the server nor the settings tell."""

_MOST_NAMED = 8
_USUAL_PATH = "/v1"


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model as the server lists it; `context` in tokens, 0 when it does not say."""

    name: str
    context: int = 0


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """A server and what it has."""

    dialect: Dialect
    models: tuple[RemoteModel, ...]

    def find(self, wanted: str, place: str) -> RemoteModel:
        """The model that is meant: by its name or a unique beginning of it; "" is the first one.

        Raises:
            NoModelError: The server does not list it, or lists none and none was named.
        """
        if not self.models:
            if wanted:
                return RemoteModel(wanted)
            raise NoModelError(
                f"{place} does not say which models it has.",
                hint="Name one: pa config set engine.model NAME. Or is the address wrong?"
                " pa config get engine.base_url",
            )
        if not wanted:
            return self.models[0]
        by_name = {model.name: model for model in self.models}
        # some servers list whole paths, others the owner before the name
        by_last = {model.name.rpartition("/")[2]: model for model in self.models}
        for known in (by_name, by_last):
            name = find_name(wanted, list(known))
            if name is not None:
                return known[name]
        raise unknown_model(wanted, self, place)


def unknown_model(wanted: str, facts: ServerFacts, place: str) -> NoModelError:
    """The server has no model of that name; says which it has."""
    names = [model.name for model in facts.models]
    shown = ", ".join(names[:_MOST_NAMED]) + (", ..." if len(names) > _MOST_NAMED else "")
    has = f" It has: {shown}" if names else ""
    return NoModelError(
        f"{place} has no model called {wanted}.{has}",
        hint="Take one of these: -m NAME. Or a model of this machine: pa config set engine.kind local",
    )


def look_at(server: RemoteServer, *, quick: bool = False) -> ServerFacts:
    """Ask the server what it is.

    Raises:
        EngineError: It cannot be reached, or wants a key.
    """
    try:
        answer = server.ask("models", quick=quick)
    except UnknownPathError:
        _suggest_usual_path(server)
        return ServerFacts(OTHER, ())
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise EngineError(
            f"{server.address} is no OpenAI-compatible server: it lists no models.",
            hint="Look at the address: pa config get engine.base_url",
        )
    rows = [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]
    owner = str(rows[0].get("owned_by", "")) if rows else ""
    dialect = BY_OWNER.get(owner, OTHER)
    if dialect is VLLM and _is_old(_try(server, "/version")):
        dialect = OLD_VLLM
    return ServerFacts(dialect, tuple(_model(row) for row in rows))


def _suggest_usual_path(server: RemoteServer) -> None:
    """Say so when the models are where nearly all servers have them, and not at the address."""
    usual = server.address.origin + _USUAL_PATH
    if server.address.path != _USUAL_PATH and _path(_try(server, f"{_USUAL_PATH}/models"), "data"):
        raise EngineError(
            f"There are no models at {server.address}, but at {usual} there are.",
            hint=f"Mend the address: pa config set engine.base_url {usual}",
        )


def context_of(server: RemoteServer, dialect: Dialect, model: RemoteModel) -> int:
    """The context window of `model` as the server runs it, 0 when it does not say."""
    if model.context:
        return model.context
    if dialect is LLAMA_SERVER:
        facts = _try(server, "/props")
        return _whole(_path(facts, "default_generation_settings", "n_ctx"))
    if dialect is OLLAMA:
        running = _path(_try(server, "/api/ps"), "models")
        for row in running if isinstance(running, list) else ():
            if isinstance(row, dict) and model.name in {row.get("name"), row.get("model")}:
                return _whole(row.get("context_length"))
    return 0


def _model(row: dict[str, Any]) -> RemoteModel:
    # max_model_len is vLLM's and SGLang's; n_ctx is a llama.cpp router's
    context = _whole(row.get("max_model_len")) or _whole(_path(row, "meta", "n_ctx"))
    return RemoteModel(row["id"], context)


def _is_old(facts: object) -> bool:
    """Whether this vLLM is older than 0.11, which renamed what constrains an answer."""
    version = str(_path(facts, "version") or "").split(".")
    numbers = [int(part) if part.isdecimal() else 0 for part in version[:2]]
    return len(numbers) == 2 and (0, 0) < tuple(numbers) < (0, 11)


def _try(server: RemoteServer, path: str) -> object:
    try:
        return server.ask(path, quick=True)
    except EngineError:
        return None


def _path(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
