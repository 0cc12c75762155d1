"""What a search over everything found, on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence

from pa_cli.core.found_item import FoundItem
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns

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
            fields = [item.kind, item.id, f"{item.modified:%Y-%m-%d %H:%M}", title, line]
            output.write("\t".join(fields) + "\n")
            continue
        columns = terminal_columns()
        head = f"{item.kind:<5} {item.id}  {item.modified:%Y-%m-%d}  {title}"
        output.write(cut(f"{item.kind} {title}" if columns < _NARROW else head, columns) + "\n")
        if line and line.lstrip("# ") != title:
            output.write(cut(f"      {line}", columns) + "\n")
