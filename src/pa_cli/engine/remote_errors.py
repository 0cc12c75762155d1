"""What a server's refusal means, in the user's words."""

import json
import re
import socket
import ssl

from pa_cli.core.errors import ContextOverflowError, EngineError, PaError
from pa_cli.core.web_address import WebAddress

_LONGEST_MESSAGE = 300
_INSTEAD = "take the model of this machine: pa config set engine.kind local"
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|maximum context length|context (size|window|length)"
    r"|longer than the (maximum )?model",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:maximum )?context (?:length|size|window)(?: of| is|:)*[^\d]{0,20}(\d{2,9})", re.IGNORECASE
)
_REQUESTED = re.compile(
    r"requested (?:about )?(\d{2,9}) tokens|(\d{2,9}) (?:input |prompt )?tokens", re.IGNORECASE
)


class UnknownModelError(EngineError):
    """The server does not have the model that was named."""


class UnknownPathError(EngineError):
    """The server does not know this address."""


def refusal(
    status: int, body: bytes, *, place: str, key_variable: str, has_key: bool, secret: str = ""
) -> PaError:
    """The error that stands for an answer that is no success.

    Args:
        status: HTTP status.
        body: What came with it, or a part of it.
        place: The server as the user knows it.
        key_variable: Name of the variable of the key, "" for none.
        has_key: A key was sent.
        secret: Must not be in any message.
    """
    said = message_in(body)
    if secret:
        said = said.replace(secret, "***")
    if status in {401, 403}:
        return _not_allowed(status, place, key_variable, has_key=has_key)
    if status in {400, 413, 422, 500} and _TOO_LONG.search(said + _code_in(body)):
        return too_long(said, body, place)
    if status == 404:
        if re.search(r"model", said, re.IGNORECASE):
            return UnknownModelError(f"{place} does not have this model: {said}")
        return UnknownPathError(
            f"{place} is no OpenAI-compatible server, or engine.base_url lacks a part (404).",
            hint="Look at the address: pa config get engine.base_url",
        )
    if status == 429:
        return EngineError(
            f"{place} takes no more questions now (429)" + (f": {said}" if said else "."),
            hint="Try again later.",
        )
    return EngineError(
        f"{place} failed ({status})" + (f": {said}" if said else "."),
        hint=f"Look at its own log, or {_INSTEAD}",
    )


def _not_allowed(status: int, place: str, key_variable: str, *, has_key: bool) -> EngineError:
    if has_key:
        return EngineError(
            f"{place} does not accept the key in {key_variable} ({status}).",
            hint=f"Put the right one there: export {key_variable}=...",
        )
    return EngineError(
        f"{place} wants a key ({status}).",
        hint="Put it into a variable and name that: pa config set engine.api_key_env VARIABLE",
    )


def too_long(said: str, body: bytes, place: str) -> ContextOverflowError:
    """The prompt does not fit, with the numbers that the server gave."""
    facts = _error_in(body)
    limit = _number(facts.get("n_ctx")) or _first(_LIMIT, said)
    needed = _number(facts.get("n_prompt_tokens")) or _first(
        _REQUESTED, said.replace(str(limit), "")
    )
    numbers = (
        f"; it has {needed:,} tokens, the context window is {limit:,}" if limit and needed else ""
    )
    return ContextOverflowError(
        f"The prompt does not fit the model at {place}{numbers}." + ("" if numbers else f" {said}"),
        needed=needed,
        available=limit,
        hint="Shorten it, use --on-overflow truncate or chunk, or set engine.context to the server's.",
    )


def broken(error: Exception, address: WebAddress, what: str) -> EngineError:
    """The error that stands for a connection that is `what`."""
    place = address.authority
    if isinstance(error, ConnectionRefusedError):
        return EngineError(
            f"Nothing answers at {address}.",
            hint=f"Start the server there, or {_INSTEAD}",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return EngineError(
            f"The certificate of {place} is not trusted ({error.verify_message}).",
            hint="Add its authority to the system's, or set SSL_CERT_FILE.",
        )
    if isinstance(error, TimeoutError):
        return EngineError(
            f"{place} was silent for too long.",
            hint="Wait longer: pa config set engine.first_token_timeout SECONDS"
            if what == "cannot be reached"
            else "Wait longer: pa config set engine.token_timeout SECONDS",
        )
    if isinstance(error, socket.gaierror):
        return EngineError(
            f"There is no host called {address.host}.",
            hint="Look at the address: pa config get engine.base_url",
        )
    subject = place if what == "cannot be reached" else f"The connection to {place}"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else ""
    return EngineError(
        f"{subject} {what}" + (f": {reason.rstrip('.')}." if reason else "."),
        hint=f"Is the address right? Or {_INSTEAD}" if what == "cannot be reached" else "",
    )


def message_in(body: bytes) -> str:
    """What a server says in an error, on one line: JSON of any usual shape, or text."""
    facts = _error_in(body)
    for key in ("message", "detail", "error", "msg"):
        if isinstance(facts.get(key), str) and facts[key]:
            return _shorten(str(facts[key]))
    text = body.decode("utf-8", "replace")
    return "" if text.lstrip().startswith(("{", "[", "<")) else _shorten(text)


def _error_in(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if isinstance(found, dict) and isinstance(found.get("error"), dict):
        found = found["error"]
    return found if isinstance(found, dict) else {}


def _code_in(body: bytes) -> str:
    facts = _error_in(body)
    return f" {facts.get('code')} {facts.get('type')}"


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(next(group for group in match.groups() if group)) if match else 0


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"
