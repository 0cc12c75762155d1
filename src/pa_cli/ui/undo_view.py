"""How changes of the user's data are shown."""

from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.changes import Operation, Undone
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns, terminal_rows

_ROOM_FOR_TIMES = 50


def show_list(output: Output, operations: Sequence[Operation], *, as_json: bool) -> None:
    """The list of changes, newest first; on a terminal a screenful."""
    if as_json:
        output.write(to_json([_record(operation) for operation in operations]))
        return
    if not operations:
        output.notice_terminal("There is nothing to undo yet.")
        return
    lines = [_line(operation) for operation in operations]
    if not output.stdout_is_terminal:
        output.write("".join(f"{line}\n" for line in lines))
        return
    columns = terminal_columns()
    if columns < _ROOM_FOR_TIMES:
        lines = [f"{operation.id}  {clean_line(operation.summary)}" for operation in operations]
    shown = lines[: max(terminal_rows() - 3, 5)]
    output.write("".join(f"{cut(line, columns)}\n" for line in shown))
    if len(lines) > len(shown):
        output.notice(f"{len(lines) - len(shown)} older: pa undo --list | less")


def show_undone(output: Output, undone: Undone, *, as_json: bool) -> None:
    """What was taken back."""
    if as_json:
        output.write(
            to_json(
                {
                    "id": undone.by.id,
                    "undone": [_record(operation) for operation in undone.operations],
                }
            )
        )
        return
    for line in undone.lines:
        output.write(f"{clean_line(line)}\n")
    output.notice_terminal("To bring it back: pa undo")


def _line(operation: Operation) -> str:
    when = datetime.fromisoformat(operation.time)
    return f"{operation.id}  {when:%Y-%m-%d %H:%M}  {clean_line(operation.summary)}"


def _record(operation: Operation) -> dict[str, object]:
    return {
        "id": operation.id,
        "time": operation.time,
        "summary": operation.summary,
        "paths": [str(step.path) for step in operation.steps],
        "undoes": list(operation.undoes),
    }
