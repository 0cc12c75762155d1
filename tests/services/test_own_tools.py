"""The user's own commands as tools of the registry."""

import pytest

from pa_cli.core.errors import ConfirmationError
from pa_cli.core.own_tool_format import tool_from
from pa_cli.core.tool import ToolRequest
from pa_cli.services.own_tools import OwnToolsService
from pa_cli.services.tools.own import own_tools_for
from pa_cli.services.tools.toolbox import Toolbox
from pa_cli.storage.command_runner import run_command

LIGHTS = {
    "name": "lights",
    "description": "Switch the lights of a room on or off",
    "command": ["echo", "{room}", "{state}"],
    "arguments": {
        "room": {"type": "string"},
        "state": {"type": "enum", "values": ["on", "off"]},
    },
}


class Approver:
    def __init__(self, *, agrees):
        self.agrees = agrees
        self.asked = []

    def approve(self, question, details=""):
        self.asked.append(f"{question} {details}")
        if not self.agrees:
            raise ConfirmationError("Nothing done.")


@pytest.fixture
def service():
    return OwnToolsService(lambda: (tool_from(LIGHTS),), run_command)


def toolbox(service, approver, request="turn the lights on in the kitchen"):
    return Toolbox(own_tools_for(request, service, lambda: approver))


def test_a_tool_is_offered_only_where_its_words_fit(service):
    approver = Approver(agrees=True)
    assert [tool.name for tool in toolbox(service, approver)] == ["lights"]
    assert not list(toolbox(service, approver, "what is the capital of France?"))


def test_a_call_is_checked_shown_confirmed_and_its_output_is_data(service):
    approver = Approver(agrees=True)
    box = toolbox(service, approver)
    result = box.call(ToolRequest("lights", {"room": "living room", "state": "on"}))
    assert (result.text, result.untrusted, result.error) == ("living room on", True, "")
    (asked,) = approver.asked
    assert "echo 'living room' on" in asked
    wrong = box.call(ToolRequest("lights", {"room": "hall", "state": "dim"}))
    assert "on, off" in wrong.error
    dashed = box.call(ToolRequest("lights", {"room": "-n", "state": "on"}))
    assert "dash" in dashed.error
    assert len(approver.asked) == 1


def test_a_no_is_told_to_the_model(service):
    result = toolbox(service, Approver(agrees=False)).call(
        ToolRequest("lights", {"room": "hall", "state": "on"})
    )
    assert "Nothing done" in result.error
