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
