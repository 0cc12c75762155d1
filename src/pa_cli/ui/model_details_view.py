"""Everything about one model, on a terminal, in a pipe and as JSON."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pa_cli.core.model_reports import ModelDetails
from pa_cli.core.model_spec import PURPOSE_WORDS
from pa_cli.core.sizes import human_count, human_size
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.models_view import PROBLEMS, ROOM_FOR_COLUMNS, row_document
from pa_cli.ui.sanitize import clean_line

_FITS = {"fits": "fits", "tight": "fits, but tightly", "no": "needs more memory than is free"}
_NO_TEMPLATE = {"chat": "none: this model cannot chat by itself", "embedding": ""}


def show_details(output: Output, details: ModelDetails, *, json: bool) -> None:
    """Write everything about one model."""
    if json:
        output.write(to_json(_details_document(details)))
        return
    facts = [(name, clean_line(value)) for name, value in _facts(details) if value]
    if output.stdout_is_terminal:
        output.print(_fact_sheet(facts, output.width))
    else:
        for name, value in facts:
            output.write(f"{name}\t{value}\n")


def _details_document(details: ModelDetails) -> dict[str, object]:
    shape, memory = details.shape, details.memory
    return {
        **row_document(details.row),
        "title": details.title,
        "architecture": shape.architecture or None,
        "layers": shape.layers or None,
        "kv_bytes_per_token": shape.kv_bytes_per_token,
        "has_chat_template": shape.has_chat_template,
        "sha256": details.sha256 or None,
        "verified": details.is_verified,
        "sources": list(details.sources),
        "revision": details.revision or None,
        "license_url": details.license_url or None,
        "languages": details.languages or None,
        "template": details.template or None,
        "tool_format": details.tool_format or None,
        "thinking": details.thinking or None,
        "added": details.added or None,
        "memory": {
            "context": details.context,
            "weights": memory.weights,
            "kv": memory.kv,
            "compute": memory.compute,
            "program": memory.program,
            "total": memory.total,
        },
        "fit": details.fit,
        "tokens_per_second": details.tokens_per_second or None,
    }


def _facts(details: ModelDetails) -> Iterator[tuple[str, str]]:
    row, shape, memory = details.row, details.shape, details.memory
    yield "name", row.name + (" (default)" if row.is_default else "")
    yield "title", details.title
    yield "good for", row.good_for
    yield "purpose", PURPOSE_WORDS[row.purpose]
    yield "state", PROBLEMS.get(row.state, "on this machine" if row.path else "not installed")
    yield "file", str(row.path or "") + (" (used in place)" if row.in_place else "")
    yield "size", human_size(row.size)
    yield "quantization", row.quantization
    yield "parameters", human_count(row.parameters) if row.parameters else ""
    yield "architecture", shape.architecture
    yield "context", f"{row.context_length} tokens" if row.context_length else ""
    yield "languages", details.languages
    yield (
        "template",
        details.template or ("" if shape.has_chat_template else _NO_TEMPLATE[row.purpose]),
    )
    yield "tool calls", details.tool_format
    yield "thinking", details.thinking if row.purpose == "chat" else ""
    yield "licence", row.license
    yield "licence text", details.license_url
    parts = f"weights {human_size(memory.weights)}, context of {details.context} tokens "
    yield "memory", f"{human_size(memory.total)} ({parts}{human_size(memory.kv)})"
    yield "on this machine", _FITS[details.fit] + _speed(details.tokens_per_second)
    yield "source", "; ".join(details.sources)
    yield "revision", details.revision
    yield "sha256", details.sha256 + (" (checked)" if details.is_verified else "")
    yield "added", details.added


def _speed(tokens_per_second: float) -> str:
    return f", about {tokens_per_second:.0f} tokens/s" if tokens_per_second else ""


def _fact_sheet(facts: Sequence[tuple[str, str]], width: int) -> RenderableType:
    if width < ROOM_FOR_COLUMNS:
        text = Text(overflow="fold")
        for number, (name, value) in enumerate(facts):
            text.append("\n" if number else "").append(name, style="dim").append(f"\n  {value}")
        return text
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(Text(name), Text(value))
    return table
