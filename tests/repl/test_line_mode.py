"""A chat through a pipe: each line a message, answers on stdout and nothing else."""

import pytest

from pa_cli.core.errors import EngineError
from pa_cli.wiring import Wiring
from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa


def chat(engine, *arguments, stdin, **more):
    return pa("chat", *arguments, stdin=stdin, wire=wire_with(engine), **more)


def last_chat():
    return Wiring().chats.latest()


def said(engine, number=-1):
    return [m.content.split("]\n", 1)[-1] for m in engine.requests[number].messages[1:]]


def test_each_line_is_a_turn():
    engine = ScriptedEngine(["Hello.", "Well."])
    result = chat(engine, stdin="Hi\n\nHow are you?\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Hello.\n\nWell.\n"
    assert said(engine) == ["Hi", "Hello.", "How are you?"]
    assert [t.assistant for t in last_chat().turns] == ["Hello.", "Well."]
    assert (engine.saved_states, engine.closed) == (1, True)


def test_a_last_line_without_a_line_break_counts():
    assert chat(ScriptedEngine(["Hello."]), stdin="Hi").stdout == "Hello.\n"


def test_a_block_of_lines_is_one_turn():
    engine = ScriptedEngine(["Poem."])
    chat(engine, stdin='"""\nroses\n\nviolets\n"""\n')
    assert said(engine) == ["roses\n\nviolets"]


@pytest.mark.parametrize("stdin", ["", "\n  \n"])
def test_an_empty_pipe_is_a_usage_error_before_a_model_is_loaded(stdin):
    engine = ScriptedEngine([])
    result = chat(engine, stdin=stdin)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "empty" in result.stderr
    assert not engine.closed


def test_a_first_message_may_be_an_argument():
    engine = ScriptedEngine(["Hello.", "Well."])
    result = chat(engine, "Hi", "there", stdin="How are you?\n")
    assert result.stdout == "Hello.\n\nWell.\n"
    assert said(engine, 0) == ["Hi there"]


def test_bytes_that_are_no_text_do_not_stop_it():
    engine = ScriptedEngine(["Hm."])
    chat(engine, stdin=b"caf\xe9\r\n")
    assert said(engine) == ["caf\ufffd"]


def test_commands_work_and_what_only_looks_like_one_is_text():
    engine = ScriptedEngine(["One.", "Two.", "Three."])
    result = chat(engine, stdin="first\n/undo\n/etc/hosts is what?\n/frob nicate\n/exit\nnever\n")
    assert result.exit_code == 0
    assert [t.user for t in last_chat().turns] == ["/etc/hosts is what?", "/frob nicate"]
    assert "Took back: first" in result.stderr


def test_a_failure_ends_a_script_and_keeps_what_was_said():
    engine = ScriptedEngine([Reply("Half", error=EngineError("The model broke."))])
    result = chat(engine, stdin="Hi\nNever asked\n")
    assert (result.exit_code, result.stdout) == (1, "Half\n")
    assert result.stderr == "pa: The model broke.\n"
    (turn,) = last_chat().turns
    assert (turn.assistant, turn.interrupted) == ("Half", True)
    assert engine.closed


def test_a_message_that_is_too_long_is_exit_3():
    result = chat(ScriptedEngine([], context_limit=60), stdin="word " * 90)
    assert result.exit_code == 3


def test_ctrl_c_ends_a_script_with_130():
    engine = ScriptedEngine([Reply("Half", finish_reason="interrupted")])
    result = chat(engine, stdin="Hi\nNever asked\n")
    assert (result.exit_code, result.stdout) == (130, "Half\n")
    assert len(last_chat().turns) == 1


def test_data_is_undone_from_a_chat_too():
    pa("note", "add", "Buy milk")
    result = chat(ScriptedEngine([]), stdin="/undo data\n/undo data x\n")
    assert "Undone: " in result.stderr
    assert "milk" in result.stderr
    assert result.exit_code == 2
    assert pa("note", "list", "--json").json == []


def test_a_command_after_edit_leaves_the_last_question_alone():
    engine = ScriptedEngine(["1.", "2.", "3."])
    chat(engine, stdin="a\n/edit\n/stats\nb\n/edit\nc\n")
    assert [t.user for t in last_chat().turns] == ["a", "c"]


def test_going_on_with_the_last_chat_and_with_a_named_one():
    chat(ScriptedEngine(["1."]), stdin="a\n")
    first = last_chat().id
    chat(ScriptedEngine(["2."]), stdin="b\n")
    engine = ScriptedEngine(["3."])
    result = chat(engine, "-c", stdin="c\n")
    assert said(engine) == ["b", "2.", "c"]
    assert result.stderr == ""
    engine = ScriptedEngine(["4."])
    chat(engine, "--chat", first, stdin="d\n")
    assert said(engine) == ["a", "1.", "d"]


def test_going_on_when_there_is_nothing_to_go_on_with():
    assert chat(ScriptedEngine([]), "-c", stdin="a\n").exit_code == 2
    assert chat(ScriptedEngine([]), "--chat", "nope", stdin="a\n").exit_code == 1
    assert chat(ScriptedEngine([]), "-c", "--resume", stdin="a\n").exit_code == 2
    assert chat(ScriptedEngine([]), "--resume", stdin="a\n").exit_code == 2


def test_without_a_log_nothing_is_kept(fresh_home):
    result = chat(ScriptedEngine(["1."]), "--no-log", stdin="a\n")
    assert result.stdout == "1.\n"
    assert not (fresh_home / "data").exists()


def test_a_system_prompt_belongs_to_the_chat():
    engine = ScriptedEngine(["Arr."])
    chat(engine, "-s", "Be a pirate.", stdin="Hi\n")
    assert engine.requests[0].messages[0].content == "Be a pirate."
    assert last_chat().system == "Be a pirate."


def test_sampling_flags_and_set_reach_the_model():
    engine = ScriptedEngine(["1.", "2."])
    result = chat(engine, "--temp", "0.1", stdin="a\n/set temp 0.9\n/set top-k=3\nb\n")
    first, second = (request.sampling for request in engine.requests)
    assert (first.temperature, second.temperature, second.top_k) == (0.1, 0.9, 3)
    assert "generation.temperature = 0.9" in result.stderr


def test_reading_a_file_sends_it_with_the_next_message(tmp_path):
    file = tmp_path / "my notes.txt"
    file.write_text("The boiler is blue.\n")
    engine = ScriptedEngine(["Blue.", "Yes."])
    chat(engine, stdin=f"/read {file}\nWhat colour?\nSure?\n")
    assert said(engine, 0) == [f"File: {file}\n\nThe boiler is blue.\n\nWhat colour?"]
    assert said(engine)[-1] == "Sure?"


def test_export_replaces_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.md").write_text("mine")
    result = chat(ScriptedEngine(["Hello."]), stdin="Hi there\n/export md c.md\n/export html\n")
    assert result.exit_code == 0
    assert (tmp_path / "c.md").read_text() == "mine"
    assert "Hello." in (tmp_path / "c-2.md").read_text()
    assert list(tmp_path.glob("hi-there-*.html"))


@pytest.mark.parametrize(
    "command",
    [
        "/undo",
        "/regen",
        "/continue",
        "/edit",
        "/compact",
        "/copy",
        "/export",
        "/undo x",
        "/rename",
        "/read /nonexistent",
        "/set nonsense 3",
        "/set temp hot",
        "/load nope",
        "/search",
        "/copy code",
    ],
)
def test_a_command_that_cannot_be_done_says_why(command):
    engine = ScriptedEngine(["Hi."])
    result = chat(engine, stdin=f"{command}\n")
    assert result.exit_code in {1, 2}
    assert result.stderr.startswith("pa: ")
    assert len(result.stderr.splitlines()) <= 3
    assert engine.requests == []


def test_informing_commands_say_something_and_ask_nothing():
    engine = ScriptedEngine(["Hello."])
    stdin = "Hi\n/help\n/help undo\n/context\n/stats\n/set\n/set temp\n/system\n/model\n/save Named\n/search hi\n"
    result = chat(engine, stdin=stdin)
    assert result.exit_code == 0
    for word in (
        "/regen",
        "Take back",
        "tokens",
        "generation.top_k",
        "You are pa",
        "scripted",
        "Named",
    ):
        assert word in result.stderr
    assert len(engine.requests) == 1
    assert last_chat().title == "Named"


def test_folding_is_announced():
    words = "word " * 50
    engine = ScriptedEngine([words, words, "A summary.", "Fine."], context_limit=260)
    result = chat(
        engine, "-s", "Be pa.", "--max-tokens", "60", stdin=f"{words}a\n{words}b\n{words}c\n"
    )
    assert "summarizing" in result.stderr
    assert "A summary now stands for" in result.stderr
    assert result.stdout.endswith("\n\nFine.\n")


def test_a_fork_and_a_new_chat_leave_the_first_alone():
    engine = ScriptedEngine(["1.", "2.", "3."])
    chat(engine, stdin="a\n/fork Other\nb\n/new\nc\n")
    told = {
        c.title: [t.user for t in Wiring().chats.load(c.id).turns]
        for c in Wiring().chats.list_chats()
    }
    assert told == {"a": ["a"], "Other": ["a", "b"], "c": ["c"]}


def test_regenerating_and_going_on():
    engine = ScriptedEngine(["Bad.", "Good,", " very good."])
    result = chat(engine, stdin="Hi\n/regen\n/continue\n")
    assert result.stdout == "Bad.\n\nGood,\n\nvery good.\n"
    assert last_chat().turns[0].assistant == "Good, very good."


def test_what_code_knows_needs_no_model_and_the_model_hears_of_it():
    engine = ScriptedEngine(["Gladly."])
    result = chat(engine, stdin="what is 7 * 8?\nthank you\n")
    assert result.stdout == "7 × 8 = 56\n\nGladly.\n"
    assert said(engine) == ["what is 7 * 8?", "7 × 8 = 56", "thank you"]
    assert [turn.model for turn in last_chat().turns] == ["", "scripted"]


def test_regen_asks_the_model_what_code_has_answered():
    engine = ScriptedEngine(["Fifty-six."])
    result = chat(engine, stdin="what is 7 * 8?\n/regen\n")
    assert result.stdout == "7 × 8 = 56\n\nFifty-six.\n"
    assert [turn.assistant for turn in last_chat().turns] == ["Fifty-six."]


def test_without_tools_the_model_is_asked():
    engine = ScriptedEngine(["57"])
    assert chat(engine, "--tools", "none", stdin="what is 7 * 8?\n").stdout == "57\n"
