from pathlib import Path

import pytest

from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def add(*argv):
    done = pa("todo", "add", *argv, "--json")
    assert done.exit_code == 0, done.stderr
    return done.json


def listed(*argv):
    return [(todo["title"], todo["due"]) for todo in pa("todo", "list", *argv, "--json").json]


def test_plain_words_become_a_to_do_with_a_date_a_priority_and_tags():
    todo = add("pay rent by friday !! #home")
    assert (todo["title"], todo["due"], todo["all_day"]) == ("pay rent", "2026-03-13", True)
    assert (todo["priority"], todo["tags"], todo["list"]) == ("medium", ["home"], "tasks")
    text = Path(todo["path"]).read_text()
    assert "BEGIN:VTODO\n" in text
    assert "DUE;VALUE=DATE:20260313\n" in text
    assert "PRIORITY:5\n" in text


def test_chinese_words_do_too():
    todo = add("4月20号之前交报税", "!!!")
    assert (todo["title"], todo["due"], todo["priority"]) == ("交报税", "2026-04-20", "high")


def test_a_to_do_needs_no_date_and_an_exclamation_is_no_priority():
    todo = add("read more, now!")
    assert (todo["title"], todo["due"], todo["priority"]) == ("read more, now!", None, None)


def test_fields_say_the_same_without_words():
    todo = add(
        "call Bob tomorrow",
        *("--due", "2026-03-16 15:00", "--every", "2 weeks", "--list", "work"),
        *("--priority", "high", "--tag", "phone", "--remind", "1h", "--note", "about q3"),
    )
    assert (todo["title"], todo["due"]) == ("call Bob tomorrow", "2026-03-16T15:00:00+01:00")
    assert (todo["rrule"], todo["list"]) == ("FREQ=WEEKLY;INTERVAL=2", "work")
    assert (todo["reminders"], todo["note"]) == ([60], "about q3")


def test_what_makes_no_sense_is_refused_and_adds_nothing(fresh_home):
    for argv in (
        ["tomorrow"],
        ["x", "--due", "whenever"],
        ["x", "--every", "now and then"],
        ["x", "--priority", "urgent"],
        ["x", "--remind", "10m"],
        ["x", "--list", "../up"],
    ):
        done = pa("todo", "add", *argv)
        assert done.exit_code == 2, argv
        assert len(done.stderr.splitlines()) <= 3
    assert not (fresh_home / "data" / "todo").exists()


def test_the_list_is_by_due_date_then_priority_and_some_day_comes_last():
    add("someday")
    add("low !", "--due", "friday")
    add("high !!!", "--due", "friday")
    add("plain", "--due", "friday")
    add("at nine", "--due", "2026-03-13 09:00")
    add("sooner", "--due", "tomorrow")
    titles = [title for title, _ in listed()]
    assert titles == ["sooner", "at nine", "high", "plain", "low", "someday"]


def test_done_ones_leave_the_list_and_undo_brings_them_back():
    add("a #x")
    add("b", "--list", "work")
    done = pa("todo", "done", "a", "--json").json
    assert (done[0]["done"], done[0]["completed"]) == (True, "2026-03-11T10:20:00+01:00")
    assert [title for title, _ in listed()] == ["b"]
    assert {title for title, _ in listed("--all")} == {"a", "b"}
    assert listed("--list", "tasks") == []
    assert listed("--tag", "x") == []
    assert pa("todo", "list", "--list", "nope").exit_code == 1
    assert pa("todo", "lists", "--json").json == [
        {"name": "tasks", "open": 0, "done": 1},
        {"name": "work", "open": 1, "done": 0},
    ]
    assert pa("todo", "done", "a").exit_code == 2
    assert pa("undo").exit_code == 0
    assert {title for title, _ in listed()} == {"a", "b"}


def test_a_recurring_to_do_comes_back_at_its_next_date_and_ends_with_its_rule():
    add("water plants", "--due", "2026-03-02", "--every", "3 days")
    done = pa("todo", "done", "water", "--json").json
    assert done[0]["next_due"] == "2026-03-11"  # 5 and 8 March are over
    assert listed() == [("water plants", "2026-03-11")]
    assert pa("todo", "done", "water", "--json").json[0]["next_due"] == "2026-03-14"
    finished = [t for t in pa("todo", "list", "--all", "--json").json if t["done"]]
    assert sorted(t["due"] for t in finished) == ["2026-03-02", "2026-03-11"]
    assert pa("undo").exit_code == 0
    assert listed() == [("water plants", "2026-03-11")]


def test_a_rule_with_a_count_has_so_many_dates():
    add("pill", "--due", "2026-03-11", "--every", "FREQ=DAILY;COUNT=3")
    assert pa("todo", "done", "pill", "--json").json[0]["next_due"] == "2026-03-12"
    assert pa("todo", "done", "pill", "--json").json[0]["next_due"] == "2026-03-13"
    assert pa("todo", "done", "pill", "--json").json[0]["next_due"] is None
    assert listed() == []


def test_fields_can_be_changed_and_the_rest_of_the_file_stays():
    todo = add("draft report", "--due", "friday", "--tag", "work")
    path = Path(todo["path"])
    path.write_bytes(path.read_bytes().replace(b"STATUS:", b"X-OTHER;A=b:keep me\r\nSTATUS:"))
    argv = ["--title", "final report", "--due", "monday", "--untag", "work", "--priority", "!!!"]
    after = pa("todo", "edit", "draft", *argv, "--json").json
    assert (after["id"], after["title"], after["due"]) == (todo["id"], "final report", "2026-03-16")
    assert (after["tags"], after["priority"]) == ([], "high")
    assert b"X-OTHER;A=b:keep me\r\n" in path.read_bytes()
    moved = pa("todo", "edit", "final", "--list", "later", "--due", "none", "--json").json
    assert (moved["list"], moved["due"]) == ("later", None)
    assert not path.exists()
    assert pa("undo").exit_code == 0
    assert path.exists()


def test_the_editor_changes_fields_and_the_note(monkeypatch, tmp_path):
    add("gym", "--every", "monday", "--note", "bring towel")
    script = tmp_path / "edit.sh"
    script.write_text(
        "#!/bin/sh\nsed -i -e 's/^priority:.*/priority: high/' -e 's/towel/water/' $1\n"
    )
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    after = pa("todo", "edit", "gym", "--json").json
    assert (after["priority"], after["note"]) == ("high", "bring water")
    assert (after["due"], after["rrule"]) == ("2026-03-16", "FREQ=WEEKLY;BYDAY=MO")
    script.write_text("#!/bin/sh\necho rubbish > $1\n")
    assert pa("todo", "edit", "gym").exit_code == 2
    script.write_text("#!/bin/sh\ntrue\n")
    assert "Unchanged" in pa("todo", "edit", "gym").stdout


def test_removing_asks_and_can_be_undone():
    path = Path(add("a")["path"])
    before = path.read_bytes()
    assert pa("todo", "rm", "a").exit_code == 6
    assert path.exists()
    assert pa("todo", "rm", "a", "--yes").exit_code == 0
    assert not path.exists()
    assert pa("undo").exit_code == 0
    assert path.read_bytes() == before


def test_numbers_of_the_last_list_and_an_empty_home(fresh_home):
    assert pa("todo", "list", "--json").json == []
    assert pa("todo", "lists", "--json").json == []
    assert not (fresh_home / "data").exists()
    add("b", "--due", "friday")
    add("a", "--due", "tomorrow")
    pa("todo", "list")
    assert pa("todo", "show", "2", "--json").json["title"] == "b"
    shown = pa("todo", "list", terminal=True).stdout
    assert shown.splitlines()[0] == "1  [ ] a (Thu 12 Mar 2026, tomorrow)"


def test_nothing_is_written_where_a_disk_is_not_mounted(fresh_home):
    path = Path(add("a")["path"])
    listed()
    path.unlink()
    path.parent.rmdir()
    done = pa("todo", "add", "b")
    assert done.exit_code == 1
    assert "mounted" in done.stderr
    assert list((fresh_home / "data" / "todo").iterdir()) == []


def test_a_word_from_the_middle_of_a_title_is_no_name_but_a_hint():
    pa("todo", "add", "buy milk")
    missed = pa("todo", "done", "Milk")
    assert missed.exit_code == 1
    assert "There is no to-do 'Milk'. Did you mean" in missed.stderr
    assert "'buy milk'?" in missed.stderr
    assert "Did you mean" not in pa("todo", "done", "bread").stderr


def test_an_add_shows_its_own_and_the_next_list_what_another_program_added_meanwhile():
    first = pa("todo", "add", "buy milk", "--json").json
    file = Path(first["path"])
    other = file.read_text().replace(first["uid"], "foreign-1").replace("buy milk", "from a phone")
    file.with_name("foreign-1.ics").write_text(other)
    assert "pay rent" in pa("todo", "add", "pay rent").stdout
    titles = {todo["title"] for todo in pa("todo", "list", "--json").json}
    assert titles == {"buy milk", "from a phone", "pay rent"}


@pytest.mark.parametrize("text", ["pay rent tomorrow 25:00", "pay rent on 31 February"])
def test_a_time_that_does_not_exist_adds_nothing(text):
    result = pa("todo", "add", text)
    assert result.exit_code == 2
    assert "on clock or calendar; nothing was added" in result.stderr
    assert pa("todo", "list", "--json").json == []
