"""What can go wrong on disk while events and to-dos are written."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts.kill_while_adding import kill_while_adding

from tests.support.faults import FailingDisk, data_locked_by
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


def contents(home: Path) -> dict[str, bytes]:
    files = [*(home / "data/agenda").rglob("*"), *(home / "data/todo").rglob("*")]
    # a temporary file whose removal failed is hidden, and no item
    return {str(f): f.read_bytes() for f in files if f.is_file() and f.name[0] != "."}


# each with how many files more there are when it is done
COMMANDS = {
    "add an event": (("agenda", "add", "lunch tomorrow at noon"), 1),
    "add a to-do": (("todo", "add", "buy milk tomorrow"), 1),
    "end a series and begin another": (
        ("agenda", "edit", "gym@2026-03-23", "--following", "--start", "19:00"),
        1,
    ),
    "do a to-do that comes back": (("todo", "done", "water"), 1),
    "change a to-do": (("todo", "edit", "water", "--priority", "high"), 0),
    "remove an occurrence": (("agenda", "rm", "gym@2026-03-23", "--this", "--yes"), 0),
    "remove a to-do": (("todo", "rm", "water", "--yes"), -1),
}


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_failing_disk_leaves_the_old_or_the_new_never_a_mixture(
    fresh_home, monkeypatch, error, name
):
    pa("agenda", "add", "gym every monday at 18:00")
    pa("todo", "add", "water", "--due", "today", "--every", "3 days")
    pa("agenda", "list")
    pa("todo", "list")
    command, more = COMMANDS[name]
    before = contents(fresh_home)
    failures = 0
    for n in range(1, 200):
        with FailingDisk(monkeypatch, n, error) as disk:
            done = pa(*command)
        if not disk.has_failed:
            break
        after = contents(fresh_home)
        if done.exit_code == 0:  # what failed was of no importance, such as the index
            assert len(after) == len(before) + more
            assert after != before
            assert pa("undo").exit_code == 0
        else:
            failures += 1
            assert done.exit_code == 1
            assert os.strerror(error) in done.stderr
            assert len(done.stderr.splitlines()) <= 3
            assert done.stdout == ""
        assert contents(fresh_home) == before
    assert not disk.has_failed
    assert failures > 5
    assert pa("undo").exit_code == 0
    assert contents(fresh_home) == before


def start(*argv):
    return subprocess.Popen(
        [sys.executable, "-m", "pa_cli", *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
        text=True,
    )


@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_eight_processes_adding_at_once_lose_nothing(kind):
    titles = {f"thing {n}" for n in range(8)}
    when = "--start" if kind == "agenda" else "--due"
    processes = [start(kind, "add", title, when, "tomorrow 9:00") for title in titles]
    for process in processes:
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr
    found = pa(kind, "list", "--json").json
    assert {item["title"] for item in found} == titles
    assert len(pa("undo", "--list", "--json").json) == 8


def test_a_held_lock_is_waited_for_and_its_holder_is_named(fresh_home):
    pa("agenda", "add", "lunch tomorrow at noon")
    with data_locked_by("4711 pa agenda import", fresh_home):
        assert pa("agenda", "list", "--json").json[0]["title"] == "lunch"  # readers never wait
        result = pa("todo", "add", "milk")
    assert result.exit_code == 1
    assert "process 4711: pa agenda import" in result.stderr
    assert pa("todo", "list", "--json").json == []


@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_a_folder_that_nobody_may_write_to(fresh_home, kind):
    """Even root cannot make a file below a file."""
    place = fresh_home / "data" / kind
    place.parent.mkdir(parents=True)
    place.write_text("a file where the folder should be")
    result = pa(kind, "add", "milk tomorrow at 9")
    assert result.exit_code == 1
    assert str(place) in result.stderr
    assert len(result.stderr.splitlines()) <= 3
    assert place.read_text() == "a file where the folder should be"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_a_read_only_folder_is_said_and_still_read(fresh_home, kind):
    pa(kind, "add", "milk tomorrow at 9")
    (folder,) = (fresh_home / "data" / kind).iterdir()
    folder.chmod(0o500)
    try:
        result = pa(kind, "add", "more tomorrow at 10")
        assert result.exit_code == 1
        assert "Permission denied" in result.stderr
        assert [item["title"] for item in pa(kind, "list", "--json").json] == ["milk"]
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("kind", ["agenda", "todo"])
@pytest.mark.parametrize("editor", ["/nowhere/editor", "false"])
def test_an_editor_that_is_missing_or_fails_changes_nothing(fresh_home, monkeypatch, kind, editor):
    pa(kind, "add", "milk tomorrow at 9")
    before = contents(fresh_home)
    monkeypatch.setenv("VISUAL", editor)
    result = pa(kind, "edit", "milk")
    assert result.exit_code == 1
    assert editor in result.stderr
    assert contents(fresh_home) == before


def test_a_list_has_one_name_however_its_accents_are_written(fresh_home):
    for name in ("cafe\u0301", "caf\u00e9"):
        assert pa("todo", "add", "milk", "--list", name).exit_code == 0
    assert [one["name"] for one in pa("todo", "lists", "--json").json] == ["caf\u00e9"]
    assert len(pa("todo", "list", "--list", "cafe\u0301", "--json").json) == 2


@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_names_that_lead_elsewhere_and_titles_that_act_are_harmless(fresh_home, kind):
    where = "--calendar" if kind == "agenda" else "--list"
    for name in ("../elsewhere", "/tmp/elsewhere", ".hidden", "a/b"):
        assert pa(kind, "add", "milk tomorrow at 9", where, name).exit_code == 2
    assert contents(fresh_home) == {}
    title = "../../x [bold]\x1b]0;owned\x07 $(touch owned)"
    assert pa(kind, "add", f"{title} tomorrow at 9").exit_code == 0
    shown = pa(kind, "list", terminal=True).stdout
    assert "\x1b]" not in shown
    assert "\x07" not in shown
    assert "[bold]" in shown
    assert not Path("owned").exists()
    (file,) = contents(fresh_home)
    assert Path(file).parent.parent == fresh_home / "data" / kind


def test_a_broken_to_do_hides_nothing_and_is_never_written(fresh_home):
    pa("todo", "add", "milk")
    folder = fresh_home / "data/todo/tasks"
    (folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:half")
    titles = {todo["title"]: todo["problem"] for todo in pa("todo", "list", "--json").json}
    assert titles["milk"] is None
    assert titles["broken"]
    for command in (("done", "broken"), ("rm", "broken", "--yes"), ("edit", "broken", "-p", "!")):
        assert pa("todo", *command).exit_code == 1
    assert (folder / "broken.ics").read_bytes().endswith(b"SUMMARY:half")


@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_what_another_program_changes_in_place_is_seen_at_once(fresh_home, kind):
    pa(kind, "add", "milk tomorrow at 9")
    pa(kind, "add", "bread tomorrow at 10")
    pa(kind, "list")
    file = next(Path(f) for f, text in contents(fresh_home).items() if b"SUMMARY:milk" in text)
    before = file.stat()
    with file.open("r+b") as stream:  # neither the folder nor the size tells
        text = stream.read().replace(b"SUMMARY:milk", b"SUMMARY:wine")
        stream.seek(0)
        stream.write(text)
    assert file.stat().st_size == before.st_size
    titles = [item["title"] for item in pa(kind, "list", "--json").json]
    assert titles == ["wine", "bread"]


@pytest.mark.parametrize("kind", ["agenda", "todo"])
def test_killed_while_adding_nothing_acknowledged_is_lost(tmp_path, kind):
    assert kill_while_adding(tmp_path / "home", 40, seed=12, kind=kind) >= 1


def test_what_another_program_changed_meanwhile_is_not_overwritten(monkeypatch, tmp_path):
    pa("agenda", "add", "dentist friday 9:30")
    path = Path(pa("agenda", "path", "dentist").stdout.strip())
    script = tmp_path / "edit.sh"
    script.write_text(
        f"#!/bin/sh\nsed -i 's/^X-ODD/&/; s/SUMMARY:dentist/SUMMARY:doctor/' {path}\n"
        "sed -i 's/9:30/8:00/' $1\n"
    )
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    assert pa("agenda", "edit", "dentist").exit_code == 0
    text = path.read_text()
    assert "SUMMARY:doctor\n" in text  # the title was no change of ours
    assert "T080000\n" in text


def test_a_read_only_file_that_is_no_utf_8_is_listed_and_never_written(fresh_home):
    folder = fresh_home / "data/agenda/personal"
    folder.mkdir(parents=True)
    bad = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20260312T090000Z\r\n"
        b"SUMMARY:caf\xe9\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (folder / "x.ics").write_bytes(bad)
    assert len(pa("agenda", "list", "--json").json) == 1
    done = pa("agenda", "edit", "caf", "--title", "tea")
    assert done.exit_code == 1
    assert "left alone" in done.stderr
    assert (folder / "x.ics").read_bytes() == bad
    assert pa("agenda", "rm", "caf", "--yes").exit_code == 1
