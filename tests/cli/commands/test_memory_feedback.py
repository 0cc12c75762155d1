"""Answers marked in a chat: kept, shown as examples, exported for training."""

import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


def chat(replies, stdin, *argv):
    engine = ScriptedEngine(list(replies))
    done = pa("chat", *argv, stdin=stdin, wire=wire_with(engine))
    assert done.exit_code == 0, done.stderr
    return engine


def marks():
    listed = pa("memory", "feedback", "list", "--json").json
    return [(one["verdict"], one["question"], one["answer"], one["why"]) for one in listed]


def asked(question):
    engine = ScriptedEngine(["Fine."])
    answer = pa("ask", question, "--json", wire=wire_with(engine)).json
    return engine.requests[0].messages[-1].content, answer["sources"]


def test_good_and_bad_keep_the_turn_and_the_last_word_counts():
    chat(
        ["Soft rain falls.", "A long story."],
        "Write a haiku about rain\n/bad\n/good so calm\nTell me a story\n/bad too long\n",
    )
    assert marks() == [
        ("good", "Write a haiku about rain", "Soft rain falls.", "so calm"),
        ("bad", "Tell me a story", "A long story.", "too long"),
    ]
    one = pa("memory", "feedback", "list", "good", "--json").json[0]
    assert one["chat_id"] == pa("history", "list", "--json").json[0]["id"]
    assert (one["turn"], one["model"]) == (1, "scripted")


def test_what_was_bad_is_avoided_when_it_is_answered_again():
    engine = chat(["A long story.", "Short."], "Tell me a story\n/bad too long\n/regen\n")
    again = engine.requests[1].messages[-1].content
    assert "What they said of it: too long.]" in again
    assert again.endswith("Tell me a story")


def test_similar_requests_get_the_example_and_others_do_not():
    chat(
        ["Soft rain falls.", "A long story."],
        "Write a haiku about rain\n/good\nTell me a story about dragons\n/bad too long\n",
    )
    told, sources = asked("write me a haiku about the rain in spring")
    assert '[The user liked this answer to "Write a haiku about rain":\nSoft rain falls.\n]' in told
    assert [source["kind"] for source in sources] == ["memory"]
    told, _ = asked("tell a short story about two dragons")
    assert "too long" in told
    assert "A long story." not in told
    for other in ("what is the capital of France?", "who wrote Faust?"):
        told, sources = asked(other)
        assert "[The user liked" not in told
        assert sources == []


def test_chinese_requests_are_compared_too():
    chat(["春雨细细下。"], "写一首关于春雨的诗\n/good\n")
    assert "春雨细细下。" in asked("请写一首关于春雨的短诗")[0]
    assert "春雨细细下。" not in asked("明天天气怎么样？")[0]


def test_marks_are_listed_shown_removed_and_brought_back():
    chat(["Soft rain falls."], "Write a haiku about rain\n/good\n")
    assert "Soft rain falls." in pa("memory", "feedback", "show", "haiku").stdout
    pa("memory", "feedback", "list")
    assert pa("memory", "feedback", "rm", "1").exit_code == 6
    assert pa("memory", "feedback", "rm", "1", "-y").exit_code == 0
    assert marks() == []
    pa("undo")
    assert len(marks()) == 1


def test_an_unlogged_chat_keeps_no_mark(fresh_home):
    engine = ScriptedEngine(["Hello."])
    done = pa("chat", "--no-log", stdin="hi\n/good\n", wire=wire_with(engine))
    assert done.exit_code == 2
    assert "kept" in done.stderr
    assert not (fresh_home / "data" / "feedback.toml").exists()


def test_nothing_can_be_marked_before_there_is_an_answer():
    done = pa("chat", stdin="/good\n", wire=wire_with(ScriptedEngine([])))
    assert done.exit_code == 2
    assert "no answer" in done.stderr


def test_good_turns_become_training_lines_with_what_they_go_on_from(tmp_path):
    chat(
        ["Paris.", "Berlin.", "Madrid."],
        "Capital of France?\n/good\nAnd of Germany?\n/good\nAnd of Spain?\n",
        "--system",
        "Be brief.",
    )
    chat(["Nope.", "Yes."], "Is it raining?\n/bad\nSay yes\n/good\n")
    done = pa("history", "export", "--format", "sft")
    lines = [json.loads(line)["messages"] for line in done.stdout.splitlines()]
    assert [[m["content"] for m in line] for line in lines[:2]] == [
        ["Be brief.", "Capital of France?", "Paris."],
        ["Be brief.", "Capital of France?", "Paris.", "And of Germany?", "Berlin."],
    ]
    assert [m["role"] for m in lines[2]] == ["system", "user", "assistant"]
    assert [m["content"] for m in lines[2][1:]] == ["Say yes", "Yes."]  # not after a bad answer
    first = pa("history", "list", "--json").json[1]["id"]
    file = tmp_path / "good.jsonl"
    assert pa("history", "export", first, "-o", file).exit_code == 0
    assert len(file.read_text().splitlines()) == 2


def test_what_code_has_answered_is_not_learnt():
    chat(["Paris."], "what is 15% of 80\nCapital of France?\n/good\n")
    (line,) = pa("history", "export", "--format", "sft").stdout.splitlines()
    assert "15%" not in line
    done = pa("chat", stdin="what is 15% of 80\n/good\n", wire=wire_with(ScriptedEngine([])))
    assert (done.exit_code, len(marks())) == (2, 1)


def test_without_good_turns_the_export_is_empty_and_says_so():
    done = pa("history", "export", "--format", "sft")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "/good" in done.stderr
    assert pa("history", "export").exit_code == 2


def test_why_tells_what_the_model_knew():
    pa("memory", "add", "I am vegetarian")
    pa("memory", "add", "My dog is called Rex")
    chat(["Lentils."], "Suggest a quick dinner recipe\n/good\n")
    engine = ScriptedEngine(["Beans."])
    pa("ask", "suggest another quick dinner recipe", wire=wire_with(engine))
    pa("memory", "forget", "Rex", "-y")
    used = pa("memory", "why", "--json").json
    assert used["question"] == "suggest another quick dinner recipe"
    assert [(m["text"], m["memory"] is None) for m in used["memories"]] == [
        ("I am vegetarian", False),
        ("My dog is called Rex", True),
    ]
    assert [one["question"] for one in used["examples"]] == ["Suggest a quick dinner recipe"]
    text = pa("memory", "why", "last").stdout
    assert "I am vegetarian  (preference, typed, 2026-03-11)" in text
    assert "forgotten since" in text


def test_why_without_memory_or_chat_says_so():
    assert pa("memory", "why").exit_code == 2
    pa("memory", "add", "I am vegetarian")
    pa("ask", "hi", "--no-memory", wire=wire_with(ScriptedEngine(["Hello."])))
    assert "No memory was used." in pa("memory", "why").stdout
