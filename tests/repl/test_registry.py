import pytest

from pa_cli.core.errors import UsageError
from pa_cli.repl.registry import split_command
from pa_cli.repl.slash_commands import chat_registry

NAMES = (
    "help exit new clear regen continue undo edit fork save load resume rename export good bad run copy model "
    "system set think read context stats compact search note todo agenda find memory sources"
)


def test_every_command_is_there_and_explained():
    registry = chat_registry()
    assert sorted(command.name for command in registry) == sorted(NAMES.split())
    assert all(command.help.endswith(".") for command in registry)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("?", "help"), ("quit", "exit"), ("REGEN", "regen"), ("retry", "regen"), ("und", "undo")],
)
def test_a_command_has_second_names_and_unique_beginnings(typed, meant):
    assert chat_registry().find(typed).name == meant


@pytest.mark.parametrize(
    ("typed", "near"), [("udno", "/undo"), ("regenerate", "/regen"), ("modl", "/model")]
)
def test_an_unknown_command_names_the_nearest(typed, near):
    with pytest.raises(UsageError) as caught:
        chat_registry().find(typed)
    assert f"Did you mean {near}?" in caught.value.hint


def test_a_name_is_taken_once():
    registry = chat_registry()
    with pytest.raises(ValueError, match="/undo"):
        registry.add(next(command for command in registry if command.name == "undo"))


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("/undo", ("undo", "")),
        ("/undo  2 ", ("undo", "2")),
        ("/system Be\nbrief.", ("system", "Be\nbrief.")),
        ("/?", ("?", "")),
        ("/etc/hosts", None),
        ("//comment", None),
        ("/", None),
        ("1/2", None),
        (" /undo", None),
    ],
)
def test_what_is_a_command(text, split):
    assert split_command(text) == split
