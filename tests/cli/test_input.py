import os
import subprocess
import sys

import pytest

from pa_cli.cli.input import read_input, stream_input
from pa_cli.core.errors import EmptyInputError, InputError
from pa_cli.core.setting_specs.assistant import INPUT_PIPE_WAIT
from pa_cli.core.settings import Resolved, Settings
from pa_cli.ui.console import Output
from tests.support.runner import _Stream

SETTINGS = Settings({INPUT_PIPE_WAIT.key: Resolved(0.05, "flag")})


@pytest.fixture
def pipe(monkeypatch):
    def set_stdin(content: bytes = b"", *, terminal: bool = False):
        monkeypatch.setattr("sys.stdin", _Stream(content, terminal=terminal))

    set_stdin()
    return set_stdin


def read(*words, files=()):
    return read_input(words, files, settings=SETTINGS, output=Output())


def test_the_pipe_comes_first_and_a_blank_line_joins(pipe):
    pipe(b"a log line\n")
    assert read("what", "is this?") == "a log line\n\nwhat is this?"


def test_files_stand_between_pipe_and_argument_and_are_labelled(pipe, tmp_path):
    (tmp_path / "a.md").write_text("alpha\n")
    (tmp_path / "b.md").write_text("\nbeta")
    pipe(b"piped")
    folder = str(tmp_path)
    assert read("compare", files=[folder]) == (
        f"piped\n\nFile: {folder}/a.md\n\nalpha\n\nFile: {folder}/b.md\n\nbeta\n\ncompare"
    )
    pipe()
    assert read("go", files=[f"{folder}/a.md"]) == "alpha\n\ngo"


def test_a_dash_puts_the_pipe_where_it_stands(pipe, tmp_path):
    (tmp_path / "a.md").write_text("alpha")
    pipe(b"piped")
    assert read(files=[str(tmp_path / "a.md"), "-"]).endswith("alpha\n\npiped")


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_nothing_to_read_is_empty_input(pipe, content):
    pipe(content)
    with pytest.raises(EmptyInputError):
        read("  ")
    with pytest.raises(EmptyInputError):
        stream_input([], settings=SETTINGS, output=Output())


def test_a_closed_stdin_is_an_empty_one(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert read("hello") == "hello"
    with pytest.raises(EmptyInputError):
        read()


def test_binary_from_the_pipe_is_refused(pipe):
    pipe(b"\x7fELF\0\0\0\0")
    with pytest.raises(InputError, match="stdin is binary"):
        read("what is this")


def test_a_terminal_is_only_read_when_there_is_nothing_else(pipe, capsys):
    pipe(b"typed", terminal=True)
    assert read("hello") == "hello"
    assert capsys.readouterr().err == ""
    pipe(b"typed", terminal=True)
    assert read() == "typed"
    assert "Ctrl-D" in capsys.readouterr().err


def test_undecodable_arguments_become_text(pipe):
    assert read(os.fsdecode(b"caf\xe9")) == "caf\ufffd"


def test_a_silent_pipe_does_not_hang_a_command_that_has_its_prompt(tmp_path):
    reading, writing = os.pipe()
    script = "from tests.cli.test_input import read\nprint(repr(read('hello')))"
    with os.fdopen(reading), os.fdopen(writing, "w"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            stdin=reading,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert done.stdout == "'hello'\n"
    assert "--file -" in done.stderr


def test_a_stream_is_all_of_the_text_and_skips_nothing(pipe, tmp_path):
    first, second = "words and words\n" * 20_000, "文字和文字\n" * 20_000
    (tmp_path / "1.txt").write_text(first, "utf-8")
    (tmp_path / "2.txt").write_text(second, "utf-8")
    streamed = stream_input([str(tmp_path)], settings=SETTINGS, output=Output())
    blocks = list(streamed.blocks)
    assert max(map(len, blocks)) < 70_000
    assert "".join(blocks) == (
        f"File: {tmp_path}/1.txt\n\n{first}\n\nFile: {tmp_path}/2.txt\n\n{second}"
    )
    assert streamed.names == (f"{tmp_path}/1.txt", f"{tmp_path}/2.txt")
