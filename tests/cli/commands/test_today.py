import pytest

from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def titles(items):
    return [item["title"] for item in items]


@pytest.fixture
def full_day():
    for text in (
        "dentist today 17:00-18:00",
        "trip 10 to 12 March",
        "ana birthday 15 March every year",
        "standup every day at 9",
    ):
        assert pa("agenda", "add", text).exit_code == 0
    for title, due in (
        ("taxes", "2026-03-09"),
        ("milk", "today"),
        ("call", "2026-03-11 09:00"),
        ("book", "friday"),
    ):
        assert pa("todo", "add", title, "--due", due).exit_code == 0


@pytest.mark.usefixtures("full_day")
def test_today_shows_what_is_on_what_is_due_or_late_and_what_is_next():
    day = pa("today", "--json").json
    assert day["date"] == "2026-03-11"
    assert titles(day["events"]) == ["trip", "dentist"]
    assert titles(day["late"]) == ["taxes", "call"]
    assert titles(day["due"]) == ["milk"]
    assert titles(day["next"]) == ["standup", "ana birthday"]
    assert titles(day["next_due"]) == ["book"]


@pytest.mark.usefixtures("full_day")
def test_it_fits_on_one_screen_and_its_numbers_can_be_used():
    shown = pa("today", terminal=True).stdout
    assert shown.splitlines()[0] == "Wed 11 Mar 2026, today"
    assert len(shown.splitlines()) <= 24
    assert pa("todo", "show", "3", "--json").json["title"] == "milk"
    assert pa("agenda", "show", "2", "--json").json["title"] == "dentist"
    narrow = pa("today", terminal=True, env={"COLUMNS": "20"}).stdout
    assert max(map(len, narrow.splitlines())) <= 20


def test_however_much_is_late_it_stays_on_one_screen():
    for number in range(30):
        pa("todo", "add", f"chore {number}", "--due", "2026-03-01")
    shown = pa("today", terminal=True, env={"LINES": "24"}).stdout.splitlines()
    assert len(shown) < 24
    assert sum("chore" in line for line in shown) >= 3
    assert any(line.endswith("more: pa todo list") for line in shown)
    assert pa("today").stdout.count("chore") == 30


@pytest.mark.usefixtures("full_day")
def test_another_day_has_nothing_late():
    day = pa("today", "--date", "明天", "--json").json
    assert day["date"] == "2026-03-12"
    assert titles(day["events"]) == ["trip", "standup"]
    assert day["late"] == []
    assert pa("today", "--date", "whenever").exit_code == 2


def test_an_empty_day_says_so_kindly(fresh_home):
    assert "Nothing planned today" in pa("today").stdout
    assert pa("today").stderr == ""
    day = pa("today", "--json").json
    assert day["events"] == day["due"] == day["late"] == day["next"] == day["next_due"] == []
    assert not (fresh_home / "data").exists()


@pytest.mark.usefixtures("full_day")
def test_find_knows_events_and_to_dos():
    pa("note", "add", "dentist said: floss")
    pa("agenda", "add", "lunch tomorrow at noon", "--where", "王府井", "--note", "bring floss")
    found = pa("find", "floss", "--json").json
    assert {(item["kind"], item["title"]) for item in found} == {
        ("note", "dentist said: floss"),
        ("event", "lunch"),
    }
    assert [i["kind"] for i in pa("find", "taxes", "--in", "todo", "--json").json] == ["todo"]
    assert titles(pa("find", "王府", "--json").json) == ["lunch"]
    assert pa("find", "floss", "--in", "todo", "--json").json == []
