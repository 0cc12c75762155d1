"""The registry of tools: every call is checked here, whoever made it."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pa_cli.core.errors import PaError
from pa_cli.core.grounding import ToolCall
from pa_cli.core.tool import LONGEST_ARGUMENT, Tool, ToolRequest, ToolResult

_LONGEST_RESULT = 4000


@dataclass(frozen=True, slots=True)
class RunnableTool:
    """A tool and what does it.

    Attributes:
        tool: What it is to a model.
        run: Does it; the arguments that were given are texts, none of them empty. May raise `PaError`,
            which is told to the model.
    """

    tool: Tool
    run: Callable[[ToolRequest], ToolResult]


class Toolbox:
    """Tools by name.

    Args:
        tools: The tools, in the order in which a model is told of them.
    """

    def __init__(self, tools: Iterable[RunnableTool]) -> None:
        self._tools = {one.tool.name: one for one in tools}

    def __iter__(self) -> Iterator[Tool]:
        """The tools, without what does them."""
        return (one.tool for one in self._tools.values())

    def __contains__(self, name: object) -> bool:
        """Whether there is a tool of that name."""
        return name in self._tools

    def named(self, names: Iterable[str]) -> list[Tool]:
        """The tools with these names; the ones that there are."""
        return [self._tools[name].tool for name in names if name in self._tools]

    def call(self, request: ToolRequest) -> ToolResult:
        """Run a tool; what is wrong with the call, or goes wrong, is the `error` of the result.

        Tools that write are refused here: a chat confirms and runs them.
        """
        problem = self.check(request)
        if problem:
            return ToolResult(error=problem)
        given = {key: value.strip() for key, value in request.arguments.items() if value.strip()}
        try:
            result = self._tools[request.name].run(replace(request, arguments=given))
        except PaError as error:
            return ToolResult(error=f"{error.message} {error.hint}".strip())
        return _bounded(result)

    def check(self, request: ToolRequest) -> str:
        """What is wrong with a call, in a sentence for who made it; "" for nothing."""
        found = self._tools.get(request.name)
        if found is None:
            near = difflib.get_close_matches(request.name[:100], self._tools, n=1)
            meant = (
                f" Did you mean {near[0]}?" if near else f" There are: {', '.join(self._tools)}."
            )
            return f"There is no tool called {request.name[:100]!r}.{meant}"
        return _problem(found.tool, request.arguments)


def as_call(request: ToolRequest, result: ToolResult, *, by_model: bool) -> ToolCall:
    """The record of a call, for the user."""
    return ToolCall(
        request.name[:100],
        {key[:100]: value[:LONGEST_ARGUMENT] for key, value in request.arguments.items()},
        result.text,
        "model" if by_model else "rules",
        result.error,
    )


def _problem(tool: Tool, arguments: Mapping[str, str]) -> str:
    """What is wrong with the arguments, "" for nothing."""
    known = {parameter.name: parameter for parameter in tool.parameters}
    for name, value in arguments.items():
        if name not in known:
            takes = ", ".join(known) or "nothing"
            return f"{tool.name} takes no argument {name[:100]!r}; it takes {takes}."
        if len(value) > LONGEST_ARGUMENT:
            return f"{name} is too long: at most {LONGEST_ARGUMENT} characters."
        choices = known[name].choices
        if choices and value not in choices:
            return f"{name} must be one of {', '.join(choices)}."
    for parameter in tool.parameters:
        if parameter.required and not arguments.get(parameter.name, "").strip():
            return f"{tool.name} needs the argument {parameter.name}."
    return ""


def _bounded(result: ToolResult) -> ToolResult:
    if len(result.text) <= _LONGEST_RESULT:
        return result
    cut = result.text[:_LONGEST_RESULT].rsplit("\n", 1)[0]
    return replace(result, text=f"{cut}\n(cut: there is more)")
