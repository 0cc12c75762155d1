"""Connections to one server: opened, kept for the next request, broken off when a call is stopped."""

import contextlib
import http.client
import json
import queue
import socket
import threading
from dataclasses import dataclass, field
from typing import Any

from pa_cli import __version__
from pa_cli.core.errors import EngineError
from pa_cli.core.web_address import WebAddress
from pa_cli.engine.remote_route import Route

_QUICK_CONNECT = 3.0
_QUICK_ANSWER = 5.0


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
class Call:
    """One request while it is under way; `stop` may come from another thread."""

    items: "queue.SimpleQueue[tuple[str, Any]]" = field(default_factory=queue.SimpleQueue)
    stopped: threading.Event = field(default_factory=threading.Event)
    sock: socket.socket | None = None
    received: int = 0

    def stop(self) -> None:
        """Break it off, wherever it is."""
        self.stopped.set()
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class Connections:
    """The connections to one server; nothing is sent to any other.

    Args:
        address: The server.
        patience: How long it is waited for.
        key: Sent as a bearer token, "" for none.
    """

    def __init__(self, address: WebAddress, patience: Patience, key: str) -> None:
        self._address = address
        self._patience = patience
        self._key = key
        self._route = Route(address)
        self._idle: list[http.client.HTTPConnection] = []
        self._closed = False

    def close(self) -> None:
        """Close what is open; safe to call twice."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def open(
        self, call: Call, target: str, body: object, *, quick: bool
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Send a request over a new connection, or over one that was kept; the response has come.

        Args:
            call: What it belongs to; stopping it ends the connection.
            target: The path and what follows it.
            body: Sent as JSON; None asks by GET.
            quick: Wait a few seconds only.

        Raises:
            EngineError: The server takes no connection.
            OSError: It breaks off, or is silent for too long.
            http.client.HTTPException: It answers something that is no HTTP.
        """
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
                f"{self._address.authority} does not take a connection.",
                hint="Is it reachable from here? Wait longer: pa config set engine.connect_timeout SECONDS",
            ) from None

    def _take_idle(self) -> http.client.HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def give_back(
        self,
        call: Call,
        connection: http.client.HTTPConnection,
        response: http.client.HTTPResponse,
    ) -> None:
        """Keep the connection for the next request, when its answer was read to the end."""
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
