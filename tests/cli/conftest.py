"""A hub and a package index on this machine, for the commands that fetch."""

import pytest

from tests.support.hub_server import HubServer, Repository
from tests.support.models import FILE, REPO, model_bytes


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A running hub that the library takes for the real one; the network is on."""
    from huggingface_hub import close_session, constants

    from pa_cli.storage.downloads import http

    cache = tmp_path / "hub-cache"
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
    monkeypatch.setattr(http, "RETRY_DELAYS", (0.0, 0.0, 0.0))
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = HubServer()
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("PA_OFFLINE", "0")
    with server.running():
        yield server
        close_session()


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """A folder that is the only package index that pip knows; the network is on."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PA_OFFLINE", "0")
    return folder


@pytest.fixture
def index(hub, wheels, monkeypatch):
    """The hub serves its plain files as a package index, which is the only one that pip knows."""
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.url}/simple/")
    monkeypatch.delenv("PIP_NO_INDEX")
    return hub


@pytest.fixture
def model(hub):
    """The bytes of the one model that the hub carries."""
    content = model_bytes()
    hub.repositories[REPO] = Repository({FILE: content, "README.md": b"# Tiny"})
    return content


@pytest.fixture
def models(fresh_home):
    """The models folder; not there before something is put into it."""
    return fresh_home / "models"
