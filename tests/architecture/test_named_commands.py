"""Every command that a message or a page tells the user to run is one that can be run."""

import re
from pathlib import Path

import typer
from typer.core import TyperGroup

from pa_cli.cli.command_table import COMMANDS
from pa_cli.cli.groups import SECOND_NAMES, build_command

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "models" / "README.md"]
# a command stands after a backtick, a prompt, a pipe, a quote, or a colon in quoted text
_COMMAND = re.compile(
    r"""(?:`|\$ |\| |["'](?:[^"'\n]*: )?)pa ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?(?=[\s`"',.)|;:\\{\[(]|$)""",
    re.MULTILINE,
)

_groups = {}


def _verbs(name: str) -> set[str] | None:
    """The verbs of the group called `name`, None for a command that is none."""
    if name not in _groups:
        command = build_command(name)
        is_group = isinstance(command, TyperGroup)
        _groups[name] = set(command.list_commands(typer.Context(command))) if is_group else None
    return _groups[name]


def _cannot_run(name: str, verb: str) -> bool:
    if not any(name in names for names in COMMANDS.values()):
        return True
    verbs = _verbs(name)
    return bool(verbs is not None and verb and verb not in verbs and verb not in SECOND_NAMES)


def test_messages_and_pages_name_only_commands_that_there_are():
    wrong = []
    for path in [*(ROOT / "src").rglob("*.py"), *PAGES]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for name, verb in _COMMAND.findall(line):
                if _cannot_run(name, verb):
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: pa {name} {verb}")
    assert wrong == []
