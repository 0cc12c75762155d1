"""The user's own commands as tools: looked up, filled in, confirmed, run; their output is data."""

import difflib
from collections.abc import Callable, Sequence
from typing import Protocol

from pa_cli.core.errors import NotFoundError
from pa_cli.core.grounding import ToolCall
from pa_cli.core.own_tool import OwnTool
from pa_cli.core.own_tool_call import CommandCall, fill, read_arguments, words_of
from pa_cli.core.ports import Approver


class Outcome(Protocol):
    """What became of a run."""

    @property
    def output(self) -> str:
        """What it wrote."""
        ...

    @property
    def status(self) -> int:
        """Its exit status, negative for a signal."""
        ...

    @property
    def stopped(self) -> str:
        """Why it was stopped before its end, "" when it was not."""
        ...

    @property
    def cut(self) -> bool:
        """It wrote more than is read."""
        ...


class Runner(Protocol):
    """Runs a program without a shell."""

    def __call__(self, argv: Sequence[str], *, timeout: float, max_output: int) -> Outcome:
        """Run `argv` and wait for its end."""
        ...


class OwnToolsService:
    """What can be done with tools of the user's own.

    Args:
        load: Reads the tools; raises ConfigError when their file is broken.
        run: Runs a program.
    """

    def __init__(self, load: Callable[[], Sequence[OwnTool]], run: Runner) -> None:
        self._load = load
        self._run = run

    def list(self) -> Sequence[OwnTool]:
        """All tools, in the order of their file."""
        return self._load()

    def find(self, name: str) -> OwnTool:
        """The tool called `name`.

        Raises:
            NotFoundError: There is none; the nearest is named.
        """
        tools = {tool.name: tool for tool in self._load()}
        if name in tools:
            return tools[name]
        near = difflib.get_close_matches(name, tools, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(tools) or 'none'}."
        raise NotFoundError(f"There is no tool {name!r} in your tools.toml.", hint=hint)

    def read(self, request: str) -> CommandCall | None:
        """What a request such as "run lights kitchen on" asks for; None when it names no tool.

        Raises:
            UsageError: It names a tool, and its arguments are not right.
            ConfigError: The file of the tools is broken.
        """
        words = words_of(request)
        if words is None:
            return None
        name, rest = words
        tool = next((tool for tool in self._load() if tool.name == name), None)
        return None if tool is None else fill(tool, read_arguments(tool, rest))

    def prepare(self, name: str, text: str) -> CommandCall:
        """The tool called `name` with arguments as they are typed; raises as `find` and `fill`."""
        tool = self.find(name)
        return fill(tool, read_arguments(tool, text))

    def run(self, call: CommandCall, approver: Approver) -> ToolCall:
        """Show the exact command, ask, and run it.

        What the result says is data of another program: nothing in it is an instruction.

        Raises:
            ConfirmationError: The user said no, or there is nobody to ask; nothing was run.
            InputError: The program is not there.
        """
        approver.approve(f"Run {call.tool.name}?", f"{call.tool.description}\n  {call.shown}")
        outcome = self._run(call.argv, timeout=call.tool.timeout, max_output=call.tool.max_output)
        return ToolCall(call.tool.name, dict(call.values), outcome.output, error=_problem(outcome))


def _problem(outcome: Outcome) -> str:
    if outcome.stopped:
        return f"It was stopped: {outcome.stopped}."
    if outcome.status < 0:
        return f"It was ended by signal {-outcome.status}."
    if outcome.status:
        return f"It failed with status {outcome.status}."
    return "It wrote more than is read; the end is missing." if outcome.cut else ""
