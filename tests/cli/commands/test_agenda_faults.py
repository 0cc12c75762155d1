"""What can go wrong on disk while events and to-dos are written."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.faults import FailingDisk
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


def contents(home: Path) -> dict[str, bytes]:
    files = [*(home / "data/agenda").rglob("*"), *(home / "data/todo").rglob("*")]
    # a temporary file whose removal failed is hidden, and no item
    return {str(f): f.read_bytes() for f in files if f.is_file() and f.name[0] != "."}


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_failing_disk_leaves_the_old_or_the_new_never_a_mixture(fresh_home, monkeypatch, error):
    """Splitting a recurring event and doing a recurring to-do write two files each."""
    pa("agenda", "add", "gym every monday at 18:00")
    pa("todo", "add", "water", "--due", "today", "--every", "3 days")
    pa("agenda", "list")
    pa("todo", "list")
    commands = (
        ("agenda", "edit", "gym@2026-03-23", "--following", "--start", "19:00"),
        ("todo", "done", "water"),
    )
    for command in commands:
        before = contents(fresh_home)
        for n in range(1, 200):
            with FailingDisk(monkeypatch, n, error) as disk:
                done = pa(*command)
            if not disk.has_failed:
                break
            after = contents(fresh_home)
            if done.exit_code == 0:  # what failed was of no importance, such as the index
                assert len(after) == len(before) + 1
                assert pa("undo").exit_code == 0
            else:
                assert done.exit_code == 1
                assert len(done.stderr.splitlines()) <= 3
            assert contents(fresh_home) == before
        assert not disk.has_failed
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


def test_several_processes_adding_at_once_lose_nothing():
    titles = {f"event {n}" for n in range(8)}
    processes = [start("agenda", "add", title, "--start", "tomorrow 9:00") for title in titles]
    for process in processes:
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr
    found = pa("agenda", "list", "--json").json
    assert {event["title"] for event in found} == titles


def test_a_killed_process_leaves_every_acknowledged_event_and_none_half(fresh_home):
    script = (
        "import sys\nfrom pa_cli.cli.app import run\n"
        "for n in range(500):\n"
        "    run(['agenda', 'add', f'event {n}', '--start', 'tomorrow 9:00', '--end', '1h'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=os.environ, text=True
    )
    told = []
    for line in process.stdout:
        if line.startswith("Added"):
            told.append(line.split("  ", 1)[1].strip())
        if len(told) == 12:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stdout.close()
    found = [event["title"] for event in pa("agenda", "list", "--json").json]
    assert set(told) <= set(found)
    assert len(found) <= len(told) + 3
    for content in contents(fresh_home).values():
        assert content.endswith(b"END:VCALENDAR\r\n")
    assert pa("agenda", "add", "one more tomorrow at 10").exit_code == 0
    assert pa("undo").exit_code == 0


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
