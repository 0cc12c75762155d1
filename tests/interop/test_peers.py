"""khal and todoman read what pa wrote, and pa reads what they wrote, in one folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.runner import pa

pytest.importorskip("khal")
pytest.importorskip("todoman")


@pytest.fixture(autouse=True)
def one_folder(tmp_path, monkeypatch):
    """The same vdir for all three, with one calendar `home`."""
    root = tmp_path / "vdir"
    (root / "home").mkdir(parents=True)
    for name, value in (
        ("PA_AGENDA_DIR", root),
        ("PA_TODO_DIR", root),
        ("PA_AGENDA_CALENDAR", "home"),
        ("PA_TODO_LIST", "home"),
        ("PA_NOW", "2026-03-11T10:20"),
        ("XDG_CACHE_HOME", tmp_path / "cache"),
        ("XDG_DATA_HOME", tmp_path / "share"),
    ):
        monkeypatch.setenv(name, str(value))
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[home]]\npath = {root / 'home'}\n"
        "[default]\ndefault_calendar = home\n[locale]\n"
        "local_timezone = Europe/Madrid\ndefault_timezone = Europe/Madrid\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    (tmp_path / "todoman.py").write_text(
        f"path = {str(root / '*')!r}\ndefault_list = 'home'\ndefault_due = 0\ndate_format = '%Y-%m-%d'\n"
        f"time_format = '%H:%M'\ncache_path = {str(tmp_path / 'todoman.db')!r}\n"
    )
    return tmp_path


def run(program, folder, *argv):
    config = {"khal": "khal.conf", "todo": "todoman.py"}[program]
    done = subprocess.run(
        [Path(sys.executable).parent / program, "-c", folder / config, *argv],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_khal_lists_what_pa_wrote(one_folder):
    for text in (
        "lunch with Ana tomorrow 12:00-12:45 at Joe's #friends",
        "明天下午三点和王总开会",
        "standup every day at 9 from 28 March for 3 days",
        "holiday 3 to 5 April",
    ):
        assert pa("agenda", "add", text).exit_code == 0
    assert pa("agenda", "rm", "standup@2026-03-29", "--this", "-y").exit_code == 0
    shown = run(
        "khal",
        one_folder,
        *("list", "--format", "{start-date} {start-time} {title} {location}", "--day-format", ""),
        *("2026-03-11", "30d"),
    )
    lines = [line.strip() for line in shown.splitlines()]
    assert "2026-03-12 12:00 lunch with Ana Joe's" in lines
    assert "2026-03-12 15:00 和王总开会" in lines
    assert "2026-03-28 09:00 standup" in lines
    assert "2026-03-29 09:00 standup" not in lines
    assert "2026-03-30 09:00 standup" in lines
    assert sum("holiday" in line for line in lines) == 3


def test_pa_lists_what_khal_wrote(one_folder):
    run("khal", one_folder, "new", "2026-03-12", "14:00", "15:30", "Review", "::", "with notes")
    run("khal", one_folder, "new", "-r", "weekly", "2026-03-13", "09:00", "10:00", "Class")
    run("khal", one_folder, "new", "2026-03-14", "2026-03-15", "Fair")
    found = pa("agenda", "list", "2026-03-12 to 2026-03-20", "--json").json
    assert [(e["title"], e["start"], e["end"]) for e in found] == [
        ("Review", "2026-03-12T14:00:00+01:00", "2026-03-12T15:30:00+01:00"),
        ("Class", "2026-03-13T09:00:00+01:00", "2026-03-13T10:00:00+01:00"),
        ("Fair", "2026-03-14", "2026-03-15"),
        ("Class", "2026-03-20T09:00:00+01:00", "2026-03-20T10:00:00+01:00"),
    ]
    assert found[0]["note"] == "with notes"


def test_todoman_lists_what_pa_wrote(one_folder):
    assert pa("todo", "add", "pay rent by 13 March !!!").exit_code == 0
    assert pa("todo", "add", "交报税", "--due", "2026-04-20 15:00").exit_code == 0
    found = json.loads(run("todo", one_folder, "--porcelain", "list"))
    by_title = {todo["summary"]: todo for todo in found}
    assert set(by_title) == {"pay rent", "交报税"}
    assert by_title["pay rent"]["priority"] == 1
    assert by_title["交报税"]["due"] == 1776690000  # 15:00 in Madrid, summer time
    assert pa("todo", "done", "pay").exit_code == 0
    left = json.loads(run("todo", one_folder, "--porcelain", "list"))
    assert [todo["summary"] for todo in left] == ["交报税"]


def test_pa_lists_what_todoman_wrote_and_what_it_has_done(one_folder):
    run("todo", one_folder, "new", "--due", "2026-03-13 18:00", "--priority", "high", "Post it")
    run("todo", one_folder, "new", "Wash up")
    found = pa("todo", "list", "--json").json
    assert [(t["title"], t["due"], t["priority"]) for t in found] == [
        ("Post it", "2026-03-13T18:00:00+01:00", "high"),
        ("Wash up", None, None),
    ]
    listed = json.loads(run("todo", one_folder, "--porcelain", "list"))
    number = next(todo["id"] for todo in listed if todo["summary"] == "Wash up")
    run("todo", one_folder, "done", str(number))
    assert [t["title"] for t in pa("todo", "list", "--json").json] == ["Post it"]


def test_events_and_to_dos_of_one_folder_are_kept_apart():
    pa("agenda", "add", "lunch tomorrow at noon")
    pa("todo", "add", "buy bread tomorrow")
    assert [e["title"] for e in pa("agenda", "list", "--json").json] == ["lunch"]
    assert [t["title"] for t in pa("todo", "list", "--json").json] == ["buy bread"]
