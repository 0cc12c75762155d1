"""The table says of each command what the command says of itself."""

import pytest

from pa_cli.cli.app import app
from pa_cli.cli.command_table import COMMANDS
from pa_cli.cli.groups import build_command
from tests.support.runner import pa

NAMES = [name for names in COMMANDS.values() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_the_line_in_the_table_is_the_first_of_the_commands_own_help(name):
    summary = next(names[name] for names in COMMANDS.values() if name in names)
    own = build_command(name).help.split("\n\n")[0]
    assert " ".join(own.split()) == summary


def test_every_command_stands_in_the_table():
    assert not app.registered_commands, "add it to cli/command_table.py instead"
    assert not app.registered_groups, "add it to cli/command_table.py instead"


def test_the_help_lists_all_commands_under_their_headings():
    text = pa("--help", env={"COLUMNS": "200"}).stdout
    places = [text.index(f" {heading} ") for heading in COMMANDS]
    assert places == sorted(places)
    for names in COMMANDS.values():
        assert all(summary in text for summary in names.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(name):
    result = pa(name, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Usage: pa {name}" in result.stdout


def test_a_mistyped_command_names_the_nearest():
    result = pa("confg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'config'" in result.stderr
