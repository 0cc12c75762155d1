"""The settings of how results look are followed by every command that shows an answer."""

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

IN_COLOUR = {"NO_COLOR": "", "TERM": "xterm-256color"}


def ask(*replies, env, terminal=True):
    engine = ScriptedEngine(list(replies))
    return pa("ask", "q", wire=wire_with(engine), terminal=terminal, env=env)


def test_markdown_is_rendered_unless_the_user_wants_it_as_it_is():
    assert "**" not in ask("so **much**", env=IN_COLOUR).stdout
    shown = ask("so **much**", env={**IN_COLOUR, "PA_UI_MARKDOWN": "false"})
    assert shown.stdout == "so **much**\n"


def test_colour_never_leaves_no_sequence_on_a_terminal():
    assert "\x1b[" in ask("so **much**", env=IN_COLOUR).stdout
    pa("config", "set", "ui.color", "never")
    assert "\x1b[" not in ask("so **much**", env=IN_COLOUR).stdout
    assert "\x1b[" not in pa("config", "list", terminal=True, env=IN_COLOUR).stdout


@pytest.mark.parametrize("terminal", [True, False])
def test_reasoning_can_be_hidden_for_good(terminal):
    reply = Reply("42", reasoning="Let me think.")
    assert "Let me think." in ask(reply, env={}, terminal=terminal).stderr
    hidden = ask(reply, env={"PA_UI_REASONING": "false"}, terminal=terminal)
    assert "Let me think." not in hidden.stderr
    assert "42" in hidden.stdout


def test_a_user_can_keep_no_history_for_good(fresh_home):
    pa("config", "set", "history.enabled", "no")
    ask("42", env={})
    assert list((fresh_home / "data").rglob("*.jsonl")) == []
    ask("42", env={"PA_HISTORY_ENABLED": "yes"})
    assert len(list((fresh_home / "data").rglob("*.jsonl"))) == 1
