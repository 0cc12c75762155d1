"""Fakes for the outside world; never for our own code."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import ContextOverflowError
from pa_cli.core.events import Event, Finished, ReasoningDelta, TextDelta, Timings, Usage
from pa_cli.core.model_spec import ModelFile, ModelShape
from pa_cli.wiring import Wiring


@dataclass
class Reply:
    """One scripted generation; `error` is raised instead of ending."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str = "stop"
    error: BaseException | None = None
    usage: Usage | None = None


@dataclass
class ScriptedEngine:
    """An engine that says what it was told to, and remembers what it was asked.

    A token is a word; replies are given in order, a callable gets the request.
    """

    replies: list[Reply | str | Callable[[GenerationRequest], Reply | str]] = field(
        default_factory=list
    )
    context_limit: int = 4096
    model_name: str = "scripted"
    requests: list[GenerationRequest] = field(default_factory=list)
    saved_states: int = 0
    closed: bool = False
    counts_exactly: bool = True

    def count_text_tokens(self, text: str) -> int:
        return len(text.split())

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(self.count_text_tokens(m.content) + 2 for m in messages) + 1

    def render_prompt(self, request: GenerationRequest) -> str:
        return "".join(f"<{m.role}>{m.content}</{m.role}>\n" for m in request.messages)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        needed = self.count_tokens(request.messages)
        if needed >= self.context_limit:
            raise ContextOverflowError(
                f"The prompt is {needed} tokens; the context window is {self.context_limit}.",
                needed=needed,
                available=self.context_limit,
            )
        self.requests.append(request)
        reply = self.replies.pop(0)
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, str):
            reply = Reply(reply)
        return self._events(reply, needed)

    def _events(self, reply: Reply, prompt_tokens: int) -> Generator[Event]:
        if reply.reasoning:
            yield ReasoningDelta(reply.reasoning)
        for start in range(0, len(reply.text), 7):
            yield TextDelta(reply.text[start : start + 7])
        if reply.error is not None:
            raise reply.error
        usage = reply.usage or Usage(prompt_tokens, 0, len(reply.text.split()))
        yield Finished(reply.finish_reason, usage, Timings(threads=1))  # type: ignore[arg-type]

    def save_state(self) -> None:
        self.saved_states += 1

    def close(self) -> None:
        self.closed = True


class ScriptedWiring(Wiring):
    """The real services around a scripted engine."""

    def __init__(self, engine: ScriptedEngine, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._engine = engine

    def find_model(self, name: str | None = None) -> ModelFile:
        shape = ModelShape("scripted", context_length=self._engine.context_limit)
        return ModelFile(self._engine.model_name, Path("scripted.gguf"), 1, shape)

    def open_engine(self, model: str | None = None, **_: Any) -> ScriptedEngine:  # type: ignore[override]
        return self._engine


def wire_with(engine: ScriptedEngine) -> Callable[..., Wiring]:
    """Build the services around `engine`."""
    return partial(ScriptedWiring, engine)
