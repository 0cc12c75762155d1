"""What was measured of models, as a table and as JSON."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pa_cli.core.machine import Machine
from pa_cli.core.model_reports import BenchResult
from pa_cli.core.sizes import human_size
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

_ROOM_FOR_COLUMNS = 72


def show_bench(
    output: Output, results: Iterable[BenchResult], machine: Machine, *, json: bool
) -> None:
    """Write the results; a pipe gets each model's line as soon as it was measured."""
    found = []
    for one in results:
        found.append(one)
        if not json and not output.stdout_is_terminal:
            output.write(_line(one))
    if json:
        output.write(to_json({"machine": machine, "models": [_document(one) for one in found]}))
    elif output.stdout_is_terminal:
        output.print(_table(found) if output.width >= _ROOM_FOR_COLUMNS else _stack(found))


def _document(one: BenchResult) -> dict[str, object]:
    return {
        "name": one.name,
        "path": one.path,
        "size": one.size,
        "load_seconds": round(one.load_seconds, 3),
        "prompt_tokens": one.prompt_tokens,
        "prompt_tokens_per_second": round(one.prompt_tokens_per_second, 1),
        "completion_tokens": one.completion_tokens,
        "tokens_per_second": round(one.tokens_per_second, 1),
        "first_token_seconds": round(one.first_token_seconds, 3),
        "threads": one.threads,
        "memory_bytes": one.memory_bytes,
        "runs": one.runs,
    }


def _facts(one: BenchResult) -> tuple[tuple[str, str], ...]:
    return (
        ("load", f"{one.load_seconds:.2f} s"),
        ("prompt", f"{one.prompt_tokens_per_second:.0f} tokens/s"),
        ("answer", f"{one.tokens_per_second:.1f} tokens/s"),
        ("memory", human_size(one.memory_bytes)),
        ("threads", str(one.threads)),
    )


def _line(one: BenchResult) -> str:
    facts = [clean_line(one.name), *(f"{name} {value}" for name, value in _facts(one))]
    return "\t".join(facts) + "\n"


def _table(found: Iterable[BenchResult]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("model", overflow="fold")
    for name in ("load", "prompt", "answer", "memory", "threads"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found:
        table.add_row(Text(clean_line(one.name)), *(Text(value) for _, value in _facts(one)))
    return table


def _stack(found: Iterable[BenchResult]) -> RenderableType:
    text = Text(overflow="fold")
    for number, one in enumerate(found):
        text.append("\n" if number else "").append(clean_line(one.name), style="bold")
        for name, value in _facts(one):
            text.append(f"\n  {name} ").append(value)
    return text
