"""Tools as values: what a model may call, with which arguments, and what it says in return."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pa_cli.core.schema_nodes import Field, LiteralNode, Node, ObjectNode, StringNode, UnionNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pa_cli.core.grounding import Source

ANSWER = "answer"
"""What a model calls when it needs no (further) tool."""

LONGEST_ARGUMENT = 500
_LONGEST_REQUEST = 20_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a tool: a text.

    Attributes:
        name: Its name.
        description: What it says, for the model.
        required: It must be given.
        choices: The values that it may have, none for any.
    """

    name: str
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that can be called.

    Attributes:
        name: Its name.
        description: What it does, in one line, for the model.
        parameters: Its arguments, in order.
        writes: It changes something: it is shown and confirmed before.
        is_own: It is a command of the user's, which no example shows.
    """

    name: str
    description: str
    parameters: tuple[Parameter, ...] = ()
    writes: bool = False
    is_own: bool = False

    def told(self) -> str:
        """It as a model is told of it that has no example of its use: a call, and what it does."""
        shown = {p.name: "|".join(p.choices) or f"<{p.description}>" for p in self.parameters}
        call = json.dumps({"tool": self.name, "arguments": shown}, ensure_ascii=False)
        return f"{call}: {self.description}"


@dataclass(frozen=True, slots=True)
class ToolRequest:
    """A tool that is to be called, and with what.

    Attributes:
        name: The tool.
        arguments: Its arguments by name.
        question: What the user asked: the result is in the language of that.
    """

    name: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    question: str = ""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool said.

    Attributes:
        text: In words.
        sources: The items that are named.
        error: Why it could not do it, "" when it did.
        untrusted: `text` holds words of notes, documents, events or programs: data, never orders.
        final: `text` is the answer: something was changed, or the user did not want that.
        told: What a model is told of that later; see `Turn.told`.
    """

    text: str = ""
    sources: tuple[Source, ...] = ()
    error: str = ""
    untrusted: bool = False
    final: bool = False
    told: str = ""


def request_shape(tools: Sequence[Tool]) -> Node:
    """The shape of the one JSON object in which a model calls a tool, or says that it can answer."""
    options = [_call_shape(tool) for tool in tools]
    return UnionNode(
        (*options, ObjectNode((Field("tool", LiteralNode((ANSWER,)), required=True),)))
    )


def _call_shape(tool: Tool) -> ObjectNode:
    arguments = tuple(
        Field(
            parameter.name,
            LiteralNode(parameter.choices)
            if parameter.choices
            else StringNode(min_length=1, max_length=120),
            required=parameter.required,
        )
        for parameter in tool.parameters
    )
    return ObjectNode(
        (
            Field("tool", LiteralNode((tool.name,)), required=True),
            Field("arguments", ObjectNode(arguments), required=True),
        )
    )


def read_tool_request(text: str) -> ToolRequest | str:
    """The call in what a model wrote; a sentence for the model when there is none."""
    if len(text) > _LONGEST_REQUEST:
        return f"That call is too long: {len(text):,} characters."
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return "That is no JSON object."
    if not isinstance(data, dict) or not isinstance(data.get("tool"), str):
        return 'That is no call: write {"tool": NAME, "arguments": {...}}.'
    arguments = data.get("arguments") or {}
    if not isinstance(arguments, dict):
        return "The arguments must be an object."
    return ToolRequest(data["tool"], {str(k): _as_text(v) for k, v in arguments.items()})


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
