"""Letting a model call tools before it answers: a few short, constrained generations.

The model writes one JSON object under a grammar of our own: a call, or that it can answer. Every
call is checked again by the toolbox; what is wrong with it is told back. Then the answer is
generated freely, with what the tools said before the question.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from pa_cli.core.conversation import Message
from pa_cli.core.errors import ContextOverflowError
from pa_cli.core.events import Event, Finished, PromptProgress, TextDelta
from pa_cli.core.grammar import schema_grammar
from pa_cli.core.grounding import Grounding, Source, ToolCall
from pa_cli.core.ports import Engine, GenerationRequest
from pa_cli.core.sampling import Sampling
from pa_cli.core.tool import (
    ANSWER,
    Tool,
    ToolRequest,
    ToolResult,
    describe_tools,
    read_tool_request,
    request_shape,
)
from pa_cli.services.data_informant import HEAD
from pa_cli.services.tools.toolbox import Toolbox, as_call

_SAMPLING = Sampling(temperature=0.0, max_tokens=160)

Build = Callable[[str, str], Sequence[Message]]
"""Makes a prompt from what goes before the question and what goes after it."""


@dataclass(slots=True)
class LoopResult:
    """What came of the calls, filled while the loop runs.

    Attributes:
        grounding: What the tools said, for the prompt and for the user.
        answer: A call that wrote has its own answer, "" when the model has to answer.
        stopped: The user stopped it: the last event of the generation.
    """

    grounding: Grounding = field(default_factory=Grounding)
    answer: str = ""
    stopped: Finished | None = None


class ToolLoop:
    """Offers tools to a model for one question.

    Args:
        toolbox: Checks and runs the calls.
        most_calls: Most calls for one answer.
    """

    def __init__(self, toolbox: Toolbox, most_calls: int) -> None:
        self._toolbox = toolbox
        self._most_calls = most_calls

    def run(
        self, engine: Engine, offered: Sequence[Tool], build: Build, result: LoopResult
    ) -> Generator[Event]:
        """Let the model call what it needs of `offered`; yields only the progress of prompts.

        Args:
            engine: The model.
            offered: The tools that may help with this question.
            build: Makes the prompt from what was found so far, which goes before the question, and
                a guide, which goes after it.
            result: Is filled.
        """
        grammar = schema_grammar(request_shape(offered))
        guide = guide_for(offered)
        found: list[str] = []
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        calls: list[ToolCall] = []
        sources: list[Source] = []
        for _ in range(self._most_calls):
            messages = build(data_note(found), guide)
            try:
                text = yield from _decide(engine, messages, grammar, result)
            except ContextOverflowError:
                break  # no room for more: the answer is made from what there is
            if result.stopped is not None:
                break
            asked = read_tool_request(text)
            if isinstance(asked, ToolRequest) and asked.name == ANSWER:
                break
            said = self._call(asked, offered, seen)
            if isinstance(asked, ToolRequest):
                calls.append(as_call(asked, said, by_model=True))
            if said.final:
                result.answer = said.text
                break
            sources += [source for source in said.sources if source not in sources]
            found.append(_worded(asked, said))
            if said.error == _REPEATED:
                break
        told = [text for text in found if text]
        result.grounding = Grounding(
            data_note(told), tuple(sources), tuple(calls), untrusted=bool(told)
        )

    def _call(
        self,
        asked: ToolRequest | str,
        offered: Sequence[Tool],
        seen: set[tuple[str, tuple[tuple[str, str], ...]]],
    ) -> ToolResult:
        if isinstance(asked, str):
            return ToolResult(error=asked)
        if asked.name not in {tool.name for tool in offered}:
            return ToolResult(error=f"{asked.name[:100]!r} is none of the tools for this question.")
        key = (asked.name, tuple(sorted(asked.arguments.items())))
        if key in seen:
            return ToolResult(error=_REPEATED)
        seen.add(key)
        return self._toolbox.call(asked)


def _decide(
    engine: Engine, messages: Sequence[Message], grammar: str, result: LoopResult
) -> Generator[Event, None, str]:
    """What the model writes; only the progress of the prompt is passed on."""
    request = GenerationRequest(messages, sampling=_SAMPLING, grammar=grammar, thinking=False)
    text = ""
    for event in engine.generate(request):
        if isinstance(event, TextDelta):
            text += event.text
        elif isinstance(event, PromptProgress):
            yield event
        elif isinstance(event, Finished) and event.finish_reason == "interrupted":
            result.stopped = event
    return text


_REPEATED = "That was called before, with the same arguments."


def guide_for(offered: Sequence[Tool]) -> str:
    """What is told to the model after the question."""
    return (
        "Do not answer yet. Write one JSON object and nothing else: the tool that you need for the "
        f"answer,\n{describe_tools(offered)}\n"
        f'or {{"tool": "{ANSWER}"}} when you need none, or no more.'
    )


def data_note(texts: Sequence[str]) -> str:
    """What goes before the question; "" for nothing."""
    return "\n".join([HEAD, *texts, "[End of data]", ""]) if texts else ""


def _worded(asked: ToolRequest | str, said: ToolResult) -> str:
    if isinstance(asked, str):
        return f"(no tool was called: {said.error})"
    arguments = ", ".join(f"{key}: {value[:80]}" for key, value in asked.arguments.items())
    head = f"{asked.name[:50]}({arguments})"
    return f"{head} failed: {said.error}" if said.error else f"{head}:\n{said.text}"
