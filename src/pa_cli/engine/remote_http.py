"""Talking HTTP with a server: in a thread of its own, so that Ctrl-C never waits for the network."""

import contextlib
import http.client
import json
import queue
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from pa_cli import __version__
from pa_cli.core.errors import EngineError, InterruptedByUserError, PaError
from pa_cli.core.web_address import WebAddress
from pa_cli.engine.event_stream import read_events
from pa_cli.engine.interrupts import SignalGuard, StopSign
from pa_cli.engine.remote_errors import broken, refusal
from pa_cli.engine.remote_route import Route

DONE = "[DONE]"
"""The last event of an answer."""

_POLL_SECONDS = 0.05
_QUICK_CONNECT = 3.0
_QUICK_ANSWER = 5.0
_END_SECONDS = 0.2
_BUSY = {429, 503}
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_WORTH_SAYING = 3.0
_MOST_BYTES = 1 << 26
_MOST_REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds.

    Attributes:
        connect: For a connection.
        first: For the first word of an answer, and for any answer that comes at once.
        between: Between two pieces of a stream.
        retries: How often a busy or unreachable server is asked again.
    """

    connect: float = 10.0
    first: float = 300.0
    between: float = 60.0
    retries: int = 3


@dataclass(slots=True)
class _Call:
    """One request while it is under way; `stop` may come from another thread."""

    items: "queue.SimpleQueue[tuple[str, Any]]" = field(default_factory=queue.SimpleQueue)
    stopped: threading.Event = field(default_factory=threading.Event)
    sock: socket.socket | None = None
    received: int = 0

    def stop(self) -> None:
        self.stopped.set()
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


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
        self._route = Route(address)
        self._idle: list[http.client.HTTPConnection] = []
        self._closed = False

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
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _run(self, guard: StopSign, work: Callable[[_Call], Iterator[Any]]) -> Generator[Any]:
        """What `work` yields in a thread of its own; closing the generator ends the call."""
        call = _Call()

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

    def _read_json(self, call: _Call, path: str, body: object, *, quick: bool) -> Iterator[Any]:
        connection, response = self._send(call, path, body, quick=quick)
        try:
            content = self._read_all(response)
        finally:
            self._give_back(call, connection, response)
        try:
            yield json.loads(content)
        except (ValueError, RecursionError):
            raise EngineError(
                f"{self.address.authority} sent something that is no JSON.",
                hint="Is this an OpenAI-compatible server? pa config get engine.base_url",
            ) from None

    def _read_stream(self, call: _Call, path: str, body: object) -> Iterator[str]:
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
            self._give_back(call, connection, response)
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
        self, call: _Call, path: str, body: object, *, quick: bool = False
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """A response that is a success; a busy server is asked again, with growing pauses."""
        target = path if path.startswith("/") else f"{self.address.path}/{path}"
        tries = 0 if quick else self._patience.retries
        redirects = 0
        while True:
            try:
                connection, response = self._send_once(call, target, body, quick=quick)
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

    def _pause(self, call: _Call, failures: int, wished: str) -> None:
        seconds = max(_FIRST_WAIT * 2**failures, _seconds(wished))
        if seconds >= _WORTH_SAYING:
            self._notice(f"{self.address.authority} is busy; trying again in {seconds:.0f} s.")
        call.stopped.wait(seconds)

    def _send_once(
        self, call: _Call, target: str, body: object, *, quick: bool
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        content = None if body is None else json.dumps(body, ensure_ascii=True).encode()
        while True:
            kept = self._take_idle()
            connection = kept or self._connect(quick=quick)
            try:
                if connection.sock is not None:
                    connection.sock.settimeout(_QUICK_ANSWER if quick else self._patience.first)
                call.sock = connection.sock
                if call.stopped.is_set():
                    raise ConnectionAbortedError
                method = "GET" if content is None else "POST"
                connection.request(
                    method, self._route.target(target), content, self._headers(content)
                )
                return connection, connection.getresponse()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                # the server may have closed a kept connection: that says nothing about it
                if kept is None or isinstance(error, TimeoutError) or call.stopped.is_set():
                    raise

    def _connect(self, *, quick: bool) -> http.client.HTTPConnection:
        patience = self._patience.connect
        try:
            return self._route.connect(min(_QUICK_CONNECT, patience) if quick else patience)
        except TimeoutError:
            raise EngineError(
                f"{self.address.authority} does not take a connection.",
                hint="Is it reachable from here? Wait longer: pa config set engine.connect_timeout SECONDS",
            ) from None

    def _take_idle(self) -> http.client.HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _give_back(
        self,
        call: _Call,
        connection: http.client.HTTPConnection,
        response: http.client.HTTPResponse,
    ) -> None:
        is_usable = response.isclosed() and connection.sock is not None
        if is_usable and not response.will_close and not call.stopped.is_set():
            self._idle.append(connection)
            if self._closed:
                self.close()
        else:
            response.close()
            connection.close()

    def _headers(self, content: bytes | None) -> dict[str, str]:
        headers = {
            "User-Agent": f"pa/{__version__}",
            "Accept": "application/json, text/event-stream",
            "Accept-Encoding": "identity",
        }
        if content is not None:
            headers["Content-Type"] = "application/json"
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return {**headers, **self._route.headers()}


class _PatientLines:
    """Lines of a response: the first piece of text may take long, the next ones less.

    The first event often says only that an answer begins.
    """

    def __init__(self, response: http.client.HTTPResponse, call: _Call, patience: Patience) -> None:
        self._response = response
        self._call = call
        self._patience = patience
        self._is_hurried = False

    def readline(self, limit: int = -1, /) -> bytes:
        if self._call.received > 1 and not self._is_hurried and self._call.sock is not None:
            self._call.sock.settimeout(self._patience.between)
            self._is_hurried = True
        return self._response.readline(limit)


def _finish(response: http.client.HTTPResponse, call: _Call) -> None:
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
