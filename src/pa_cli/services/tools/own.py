"""The user's own commands in the registry: offered where their words fit, confirmed before each run."""

from typing import TYPE_CHECKING

from pa_cli.core.bm25 import content_words
from pa_cli.core.errors import ConfigError, ConfirmationError, PaError
from pa_cli.core.own_tool import OwnArgument, OwnTool
from pa_cli.core.own_tool_call import fill
from pa_cli.core.ports import Approver
from pa_cli.core.tool import Parameter, Tool, ToolRequest, ToolResult
from pa_cli.services.own_tools import OwnToolsService
from pa_cli.services.tools.toolbox import RunnableTool

if TYPE_CHECKING:
    from collections.abc import Sequence


class OwnToolbox:
    """The tools of `tools.toml`, as a model is told of them.

    A broken file means no tools here; who names one, and `pa doctor`, are told what is wrong.

    Args:
        service: The tools.
    """

    def __init__(self, service: OwnToolsService) -> None:
        self._service = service
        try:
            self._tools: Sequence[OwnTool] = service.list()
        except ConfigError:
            self._tools = ()

    def tools(self) -> list[RunnableTool]:
        """All of them; they run only by the confirmation of a chat."""
        return [RunnableTool(_described(tool), _refuse) for tool in self._tools]

    def fitting(self, request: str) -> list[str]:
        """The names of those that share a word with `request`, in name, description or values.

        Args:
            request: The user's words; no tool is offered for what a document says.
        """
        asked = set(content_words(request))
        return [tool.name for tool in self._tools if asked & set(content_words(_words_of(tool)))]

    def __contains__(self, name: object) -> bool:
        """Whether there is a tool of that name."""
        return any(tool.name == name for tool in self._tools)

    def run(self, request: ToolRequest, approver: Approver) -> ToolResult:
        """Check a call, show the exact command, ask, and run it; what it wrote is the answer.

        It is shown as it is: small models tell of it what is not true.

        Raises:
            ConfirmationError: The user said no, or there is nobody to ask.
        """
        try:
            call = fill(self._service.find(request.name), request.arguments)
            done = self._service.run(call, approver)
        except ConfirmationError:
            raise
        except PaError as error:
            return ToolResult(error=f"{error.message} {error.hint}".strip())
        parts = (done.result.strip("\n"), done.error)
        said = "\n".join(part for part in parts if part) or f"Done: {call.request}"
        return ToolResult(said, untrusted=True, final=True)


def _refuse(request: ToolRequest) -> ToolResult:
    del request
    return ToolResult(error="Nothing may be run here.")


def _words_of(tool: OwnTool) -> str:
    values = " ".join(value for argument in tool.arguments for value in argument.values)
    return f"{tool.name.replace('-', ' ').replace('_', ' ')} {tool.description} {values}"


def _described(tool: OwnTool) -> Tool:
    parameters = tuple(_parameter(argument) for argument in tool.arguments)
    return Tool(tool.name, tool.description, parameters, writes=True, is_own=True)


def _parameter(argument: OwnArgument) -> Parameter:
    choices = ("on", "off") if argument.type == "bool" else argument.values
    return Parameter(
        argument.name,
        argument.description or argument.type,
        required=not argument.optional and argument.default is None,
        choices=choices,
    )
