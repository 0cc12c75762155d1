"""The user's own commands, called by the model in a chat."""

import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

LIGHTS = """\
[[tool]]
name = "lights"
description = "Switch the lights of a room on or off"
command = ["echo", "{room}", "is", "{state}"]
[tool.arguments]
room = { type = "string", description = "which room" }
state = { type = "enum", values = ["on", "off"] }
"""
ENOUGH = '{"tool": "answer"}'


@pytest.fixture(autouse=True)
def tools(fresh_home):
    file = fresh_home / "config" / "tools.toml"
    file.parent.mkdir(parents=True)
    file.write_text(LIGHTS)
    return file


def call(**arguments):
    return json.dumps({"tool": "lights", "arguments": arguments})


def chat(replies, stdin, *argv):
    engine = ScriptedEngine(list(replies))
    return pa("chat", *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_the_model_fills_the_command_and_what_it_wrote_is_the_answer():
    done, engine = chat(
        [call(room="living room", state="on"), "You are welcome."],
        "make it bright: lights in the living room please\nthanks\n",
        "-y",
    )
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "living room is on\n\nYou are welcome.\n"
    choosing, answering = engine.requests
    assert "Switch the lights of a room" in choosing.messages[-1].content
    assert "living room is on" in answering.messages[-2].content


def test_without_a_person_and_without_yes_nothing_is_run():
    done, _ = chat([call(room="hall", state="on")], "please put the hall lights on\n")
    assert (done.exit_code, done.stdout) == (6, "")


def test_a_wrong_call_is_told_back_to_the_model():
    done, engine = chat(
        [call(room="hall", state="dim"), call(room="-n", state="on"), ENOUGH, "Sorry."],
        "please dim the lights\n",
        "-y",
    )
    assert done.stdout == "Sorry.\n"
    assert "on, off" in engine.requests[1].messages[-1].content
    assert "dash" in engine.requests[2].messages[-1].content


def test_other_messages_and_ask_are_offered_no_such_tool():
    done, engine = chat(["Paris."], "what is the capital of France?\n", "-y")
    assert done.stdout == "Paris.\n"
    assert len(engine.requests) == 1
    engine = ScriptedEngine(["I cannot do that."])
    pa("ask", "please put the hall lights on", wire=wire_with(engine))
    assert len(engine.requests) == 1


def test_a_broken_file_keeps_a_chat_from_nothing(tools):
    tools.write_text("[[tool]]\n")
    done, _ = chat(["Fine."], "how are the lights of heaven?\n", "-y")
    assert (done.exit_code, done.stdout) == (0, "Fine.\n")
