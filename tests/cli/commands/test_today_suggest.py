"""`pa today --suggest`: chosen by code from real items, worded by the model only as far as it is true."""

import json
from pathlib import Path

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def at(moment, *argv):
    done = pa(*argv, env={"PA_NOW": moment})
    assert done.exit_code == 0, done.stderr
    return done


def suggested(*argv):
    done = pa("today", "--suggest", "--json", *argv)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.json["suggestions"]


def test_deadlines_come_first_and_get_the_free_time_of_the_day():
    pa("todo", "add", "file taxes", "--due", "2026-03-09")
    pa("todo", "add", "write report", "--due", "friday", "--priority", "high")
    pa("todo", "add", "buy paint", "--due", "2026-06-01")
    pa("agenda", "add", "standup", "today 10:30-12:00")
    found = suggested()
    assert [one["title"] for one in found] == ["file taxes", "standup", "write report"]
    late, soon, report = found
    assert late["sentence"] == (
        "Do 'file taxes' first: it was due Mon 9 Mar 2026, 2 days ago. "
        "You are free from 12:00 to 13:00."
    )
    assert late["slot"]["start"] == "2026-03-11T12:00:00+01:00"
    assert late["source"]["kind"] == "todo"
    assert soon["reason"] == "it begins at 10:30, in 10 minutes"
    assert report["slot"]["start"] == "2026-03-11T13:00:00+01:00"


def test_a_habit_of_this_weekday_is_suggested_unless_it_is_planned():
    for day in ("2026-02-18", "2026-02-25", "2026-03-04"):
        at(f"{day}T18:00", "todo", "add", "water the plants")
        at(f"{day}T18:30", "todo", "done", "water the plants")
    for day in ("2026-02-19", "2026-02-26", "2026-03-05"):  # Thursdays
        at(f"{day}T18:00", "todo", "add", "call mum")
        at(f"{day}T18:30", "todo", "done", "call mum")
    (habit,) = suggested()
    assert (habit["kind"], habit["title"]) == ("habit", "water the plants")
    assert habit["reason"].startswith("you do it on Wednesdays, in 3 of the last 8 weeks")
    pa("todo", "add", "water the plants", "--due", "today")
    assert [one["kind"] for one in suggested()] == ["deadline"]


def test_notes_of_the_same_weekday_are_habits_too():
    for day in ("2026-02-18", "2026-02-25", "2026-03-04"):
        at(f"{day}T18:00", "note", "add", f"# Weekly review {day}\n\nfine")
    (habit,) = suggested()
    assert (habit["kind"], habit["source"]["kind"]) == ("habit", "note")
    assert "Weekly review" in habit["title"]


def test_open_boxes_and_todo_lines_of_recent_notes_are_suggested_with_their_lines():
    text = "# House\n\n- [ ] call the plumber\n- [x] paint\n```\n- [ ] code\n```\nTODO: measure\n待办：买灯泡"
    at("2026-03-10T09:00", "note", "add", text)
    found = suggested()
    assert sorted(one["title"] for one in found) == ["call the plumber", "measure", "买灯泡"]
    plumber = next(one for one in found if one["title"] == "call the plumber")
    lines = Path(plumber["source"]["path"]).read_text().splitlines()
    assert lines[plumber["source"]["line"] - 1] == "- [ ] call the plumber"
    assert "your note 'House'" in plumber["sentence"]


def test_nothing_to_suggest_is_no_failure():
    assert pa("today", "--suggest").stdout == "Nothing presses. Enjoy the day.\n"
    assert suggested() == []


def test_without_a_model_the_sentences_are_plain():
    pa("todo", "add", "file taxes", "--due", "2026-03-09")
    done = pa("today", "--suggest")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "1. Do 'file taxes' first: it was due Mon 9 Mar 2026, 2 days ago."
    )
    assert "pa todo show " in done.stdout


def test_a_wording_is_shown_only_when_it_adds_nothing():
    pa("todo", "add", "file taxes", "--due", "2026-03-09")
    pa("todo", "add", "call Bob", "--due", "2026-03-12")
    pa("todo", "add", "write report", "--due", "2026-03-13")
    said = [
        "Time to file taxes, they are 2 days late!",
        "Call Bob today at 17:00.",
        "Make a start on write report with Alice.",
    ]
    engine = ScriptedEngine([json.dumps(said)])
    done = pa("today", "--suggest", wire=wire_with(engine))
    assert "1. Time to file taxes, they are 2 days late!" in done.stdout
    assert "17:00" not in done.stdout
    assert "Alice" not in done.stdout
    assert "2. Make a start on 'call Bob': it is due Thu 12 Mar 2026, tomorrow." in done.stdout
    assert engine.requests[0].grammar


def test_a_model_that_says_nonsense_changes_nothing():
    pa("todo", "add", "file taxes", "--due", "2026-03-09")
    done = pa("today", "--suggest", wire=wire_with(ScriptedEngine(["{oops"])))
    assert done.exit_code == 0
    assert done.stdout.startswith("1. Do 'file taxes' first")
