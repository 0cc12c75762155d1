"""`pa ask` through the user's door, with a scripted engine."""

import re

import pytest

from pa_cli.core.events import Usage
from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa


def ask(*argv, replies=("Hello there.",), stdin=None, **engine):
    scripted = ScriptedEngine(list(replies), **engine)
    return pa("ask", *argv, stdin=stdin, wire=wire_with(scripted)), scripted


def last_message(engine):
    return engine.requests[-1].messages[-1].content


def test_the_answer_is_all_of_stdout_and_stderr_is_empty():
    result, _ = ask("say", "hello")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Hello there.\n", "")


def test_the_pipe_comes_first_then_the_argument():
    _, engine = ask("what is it?", stdin="a piped text\n")
    assert last_message(engine).endswith("a piped text\n\nwhat is it?")


def test_the_system_prompt_is_constant_and_the_time_comes_last(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    _, first = ask("one")
    monkeypatch.setenv("PA_NOW", "2026-03-12T18:45")
    _, second = ask("two")
    assert first.requests[0].messages[0] == second.requests[0].messages[0]
    assert last_message(second) == "[Now: Thursday 2026-03-12 18:45]\ntwo"


def test_empty_input_is_refused_before_a_model_is_looked_for():
    result = pa("ask", stdin="  \n")
    assert result.exit_code == 2
    assert "empty" in result.stderr


def test_without_a_model_the_command_to_run_is_named():
    result = pa("ask", "hi")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "pa models pull" in result.stderr


def test_json_is_one_document_with_usage():
    reply = Reply("Paris.", usage=Usage(100, 90, 2))
    result, _ = ask("capital?", "--json", replies=[reply])
    document = result.json
    assert document["text"] == "Paris."
    assert document["data"] is None
    assert document["model"] == "scripted"
    assert document["finish_reason"] == "stop"
    assert document["usage"] == {
        "prompt_tokens": 100,
        "cached_tokens": 90,
        "completion_tokens": 2,
        "guessed_tokens": 0,
        "is_estimate": False,
    }
    assert document["sources"] == []
    assert document["tool_calls"] == []
    assert document["chat_id"]


def test_the_question_is_on_disk_before_the_model_is_asked(fresh_home):
    seen = []

    def reply(_request):
        seen.extend(path.read_text() for path in (fresh_home / "data/chats").iterdir())
        return "ok"

    ask("remember this question", replies=[reply])
    assert any("remember this question" in text for text in seen)


def test_an_engine_that_dies_leaves_the_question_in_the_log(fresh_home):
    result, _ = ask("keep me", replies=[Reply("half an ans", error=SystemError("boom"))])
    assert result.exit_code == 1
    assert "boom" in result.stderr
    assert "Traceback" not in result.stderr
    [log] = (fresh_home / "data/chats").glob("*.jsonl")
    assert "keep me" in log.read_text()
    assert "half an ans" in log.read_text()


def test_no_log_keeps_nothing(fresh_home):
    result, _ = ask("secret", "-n", "--json")
    assert result.json["chat_id"] is None
    assert not (fresh_home / "data" / "chats").exists()


def test_continue_sends_the_earlier_turn():
    ask("my name is Ana", replies=["Hello Ana."])
    _, engine = ask("what is my name?", "-c")
    contents = [m.content for m in engine.requests[0].messages]
    assert contents[1].endswith("my name is Ana")
    assert contents[2] == "Hello Ana."
    assert contents[3].endswith("what is my name?")


def test_continue_without_a_chat_says_so():
    result, _ = ask("more", "-c")
    assert result.exit_code == 2
    assert "no chat" in result.stderr


def test_an_unknown_chat_is_named():
    result, _ = ask("more", "--chat", "nope")
    assert result.exit_code == 1
    assert "nope" in result.stderr


def test_an_interrupted_answer_is_kept_and_marked(fresh_home):
    result, _ = ask("count", replies=[Reply("one two thr", finish_reason="interrupted")])
    assert result.exit_code == 130
    assert result.stdout == "one two thr\n"
    assert "pa history show" in result.stderr
    [log] = (fresh_home / "data/chats").glob("*.jsonl")
    assert '"interrupted":true' in log.read_text().replace(" ", "")


def test_an_answer_that_was_cut_says_how_to_get_more():
    result, _ = ask("count", replies=[Reply("one two", finish_reason="length")])
    assert result.exit_code == 0
    assert "--max-tokens, or go on with: pa ask -c continue" in result.stderr


def test_a_prompt_that_does_not_fit_is_exit_3_with_both_numbers():
    result, _ = ask("word " * 700, context_limit=512)
    assert result.exit_code == 3
    numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", result.stderr)]
    assert 512 in numbers
    assert any(700 < number < 900 for number in numbers)


def test_truncate_keeps_the_beginning_and_the_question_and_says_what_it_left_out():
    text = " ".join(f"w{n}" for n in range(900))
    result, engine = ask("and?", "--on-overflow", "truncate", stdin=text, context_limit=512)
    assert result.exit_code == 0
    sent = last_message(engine)
    assert "w0 w1 w2" in sent
    assert "w899" not in sent
    assert sent.endswith("and?")
    assert "900 tokens" in result.stderr


def test_extract_gives_the_inside_of_the_first_block():
    result, _ = ask("code", "-x", replies=["Here:\n```python\nprint(1)\n```\nDone.\n```\nx\n```"])
    assert result.stdout == "print(1)\n"


def test_reasoning_goes_to_stderr_and_can_be_hidden():
    reply = Reply("42.", reasoning="let me think")
    result, _ = ask("q", replies=[reply])
    assert result.stdout == "42.\n"
    assert "let me think" in result.stderr
    hidden, _ = ask("q", "--hide-reasoning", replies=[reply])
    assert hidden.stderr == ""


def test_stats_are_on_stderr():
    result, _ = ask("q", "--stats", replies=[Reply("ok", usage=Usage(120, 100, 1))])
    assert "120 tokens" in result.stderr
    assert "100 cached" in result.stderr


def test_dry_run_shows_the_prompt_and_asks_nothing(fresh_home):
    result, engine = ask("what is it?", "--dry-run", stdin="the text")
    assert result.exit_code == 0
    assert "the text\n\nwhat is it?" in result.stdout
    assert "tokens" in result.stdout
    assert engine.requests == []
    assert not (fresh_home / "data" / "chats").exists()


def test_sampling_flags_reach_the_engine():
    _, engine = ask("q", "--temp", "0.1", "--seed", "7", "--max-tokens", "9", "--stop", "a,b")
    sampling = engine.requests[0].sampling
    assert (sampling.temperature, sampling.seed, sampling.max_tokens) == (0.1, 7, 9)
    assert sampling.stop == ("a,b",)


@pytest.mark.parametrize(
    "flag", [("--temp", "hot"), ("--seed", "-5"), ("--gpu-layers", "some"), ("--threads", "0")]
)
def test_a_wrong_value_is_a_usage_error_that_repeats_it(flag):
    result, engine = ask("q", *flag)
    assert result.exit_code == 2
    assert flag[1] in result.stderr
    assert engine.requests == []


def test_control_sequences_reach_a_pipe_as_they_are_but_not_a_terminal():
    evil = "\x1b]52;c;aGk=\x07 done"
    piped, _ = ask("q", replies=[evil])
    assert piped.stdout == evil + "\n"
    scripted = ScriptedEngine([evil])
    shown = pa("ask", "q", wire=wire_with(scripted), terminal=True)
    assert "\x1b]52" not in shown.stdout
    assert "done" in shown.stdout


def test_a_schema_gives_the_object_itself():
    reply = Reply('{"name": "Ana", "age": 41}')
    result, engine = ask("who?", "--schema", "name, age int", replies=[reply])
    assert result.exit_code == 0
    assert result.json == {"name": "Ana", "age": 41}
    request = engine.requests[0]
    assert "root ::=" in request.grammar
    assert request.sampling.temperature == 0
    assert '"age"' in request.messages[-1].content


def test_data_is_read_out_of_a_text_without_the_date_of_today():
    reply = '{"born": "1985-05-02"}'
    _, engine = ask("--schema", "born date", replies=[reply], stdin="Ana, 2 May 1985")
    assert "[Now:" not in engine.requests[0].messages[-1].content
    _, engine = ask("--schema", "born date", "tomorrow?", replies=[reply])
    assert "[Now:" in engine.requests[0].messages[-1].content


def test_a_schema_with_json_gives_the_object_as_data(tmp_path):
    file = tmp_path / "shape.json"
    file.write_text('{"type": "object", "properties": {"ok": {"type": "boolean"}}}')
    result, _ = ask("fine?", "--schema", file, "--json", replies=['{"ok": true}'])
    assert result.json["data"] == {"ok": True}
    assert result.json["text"] == '{"ok": true}'


@pytest.mark.parametrize("reply", ['{"name": "Ana"', '{"name": 7}', "Ana"])
def test_an_answer_that_breaks_its_schema_is_exit_5_with_the_raw_text(reply):
    result, _ = ask("who?", "--schema", "name", replies=[Reply(reply, finish_reason="length")])
    assert result.exit_code == 5
    assert result.stdout == ""
    assert reply in result.stderr


def test_a_schema_that_is_none_is_refused_before_anything_is_asked():
    result, engine = ask("who?", "--schema", '{"type": "nonsense"}')
    assert result.exit_code == 2
    assert "nonsense" in result.stderr
    assert engine.requests == []


def test_chunk_reads_every_part_and_answers_from_the_notes():
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 60 for n in range(30))
    seen = []

    def note(request):
        seen.append(request.messages[-1].content)
        return f"note {len(seen)}" if len(seen) == 2 else "NOTHING"

    engine = ScriptedEngine([note] * 40, context_limit=1400)
    result = pa("ask", "who?", "--on-overflow", "chunk", stdin=text, wire=wire_with(engine))
    assert result.exit_code == 0
    parts = " ".join(seen[:-1])
    assert all(f"Paragraph {n}." in parts for n in range(30))
    assert "note 2" in seen[-1]
    assert "NOTHING" not in seen[-1]
    assert seen[-1].endswith("who?")
    assert "parts" in result.stderr


def test_a_log_that_cannot_be_written_stops_and_names_the_way_without_one(fresh_home):
    (fresh_home / "data").mkdir(parents=True)
    (fresh_home / "data" / "chats").write_text("in the way")
    result, engine = ask("hello")
    assert (result.exit_code, result.stdout, engine.requests) == (1, "", [])
    assert result.stderr.endswith("add: --no-log\n")
    assert ask("hello", "--no-log")[0].exit_code == 0
