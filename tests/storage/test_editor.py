"""The user's editor, with real little programs in its place."""

import os
import stat
import sys
from pathlib import Path

import pytest

from pa_cli.core.errors import EditorError, InterruptedByUserError
from pa_cli.storage.editor import Editor


@pytest.fixture
def script(tmp_path):
    """Write a Python program that gets the file as its last argument; returns its command."""

    def write(body: str) -> str:
        path = tmp_path / "my editor.py"
        path.write_text(
            f"import os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{body}\n"
        )
        return f'{sys.executable} "{path}"'

    return write


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_the_edited_text_comes_back_and_nothing_stays_behind(script, temporary):
    editor = Editor(script("file.write_text(file.read_text() + ' and oranges 橙子')"))
    assert editor.edit_text("apples") == "apples and oranges 橙子"
    assert list(temporary.iterdir()) == []


def test_the_temporary_text_is_private(script, temporary, tmp_path):
    seen = tmp_path / "seen"
    modes = "f'{file.stat().st_mode:o} {file.parent.stat().st_mode:o} {file.name}'"
    program = f"Path({str(seen)!r}).write_text({modes})"
    Editor(script(program)).edit_text("secret", name="note.md")
    mode, folder_mode, name = seen.read_text().split()
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert stat.S_IMODE(int(folder_mode, 8)) == 0o700
    assert name == "note.md"


def test_a_failing_editor_that_saved_nothing_leaves_nothing(script, temporary):
    with pytest.raises(EditorError, match="failed with status 3"):
        Editor(script("sys.exit(3)")).edit_text("apples")
    assert list(temporary.iterdir()) == []


def test_a_failing_editor_never_costs_what_was_saved(script, temporary):
    with pytest.raises(EditorError) as caught:
        Editor(script("file.write_text('an hour of work'); sys.exit(1)")).edit_text("")
    kept = Path(caught.value.hint.rpartition(" in ")[2])
    assert kept.read_text() == "an hour of work"


def test_text_that_is_not_utf8_is_kept_and_refused(script, temporary):
    with pytest.raises(EditorError, match="not UTF-8") as caught:
        Editor(script(r"file.write_bytes(b'caf\xe9')")).edit_text("")
    assert Path(caught.value.hint.rpartition(" in ")[2]).read_bytes() == b"caf\xe9"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_editor_ended_by_ctrl_c_is_an_interruption(script, temporary):
    program = "import signal; signal.signal(2, signal.SIG_DFL); os.kill(os.getpid(), 2)"
    with pytest.raises(InterruptedByUserError):
        Editor(script(program)).edit_text("apples")


def test_ctrl_c_while_the_editor_runs_is_the_editors_own(script, temporary):
    program = "import signal; os.kill(os.getppid(), signal.SIGINT); file.write_text('still here')"
    assert Editor(script(program)).edit_text("") == "still here"


def test_the_setting_wins_over_visual_and_visual_over_editor(script):
    command = script("")
    environment = {"VISUAL": f"{command} visual", "EDITOR": f"{command} editor"}
    assert Editor(f"{command} setting", environment).command()[-1] == "setting"
    assert Editor("", environment).command()[-1] == "visual"
    assert Editor("", {"VISUAL": " ", "EDITOR": f"{command} editor"}).command()[-1] == "editor"


def test_nothing_in_the_command_is_a_shells(script, tmp_path):
    trap = tmp_path / "trap"
    Editor(
        script(f"Path({str(tmp_path / 'seen')!r}).write_text(repr(sys.argv[1:-1]))")
        + f" ; touch {trap} '$HOME'"
    ).edit_text("")
    assert not trap.exists()
    assert (tmp_path / "seen").read_text() == repr([";", "touch", str(trap), "$HOME"])


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("no-such-editor --wait", "'no-such-editor' of the setting ui.editor was not found"),
        ("vi 'open", "has an open quote"),
    ],
)
def test_an_editor_that_cannot_run_is_named_with_what_mends_it(command, message):
    with pytest.raises(EditorError, match=message) as caught:
        Editor(command).edit_text("apples")
    assert "pa config set ui.editor" in caught.value.hint


def test_without_a_terminal_no_editor_is_guessed():
    with pytest.raises(EditorError, match="no terminal"):
        Editor("", {}).command()
