"""What a search over everything found, on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.found_item import FoundItem
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns

_NARROW = 50


def show_found(output: Output, items: Sequence[FoundItem], *, as_json: bool) -> None:
    """The hits, best first, each with its line."""
    if as_json:
        output.write(to_json(items))
        return
    if not items:
        output.notice_terminal("Nothing holds that.")
    for item in items:
        title = clean_line(item.title)
        line = clean_line(item.line or "")
        if not output.stdout_is_terminal:
            fields = [item.kind, item.id, _when(item), title, line]
            output.write("\t".join(fields) + "\n")
            continue
        columns = terminal_columns()
        head = f"{item.kind:<5} {item.id}  {pad(_when(item), 16)}  {title}"
        output.write(cut(f"{item.kind} {title}" if columns < _NARROW else head, columns) + "\n")
        if line and line.lstrip("# ") != title:
            output.write(cut(f"      {line}", columns) + "\n")


def _when(item: FoundItem) -> str:
    """When it takes place or is due; of what has no time of its own when it was changed."""
    if item.kind == "todo" and item.when is None:
        return ""
    moment = item.modified if item.when is None else item.when
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}"
