"""Answers that are no answers: a model that calls a tool in its own format, unasked.

Such a call is never shown as an answer. It is checked and run like any other, when it only looks
something up, and the model is asked again with the result.
"""

from collections.abc import Callable, Generator
from dataclasses import replace

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.events import Event, Finished, TextDelta
from pa_cli.core.grounding import ToolCall
from pa_cli.core.native_tool_calls import MARKS, find_native_call, may_become_call
from pa_cli.core.tool import ToolRequest
from pa_cli.services.data_informant import HEAD
from pa_cli.services.tools.toolbox import Toolbox, as_call

_MOST_CALLS = 2
_NO_ANSWER = "The model asked for the tool {name!r} and gave no answer. Try to ask in other words."


def generate_answer(
    engine: Engine,
    request: GenerationRequest,
    toolbox: Callable[[], Toolbox],
    calls: list[ToolCall],
) -> Generator[Event]:
    """The events of an answer in words; see `_answer`.

    Raises:
        ContextOverflowError: `request` does not fit; raised at once.
    """
    return _answer(engine, request, engine.generate(request), toolbox, calls)


def _answer(
    engine: Engine,
    request: GenerationRequest,
    events: Generator[Event],
    toolbox: Callable[[], Toolbox],
    calls: list[ToolCall],
) -> Generator[Event]:
    """The events of an answer in words.

    Args:
        engine: The model.
        request: What it answers.
        events: Its first answer.
        toolbox: Gives what checks and runs calls that the model makes in its own format.
        calls: Gets those calls.
    """
    for attempt in range(_MOST_CALLS + 1):
        text, finished = yield from _hold_back(events)
        asked = _call_in(text, toolbox) if finished is not None else None
        if asked is None or finished is None or finished.finish_reason == "interrupted":
            yield from _rest(text, finished)
            return
        if attempt == _MOST_CALLS:
            yield TextDelta(_NO_ANSWER.format(name=asked.name[:40]))
            yield finished
            return
        said = toolbox().call(asked)
        calls.append(as_call(asked, said, by_model=True))
        told = f"{HEAD}\n{said.text or said.error}\n[End of data]\nAnswer in words now."
        messages = (*request.messages, Message("assistant", text), Message("user", told))
        request = replace(request, messages=messages)
        events = engine.generate(request)


def _rest(text: str, finished: Finished | None) -> Generator[Event]:
    if text:
        yield TextDelta(text)
    if finished is not None:
        yield finished


def _hold_back(events: Generator[Event]) -> Generator[Event, None, tuple[str, Finished | None]]:
    """Pass events on, but for a text that may be a call; what was held back, and the end."""
    held = ""
    is_answer = False
    try:
        for event in events:
            if isinstance(event, TextDelta) and not is_answer:
                held += event.text
                if may_become_call(held):
                    continue
                is_answer = True
                yield TextDelta(held)
                held = ""
            elif isinstance(event, Finished):
                return held, event
            else:
                yield event
    finally:
        events.close()
    return held, None


def _call_in(text: str, toolbox: Callable[[], Toolbox]) -> ToolRequest | None:
    """The call that a whole answer is; a bare JSON object counts only when it names a tool."""
    found = find_native_call(text) if text.strip() else None
    if found is None:
        return None
    is_marked = text.lstrip().startswith(MARKS)
    return found if is_marked or found.name in toolbox() else None
