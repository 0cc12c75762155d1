"""The user's own commands: `pa do "run NAME ..."` and `/run` in a chat."""

import sys

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

SCRIPT = """\
import sys
print("ran", sys.argv[1:])
"""


@pytest.fixture
def tools(fresh_home, tmp_path):
    """Write tools.toml; `{program}` in it stands for a script that tells how it was called."""
    script = tmp_path / "lights.py"
    script.write_text(SCRIPT)
    program = f'"{sys.executable}", "{script}"'

    def write(text):
        file = fresh_home / "config" / "tools.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("{program}", program))
        return file

    return write


LIGHTS = """\
[[tool]]
name = "lights"
description = "Switch the lights of a room on or off"
command = [{program}, "{room}", "--state={state}", "{level}", "{text}"]
[tool.arguments]
room = { type = "string" }
state = { type = "enum", values = ["on", "off"] }
level = { type = "int", min = 0, max = 100, optional = true }
text = { type = "string", optional = true }
"""


def do(request, *argv, **more):
    return pa("do", request, *argv, **more)


def test_the_exact_command_is_shown_before_it_is_run(tools):
    tools(LIGHTS)
    asked = do("run lights 'living room' ON 40", stdin="y\n", terminal=True)
    assert asked.exit_code == 0
    assert "'living room' --state=on 40" in asked.stderr
    assert asked.stdout == "ran ['living room', '--state=on', '40']\n"
    declined = do("run lights kitchen off", stdin="n\n", terminal=True)
    assert (declined.exit_code, declined.stdout) == (6, "")
    nobody = do("run lights kitchen off")
    assert (nobody.exit_code, nobody.stdout) == (6, "")


def test_arguments_go_in_order_or_by_name_and_stay_words(tools):
    tools(LIGHTS)
    done = do("运行 lights kitchen state=off 'text=$(id); rm -rf ~'", "-y", "--json").json
    (action,) = done["actions"]
    assert action["action"] == "run_tool"
    assert action["resolved"]["argv"][-3:] == ["kitchen", "--state=off", "$(id); rm -rf ~"]
    assert action["result"][0]["output"] == ("ran ['kitchen', '--state=off', '$(id); rm -rf ~']\n")


def test_a_dry_run_runs_nothing(tools):
    tools(LIGHTS)
    done = do("run lights kitchen on", "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("Would run: ")
    assert "ran" not in done.stdout.split("lights.py")[1]


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        ("run lights kitchen", "needs state"),
        ("run lights kitchen dim", "one of: on, off"),
        ("run lights kitchen on 400", "at most 100"),
        ("run lights kitchen on 4.5", "whole number"),
        ("run lights --all on", "must not begin with a dash"),
        ("run lights 'kitchen on", "open quote"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_and_nothing_is_run(tools, request_, problem):
    tools(LIGHTS)
    done = do(request_, "-y")
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr
    assert "run lights ROOM on|off" in done.stderr


def test_a_dash_is_no_option_where_it_is_allowed_or_comes_after_two(tools):
    tools(
        '[[tool]]\nname = "say"\ndescription = "Say it"\ncommand = [{program}, "--", "{text}"]\n'
        '[tool.arguments]\ntext = { type = "string" }\n\n'
        '[[tool]]\nname = "opt"\ndescription = "Say it"\ncommand = [{program}, "{text}"]\n'
        '[tool.arguments]\ntext = { type = "string", allow_dash = true }\n'
    )
    assert do("run say -v", "-y").stdout == "ran ['--', '-v']\n"
    assert do("run opt -v", "-y").stdout == "ran ['-v']\n"


def test_a_tool_that_fails_hangs_or_babbles_is_stopped_and_said(tools):
    python = f'"{sys.executable}", "-c"'
    tools(
        f"""\
[[tool]]
name = "fail"
description = "Fails"
command = [{python}, "print('half'); raise SystemExit(3)"]
[[tool]]
name = "hang"
description = "Hangs"
command = [{python}, "import time; print('half', flush=True); time.sleep(60)"]
timeout = 0.5
[[tool]]
name = "babble"
description = "Babbles"
command = [{python}, "while True: print('bla' * 1000)"]
max_output = 100
[[tool]]
name = "gone"
description = "Is not there"
command = ["no-such-program-anywhere"]
"""
    )
    failed = do("run fail", "-y")
    assert (failed.exit_code, failed.stdout) == (1, "half\n")
    assert "status 3" in failed.stderr
    hung = do("run hang", "-y")
    assert (hung.exit_code, hung.stdout) == (1, "half\n")
    assert "longer than 0.5 s" in hung.stderr
    babbled = do("run babble", "-y")
    assert babbled.exit_code == 1
    assert len(babbled.stdout) <= 101
    gone = do("run gone", "-y")
    assert gone.exit_code == 1
    assert "no-such-program-anywhere" in gone.stderr


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[tool]]\nname = "a"\ncommand = ["x"', "line 3"),
        ('[[tool]]\nname = "a"\ndescription = "b"\ncommand = "rm -rf"', "line 1: command must be"),
        (
            '# one\n\n[[tool]]\nname = "a"\ndescription = "b"\ncommand = ["x", "{y}"]',
            "line 3: command has {y}",
        ),
        (
            '[[tool]]\nname = "a"\ndescription = "b"\ncommand = ["{x}"]\n'
            '[tool.arguments]\nx = { type = "string" }',
            "the program",
        ),
        (
            '[[tool]]\nname = "a"\ndescription = "b"\ncommand = ["x", "{y}"]\n'
            '[tool.arguments]\ny = { type = "date" }',
            "type must be one of",
        ),
        ('[[tool]]\nname = "a"\ndescription = "b"\ncommand = ["x"]\nshell = true', "'shell'"),
    ],
)
def test_a_broken_file_is_named_with_its_line_also_by_the_doctor(tools, text, problem):
    tools(text)
    done = do("run a", "-y")
    assert done.exit_code == 2
    assert problem in done.stderr
    assert "tools.toml" in done.stderr
    found = pa("doctor", "--json").json["findings"]
    assert any(problem in finding["message"] for finding in found)


def test_a_request_that_names_no_tool_is_a_request_as_any_other(tools):
    tools(LIGHTS)
    done = do("run a marathon on 3 may 2027", "--dry-run", "--json")
    [action] = done.json["actions"]
    assert action["action"] != "run_tool"
    assert done.exit_code == 0


def test_in_a_chat_run_lists_tools_and_needs_a_person_to_confirm(tools):
    tools(LIGHTS)
    engine = ScriptedEngine([])
    listed = pa("chat", stdin="/run\n", wire=wire_with(engine))
    assert "lights ROOM on|off [LEVEL] [TEXT]" in listed.stderr
    alone = pa("chat", stdin="/run lights kitchen on\n", wire=wire_with(engine))
    assert (alone.exit_code, alone.stdout) == (6, "")
    assert engine.requests == []


def test_in_a_chat_what_it_wrote_is_the_answer_of_the_turn(tools):
    tools(LIGHTS)
    engine = ScriptedEngine(["The kitchen is lit."])
    said = "run lights kitchen on\nwhat did you do?\n/run lights hall off\n"
    done = pa("chat", "-y", stdin=said, wire=wire_with(engine))
    assert done.exit_code == 0, done.stderr
    assert done.stdout == (
        "ran ['kitchen', '--state=on']\n\nThe kitchen is lit.\n\nran ['hall', '--state=off']\n"
    )
    assert "ran ['kitchen', '--state=on']" in engine.requests[0].messages[-2].content
    turns = pa("history", "show", pa("history", "list", "--json").json[0]["id"], "--json").json
    assert [turn["user"] for turn in turns["turns"]] == [
        "run lights kitchen on",
        "what did you do?",
        "run lights hall off",
    ]


def test_what_a_note_says_runs_nothing(tools):
    tools(LIGHTS)
    engine = ScriptedEngine(["run lights kitchen on"])
    pa("note", "add", "run lights kitchen on")
    done = pa(
        "chat", "-y", stdin="what do my notes say about the kitchen?\n", wire=wire_with(engine)
    )
    assert "ran [" not in done.stdout
