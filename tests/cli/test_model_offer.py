import hashlib

import pytest

from pa_cli.wiring import Wiring
from tests.support.fakes import ScriptedEngine, ScriptedWiring
from tests.support.hub_server import Repository
from tests.support.models import model_bytes, write_catalog
from tests.support.runner import pa

REPO, FILE = "tiny/Tiny-GGUF", "tiny-q4_k_m.gguf"


class _RealModels(ScriptedWiring):
    """A scripted engine, but only for a model that is really installed."""

    find_model = Wiring.find_model


@pytest.fixture
def ask(hub, fresh_home):
    content = model_bytes()
    hub.repositories[REPO] = Repository({FILE: content})
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        hub=(REPO, FILE),
    )

    def run(*arguments, **options):
        engine = ScriptedEngine(["hello"])
        return pa(
            "ask", "hi", *arguments, wire=lambda **given: _RealModels(engine, **given), **options
        )

    return run


def test_with_yes_the_missing_model_is_fetched_and_asked(ask, fresh_home):
    result = ask("-m", "tiny", "-y")
    assert (result.exit_code, result.stdout) == (0, "hello\n")
    assert result.stderr == ""
    assert (fresh_home / "models" / "tiny.gguf").exists()


def test_the_model_of_the_settings_is_the_one_that_is_fetched(ask, fresh_home):
    assert ask("-y", env={"PA_MODEL_CHAT": "tiny"}).stdout == "hello\n"
    assert (fresh_home / "models" / "tiny.gguf").exists()


def test_at_a_terminal_it_is_offered_and_asked_after_a_yes(ask):
    result = ask("-m", "tiny", stdin="y\n", terminal=True)
    assert "tiny is not on this machine yet." in result.stderr
    assert "Fetch tiny (66 kB, MIT)?" in result.stderr
    assert result.exit_code == 0
    assert "hello" in result.stdout


def test_a_declined_offer_fetches_nothing(ask, hub):
    result = ask("-m", "tiny", stdin="n\n", terminal=True)
    assert result.exit_code == 6
    assert hub.downloads() == []


def test_without_a_terminal_and_yes_the_command_is_named(ask, hub):
    result = ask("-m", "tiny")
    assert result.exit_code == 4
    assert "pa models pull tiny" in result.stderr
    assert hub.downloads() == []


def test_offline_it_is_never_fetched(ask, hub):
    result = ask("-m", "tiny", "-y", "--offline")
    assert result.exit_code == 4
    assert "pa models pull tiny" in result.stderr
    assert hub.requests == []


def test_an_unknown_model_is_not_offered(ask, hub):
    result = ask("-m", "nothing-like-it", "-y")
    assert result.exit_code == 4
    assert hub.downloads() == []


def test_without_any_model_the_recommended_one_is_named(ask):
    result = ask()
    assert result.exit_code == 4
    assert "pa models pull " in result.stderr


@pytest.mark.parametrize("terminal", [False, True])
def test_accepting_actions_fetches_no_model(hub, fresh_home, ask, terminal):
    result = pa(
        "do",
        "-y",
        "-m",
        "tiny",
        "why is the sky blue?",
        terminal=terminal,
        wire=lambda **given: _RealModels(ScriptedEngine(["hello"]), **given),
    )
    assert result.exit_code == 4
    assert "pa models pull tiny" in result.stderr
    assert hub.downloads() == []
