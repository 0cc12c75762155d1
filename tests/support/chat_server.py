"""A scripted OpenAI-compatible server on this machine, with the faults of real ones."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer of the server.

    `events` are streamed one by one; what is no text is sent as JSON. `body` is sent at once.
    After `events` the connection is closed when `cut`, held open when `hold` is not set.
    """

    status: int = 200
    events: list[Any] | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    hold: threading.Event | None = None


def words(*pieces: str, finish: str | None = "stop", usage: dict[str, Any] | None = None) -> Reply:
    """An answer in these pieces, as servers stream it."""
    events: list[Any] = [{"choices": [{"delta": {"role": "assistant"}}]}]
    events += [{"choices": [{"delta": {"content": piece}}]} for piece in pieces]
    if finish:
        events.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    if usage:
        events.append({"choices": [], "usage": usage})
    return Reply(events=[*events, "[DONE]"])


@dataclass
class Asked:
    """A request that came."""

    path: str
    body: Any
    headers: dict[str, str]


class ChatServer:
    """Answers /v1/chat/completions from a script, and other paths from `pages`."""

    def __init__(
        self, *, owner: str = "someone", models: tuple[str, ...] = ("big", "small")
    ) -> None:
        self.replies: list[Reply] = []
        self.asked: list[Asked] = []
        rows = [{"id": name, "object": "model", "owned_by": owner} for name in models]
        self.pages: dict[str, Any] = {"/v1/models": {"object": "list", "data": rows}}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def chats(self) -> list[Any]:
        """Bodies of the requests to be answered, in order."""
        return [asked.body for asked in self.asked if asked.path == "/v1/chat/completions"]

    def settings(self, **more: object) -> dict[str, str]:
        """The environment that makes `pa` ask this server."""
        values = {"kind": "remote", "base_url": self.url, **more}
        return {f"PA_ENGINE_{key.upper()}": str(value) for key, value in values.items()}

    @contextlib.contextmanager
    def running(self) -> Iterator["ChatServer"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def reply_to(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if asked.path == "/v1/chat/completions" and self.replies:
            return self.replies.pop(0)
        page: Any | Callable[[Any], Any] = self.pages.get(asked.path)
        if isinstance(page, Reply):
            return page
        if page is None:
            return Reply(404, body={"detail": "Not Found"})
        return Reply(body=page(asked.body) if callable(page) else page)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        return type("Handler", (_Handler,), {"script": self})


class _Handler(BaseHTTPRequestHandler):
    script: ChatServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        headers = {key.lower(): value for key, value in self.headers.items()}
        # a proxy is asked with the whole address
        path = re.sub(r"^http://[^/]+", "", self.path)
        reply = self.script.reply_to(Asked(path, body, headers))
        with contextlib.suppress(ConnectionError):
            if reply.events is None:
                self._send_at_once(reply)
            else:
                self._stream(reply)

    def _send_at_once(self, reply: Reply) -> None:
        if reply.hold is not None:
            reply.hold.wait(30)
        is_text = isinstance(reply.body, bytes)
        content = reply.body if is_text else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/html" if is_text else "application/json")
        self.send_header("Content-Length", str(len(content)))
        for key, value in reply.headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in reply.events or ():
            text = event if isinstance(event, str) else json.dumps(event)
            self._chunk(f": still here\r\n\r\ndata: {text}\r\n\r\n".encode())
        if reply.hold is not None:
            reply.hold.wait(30)
        if not reply.cut:
            self._chunk(b"")
        self.close_connection = reply.cut

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass
