"""Whether the hub answers, against a server on this machine."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pa_cli.storage.reachability import hub_is_reachable


@pytest.fixture
def serve(monkeypatch):
    """Run a server that answers everything with one status, and make it the hub."""
    servers = []

    def serve(status):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}/")

    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "reachable"), [(200, True), (401, True), (403, False), (502, False)]
)
def test_a_hub_is_there_when_it_answers_and_not_when_a_proxy_says_no(serve, status, reachable):
    serve(status)
    assert hub_is_reachable() is reachable


def test_its_own_offline_switch_is_heard(serve, monkeypatch):
    serve(200)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert not hub_is_reachable()


@pytest.mark.timeout(20)
def test_a_hub_that_never_answers_is_given_up(monkeypatch):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert not hub_is_reachable(seconds=0.2)


@pytest.mark.parametrize("endpoint", ["file:///etc", "nonsense", "https://"])
def test_an_odd_endpoint_is_no_hub(monkeypatch, endpoint):
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    assert not hub_is_reachable(seconds=1)
