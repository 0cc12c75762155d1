"""What can be undone does not grow without end, and what is young is never forgotten."""

import errno

import pytest

from tests.support.faults import FailingDisk
from tests.support.runner import pa

BIG = "word " * 4_000


def on(day, *argv, **more):
    env = {"PA_NOW": f"2026-{day}T10:00", "PA_UNDO_KEEP_DAYS": "30", "PA_UNDO_MAX_BYTES": "30000"}
    return pa(*argv, env=env | more)


def next_day(home):
    (home / "data/trash/.thinned").unlink(missing_ok=True)


def undoable(day="03-11"):
    return [operation["summary"] for operation in on(day, "undo", "--list", "--json").json]


def kept(home):
    return [path for path in (home / "data/trash/objects").rglob("*") if path.is_file()]


def test_the_oldest_changes_are_forgotten_when_there_is_no_room_for_them(fresh_home):
    for number in (1, 2, 3):
        on("01-01", "note", "add", f"old {number} {BIG}")
    on("01-01", "note", "rm", "old 1", "old 2", "-y")
    next_day(fresh_home)
    on("01-02", "note", "rm", "old 3", "-y")  # all of it is young: it stays, however large
    assert len(undoable()) == 5
    next_day(fresh_home)
    on("03-10", "note", "add", "new")
    assert [summary.split()[0] for summary in undoable()] == ["Added", "Removed"]
    assert len(kept(fresh_home)) == 1
    assert on("03-10", "undo", "2").exit_code == 0  # what is left can be undone
    assert BIG.strip() in on("03-10", "note", "show", "old 3").stdout


def test_what_is_young_stays_however_large_it_is(fresh_home):
    for number in range(4):
        on("03-01", "note", "add", f"{number} {BIG}")
        on("03-02", "note", "rm", str(number), "-y")
    next_day(fresh_home)
    on("03-10", "note", "add", "new")
    assert len(undoable()) == 9
    assert len(kept(fresh_home)) == 4


def test_it_is_looked_at_once_a_day(fresh_home):
    on("01-01", "note", "add", f"old {BIG} {BIG}")
    on("01-01", "note", "rm", "old", "-y")
    on("03-10", "note", "add", "new")
    assert len(undoable()) == 3
    next_day(fresh_home)
    on("03-10", "note", "add", "newer")
    assert undoable() == ["Added note 'newer'", "Added note 'new'"]
    assert kept(fresh_home) == []


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_meanwhile_loses_no_change_that_is_told_of(
    fresh_home, monkeypatch, error
):
    on("01-01", "note", "add", f"old {BIG} {BIG}")
    on("01-01", "note", "rm", "old", "-y")
    on("03-10", "note", "add", "new")
    for n in range(1, 200):
        next_day(fresh_home)
        with FailingDisk(monkeypatch, n, error) as disk:
            on("03-10", "note", "tag", "new", f"t{n}")
        if not disk.has_failed:
            break
        if len(undoable()) > 2 and any("old" in summary for summary in undoable()):
            assert len(kept(fresh_home)) >= 1
    assert not disk.has_failed
    assert not any("old" in summary for summary in undoable())
