"""The chat at a real terminal, with an engine that says what it is told to."""

import json
import os
import stat
import sys

import pexpect
import pytest

from pa_cli.wiring import Wiring

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal"),
    # a test run on several cores has threads of its own when it opens a terminal
    pytest.mark.filterwarnings("ignore:.*forkpty:DeprecationWarning"),
]

CTRL = {letter: chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}
CURSOR_SHOWN = "\x1b[?25h"
UP, ALT_ENTER, ENTER = "\x1b[A", "\x1b\r", "\r"


def environment():
    here = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    # nobody answers where the cursor is
    more = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    return here | more | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


class Terminal:
    """A terminal in which a chat runs."""

    def __init__(self, tmp_path, replies, *arguments, context=4096, env=None, columns=80):
        script = tmp_path / "script.json"
        script.write_text(json.dumps({"replies": replies, "context": context}))
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.support.scripted_chat", str(script), *arguments],
            env={**environment(), **(env or {})},
            dimensions=(30, columns),
            encoding="utf-8",
            timeout=60,
        )
        self.child.delaybeforesend = None

    def expect(self, text):
        self.child.expect_exact(text)
        return self

    def prompt(self):
        """Wait for the prompt: the cursor is shown when it has been drawn."""
        return self.expect(CURSOR_SHOWN)

    def send(self, text):
        self.child.send(text)
        return self

    def leave(self):
        """Ctrl-D; returns the exit code."""
        self.send(CTRL["d"])
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def open_terminal(replies, *arguments, **more):
        opened.append(Terminal(tmp_path, replies, *(arguments or ("chat",)), **more))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.child.close(force=True)


def turns():
    return [(t.user, t.assistant, t.interrupted) for t in Wiring().chats.latest().turns]


def test_a_conversation(terminal):
    t = terminal(["Hello, **friend**.", "再见。"])
    t.expect("/help shows").prompt().send("Hi" + ENTER).expect("friend")
    t.prompt().send("再见吗？" + ENTER).expect("再见。")
    t.prompt()
    assert t.leave() == 0
    assert turns() == [("Hi", "Hello, **friend**.", False), ("再见吗？", "再见。", False)]


def test_what_was_typed_is_private_and_comes_back(terminal, fresh_home):
    t = terminal(["One."])
    t.prompt().send("remember me" + ENTER).expect("One.").prompt()
    assert t.leave() == 0
    history = fresh_home / "state/chat-history"
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    t = terminal(["Two."])
    t.prompt().send(UP).expect("remember me").send(ENTER).expect("Two.").prompt()
    t.leave()
    assert turns() == [("remember me", "Two.", False)]


def test_a_history_file_that_others_may_read_is_tightened(terminal, fresh_home):
    history = fresh_home / "state/chat-history"
    history.parent.mkdir(parents=True)
    history.write_text("\n# before\n+old words\n")
    history.chmod(0o644)
    t = terminal(["One."])
    t.prompt().send(UP).expect("old words").send(ENTER).expect("One.").prompt()
    t.leave()
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def test_several_lines_by_keys_and_by_quotes(terminal):
    t = terminal(["One.", "Two."])
    t.prompt().send("a" + ALT_ENTER + "b" + CTRL["j"] + "c" + ENTER).expect("One.").prompt()
    t.send('"""x' + ENTER + "y" + ENTER + '"""' + ENTER).expect("Two.").prompt()
    t.leave()
    assert [user for user, *_ in turns()] == ["a\nb\nc", "x\ny"]


def test_a_paste_is_not_sent(terminal):
    t = terminal(["Read."])
    lines = "\r".join(f"line {n}" for n in range(200))
    t.prompt().send(f"\x1b[200~{lines}\x1b[201~").expect("line 199")
    t.send(" end" + ENTER).expect("Read.").prompt()
    t.leave()
    ((user, *_),) = turns()
    assert user == lines.replace("\r", "\n") + " end"


def test_ctrl_c_stops_an_answer_and_keeps_it(terminal):
    t = terminal(["...", "Better."])
    t.prompt().send("Go" + ENTER).expect("talking").send(CTRL["c"])
    t.expect("(interrupted)").prompt().send("/regen" + ENTER).expect("Better.").prompt()
    t.leave()
    assert turns() == [("Go", "Better.", False)]


def test_a_stopped_answer_is_marked_in_the_log(terminal):
    t = terminal(["..."])
    t.prompt().send("Go" + ENTER).expect("talking").send(CTRL["c"]).expect("(interrupted)")
    t.prompt()
    assert t.leave() == 0
    assert turns() == [("Go", "talking\n", True)]


def test_what_is_typed_while_it_answers_waits_for_the_prompt(terminal):
    t = terminal(["...", "Two."])
    t.prompt().send("Go" + ENTER).expect("talking")
    t.send("\x1b[200~pasted\rtext\x1b[201~ and typed").send(CTRL["c"]).expect("(interrupted)")
    t.prompt().send("now" + ENTER).expect("Two.").prompt()
    t.leave()
    assert turns()[-1][0].endswith("now")


def test_ctrl_c_at_the_prompt_clears_the_line_and_then_says_how_to_leave(terminal):
    t = terminal(["One."])
    t.prompt().send("not this").expect("not this").send(CTRL["c"])
    t.send("this" + ENTER).expect("One.").prompt()
    t.send(CTRL["c"]).expect("To leave: Ctrl-D or /exit.").prompt()
    # cleared is not lost
    t.send(UP + UP).expect("not this")
    t.send(CTRL["c"] + CTRL["d"])
    t.child.expect(pexpect.EOF)
    assert [user for user, *_ in turns()] == ["this"]


def test_slash_commands_and_their_arguments_are_completed(terminal):
    t = terminal([])
    t.prompt().send("/expo").expect("Write the chat").send("\t").expect("/export")
    t.send(" ht\t").expect("html").send(CTRL["c"])
    t.send("/set max\t").expect("max_tokens").send(CTRL["c"])
    t.send("/frob" + ENTER).expect("There is no command /frob").expect("/help").prompt()
    assert t.leave() == 0


def test_a_question_is_edited_and_asked_again(terminal):
    t = terminal(["One.", "Two."])
    t.prompt().send("What is teh sea?" + ENTER).expect("One.").prompt()
    t.send("/edit" + ENTER).expect("Edit the question").prompt().send(
        "\x7f" * 8 + "the sea?" + ENTER
    )
    t.expect("Two.").prompt()
    t.leave()
    assert turns() == [("What is the sea?", "Two.", False)]


def test_the_editor_opens_on_what_was_typed(terminal, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " and more" >> "$1"\n')
    editor.chmod(0o755)
    t = terminal(["One."], env={"EDITOR": str(editor)})
    t.prompt().send("some words").expect("some words").send(CTRL["x"] + CTRL["e"])
    t.expect("and more").send(ENTER).expect("One.").prompt()
    t.leave()
    assert [user for user, *_ in turns()] == ["some words and more"]


def test_a_past_chat_is_chosen_from_a_list(terminal):
    t = terminal(["One."])
    t.prompt().send("first chat" + ENTER).expect("One.").prompt()
    t.leave()
    t = terminal(["Two."], "chat", "--resume")
    t.expect("first chat").expect("Number").send("1" + ENTER).expect("Going on with: first chat")
    t.prompt().send("more" + ENTER).expect("Two.").prompt()
    t.leave()
    assert [user for user, *_ in turns()] == ["first chat", "more"]


def test_a_killed_chat_goes_on_with_nothing_lost(terminal):
    t = terminal(["One.", "..."])
    t.prompt().send("first" + ENTER).expect("One.").prompt()
    t.send("second" + ENTER).expect("talking")
    t.child.kill(9)
    t.child.wait()
    t = terminal(["Two."], "chat", "-c")
    t.expect("second").expect("no answer yet").prompt().send("/regen" + ENTER).expect("Two.")
    t.prompt()
    t.leave()
    assert turns() == [("first", "One.", False), ("second", "Two.", False)]


def test_a_pipe_is_answered_and_the_chat_goes_on_at_the_terminal(tmp_path, fresh_home):
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"replies": ["One.", "Two."]}))
    command = (
        f"printf 'from\\na pipe' | {sys.executable} -m tests.support.scripted_chat {script} chat"
    )
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", command],
        env=environment(),
        encoding="utf-8",
        timeout=60,
    )
    child.expect_exact("One.")
    child.expect_exact(CURSOR_SHOWN)
    child.send("typed" + ENTER)
    child.expect_exact("Two.")
    child.expect_exact(CURSOR_SHOWN)
    child.send(CTRL["d"])
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert [user for user, *_ in turns()] == ["from\na pipe", "typed"]


def test_a_dumb_terminal_is_no_obstacle(terminal):
    t = terminal(["One."], env={"TERM": "dumb"})
    t.expect("> ").send("Hi\n").expect("One.").expect("> ")
    assert t.leave() == 0


def test_a_narrow_window_is_no_obstacle(terminal):
    t = terminal(["Some words to be wrapped in a narrow window."], columns=20)
    t.prompt().send("Hi" + ENTER).expect("Some words to be\r\nwrapped in a narrow\r\nwindow.")
    t.prompt()
    assert t.leave() == 0


def test_the_model_cannot_write_to_the_terminal(terminal):
    t = terminal(["a\x1b]0;owned\x07b"])
    t.prompt().send("Hi" + ENTER).expect("a\ufffd]0;owned\ufffdb").prompt()
    t.leave()


def test_lines_typed_before_the_first_prompt_are_messages_of_their_own(terminal):
    t = terminal(["One.", "Two.", "Three."])
    t.send("first\rsecond\rthi").expect("One.").expect("Two.").prompt()
    t.send("rd" + ENTER).expect("Three.").prompt()
    assert t.leave() == 0
    assert [user for user, _, _ in turns()] == ["first", "second", "third"]


def test_ctrl_c_between_proposal_and_yes_does_nothing(terminal, monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    t = terminal(["Hello."])
    t.prompt().send("add lunch with Ana tomorrow at noon" + ENTER).expect("[e]dit:")
    t.prompt().send(CTRL["c"]).expect("Nothing done.").prompt()
    t.send("hi" + ENTER).expect("Hello.").prompt()
    assert t.leave() == 0
    assert list(Wiring().agenda.list(Wiring().agenda.range_of("tomorrow"))) == []
