"""Talking HTTP with a server: in a thread of its own, so that Ctrl-C never waits for the network."""

import contextlib
import http.client
import json
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from pa_cli.core.errors import EngineError, InterruptedByUserError, PaError
from pa_cli.core.web_address import WebAddress
from pa_cli.engine.event_stream import read_events
from pa_cli.engine.interrupts import SignalGuard, StopSign
from pa_cli.engine.remote_connections import Call, Connections, Patience
from pa_cli.engine.remote_errors import broken, refusal

DONE = "[DONE]"
"""The last event of an answer."""

_POLL_SECONDS = 0.05
_END_SECONDS = 0.2
_BUSY = {429, 503}
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_WORTH_SAYING = 3.0
_MOST_BYTES = 1 << 26
_MOST_REDIRECTS = 3


class RemoteServer:
    """A server at one address; nothing is sent to any other.

    Args:
        address: The beginning of every path, such as http://127.0.0.1:8080/v1.
        patience: How long it is waited for.
        key: Sent as a bearer token, "" for none.
        key_variable: Where the key came from, for messages.
        notice: Gets a sentence when it is waited for the server.
    """

    def __init__(
        self,
        address: WebAddress,
        *,
        patience: Patience,
        key: str = "",
        key_variable: str = "",
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.address = address
        self._patience = patience
        self._key = key
        self._key_variable = key_variable
        self._notice = notice
        self._connections = Connections(address, patience, key)

    def ask(self, path: str, body: object = None, *, quick: bool = False) -> Any:
        """The JSON that the server answers; GET without a body, POST with one.

        Args:
            path: Below the address; one that begins with "/" is below its host.
            body: Sent as JSON.
            quick: Only look whether something is there: no second try, and little patience.

        Raises:
            PaError: See `stream`; also when the answer is no JSON.
            InterruptedByUserError: Ctrl-C.
        """
        found: list[Any] = []
        with SignalGuard() as guard:
            found += self._run(guard, lambda call: self._read_json(call, path, body, quick=quick))
            if guard.stop_requested():
                raise InterruptedByUserError("")
        return found[0]

    def stream(self, path: str, body: object, guard: StopSign) -> Generator[str]:
        """The data of each event of a streamed answer; ends early when `guard` asks for it.

        A server that does not stream gives all of its answer as one event.

        Raises:
            EngineError: It cannot be reached, refuses, or breaks off.
            ContextOverflowError: The prompt is too long for it.
        """
        return self._run(guard, lambda call: self._read_stream(call, path, body))

    def close(self) -> None:
        """Close what is open; safe to call twice."""
        self._connections.close()

    def _run(self, guard: StopSign, work: Callable[[Call], Iterator[Any]]) -> Generator[Any]:
        """What `work` yields in a thread of its own; closing the generator ends the call."""
        call = Call()

        def do() -> None:
            try:
                for item in work(call):
                    call.items.put(("item", item))
                call.sock = None  # another call may have it now
                call.items.put(("end", None))
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                call.items.put(("error", error))

        threading.Thread(target=do, daemon=True).start()
        try:
            while not guard.stop_requested():
                with contextlib.suppress(queue.Empty):
                    kind, value = call.items.get(timeout=_POLL_SECONDS)
                    if kind == "end":
                        return
                    if kind == "error":
                        raise value
                    call.received += 1
                    yield value
        finally:
            call.stop()

    def _read_json(self, call: Call, path: str, body: object, *, quick: bool) -> Iterator[Any]:
        connection, response = self._send(call, path, body, quick=quick)
        try:
            content = self._read_all(response)
        finally:
            self._connections.give_back(call, connection, response)
        try:
            yield json.loads(content)
        except (ValueError, RecursionError):
            raise EngineError(
                f"{self.address.authority} sent something that is no JSON.",
                hint="Is this an OpenAI-compatible server? pa config get engine.base_url",
            ) from None

    def _read_stream(self, call: Call, path: str, body: object) -> Iterator[str]:
        connection, response = self._send(call, path, body)
        try:
            if "text/event-stream" not in response.headers.get("Content-Type", "text/event-stream"):
                yield self._read_all(response).decode("utf-8", "replace")
                return
            for data in read_events(_PatientLines(response, call, self._patience)):
                if data.strip() == DONE:
                    _finish(response, call)
                    break
                yield data
            else:
                return
        except (OSError, http.client.HTTPException) as error:
            raise broken(error, self.address, "broke off") from None
        finally:
            self._connections.give_back(call, connection, response)
        yield DONE

    def _read_all(self, response: http.client.HTTPResponse) -> bytes:
        try:
            content = response.read(_MOST_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise broken(error, self.address, "broke off") from None
        if len(content) >= _MOST_BYTES:
            raise EngineError(f"{self.address.authority} sent more than {_MOST_BYTES:,} bytes.")
        return content

    def _send(
        self, call: Call, path: str, body: object, *, quick: bool = False
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """A response that is a success; a busy server is asked again, with growing pauses."""
        target = path if path.startswith("/") else f"{self.address.path}/{path}"
        tries = 0 if quick else self._patience.retries
        redirects = 0
        while True:
            try:
                connection, response = self._connections.open(call, target, body, quick=quick)
            except (OSError, http.client.HTTPException) as error:
                if tries <= 0 or call.stopped.is_set() or not _may_pass(error):
                    raise broken(error, self.address, "cannot be reached") from None
                self._pause(call, self._patience.retries - tries, "")
                tries -= 1
                continue
            if response.status < 300:
                return connection, response
            said = response.read(_MOST_BYTES >> 10)
            connection.close()
            if response.status in {301, 302, 303, 307, 308} and redirects < _MOST_REDIRECTS:
                target = self._redirected(response, target)
                redirects += 1
            elif response.status in _BUSY and tries > 0 and self._is_soon(response):
                self._pause(
                    call, self._patience.retries - tries, response.headers.get("Retry-After", "")
                )
                tries -= 1
            else:
                raise self._refusal(response.status, said)

    def _refusal(self, status: int, said: bytes) -> PaError:
        return refusal(
            status,
            said,
            place=self.address.authority,
            key_variable=self._key_variable,
            has_key=bool(self._key),
            secret=self._key,
        )

    def _redirected(self, response: http.client.HTTPResponse, target: str) -> str:
        """Where to ask instead, on the same server only: neither words nor key go elsewhere."""
        wanted = urljoin(self.address.origin + target, response.headers.get("Location", ""))
        parts = urlsplit(wanted)
        if f"{parts.scheme}://{parts.netloc}" != self.address.origin:
            raise EngineError(
                f"{self.address.authority} wants to send your words on to {parts.netloc}; refused.",
                hint="If that is right: pa config set engine.base_url ADDRESS",
            )
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _is_soon(self, response: http.client.HTTPResponse) -> bool:
        return _seconds(response.headers.get("Retry-After", "")) <= _LONGEST_WAIT

    def _pause(self, call: Call, failures: int, wished: str) -> None:
        seconds = max(_FIRST_WAIT * 2**failures, _seconds(wished))
        if seconds >= _WORTH_SAYING:
            self._notice(f"{self.address.authority} is busy; trying again in {seconds:.0f} s.")
        call.stopped.wait(seconds)


class _PatientLines:
    """Lines of a response: the first piece of text may take long, the next ones less.

    The first event often says only that an answer begins.
    """

    def __init__(self, response: http.client.HTTPResponse, call: Call, patience: Patience) -> None:
        self._response = response
        self._call = call
        self._patience = patience
        self._is_hurried = False

    def readline(self, limit: int = -1, /) -> bytes:
        if self._call.received > 1 and not self._is_hurried and self._call.sock is not None:
            self._call.sock.settimeout(self._patience.between)
            self._is_hurried = True
        return self._response.readline(limit)


def _finish(response: http.client.HTTPResponse, call: Call) -> None:
    """Take the end of a body whose last event has come, so that the connection can be kept."""
    if call.sock is not None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            call.sock.settimeout(_END_SECONDS)
            response.read(1)


def _may_pass(error: Exception) -> bool:
    """Whether trying again may help: a server that starts refuses or closes connections."""
    return isinstance(error, ConnectionError | http.client.HTTPException)


def _seconds(wished: str) -> float:
    """`Retry-After` in seconds from now; it may also be a date."""
    if wished.strip().isdecimal():
        return float(wished)
    if not wished.strip():
        return 0.0
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(wished).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0
