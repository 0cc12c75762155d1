"""A hub on this machine: the parts of its API that fetching uses, and the faults of real servers."""

import contextlib
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Fault:
    """What goes wrong with one download; `after` bytes of the body are sent first.

    kind: "cut" ends the connection, "status" answers `status`, "wrong" sends other bytes,
    "long" sends more than the file, "short" announces and sends less, "no_range" ignores a range,
    "hold" waits for `release` before it goes on, "changed" has another ETag.
    """

    kind: str
    after: int = 0
    status: int = 500
    release: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)


@dataclass
class Repository:
    files: dict[str, bytes]
    license: str = "apache-2.0"
    gated: bool = False
    private: bool = False


class HubServer:
    """Serves repositories, plain files under /files/, and those of them that are wheels to pip."""

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.files: dict[str, bytes] = {}
        self.token = "hf_good"
        self.faults: list[Fault] = []
        self.faults_taken: list[Fault] = []
        self.api_status = 0
        self.with_validators = True
        self.redirect_to = ""
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def downloads(self) -> list[dict[str, str]]:
        """Headers of the requests for bytes, in order."""
        return [
            headers
            for method, path, headers in self.requests
            if method == "GET"
            and path.startswith(("/cdn/", "/files/"))
            and headers.get("Range") != "bytes=0-0"
        ]

    @contextlib.contextmanager
    def running(self) -> Iterator["HubServer"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            for fault in [*self.faults, *self.faults_taken]:
                fault.release.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                hub.requests.append((self.command, path, dict(self.headers.items())))
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    _answer(hub, self, path)

        return Handler


def _answer(hub: HubServer, request: BaseHTTPRequestHandler, path: str) -> None:
    if match := re.fullmatch(r"/api/models/([^/]+/[^/]+?)(?:/revision/(.+))?", path):
        _api(hub, request, match[1], match[2] or "main")
    elif match := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
        _resolve(hub, request, match[1], match[3])
    elif match := re.fullmatch(r"/cdn/(.+?/.+?)/(.+)", path):
        _bytes(hub, request, hub.repositories[match[1]].files[match[2]])
    elif match := re.fullmatch(r"/simple/([^/]+)/", path):
        names = [n for n in hub.files if n.split("-")[0].replace("_", "-") == match[1]]
        links = "".join(f'<a href="/files/{name}">{name}</a>\n' for name in names)
        _plain(request, 200, {"Content-Type": "text/html"}, links.encode())
    elif path.startswith("/redirect/"):
        _plain(request, 302, location=hub.redirect_to)
    elif path.startswith("/files/") and path.removeprefix("/files/") in hub.files:
        _bytes(hub, request, hub.files[path.removeprefix("/files/")])
    else:
        _plain(request, 404)


def _may(hub: HubServer, request: BaseHTTPRequestHandler) -> bool:
    return request.headers.get("Authorization") == f"Bearer {hub.token}"


def _api(hub: HubServer, request: BaseHTTPRequestHandler, name: str, revision: str) -> None:
    repository = hub.repositories.get(name)
    if hub.api_status:
        _plain(request, hub.api_status)
    elif repository is None or (repository.private and not _may(hub, request)):
        _plain(request, 401, {"X-Error-Code": "RepoNotFound"})
    elif revision not in {"main", COMMIT}:
        _plain(request, 404, {"X-Error-Code": "RevisionNotFound"})
    else:
        siblings = [
            {
                "rfilename": file,
                "size": len(content),
                "blobId": "b" * 40,
                "lfs": {"sha256": _sha256(content), "size": len(content), "pointerSize": 130},
            }
            for file, content in repository.files.items()
        ]
        document = {
            "id": name,
            "sha": COMMIT,
            "private": repository.private,
            "gated": "auto" if repository.gated else False,
            "cardData": {"license": repository.license},
            "siblings": siblings,
            "tags": [],
            "downloads": 0,
            "likes": 0,
        }
        _plain(request, 200, {"Content-Type": "application/json"}, json.dumps(document).encode())


def _resolve(hub: HubServer, request: BaseHTTPRequestHandler, name: str, file: str) -> None:
    repository = hub.repositories.get(name)
    if repository is None:
        _plain(request, 401, {"X-Error-Code": "RepoNotFound"})
    elif repository.gated and not _may(hub, request):
        _plain(request, 403, {"X-Error-Code": "GatedRepo"})
    elif file not in repository.files:
        _plain(request, 404, {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
    else:
        content = repository.files[file]
        headers = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Etag": f'"{_sha256(content)}"',
            "X-Linked-Size": str(len(content)),
        }
        # another host name for the same machine, as a content network has
        elsewhere = hub.url.replace("127.0.0.1", "localhost")
        _plain(request, 302, headers, location=f"{elsewhere}/cdn/{name}/{file}?signature=1")


def _bytes(hub: HubServer, request: BaseHTTPRequestHandler, content: bytes) -> None:
    is_probe = request.headers.get("Range") == "bytes=0-0"
    is_download = request.command == "GET" and not is_probe
    fault = hub.faults.pop(0) if is_download and hub.faults else Fault("none")
    hub.faults_taken.append(fault)
    if fault.kind == "status":
        _plain(request, fault.status)
        return
    etag = f'"{_sha256(content)[:16]}{"-new" if fault.kind == "changed" else ""}"'
    start, end = _range(request, content, etag, ignore=fault.kind == "no_range")
    if start >= len(content) and start:
        _plain(request, 416, {"Content-Range": f"bytes */{len(content)}"})
        return
    body = _spoiled(content[start:end], fault)
    is_part = (start, end) != (0, len(content))
    request.send_response(206 if is_part else 200)
    if is_part:
        request.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
    if fault.kind == "long":
        request.close_connection = True
    else:
        request.send_header("Content-Length", str(len(body)))
    if hub.with_validators:
        request.send_header("ETag", etag)
    request.end_headers()
    if request.command != "HEAD":
        _send(request, body, fault)


def _spoiled(body: bytes, fault: Fault) -> bytes:
    if fault.kind == "wrong":
        return body[: fault.after] + bytes(byte ^ 1 for byte in body[fault.after :])
    if fault.kind == "long":
        return body + b"more"
    return body[: fault.after] if fault.kind == "short" else body


def _send(request: BaseHTTPRequestHandler, body: bytes, fault: Fault) -> None:
    if fault.kind in {"cut", "hold"}:
        request.wfile.write(body[: fault.after])
        request.wfile.flush()
        fault.reached.set()
        if fault.kind == "cut":
            request.close_connection = True
            return
        fault.release.wait(60)
        body = body[fault.after :]
    request.wfile.write(body)


def _range(
    request: BaseHTTPRequestHandler, content: bytes, etag: str, *, ignore: bool
) -> tuple[int, int]:
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    matches = request.headers.get("If-Range", etag) == etag
    if match is None or ignore or not matches:
        return 0, len(content)
    return int(match[1]), int(match[2]) + 1 if match[2] else len(content)


def _plain(
    request: BaseHTTPRequestHandler,
    status: int,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    location: str = "",
) -> None:
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    if location:
        request.send_header("Location", location)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(body)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
