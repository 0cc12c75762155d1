"""The user's own commands in the registry: offered where their words fit, confirmed before each run."""

from collections.abc import Callable, Mapping

from pa_cli.core.bm25 import content_words
from pa_cli.core.own_tool import OwnArgument, OwnTool
from pa_cli.core.own_tool_call import fill
from pa_cli.core.ports import Approver
from pa_cli.core.tool import Parameter, Tool, ToolResult
from pa_cli.services.own_tools import OwnToolsService
from pa_cli.services.tools.toolbox import RunnableTool


def own_tools_for(
    request: str, service: OwnToolsService, approver: Callable[[], Approver]
) -> list[RunnableTool]:
    """The tools whose name, description or arguments share a word with `request`.

    Args:
        request: The user's words; no tool is offered for what a document says.
        service: The tools.
        approver: Asks before each run, with the exact command shown.

    Raises:
        ConfigError: The file of the tools is broken.
    """
    asked = set(content_words(request))
    return [
        RunnableTool(_described(tool), _runner(tool, service, approver))
        for tool in service.list()
        if asked & set(content_words(_words_of(tool)))
    ]


def _words_of(tool: OwnTool) -> str:
    values = " ".join(value for argument in tool.arguments for value in argument.values)
    return f"{tool.name.replace('-', ' ').replace('_', ' ')} {tool.description} {values}"


def _described(tool: OwnTool) -> Tool:
    return Tool(
        tool.name,
        tool.description,
        tuple(_parameter(argument) for argument in tool.arguments),
        writes=True,
    )


def _parameter(argument: OwnArgument) -> Parameter:
    choices = ("on", "off") if argument.type == "bool" else argument.values
    return Parameter(
        argument.name,
        argument.description or argument.type,
        required=not argument.optional and argument.default is None,
        choices=choices,
    )


def _runner(
    tool: OwnTool, service: OwnToolsService, approver: Callable[[], Approver]
) -> Callable[[Mapping[str, str]], ToolResult]:
    def run(arguments: Mapping[str, str]) -> ToolResult:
        done = service.run(fill(tool, arguments), approver())
        said = done.result or "It wrote nothing."
        return ToolResult(f"{said}\n{done.error}".strip(), untrusted=True)

    return run
