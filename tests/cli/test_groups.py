"""What all groups of verbs have together."""

import pytest

from tests.support.runner import pa


@pytest.mark.parametrize(("argv", "verb"), [((), "config"), (("config",), "unset")])
def test_without_a_verb_the_help_is_shown_on_stderr(argv, verb):
    result = pa(*argv)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: pa" in result.stderr
    assert verb in result.stderr


def test_ls_is_list():
    assert pa("config", "ls").stdout == pa("config", "list").stdout


def test_a_verb_with_a_typing_error_is_a_usage_error_that_names_the_nearest():
    result = pa("config", "lst")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "lst" in result.stderr
    assert "list" in result.stderr
