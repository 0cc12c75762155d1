"""The tools that change something: the model names one, the user confirms what it comes to."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.requests.reading import describe
from pa_cli.core.requests.wording import stands_in
from pa_cli.core.tool import Parameter, Tool, ToolRequest, ToolResult
from pa_cli.core.write_request import may_ask_to_write
from pa_cli.services.tools.toolbox import RunnableTool

_TEXT = Parameter("text", "what, and when, in the user's words", required=True)
_DESCRIPTIONS: dict[ActionName, str] = {
    "agenda_add": "add an event or a reminder",
    "agenda_change": "move or change an event",
    "agenda_remove": "remove an event",
    "todo_add": "add a to-do, or a thing to a list",
    "todo_done": "mark a to-do as done",
    "todo_remove": "remove a to-do",
    "note_add": "keep a note",
    "memory_add": "remember a fact or preference of the user",
}
_CLOSE: dict[ActionName, tuple[ActionName, ...]] = {
    "agenda_add": ("agenda_add", "todo_add"),
    "todo_add": ("todo_add", "agenda_add", "note_add"),
    "note_add": ("note_add", "memory_add"),
    "memory_add": ("memory_add", "note_add"),
}


def writing_tools() -> list[RunnableTool]:
    """All tools that change something; they run only by the confirmation of a chat."""
    return [
        RunnableTool(Tool(name, description, (_TEXT,), writes=True), _refuse)
        for name, description in _DESCRIPTIONS.items()
    ]


def _refuse(request: ToolRequest) -> ToolResult:
    del request
    return ToolResult(error="Nothing may be changed here.")


def writing_tools_for(message: str) -> tuple[ActionName, ...]:
    """The changes that `message` may ask for, when rules are not certain; () for none."""
    calls = may_ask_to_write(message)
    return _CLOSE.get(calls[0].action, (calls[0].action,)) if calls else ()


def as_action(request: ToolRequest, message: str) -> ActionCall:
    """The action that a call of the model stands for, read from its words by our own rules.

    The words of the user count wherever the model has only copied them.
    """
    name: ActionName = next(name for name in _DESCRIPTIONS if name == request.name)
    words = request.arguments.get("text", "")
    call = describe(name, message if stands_in(words, message) else words)
    return replace(call, by="model", confidence=0.9)


_SMALL = frozenset(
    {"a", "an", "the", "with", "at", "on", "in", "for", "to", "of", "my", "and", "by"}
)


def are_users_words(words: str, said: str) -> bool:
    """Whether all of `words` that matter stand in what the user said, in any order.

    What does not may be from a note, a document or an event: it is never accepted unseen.
    """
    given = set(re.findall(r"[a-z0-9']+|[^\W_a-z0-9]", words.casefold())) - _SMALL
    known = set(re.findall(r"[a-z0-9']+|[^\W_a-z0-9]", said.casefold()))
    return bool(given) and given <= known
