"""Every test gets an empty home, no colour, a fixed width and no network."""

import pytest

_KEEP = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "TERM"}


@pytest.fixture(autouse=True)
def fresh_home(tmp_path, monkeypatch):
    import os

    for name in list(os.environ):
        if name.startswith("PA_") and not name.startswith("PA_TEST_"):
            monkeypatch.delenv(name)
    home = tmp_path / "pa-home"
    monkeypatch.setenv("PA_HOME", str(home))
    monkeypatch.setenv("PA_OFFLINE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TZ", "Europe/Madrid")
    return home
