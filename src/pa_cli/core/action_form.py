"""What a request was read as, as lines that can be changed in an editor, and read back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pa_cli.core.action import ACTIONS, ActionCall
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.core.action import ActionName

_NAMES = ("action", "title", "when", "new_when", "list", "tags", "text", "remind")
_HEAD = (
    "# Change what is wrong, save and close. Say dates as usual: tomorrow 15:00, 明天下午三点.\n"
    f"# Actions: {', '.join(ACTIONS)}.\n"
)


def write_form(calls: Sequence[ActionCall]) -> str:
    """The actions one below the other, with an empty line between them."""
    return "\n".join([_HEAD, *(_block(call) for call in calls)])


def _block(call: ActionCall) -> str:
    values = {
        "action": call.action,
        "title": call.title,
        "when": call.when,
        "new_when": call.new_when,
        "list": call.list,
        "tags": " ".join(call.tags),
        "text": " ".join(call.text.split()),
        "remind": "yes" if call.remind else "no",
    }
    return "".join(f"{name}: {value}".rstrip() + "\n" for name, value in values.items())


def read_form(before: Sequence[ActionCall], text: str) -> tuple[ActionCall, ...]:
    """The actions as the user wants them.

    Raises:
        UsageError: A line is no field, or an action is unknown; nothing is done then.
    """
    blocks: list[dict[str, str]] = [{}]
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if not line.strip():
            blocks.append({})
            continue
        name, colon, value = line.partition(":")
        if not colon or name.strip().lower() not in _NAMES:
            raise UsageError(
                f"{line.strip()[:60]!r} is no field; nothing was done.",
                hint=f"There are: {', '.join(_NAMES)}.",
            )
        blocks[-1][name.strip().lower()] = value.strip()
    found = [block for block in blocks if block]
    if not found:
        raise UsageError("The form is empty; nothing was done.")
    calls = [before[n] if n < len(before) else ActionCall("answer") for n in range(len(found))]
    return tuple(_call(call, block) for call, block in zip(calls, found, strict=True))


def _call(before: ActionCall, fields: dict[str, str]) -> ActionCall:
    shown = " ".join(before.text.split())
    text = fields.get("text", "")
    return replace(
        before,
        action=_action(fields.get("action", "")),
        title=fields.get("title", ""),
        when=fields.get("when", ""),
        new_when=fields.get("new_when", ""),
        list=fields.get("list", ""),
        tags=tuple(tag.lstrip("#") for tag in fields.get("tags", "").split()),
        text=before.text if text == shown else text,
        remind=fields.get("remind", "").lower() in {"yes", "y", "true", "1", "是"},
        confidence=1.0,
    )


def _action(name: str) -> "ActionName":
    for action in ACTIONS:
        if action == name.strip().lower():
            return action
    raise UsageError(f"There is no action {name!r}.", hint=f"There are: {', '.join(ACTIONS)}.")
