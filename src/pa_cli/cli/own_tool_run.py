"""`pa do "run NAME ..."`: a tool of the user's own, shown, confirmed and run."""

from typing import Any

from pa_cli.cli.context import make_approver
from pa_cli.core.errors import InputError
from pa_cli.core.grounding import ToolCall
from pa_cli.core.own_tool_call import CommandCall
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.wiring import Wiring


def run_named_tool(
    wiring: Wiring, output: Output, request: str, *, yes: bool, dry_run: bool, as_json: bool
) -> bool:
    """Run the tool that `request` names; False when it names none.

    Raises:
        UsageError: Its arguments are not right.
        ConfirmationError: The user said no, or there is nobody to ask.
        InputError: The program is not there, or it failed; what it wrote was shown.
    """
    call = wiring.own_tools.read(request)
    if call is None:
        return False
    done = None if dry_run else wiring.own_tools.run(call, make_approver(output, yes=yes))
    if as_json:
        output.write(to_json({"actions": [_record(call, done)]}))
    elif done is None:
        output.write(f"Would run: {call.shown}\n")
    elif done.result:
        output.write(done.result if done.result.endswith("\n") else done.result + "\n")
    if done is not None and done.error:
        raise InputError(f"{call.tool.name}: {done.error}", hint=f"It was run as: {call.shown}")
    return True


def _record(call: CommandCall, done: ToolCall | None) -> dict[str, Any]:
    resolved = {"kind": "tool", "name": call.tool.name, "argv": call.argv}
    record: dict[str, Any] = {
        "action": "run_tool",
        "arguments": dict(call.values),
        "resolved": resolved,
        "by": "rules",
        "confidence": 1.0,
    }
    if done is not None:
        result = {"output": done.result, "error": done.error or None}
        record |= {"done": True, "result": [result]}
    return record
