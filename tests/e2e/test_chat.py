"""`pa chat` at a terminal and in a pipe, with the real SmolLM2."""

import os
import sys

import pexpect
import pytest

from pa_cli.wiring import Wiring
from tests.support.process import run_pa

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:.*forkpty:DeprecationWarning"),
    pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal"),
]

PROMPT = "\x1b[?25h"


@pytest.fixture
def open_chat(smollm2):
    opened = []

    def open_terminal(*arguments):
        here = {n: v for n, v in os.environ.items() if n not in {"COLUMNS", "LINES"}}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "pa_cli", "chat", "-m", str(smollm2), "--temp", "0", *arguments],
            env=here | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
            dimensions=(30, 80),
            encoding="utf-8",
            timeout=120,
        )
        child.delaybeforesend = None
        opened.append(child)
        child.expect_exact("/help shows")
        child.expect_exact(PROMPT)
        return child

    yield open_terminal
    for child in opened:
        child.close(force=True)


def leave(child):
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def last_turns():
    return Wiring().chats.latest().turns


def test_a_chat_is_held_left_and_resumed_from_its_saved_state(open_chat):
    child = open_chat("--max-tokens", "40")
    child.send("What is the capital of France?\r")
    child.expect_exact("Paris")
    child.expect_exact(PROMPT)
    assert leave(child) == 0
    child = open_chat("--max-tokens", "40", "-c", "--stats")
    child.send("And of Spain?\r")
    child.expect(r"prompt (\d+) tokens \((\d+) cached")
    prompt, cached = int(child.match[1]), int(child.match[2])
    child.expect_exact(PROMPT)
    assert leave(child) == 0
    assert [turn.user for turn in last_turns()] == [
        "What is the capital of France?",
        "And of Spain?",
    ]
    # all but the new question and its marks was evaluated before
    assert prompt - cached < 60


def test_ctrl_c_keeps_what_came_and_the_chat_goes_on(open_chat):
    child = open_chat("--max-tokens", "2000")
    child.send("Tell me a very long story about the sea.\r")
    child.expect(r"\w+[^\r\n]*\r\n\w+[^\r\n]*\r\n")
    child.send("\x03")
    child.expect_exact("(interrupted)")
    child.expect_exact(PROMPT)
    child.send("/set max-tokens 3\r")
    child.expect_exact("generation.max_tokens = 3")
    child.send("Please say something about cats.\r")
    child.expect_exact("cut after 3 tokens")
    child.expect_exact(PROMPT)
    assert leave(child) == 0
    first, second = last_turns()
    assert first.interrupted
    assert first.assistant
    assert second.assistant


def test_a_killed_chat_keeps_the_question_and_what_was_said(open_chat):
    child = open_chat("--max-tokens", "2000")
    child.send("Tell me a very long story about the sea.\r")
    child.expect(r"(?:\w+[^\r\n]*\r\n\s*){6}")
    child.kill(9)
    child.wait()
    (turn,) = last_turns()
    assert turn.user == "Tell me a very long story about the sea."
    assert len(turn.assistant) >= 100
    assert turn.interrupted


def test_a_full_context_is_folded_and_the_chat_goes_on(smollm2):
    lines = "\n".join(f"Question {n}: " + "tell me about fish and ships. " * 5 for n in range(5))
    done = run_pa(
        "chat", "-m", smollm2, "--context", "512", "--max-tokens", "40", "--seed", "1", stdin=lines
    )
    assert done.returncode == 0
    assert "A summary now stands for" in done.stderr
    chat = Wiring().chats.latest()
    assert len(chat.turns) == 5
    assert all(turn.assistant for turn in chat.turns)
    assert chat.summary


def test_lines_through_a_pipe_are_turns_and_stdout_is_answers_alone(smollm2):
    done = run_pa(
        "chat", "-m", smollm2, "--temp", "0", "--max-tokens", "20", stdin="Hi!\n\n你好！\n"
    )
    assert (done.returncode, done.stderr.count("cut after")) == (0, done.stderr.count("\n"))
    assert "\x1b" not in done.stdout
    assert [turn.user for turn in last_turns()] == ["Hi!", "你好！"]
