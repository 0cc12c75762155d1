import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from datetime import UTC, datetime

import pytest

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import ConflictError, StorageError
from pa_cli.services.undo import UndoService
from pa_cli.storage.write_path import WritePath
from tests.support.faults import FailingDisk


def noon():
    return datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def changes(data):
    return WritePath(data, noon)


def add(changes, path, content=b"new\n"):
    return changes.apply(f"Added {path.name}", [FileChange(path, content, None)])


def test_a_new_file_is_private_and_journalled(changes, data):
    note = data / "notes" / "a.md"
    operation = add(changes, note)
    assert note.read_bytes() == b"new\n"
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert [o.id for o in changes.operations()] == [operation.id]
    assert stat.S_IMODE((data / "journal.jsonl").stat().st_mode) == 0o600


def test_the_journal_names_files_relative_to_the_data_folder_so_that_it_can_be_moved(
    changes, data, tmp_path
):
    note = data / "notes" / "a.md"
    add(changes, note)
    data.rename(tmp_path / "moved")
    moved = WritePath(tmp_path / "moved", noon)
    UndoService(moved).undo_last()
    assert not (tmp_path / "moved" / "notes" / "a.md").exists()


def test_a_file_that_changed_since_it_was_read_is_a_conflict_and_stays(changes, data):
    note = data / "a.md"
    add(changes, note, b"read\n")
    note.write_bytes(b"changed by an editor\n")
    with pytest.raises(ConflictError):
        changes.apply("Changed", [FileChange(note, b"mine\n", b"read\n")])
    assert note.read_bytes() == b"changed by an editor\n"


def test_a_new_file_never_replaces_one_that_is_there(changes, data):
    note = data / "a.md"
    add(changes, note, b"first\n")
    with pytest.raises(ConflictError):
        add(changes, note, b"second\n")
    assert note.read_bytes() == b"first\n"


def test_undo_brings_a_removed_file_back_with_bytes_mode_and_time(changes, data):
    note = data / "a.md"
    content = b"\xff\x00 not text\r\n"
    add(changes, note, content)
    note.chmod(0o640)
    os.utime(note, ns=(1_600_000_000_000_000_123, 1_600_000_000_000_000_123))
    changes.apply("Removed", [FileChange(note, None, content)])
    assert not note.exists()
    UndoService(changes).undo_last()
    assert note.read_bytes() == content
    assert stat.S_IMODE(note.stat().st_mode) == 0o640
    assert note.stat().st_mtime_ns == 1_600_000_000_000_000_123


def test_undoing_an_undo_does_it_again(changes, data):
    note = data / "a.md"
    add(changes, note)
    undo = UndoService(changes)
    undo.undo_last()
    assert not note.exists()
    undo.undo_last()
    assert note.read_bytes() == b"new\n"
    assert len(list(changes.operations())) == 3


def test_several_operations_are_undone_as_one(changes, data):
    note = data / "a.md"
    add(changes, note, b"1")
    changes.apply("2", [FileChange(note, b"2", b"1")])
    changes.apply("3", [FileChange(note, b"3", b"2")])
    UndoService(changes).undo_last(2)
    assert note.read_bytes() == b"1"
    assert len(list(changes.operations())) == 4
    UndoService(changes).undo_last()
    assert note.read_bytes() == b"3"


def test_an_older_operation_is_undone_by_its_id(changes, data):
    first = add(changes, data / "a.md")
    add(changes, data / "b.md")
    UndoService(changes).undo_one(first.id)
    assert not (data / "a.md").exists()
    assert (data / "b.md").exists()


def test_undo_refuses_with_the_reason_when_the_file_has_changed_since(changes, data):
    note = data / "a.md"
    add(changes, note)
    note.write_bytes(b"and then edited\n")
    with pytest.raises(ConflictError, match=r"a\.md was changed"):
        UndoService(changes).undo_last()
    assert note.read_bytes() == b"and then edited\n"


def test_symbolic_links_stay_links_and_a_removed_link_comes_back(changes, data, tmp_path):
    target = tmp_path / "elsewhere.md"
    target.write_bytes(b"old")
    data.mkdir()
    link = data / "a.md"
    link.symlink_to(target)
    changed = changes.apply("Changed", [FileChange(link, b"new", b"old")])
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    changes.apply("Removed", [FileChange(link, None, b"new")])
    assert target.read_bytes() == b"new"
    assert not link.is_symlink()
    undo = UndoService(changes)
    undo.undo_last()
    assert link.readlink() == target
    undo.undo_one(changed.id)
    assert target.read_bytes() == b"old"


def three_files(changes, data):
    return changes.apply(
        "Three files",
        [
            FileChange(data / "changed.md", b"new", b"old"),
            FileChange(data / "deep" / "er" / "added.md", b"new", None),
            FileChange(data / "removed.md", None, b"old"),
        ],
    )


def reason_of_failure(changes, data):
    try:
        three_files(changes, data)
    except StorageError as error:
        return error.message
    return None


def contents(data):
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*.md"))}


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_whichever_call_fails_the_files_are_all_old_or_all_new(tmp_path, monkeypatch, error):
    old = {"changed.md": b"old", "removed.md": b"old"}
    new = {"changed.md": b"new", "deep/er/added.md": b"new"}
    fail_at = 0
    while True:
        fail_at += 1
        data = tmp_path / f"{error}-{fail_at}"
        data.mkdir()
        for name, content in old.items():
            (data / name).write_bytes(content)
        changes = WritePath(data, noon)
        with FailingDisk(monkeypatch, fail_at, error) as disk:
            reason = reason_of_failure(changes, data)
        if not disk.has_failed:
            break
        assert reason is None or os.strerror(error) in reason
        expected = new if reason is None else old
        assert contents(data) == expected, fail_at
        assert len(list(changes.operations())) == (1 if reason is None else 0), fail_at
        # the next command works, and can be undone
        add(changes, data / "next.md")
        UndoService(changes).undo_last()
        assert contents(data) == expected, fail_at
    assert fail_at > 15


def run_and_kill(data, kill_at):
    """Three files in a process of its own that is killed at its n-th mutating call."""
    script = f"""
    import os, signal
    from datetime import UTC, datetime
    from pathlib import Path
    from pa_cli.core.changes import FileChange
    from pa_cli.storage.write_path import WritePath
    from tests.storage.test_write_path import noon, three_files
    left = {kill_at}
    def deadly(call, before):
        def run(*args, **kwargs):
            global left
            left -= 1
            if left == 0 and before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = call(*args, **kwargs)
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return run
    data = Path({str(data)!r})
    changes = WritePath(data, noon)
    for index, name in enumerate(("write", "fsync", "replace", "rename", "link", "unlink", "mkdir")):
        setattr(os, name, deadly(getattr(os, name), index % 2))
    three_files(changes, data)
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False).returncode


@pytest.mark.parametrize("kill_at", [1, 4, 7, 9, 11, 12, 13, 14, 15, 16, 18, 20, 22])
def test_killed_at_any_moment_every_file_is_whole_and_the_journal_knows(data, kill_at):
    data.mkdir()
    (data / "changed.md").write_bytes(b"old")
    (data / "removed.md").write_bytes(b"old")
    run_and_kill(data, kill_at)
    found = contents(data)
    assert found.get("changed.md") in {b"old", b"new"}
    assert found.get("deep/er/added.md") in {None, b"new"}
    assert found.get("removed.md") in {b"old", None}
    changes = WritePath(data, noon)
    add(changes, data / "next.md")
    done = [o for o in changes.operations() if o.summary == "Three files"]
    changed = found != {"changed.md": b"old", "removed.md": b"old"}
    assert bool(done) == changed
    UndoService(changes).undo_last(1 + len(done))
    assert contents(data) == {"changed.md": b"old", "removed.md": b"old"}


def test_a_torn_last_line_of_the_journal_is_passed_over_and_does_not_spoil_the_next(changes, data):
    add(changes, data / "a.md")
    with (data / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"op":"torn')
    add(changes, data / "b.md")
    assert [o.summary for o in changes.operations()] == ["Added b.md", "Added a.md"]
    for line in (data / "journal.jsonl").read_bytes().splitlines():
        if b"torn" not in line:
            json.loads(line)


def test_long_journals_are_read_from_the_end(changes, data):
    operation = changes.apply(
        "Many", [FileChange(data / f"{n}-{'x' * 200}.md", b"", None) for n in range(400)]
    )
    add(changes, data / "last.md")
    assert [len(o.steps) for o in changes.operations()] == [1, 400]
    UndoService(changes).undo_one(operation.id)
    assert list(contents(data)) == ["last.md"]


def test_a_held_lock_is_waited_for_and_its_holder_named(data):
    first, second = WritePath(data, noon), WritePath(data, noon, lock_timeout=0.05)
    with first.locked(), pytest.raises(StorageError, match=rf"process {os.getpid()}: pa"):
        add(second, data / "a.md")
    add(second, data / "a.md")


def test_ctrl_c_in_the_middle_keeps_what_was_done_and_it_can_be_undone(changes, data, monkeypatch):
    link, left = os.link, [2]

    def interrupted(*args):
        link(*args)
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        changes.apply("Three", [FileChange(data / f"{n}.md", b"x", None) for n in range(3)])
    monkeypatch.undo()
    assert sorted(contents(data)) == ["0.md", "1.md"]
    UndoService(changes).undo_last()
    assert contents(data) == {}


def test_an_unreadable_journal_line_or_a_lost_object_is_said_not_guessed(changes, data):
    note = data / "a.md"
    add(changes, note, b"precious")
    changes.apply("Removed", [FileChange(note, None, b"precious")])
    for kept in (data / "trash" / "objects").rglob("*"):
        if kept.is_file():
            kept.write_bytes(b"rotten")
    with pytest.raises(ConflictError, match="no longer in the trash"):
        UndoService(changes).undo_last()
    assert not note.exists()


def test_several_operations_can_be_one_that_is_undone_at_once(changes, data):
    older, one, other = data / "older.md", data / "one.md", data / "other.md"
    add(changes, older)
    with changes.together("Added two notes"):
        add(changes, one)
        add(changes, other)
        changes.apply("Edited one", [FileChange(one, b"edited\n", b"new\n")])
    assert [o.summary for o in changes.operations()] == ["Added two notes", "Added older.md"]
    UndoService(changes).undo_last()
    assert [path.exists() for path in (older, one, other)] == [True, False, False]
    UndoService(changes).undo_last()
    assert one.read_bytes() == b"edited\n"


def test_when_one_of_several_fails_none_is_done_and_nothing_is_left_to_undo(changes, data):
    one, other = data / "one.md", data / "other.md"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"somebody else's\n")

    def add_both():
        with changes.together("Added two notes"):
            add(changes, one)
            add(changes, other)

    with pytest.raises(ConflictError):
        add_both()
    assert not one.exists()
    assert other.read_bytes() == b"somebody else's\n"
    assert list(changes.operations()) == []
    add(changes, one)
    assert [o.summary for o in changes.operations()] == ["Added one.md"]
