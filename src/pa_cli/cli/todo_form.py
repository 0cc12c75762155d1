"""A to-do as lines that can be changed in an editor, and read back."""

from datetime import datetime
from typing import TYPE_CHECKING

from pa_cli.cli.form import fields_of, form_of
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.core.todo import Todo
    from pa_cli.services.todos import TodoRequest

_NAMES = ("title", "due", "every", "priority", "list", "tags")


def write_form(todo: "Todo") -> str:
    """The fields of a to-do, one a line, and its note below."""
    due = ""
    if isinstance(todo.due, datetime):
        due = f"{todo.due:%Y-%m-%d %H:%M}"
    elif todo.due is not None:
        due = todo.due.isoformat()
    values = (todo.title, due, todo.rrule, todo.priority, todo.list, " ".join(todo.tags))
    return form_of(dict(zip(_NAMES, values, strict=True)), todo.note)


def read_form(todo: "Todo", text: str) -> "TodoRequest":
    """What was changed in the form; raises UsageError for lines that cannot be read."""
    from pa_cli.core.tags import read_tags
    from pa_cli.services.todos import TodoRequest

    before, _ = fields_of(write_form(todo), _NAMES)
    after, note = fields_of(text, _NAMES)
    if not after.get("title"):
        raise UsageError("The title is empty; nothing was changed.")
    changed = {name: after.get(name, "") for name in _NAMES}
    tags = read_tags(changed["tags"].split())
    return TodoRequest(
        text=changed["title"],
        due=_if_changed(before, changed, "due"),
        every=_if_changed(before, changed, "every"),
        priority=_if_changed(before, changed, "priority"),
        note=None if note == (todo.note or "").strip() else note,
        tags=tags,
        untag=[tag for tag in todo.tags if tag not in tags],
        list=_if_changed(before, changed, "list"),
    )


def _if_changed(before: dict[str, str], after: dict[str, str], name: str) -> str | None:
    return None if before.get(name, "") == after[name] else after[name]
