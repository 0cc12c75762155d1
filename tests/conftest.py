"""Every test gets an empty home, no colour, a fixed width and no network."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# a busy machine is slow: no test fails for the time that it takes
settings.register_profile("pa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pa")


@pytest.fixture(autouse=True)
def fresh_home(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith("PA_") and not name.startswith("PA_TEST_"):
            monkeypatch.delenv(name)
    home = tmp_path / "pa-home"
    monkeypatch.setenv("PA_HOME", str(home))
    monkeypatch.setenv("PA_OFFLINE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TZ", "Europe/Madrid")
    # processes that a test starts run this source too, installed or not
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent / "src"))
    return home


@pytest.fixture(scope="session")
def smollm2():
    """Path of SmolLM2-135M-Instruct; its tests carry the mark `model`."""
    return _model("PA_TEST_SMOLLM2")


@pytest.fixture(scope="session")
def qwen():
    """Path of Qwen2.5-Coder-0.5B-Instruct; its tests carry the mark `model`."""
    return _model("PA_TEST_QWEN")


def _model(variable):
    path = os.environ.get(variable)
    if not path:
        pytest.skip(f"{variable} does not name a model file; scripts/test fetches it")
    return Path(path)
