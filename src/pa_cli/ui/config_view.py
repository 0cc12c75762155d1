"""Settings on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pa_cli.core.configuration import ConfigProblem, SettingChange, SettingRow
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from rich.console import RenderableType

_ROOM_FOR_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class SettingList:
    """What `pa config list` shows."""

    file: str
    settings: Sequence[SettingRow]
    problems: Sequence[ConfigProblem]


def show_settings(output: Output, found: SettingList, *, json: bool) -> None:
    """Write the table: aligned for a person, tab-separated lines for a pipe."""
    if json:
        output.write(to_json(found))
    elif output.stdout_is_terminal:
        output.print(_grouped(found.settings, output.width))
    else:
        for row in found.settings:
            output.write(f"{row.key}\t{clean_line(row.text)}\t{row.origin}\n")


def show_change(output: Output, change: SettingChange | None, *, key: str, json: bool) -> None:
    """Write what was changed, and say when something else wins over it."""
    if json:
        output.write(to_json(change))
    else:
        output.write((f"{key} was not set" if change is None else describe_change(change)) + "\n")
    if change is not None and change.overridden_by:
        output.notice(f"{change.overridden_by} is set in the environment and wins over the file.")


def describe_change(change: SettingChange) -> str:
    """One line: the new value and the old one."""
    before, after = (clean_line(text) or '""' for text in (change.before, change.after))
    if before == after:
        return f"{change.key}: {after}, as before"
    return f"{change.key}: {after} (was {before})"


def _grouped(rows: Sequence[SettingRow], width: int) -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    key_width = max((len(row.key) for row in rows), default=0)
    blocks: list[RenderableType] = []
    for group, members in groupby(rows, key=lambda row: row.key.partition(".")[0]):
        if blocks:
            blocks.append(Text())
        blocks.append(Text(group, style="bold"))
        listed = list(members)
        blocks.append(_columns(listed, key_width) if width >= _ROOM_FOR_COLUMNS else _lines(listed))
    return Group(*blocks)


def _columns(rows: Sequence[SettingRow], key_width: int) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=key_width + 2)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right")
    for row in rows:
        style = "dim" if row.origin == "default" else ""
        table.add_row(
            Text(f"  {row.key}", style=style),
            Text(_value(row), style=style),
            Text(row.origin, style=style or "green"),
        )
    return table


def _lines(rows: Sequence[SettingRow]) -> "RenderableType":
    from rich.text import Text

    text = Text(overflow="fold")
    for number, row in enumerate(rows):
        style = "dim" if row.origin == "default" else ""
        text.append("\n" if number else "").append(row.key, style=style)
        text.append(f"\n  {_value(row)}", style=style or "bold")
        if row.origin != "default":
            text.append(f" ({row.origin})", style="dim")
    return text


def _value(row: SettingRow) -> str:
    return clean_line(row.text) or ("[]" if row.value == [] else '""')
