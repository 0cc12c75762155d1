"""Lists of models, and what was done with them, on a terminal, in a pipe and as JSON."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pa_cli.core.errors import NoModelError
from pa_cli.core.model_reports import ModelHealth, ModelRow
from pa_cli.core.model_spec import PURPOSE_WORDS, InstalledModel, Purpose, UnfinishedDownload
from pa_cli.core.sizes import human_context, human_count, human_size
from pa_cli.ui import text_width
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

ROOM_FOR_COLUMNS = 60
_LEAST_REMARK = 12
_GET_ONE = "There is no model here yet. Get one with: pa models pull"
PROBLEMS = {"missing": "its file is gone", "changed": "its file has changed"}


def show_models(output: Output, rows: Sequence[ModelRow], *, folder: Path, json: bool) -> None:
    """Write the list: a table for a person, tab-separated lines for a pipe."""
    if json:
        output.write(to_json({"folder": folder, "models": [row_document(row) for row in rows]}))
        return
    if not rows:
        output.notice_terminal(_GET_ONE)
    elif output.stdout_is_terminal:
        output.print(_list(rows, output.width))
    else:
        for row in rows:
            output.write(_line(row))
    for row in rows:
        if row.state in PROBLEMS:
            output.notice_terminal(f"{row.name}: {PROBLEMS[row.state]}: {row.path}")


def show_choice(
    output: Output, model: InstalledModel, purpose: Purpose, *, overridden_by: str, json: bool
) -> None:
    """Say which model is used from now on for `purpose`, and what wins over that."""
    if json:
        output.write(to_json({"name": model.name, "purpose": purpose, "path": model.path}))
    else:
        output.write(f"{PURPOSE_WORDS[purpose]}: {model.name}\n")
    if overridden_by and overridden_by.casefold() != model.name.casefold():
        key = f"model.{purpose}"
        output.notice(
            f"The setting {key} is {overridden_by} and wins over it; drop it with: "
            f"pa config unset {key}"
        )


def describe_removal(chosen: Sequence[InstalledModel | UnfinishedDownload]) -> tuple[str, str]:
    """(question, details) that show in full what `rm` will do."""
    lines = []
    for one in chosen:
        if _stays(one):
            lines.append(f"{one.name}: only forgotten, the file stays: {one.path}")
        else:
            what = "unfinished download, " if isinstance(one, UnfinishedDownload) else ""
            lines.append(f"{one.name}: {what}{human_size(one.size)}, {one.path}")
    verb = "Forget" if all(map(_stays, chosen)) else "Delete"
    what = chosen[0].name if len(chosen) == 1 else f"these {len(chosen)} models"
    return f"{verb} {what}?", "\n".join(lines)


def show_removed(
    output: Output, chosen: Sequence[InstalledModel | UnfinishedDownload], *, json: bool
) -> None:
    """Say what was removed."""
    if json:
        removed = [
            {"name": one.name, "path": one.path, "size": one.size, "file_deleted": not _stays(one)}
            for one in chosen
        ]
        output.write(to_json({"removed": removed}))
        return
    for one in chosen:
        if _stays(one):
            output.write(f"forgot {one.name}; its file stays: {one.path}\n")
        else:
            output.write(f"deleted {one.name}, {human_size(one.size)} freed\n")


def _stays(one: InstalledModel | UnfinishedDownload) -> bool:
    return isinstance(one, InstalledModel) and one.in_place


def show_health(output: Output, health: Iterator[ModelHealth], *, json: bool) -> None:
    """Write the outcome of each check as it comes.

    Raises:
        NoModelError: At least one model is damaged; told after all were checked.
    """
    found = []
    for one in health:
        found.append(one)
        if not json:
            gap = ": " if output.stdout_is_terminal else "\t"
            output.write(f"{clean_line(one.name)}{gap}{_health_words(one)}\n")
    if json:
        output.write(to_json({"models": found}))
    elif not found:
        output.notice_terminal(_GET_ONE)
    damaged = [one.name for one in found if one.health == "damaged"]
    if damaged:
        raise NoModelError(
            f"Not in order: {', '.join(damaged)}.",
            hint=f"Fetch again with: pa models pull {damaged[0]}",
        )


def _health_words(health: ModelHealth) -> str:
    if health.health == "damaged":
        return health.problem
    if health.health == "recorded":
        return f"whole; its hash was not known and is kept from now on: {health.sha256}"
    return "ok"


def row_document(row: ModelRow) -> dict[str, object]:
    """One model of the list as JSON."""
    return {
        "name": row.name,
        "purpose": row.purpose,
        "default": row.is_default,
        "state": row.state,
        "installed": row.path is not None,
        "size": row.size,
        "parameters": row.parameters or None,
        "context_length": row.context_length or None,
        "quantization": row.quantization or None,
        "license": row.license or None,
        "path": row.path,
        "in_place": row.in_place,
        "good_for": row.good_for or None,
    }


def _line(row: ModelRow) -> str:
    mark = "default" if row.is_default else row.state
    where = row.path or ""
    return f"{clean_line(row.name)}\t{row.size}\t{row.purpose}\t{mark}\t{where}\n"


def _list(rows: Sequence[ModelRow], width: int) -> RenderableType:
    here = [row for row in rows if row.path is not None]
    there = [row for row in rows if row.path is None]
    show = _table if width >= ROOM_FOR_COLUMNS else _stack
    if not there:
        return show(here, width)
    blocks: list[RenderableType] = []
    if here:
        blocks += [Text("On this machine", style="bold"), show(here, width), Text()]
    return Group(*blocks, Text("To fetch with pa models pull", style="bold"), show(there, width))


def _table(rows: Sequence[ModelRow], width: int) -> RenderableType:
    cells = [_cells(row) for row in rows]
    room = (
        width
        - 3
        - sum(max(map(text_width.width, column)) + 2 for column in zip(*cells, strict=True))
    )
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for _ in range(len(cells[0]) - 1):
        table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for row, texts in zip(rows, cells, strict=True):
        table.add_row(
            Text("*" if row.is_default else "", style="bold green"),
            Text(texts[0], style="bold" if row.is_default else ""),
            *map(Text, texts[1:]),
            Text(text_width.cut(_remark(row), room) if room > _LEAST_REMARK else "", style="dim"),
        )
    return table


def _cells(row: ModelRow) -> tuple[str, ...]:
    return (
        clean_line(row.name),
        human_size(row.size),
        human_count(row.parameters) if row.parameters else "",
        clean_line(row.quantization),
        human_context(row.context_length) if row.context_length else "",
    )


def _remark(row: ModelRow) -> str:
    if row.state in PROBLEMS:
        return PROBLEMS[row.state]
    kind = "embeddings: " if row.purpose == "embedding" else ""
    return clean_line(kind + (row.good_for or ("used in place" if row.in_place else "")))


def _stack(rows: Sequence[ModelRow], _width: int) -> RenderableType:
    text = Text(overflow="fold")
    for number, row in enumerate(rows):
        mark = " *" if row.is_default else ""
        text.append("\n" if number else "")
        text.append(clean_line(row.name) + mark, style="bold" if row.is_default else "")
        text.append(f"\n  {human_size(row.size)}", style="dim")
    return text
