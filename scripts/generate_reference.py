"""Write docs/reference/ from the code, or check that it is not stale (`--check`)."""

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pa_cli.cli.app import app  # noqa: E402 - the source tree comes first
from pa_cli.cli.command_table import COMMANDS  # noqa: E402
from pa_cli.cli.exit_codes import MEANINGS  # noqa: E402
from pa_cli.services.settings import in_groups  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
MADE_BY = "<!-- made by scripts/generate_reference.py; do not edit -->"
OWN_OPTIONS = {"install_completion", "show_completion", "help"}


def commands_page() -> str:
    """Every command with its arguments and options."""
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="pa")
    lines = [
        "# Commands",
        "",
        MADE_BY,
        "",
        "Every command takes `-h` or `--help`. In every group `ls` is `list`, and `delete` or",
        "`remove` is `rm`. What the exit codes mean: [exit codes](exit-codes.md).",
        "",
    ]
    listed = list(_leaves(root, context))
    for panel, names in COMMANDS.items():
        lines += [f"## {panel}", ""]
        for command, path, its_context in listed:
            if path.split()[1] in names:
                lines += _command_section(command, path, its_context)
    return "\n".join(lines).rstrip() + "\n"


def _leaves(group: Any, context: Any) -> Iterator[tuple[Any, str, Any]]:
    for name in group.list_commands(context):
        command = group.resolve_command(context, [name])[1]
        if command.hidden:
            continue
        own = typer.Context(command, info_name=name, parent=context)
        if isinstance(command, TyperGroup):
            if command.invoke_without_command:
                yield command, own.command_path, own
            yield from _leaves(command, own)
        else:
            yield command, own.command_path, own


def _command_section(command: Any, path: str, context: Any) -> list[str]:
    usage = " ".join([path, *_usage_pieces(command)])
    help_text = _plain(command.help or "")
    lines = [f"### {path}", "", help_text, "", "```", usage, "```", ""]
    arguments = [p for p in command.params if isinstance(p, TyperArgument) and not p.hidden]
    options = [
        p
        for p in command.params
        if isinstance(p, TyperOption) and not p.hidden and p.name not in OWN_OPTIONS
    ]
    rows = [(f"`{_argument_name(p)}`", _plain(p.help or "")) for p in arguments]
    rows += [(_option_names(p, context), _option_help(p)) for p in options]
    if rows:
        lines += ["| | |", "|---|---|", *(f"| {_cell(a)} | {_cell(b)} |" for a, b in rows), ""]
    return lines


def _usage_pieces(command: Any) -> Iterator[str]:
    if any(isinstance(p, TyperOption) and p.name not in OWN_OPTIONS for p in command.params):
        yield "[OPTIONS]"
    for parameter in command.params:
        if isinstance(parameter, TyperArgument) and not parameter.hidden:
            name = _argument_name(parameter)
            name += "..." if parameter.nargs == -1 and not name.endswith("...") else ""
            yield name if parameter.required or name.startswith("[") else f"[{name}]"
    if isinstance(command, TyperGroup):
        yield "COMMAND"


def _argument_name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.strip("_").upper())


def _option_names(parameter: Any, context: Any) -> str:
    names = sorted(parameter.opts, key=len) + list(parameter.secondary_opts)
    metavar = ""
    if not (parameter.is_flag or parameter.count):
        metavar = f" {parameter.make_metavar(context)}"
    return ", ".join(f"`{name}{metavar if name == names[-1] else ''}`" for name in names)


def _option_help(parameter: Any) -> str:
    text = _plain(parameter.help or "")
    default = parameter.default
    if default in (None, False, "", ()) or callable(default) or not parameter.show_default:
        return text
    return f"{text} Default: {default}." if text else f"Default: {default}."


def settings_page() -> str:
    """The settings table."""
    lines = [
        "# Settings",
        "",
        MADE_BY,
        "",
        "A setting comes from its flag, else from the environment, else from the config file",
        "(`pa config path`), else it has its default. `pa config list` shows which it was.",
        "How to change them: [configuration](../guides/configuration.md).",
        "",
    ]
    for group, settings in in_groups().items():
        lines += [
            f"## {group}",
            "",
            "| setting | type | default | flag | environment |",
            "|---|---|---|---|---|",
        ]
        for setting in settings:
            default = setting.kind.show(setting.default)
            cells = [
                f"`{setting.key}`<br>{_plain(setting.help)}",
                setting.kind.name,
                f"`{default}`" if default else "",
                ", ".join(f"`{flag}`" for flag in setting.flag.split()),
                f"`{setting.environment_name}`",
            ]
            lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def exit_codes_page() -> str:
    """What each exit code means."""
    lines = ["# Exit codes", "", MADE_BY, "", "| code | meaning |", "|---|---|"]
    lines += [f"| {int(code)} | {_cell(meaning)} |" for code, meaning in MEANINGS.items()]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\b", "")).strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PAGES = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "exit-codes.md": exit_codes_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` show what is stale; 1 when something is."""
    stale = False
    for name, make in PAGES.items():
        path, wanted = REFERENCE / name, make()
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if found == wanted:
            continue
        stale = True
        if "--check" in arguments:
            difference = difflib.unified_diff(
                found.splitlines(),
                wanted.splitlines(),
                f"docs/reference/{name}",
                "from the code",
                "",
                "",
                1,
                "",
            )
            sys.stdout.write("\n".join(difference) + "\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
    if stale and "--check" in arguments:
        sys.stdout.write("docs/reference is stale; run: python scripts/generate_reference.py\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
