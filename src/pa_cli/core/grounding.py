"""What an answer stands on: texts and data given to the model with a question, and where they are from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pa_cli.core.conversation import Turn

Why = Literal["asked", "named", "score"]
SourceKind = Literal["note", "document", "event", "todo", "memory", "clock", "calculator", "tool"]


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that was given to the model.

    Attributes:
        kind: What it is.
        title: What the user calls it.
        number: How the answer cites it, `[1]`; 0 for what is not cited by number.
        ref: What the commands of its kind take to show it, "" when there is no such command.
        path: The file that holds it, "" when it is in none.
        first_line: First line in the file, counted from 1; None when lines mean nothing.
        last_line: Last line in the file, inclusive.
        page: Page of a paged document, counted from 1.
        text: What the model was given of it.
        cited: The answer cites it, and the citation held.
    """

    kind: SourceKind
    title: str
    number: int = 0
    ref: str = ""
    path: str = ""
    first_line: int | None = None
    last_line: int | None = None
    page: int | None = None
    text: str = ""
    cited: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was found and not given to the model, and why."""

    title: str
    ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceSearch:
    """How the user's texts were searched for an answer.

    Attributes:
        why: Why they were: "asked" for by a flag, "named" by the question, or "score".
        terms: The words that were looked for, folded.
        searched: How many passages of each kind there are.
        found: How many hold any of the words.
        methods: What ranked them.
        left_out: What was looked at and not used.
        tokens: Tokens of all passages that the model was shown, those that it put aside too.
    """

    why: Why
    terms: tuple[str, ...] = ()
    searched: Mapping[str, int] = field(default_factory=dict)
    found: int = 0
    methods: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One tool that was used for an answer.

    Attributes:
        name: Name of the tool.
        arguments: What it was called with.
        result: What it said.
        by: Whether rules or the model chose it.
        error: Why it failed, "" when it did not.
    """

    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    result: str = ""
    by: Literal["rules", "model"] = "rules"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Grounding:
    """What one informant adds to a question.

    Attributes:
        text: Told to the model before the question, "" for nothing.
        sources: Where it is from.
        tool_calls: Tools that were used to get it.
        untrusted: `text` holds words of notes, documents or programs, which are data only.
        search: How the user's texts were searched; None when they were not.
        told: Of an answer by code: what a model is told of it later, "" for the answer itself.
    """

    text: str = ""
    sources: tuple[Source, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    untrusted: bool = False
    search: SourceSearch | None = None
    told: str = ""


class Informant(Protocol):
    """Knows something that helps to answer a question: memory, examples, data, passages."""

    def inform(self, question: str, earlier: Sequence[Turn]) -> Grounding:
        """What is to be told to the model with `question`; an empty `Grounding` for nothing.

        Args:
            question: What the user typed, without piped text and files.
            earlier: The turns before it, oldest first.
        """
        ...


def gather(
    informants: Sequence[Informant], question: str, earlier: Sequence[Turn] = ()
) -> Grounding:
    """All that `informants` know, in their order: what changes least stands first."""
    return joined(*(informant.inform(question, earlier) for informant in informants))


def joined(*parts: Grounding) -> Grounding:
    """Several groundings as one, in their order."""
    return Grounding(
        text="".join(f"{part.text.rstrip()}\n" for part in parts if part.text.strip()),
        sources=tuple(source for part in parts for source in part.sources),
        tool_calls=tuple(call for part in parts for call in part.tool_calls),
        untrusted=any(part.untrusted for part in parts),
        search=next((part.search for part in parts if part.search is not None), None),
    )
