"""What must never happen to a note: lost, half, mixed; whatever the disk, the user or the night does."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts.kill_while_adding import kill_while_adding

from tests.support.faults import FailingDisk, data_locked_by
from tests.support.runner import pa

SOURCE = Path(__file__).parents[3] / "src"


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.md"))}


@pytest.fixture
def vault(tmp_path, monkeypatch):
    folder = tmp_path / "vault"
    monkeypatch.setenv("PA_NOTES_DIR", str(folder))
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    return folder


def start_over(vault, home):
    import shutil

    shutil.rmtree(vault, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
    vault.mkdir()
    (vault / "old.md").write_bytes(b"---\ntags: [a]\n---\n# Old\n")
    (vault / "2026-03-11.md").write_bytes(b"# Today\n")


COMMANDS = {
    "add": ("note", "add", "brand new"),
    "tag": ("note", "tag", "old", "b"),
    "today": ("note", "today", "a line"),
    "rm": ("note", "rm", "old", "today", "-y"),
}


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("command", COMMANDS)
def test_whichever_call_fails_it_is_old_or_new_and_said(
    vault, fresh_home, monkeypatch, command, error
):
    monkeypatch.setenv("PA_NOTES_DAILY", "%Y-%m-%d.md")
    failures = 0
    for fail_at in range(1, 200):
        start_over(vault, fresh_home)
        pa("note", "list")
        old = contents(vault)
        with FailingDisk(monkeypatch, fail_at, error) as disk:
            result = pa(*COMMANDS[command])
        if not disk.has_failed:
            break
        failures += result.exit_code
        new = contents(vault)
        assert result.exit_code in {0, 1}, result.stderr
        assert (new == old) is bool(result.exit_code), (fail_at, result.stderr)
        if result.exit_code:
            assert os.strerror(error) in result.stderr
            assert "Something went wrong" not in result.stderr
            assert result.stdout == ""
        assert pa("note", "add", "afterwards").exit_code == 0
        assert pa("undo").exit_code == 0
        assert contents(vault) == new
    assert result.exit_code == 0
    assert failures > 5


def test_killed_while_adding_nothing_acknowledged_is_lost(tmp_path):
    assert kill_while_adding(tmp_path / "home", 40, seed=11) >= 1


def test_eight_processes_adding_at_once_lose_nothing(fresh_home):
    script = (
        "import sys\nfrom pa_cli.wiring import Wiring\n"
        "for n in range(5):\n    Wiring().notes.add(f'same title')\n"
        "    Wiring().daily_note.append(f'{sys.argv[1]}-{n}')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(number)], env=env)
        for number in range(8)
    ]
    assert [writer.wait() for writer in writers] == [0] * 8
    assert len(pa("note", "search", "same title", "-n", "99", "--json").json) == 40
    today = pa("note", "today").stdout
    assert all(f" {w}-{n}\n" in today for w in range(8) for n in range(5))
    assert len(pa("undo", "--list", "--json").json) == 80


def test_a_held_lock_is_waited_for_and_its_holder_is_named(fresh_home):
    pa("note", "add", "first")
    with data_locked_by("4711 pa note import", fresh_home):
        assert pa("note", "list", "--json").json[0]["title"] == "first"  # readers never wait
        result = pa("note", "add", "second")
    assert result.exit_code == 1
    assert "process 4711: pa note import" in result.stderr
    assert pa("note", "add", "second").exit_code == 0


def test_a_folder_that_nobody_may_write_to(vault):
    """Even root cannot make a file below a file."""
    vault.write_text("a file where the folder should be")
    result = pa("note", "add", "x")
    assert result.exit_code == 1
    assert str(vault) in result.stderr
    assert len(result.stderr.splitlines()) <= 3
    assert vault.read_text() == "a file where the folder should be"


def test_deeply_nested_and_endless_front_matter_is_only_a_problem(vault):
    vault.mkdir()
    (vault / "deep.md").write_text("---\na: " + "[" * 20_000 + "\n---\nneedle")
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    (vault / "bomb.md").write_text(f"---\n{bomb}tags: [*u, t]\n---\nneedle")
    found = pa("note", "search", "needle", "--json").json
    assert len(found) == 2
    assert "not valid YAML" in next(n for n in found if n["path"].endswith("deep.md"))["problem"]


def test_a_line_for_today_is_added_also_when_an_editor_writes_in_the_same_moment(
    vault, monkeypatch
):
    pa("note", "today", "one")
    (daily,) = vault.rglob("*.md")
    replace, left = Path.replace, [1]

    def interfering(path, target):
        result = replace(path, target)
        if left[0] and "trash" in str(target):  # the old text was just read and kept
            left[0] = 0
            daily.write_text(daily.read_text() + "- theirs\n")
        return result

    monkeypatch.setattr(Path, "replace", interfering)
    assert pa("note", "today", "two").exit_code == 0
    assert left == [0]
    lines = daily.read_text().splitlines()[2:]
    assert [line.split()[-1] for line in lines] == ["one", "theirs", "two"]
