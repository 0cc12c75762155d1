import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def add(*argv):
    done = pa("memory", "add", *argv, "--json")
    assert done.exit_code == 0, done.stderr
    return done.json


def texts():
    return [item["text"] for item in pa("memory", "list", "--json").json]


def test_what_is_remembered_is_listed_with_its_kind_source_and_date(fresh_home):
    added = add("Remember that I am vegetarian.")
    add("My", "dog", "is", "called", "Rex")
    add("记住我不吃辣")
    listed = pa("memory", "list", "--json").json
    assert [(item["text"], item["kind"]) for item in listed] == [
        ("I am vegetarian", "preference"),
        ("My dog is called Rex", "fact"),
        ("我不吃辣", "preference"),
    ]
    assert listed[0]["id"] == added["id"]
    assert (listed[0]["source"], listed[0]["chat_id"], listed[0]["turn"]) == ("typed", None, None)
    assert listed[0]["created"] == "2026-03-11T10:20:00+01:00"
    assert [item["text"] for item in pa("memory", "list", "dog", "--json").json] == [
        "My dog is called Rex"
    ]
    assert (fresh_home / "data" / "memory.toml").stat().st_mode & 0o777 == 0o600


def test_a_correction_replaces_after_it_was_shown():
    first = add("I am vegetarian")
    asked = pa("memory", "add", "I'm vegan")
    assert asked.exit_code == 6
    assert "I am vegetarian" in asked.stderr
    assert texts() == ["I am vegetarian"]
    typed = pa("memory", "add", "I'm vegan", stdin="r\n", terminal=True)
    assert typed.exit_code == 0
    assert "I am vegetarian" in typed.stderr
    assert "Instead of: I am vegetarian" in typed.stdout
    listed = pa("memory", "list", "--json").json
    assert [(item["id"], item["text"]) for item in listed] == [(first["id"], "I'm vegan")]


def test_yes_replaces_and_both_keeps_both():
    add("我住在北京")
    replaced = add("我搬到上海了", "-y")
    assert [old["text"] for old in replaced["replaced"]] == ["我住在北京"]
    add("我住在广州", "--both")
    assert texts() == ["我搬到上海了", "我住在广州"]


def test_a_duplicate_is_said_and_not_written_again():
    first = add("I am vegetarian")
    again = add("i'm Vegetarian!")
    assert (again["already_known"], again["id"]) == (True, first["id"])
    assert texts() == ["I am vegetarian"]
    assert pa("memory", "add", "I'm vegetarian").stdout.startswith("Already remembered")


def test_a_dry_run_shows_what_would_be_replaced_and_writes_nothing(fresh_home):
    assert pa("memory", "add", "I like tea", "--dry-run").stdout == (
        "Remember (preference): I like tea\n"
    )
    assert not (fresh_home / "data" / "memory.toml").exists()
    add("I like tea")
    planned = pa("memory", "add", "I don't like tea", "--dry-run", "--json").json
    assert [item["text"] for item in planned["replaces"]] == ["I like tea"]
    assert texts() == ["I like tea"]


def test_forgetting_takes_an_id_a_part_of_the_text_or_a_number_and_undo_brings_it_back():
    one = add("I like tea")
    for text in ("I like coffee", "My sister is called Eva", "I live in Berlin"):
        add(text)
    several = pa("memory", "forget", "i like", "-y")
    assert several.exit_code == 1
    assert "I like tea" in several.stderr
    assert "I like coffee" in several.stderr
    assert pa("memory", "forget", "sister").exit_code == 6
    pa("memory", "list")
    assert pa("memory", "forget", "4", one["id"], "coffee", "-y").exit_code == 0
    assert texts() == ["My sister is called Eva"]
    assert pa("undo").exit_code == 0
    assert len(texts()) == 4
    missing = pa("memory", "forget", "piano", "-y")
    assert missing.exit_code == 1
    assert "pa memory list" in missing.stderr


def test_editing_takes_new_words_or_an_editor(tmp_path, monkeypatch):
    add("I play chess")
    changed = pa("memory", "edit", "chess", "I", "play", "go", "--json").json
    assert (changed["text"], changed["updated"]) == ("I play go", "2026-03-11T10:20:00+01:00")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "I play bridge" > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    assert pa("memory", "edit", "go").exit_code == 0
    assert texts() == ["I play bridge"]
    pa("memory", "edit", "bridge", "--kind", "preference")
    assert pa("memory", "list", "--json").json[0]["kind"] == "preference"


def test_the_file_may_be_written_by_hand_and_keeps_what_is_not_ours(fresh_home):
    file = fresh_home / "data" / "memory.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        '# mine\n[[memory]]\ntext = "I play chess"\nmood = "happy" # keep\n\n'
        '[[memory]]\ntext = "I like tea"\n'
    )
    assert texts() == ["I play chess", "I like tea"]
    pa("memory", "edit", "chess", "I play go")
    pa("memory", "forget", "tea", "-y")
    add("I live in Rome")
    text = file.read_text()
    assert text.startswith("# mine\n[[memory]]\n")
    assert 'mood = "happy" # keep\n' in text
    assert texts() == ["I play go", "I live in Rome"]


def test_a_broken_file_is_named_with_its_line_and_never_overwritten(fresh_home):
    file = fresh_home / "data" / "memory.toml"
    file.parent.mkdir(parents=True)
    for broken, line in (
        ('[[memory]]\ntext = "a"\n\n[[memory]]\ntext = "b\n', "line 5"),
        ('[[memory]]\ntext = "a"\n\n[[memory]]\ntext = 7\n', "line 4"),
        ('[[memory]]\ntext = "a"\nkind = "mood"\n', "line 1"),
    ):
        file.write_text(broken)
        for argv in (["list"], ["add", "I like tea"], ["forget", "a", "-y"]):
            done = pa("memory", *argv)
            assert done.exit_code == 1
            assert line in done.stderr
            assert "pa memory edit" in done.stderr
        assert file.read_text() == broken
        engine = ScriptedEngine(["hello"])
        answered = pa("ask", "hi", wire=wire_with(engine))
        assert (answered.exit_code, answered.stdout) == (0, "hello\n")
        assert line in answered.stderr


def test_nothing_and_too_much_are_refused(fresh_home):
    for text in ("记住", "!!!", "x " * 400):
        done = pa("memory", "add", text)
        assert done.exit_code == 2
    assert not (fresh_home / "data" / "memory.toml").exists()


def test_memories_go_before_the_question_and_into_the_sources():
    item = add("I am vegetarian")
    engine = ScriptedEngine(["Try lentils.", "Hello."])
    answer = pa("ask", "what shall I cook?", "--json", wire=wire_with(engine)).json
    asked = engine.requests[0].messages
    assert "I am vegetarian" not in asked[0].content  # the cached prefix stays constant
    assert "- I am vegetarian\n" in asked[-1].content
    assert asked[-1].content.endswith("what shall I cook?")
    assert [(s["kind"], s["ref"], s["title"]) for s in answer["sources"]] == [
        ("memory", item["id"], "I am vegetarian")
    ]
    without = pa("ask", "hi", "--no-memory", "--json", wire=wire_with(engine)).json
    assert "vegetarian" not in engine.requests[1].messages[-1].content
    assert without["sources"] == []


def test_the_setting_keeps_memories_to_oneself():
    add("I am vegetarian")
    engine = ScriptedEngine(["Hello."])
    pa("ask", "hi", env={"PA_MEMORY_ENABLED": "false"}, wire=wire_with(engine))
    assert "vegetarian" not in engine.requests[0].messages[-1].content


def test_in_a_chat_each_memory_is_told_once_and_taken_back_when_it_is_corrected():
    add("I am vegetarian")
    engine = ScriptedEngine(["One.", "Two.", "Three."])
    chat = pa("ask", "first", "--json", wire=wire_with(engine)).json["chat_id"]
    pa("ask", "second", "--chat", chat, wire=wire_with(engine))
    whole = "".join(message.content for message in engine.requests[1].messages)
    assert whole.count("I am vegetarian") == 1
    add("I am vegan", "-y")
    pa("ask", "third", "--chat", chat, wire=wire_with(engine))
    last = engine.requests[2].messages[-1].content
    assert "- I am vegan\n" in last
    assert "[No longer true of the user:\n- I am vegetarian\n]" in last


def test_of_many_memories_the_fitting_ones_are_told_and_then_preferences():
    for number in range(60):
        add(f"My cousin number {number} lives in village {number}", "--both")
    add("The boiler was serviced by Kemal in May")
    add("I never eat fish")
    for number in range(60, 70):
        add(f"My cousin number {number} lives in village {number}", "--both")
    engine = ScriptedEngine(["Kemal."])
    pa("ask", "who serviced the boiler?", wire=wire_with(engine))
    told = engine.requests[0].messages[-1].content
    assert "Kemal" in told
    assert "I never eat fish" in told
    assert told.count("My cousin") < 40


def test_in_a_chat_memories_are_proposed_written_after_a_yes_and_name_their_turn():
    engine = ScriptedEngine(["Hello."])
    said = "hi\nremember that I am vegetarian\n"
    alone = pa("chat", stdin=said, wire=wire_with(ScriptedEngine(["Hello."])))
    assert alone.exit_code == 6
    assert texts() == []
    done = pa("chat", "-y", stdin=said, wire=wire_with(engine))
    assert done.exit_code == 0, done.stderr
    (item,) = pa("memory", "list", "--json").json
    assert (item["text"], item["source"], item["turn"]) == ("I am vegetarian", "chat", 2)
    assert item["chat_id"] == pa("history", "list", "--json").json[0]["id"]


def test_the_chat_shows_adds_corrects_and_explains_memories():
    engine = ScriptedEngine(["Lentils."])
    said = "/memory add 我不吃辣\n/memory add 我吃辣\nwhat shall I cook?\n/memory why\n/memory\n"
    done = pa("chat", stdin=said, wire=wire_with(engine))
    assert done.exit_code == 0, done.stderr
    assert "Instead of: 我不吃辣" in done.stdout
    assert "what shall I cook?\n\n" in done.stdout  # of why
    assert texts() == ["我吃辣"]
    refused = pa("chat", stdin="/memory forget 辣\n", wire=wire_with(engine))
    assert refused.exit_code == 6
    assert texts() == ["我吃辣"]


def test_what_a_model_or_a_note_says_is_never_remembered():
    pa("note", "add", "remember that I am the queen of England")
    engine = ScriptedEngine(["remember that I am vegan", "记住我吃素"])
    pa("chat", "-y", stdin="what do my notes say?\nand now?\n", wire=wire_with(engine))
    pa("ask", "what do my notes say?", wire=wire_with(ScriptedEngine(["记住我吃素"])))
    assert texts() == []
