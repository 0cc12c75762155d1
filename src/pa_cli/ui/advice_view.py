"""Which models suit this machine, as a table and as JSON."""

from collections.abc import Collection, Sequence
from typing import Literal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pa_cli.core.machine import Machine
from pa_cli.core.model_reports import Advice
from pa_cli.core.sizes import human_size
from pa_cli.ui import text_width
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

_ROOM_FOR_COLUMNS = 64
_ROOM_FOR_PURPOSE = 100
_LEAST_REMARK = 12
_HEADINGS = ("model", "fit", "speed", "download")
_FIT_STYLES = {"fits": "green", "tight": "yellow", "no": "red"}


def show_advice(
    output: Output,
    advice: Sequence[Advice],
    machine: Machine,
    *,
    reachable: Collection[str],
    json: bool,
) -> None:
    """Write the table, and what to do with it."""
    best = next((one for one in advice if one.recommended), None)
    if json:
        output.write(to_json(_document(advice, machine, best, reachable)))
        return
    if output.stdout_is_terminal:
        output.print(
            _table(advice, output.width) if output.width >= _ROOM_FOR_COLUMNS else _stack(advice)
        )
        if output.width < _ROOM_FOR_PURPOSE and best is not None:
            output.notice(f"{best.entry.name}: {best.entry.good_for}")
    else:
        for one in advice:
            output.write(_line(one))
    _explain(output, machine, best, reachable)


def _explain(
    output: Output, machine: Machine, best: Advice | None, reachable: Collection[str]
) -> None:
    """The machine and the next command, for a person."""
    output.notice_terminal(
        f"For {_threads(machine)} and {human_size(machine.memory_available)} of free memory"
        + ("." if "hub" in reachable else ", without the Hugging Face hub.")
    )
    if best is None:
        output.notice_terminal(
            "No model of the catalogue both fits this machine and can be fetched now."
        )
    elif best.installed:
        output.notice_terminal(f"Recommended: {best.entry.name}, which is here already.")
    else:
        output.notice_terminal(f"Recommended: pa models pull {best.entry.name}")


def _threads(machine: Machine) -> str:
    return "1 thread" if machine.usable_threads == 1 else f"{machine.usable_threads} threads"


def _document(
    advice: Sequence[Advice], machine: Machine, best: Advice | None, reachable: Collection[str]
) -> dict[str, object]:
    return {
        "recommended": best.entry.name if best else None,
        "hub_reachable": "hub" in reachable,
        "machine": machine,
        "models": [
            {
                "name": one.entry.name,
                "fit": one.fit,
                "speed": one.speed,
                "tokens_per_second": round(one.tokens_per_second, 1),
                "size": one.entry.size,
                "memory_bytes": one.memory_bytes,
                "disk_is_enough": one.disk_is_enough,
                "installed": one.installed,
                "reachable": one.reachable,
                "recommended": one.recommended,
                "license": one.entry.license,
                "good_for": one.entry.good_for,
            }
            for one in advice
        ],
    }


def _line(one: Advice) -> str:
    mark = "recommended" if one.recommended else ""
    facts = (one.entry.name, one.fit, one.speed, str(one.entry.size), mark)
    return "\t".join(clean_line(fact) for fact in facts) + "\n"


def _remark(one: Advice) -> str:
    if one.installed:
        return "here already"
    if not one.disk_is_enough:
        return "not enough disk"
    if not one.reachable:
        return "not reachable now"
    return clean_line(one.entry.good_for)


def _table(advice: Sequence[Advice], width: int) -> RenderableType:
    cells = [_cells(one) for one in advice]
    columns = zip(_HEADINGS, *cells, strict=True)
    room = width - 3 - sum(max(map(text_width.width, column)) + 2 for column in columns)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("", width=1)
    for heading in _HEADINGS:
        justify: Literal["left", "right"] = "right" if heading == "download" else "left"
        table.add_column(heading, justify=justify, no_wrap=True)
    table.add_column("", no_wrap=True)
    for one, texts in zip(advice, cells, strict=True):
        style = "bold" if one.recommended else "" if one.reachable else "dim"
        table.add_row(
            Text("*" if one.recommended else "", style="bold green"),
            *(
                Text(text, style=_FIT_STYLES[one.fit] if heading == "fit" else style)
                for heading, text in zip(_HEADINGS, texts, strict=True)
            ),
            Text(text_width.cut(_remark(one), room) if room > _LEAST_REMARK else "", style="dim"),
        )
    return table


def _cells(one: Advice) -> tuple[str, ...]:
    return (
        clean_line(one.entry.name),
        one.fit,
        f"{one.speed}, {one.tokens_per_second:.0f}/s",
        human_size(one.entry.size),
    )


def _stack(advice: Sequence[Advice]) -> RenderableType:
    text = Text(overflow="fold")
    for number, one in enumerate(advice):
        mark = " *" if one.recommended else ""
        text.append("\n" if number else "")
        text.append(clean_line(one.entry.name) + mark, style="bold" if one.recommended else "")
        text.append(f"\n  {one.fit}, {one.speed}, {human_size(one.entry.size)}", style="dim")
    return text
