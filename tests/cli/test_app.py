import pytest

from pa_cli import __version__
from tests.support.runner import pa


def test_version_is_one_line():
    result = pa("--version")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"pa {__version__}\n", "")


def test_an_unknown_command_is_a_usage_error_that_names_the_help():
    result = pa("frobnicate")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "frobnicate" in result.stderr
    assert "pa --help" in result.stderr


@pytest.mark.parametrize(
    ("argv", "said", "help_of"),
    [
        (["note", "list", "-n", "x"], "'x' is not a whole number.", "pa note list"),
        (["note", "list", "-n", "0"], "0 is less than 1.", "pa note list"),
        (["note", "search"], "Missing argument 'QUERY...'.", "pa note search"),
        (["note", "list", "--limits", "3"], "Did you mean --limit?", "pa note list"),
        (["rewrite", "--tone"], "'--tone' requires an argument.", "pa rewrite"),
    ],
)
def test_a_mistyped_command_line_is_answered_in_plain_words(argv, said, help_of):
    result = pa(*argv)
    assert (result.exit_code, result.stdout) == (2, "")
    what, where = result.stderr.splitlines()
    assert what.endswith(said)
    assert where == f"See: {help_of} --help"


@pytest.mark.parametrize("verb", [("todo", "add"), ("agenda", "add"), ("memory", "add")])
def test_a_verb_that_takes_no_files_does_not_speak_of_them(verb):
    result = pa(*verb)
    assert result.exit_code == 2
    assert "--file" not in result.stderr
    assert "pipe" in result.stderr


def test_help_in_a_narrow_window_names_every_option_in_full(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    shown = pa("note", "add", "--help").stdout
    assert all(option in shown for option in ("--template", "--title", "--quiet"))
    monkeypatch.setenv("COLUMNS", "80")
    assert "╭" in pa("note", "add", "--help").stdout
