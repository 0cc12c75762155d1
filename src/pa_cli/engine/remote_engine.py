"""The engine port on an OpenAI-compatible server."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any, Self

from pa_cli.core.answer_text import AnswerText
from pa_cli.core.batching import Tagged, in_order, one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import ContextOverflowError, EngineError
from pa_cli.core.events import Event, Finished, Usage
from pa_cli.engine.in_threads import InThreads
from pa_cli.engine.interrupts import SignalGuard, StopSign
from pa_cli.engine.remote_answer import RemoteAnswer
from pa_cli.engine.remote_dialect import completion_body
from pa_cli.engine.remote_errors import UnknownModelError
from pa_cli.engine.remote_http import RemoteServer
from pa_cli.engine.remote_models import ASSUMED_CONTEXT, ServerFacts, context_of, unknown_model
from pa_cli.engine.remote_tokens import RemoteTokens, most_tokens

_ANSWER_ROOM = 256


class RemoteEngine:
    """A model on a server; see `core.engine_ports.Engine` for what the methods promise.

    Args:
        server: The server; closed with the engine.
        facts: What it said of itself.
        model: Name of the model, or a unique beginning; "" for the first one.
        context: Context window in tokens when the user says so.

    Raises:
        NoModelError: The server has no such model.
    """

    def __init__(
        self,
        server: RemoteServer,
        facts: ServerFacts,
        model: str = "",
        *,
        context: int | None = None,
    ) -> None:
        self._server = server
        self._facts = facts
        found = facts.find(model, server.address.authority)
        self._model = found.name
        known = context or context_of(server, facts.dialect, found)
        self._knows_limit = bool(known)
        self._limit = known or ASSUMED_CONTEXT
        self._tokens = RemoteTokens(server, facts.dialect, found.name)

    @property
    def model_name(self) -> str:
        """The server's name for the model."""
        return self._model

    @property
    def context_limit(self) -> int:
        """Most tokens that prompt and answer may have together."""
        return self._limit

    @property
    def counts_exactly(self) -> bool:
        """The server counts tokens; otherwise they are estimates, rather too high than too low."""
        return self._tokens.is_exact

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the rendered prompt, ready for an answer."""
        return self._tokens.count_messages(messages)

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text` as content, template apart."""
        return self._tokens.count(text)

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text: the server's own where it tells, else message by message."""
        return self._tokens.render(request.messages)

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`.

        Raises:
            ContextOverflowError: It does not fit; nothing was sent to be answered.
            EngineError: The server cannot be reached, refuses, or breaks off in the middle.
        """
        return self._watched(request, self._body(request))

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, as many at a time as servers of this kind are made for.

        See `core.engine_ports.SideBySide`.
        """
        at_once = self._facts.dialect.at_once
        if at_once == 1:
            yield from one_by_one(self, requests)
            return

        def answer(request: GenerationRequest, stop: StopSign) -> Iterator[Event]:
            return self._run(request, self._body(request), stop)

        with SignalGuard() as guard:
            yield from in_order(InThreads(requests, answer, at_once, guard).events())

    def _body(self, request: GenerationRequest) -> dict[str, Any]:
        return completion_body(
            self._facts.dialect,
            request,
            model=self._model,
            max_tokens=self._room_for_answer(request),
        )

    def _watched(self, request: GenerationRequest, body: dict[str, Any]) -> Generator[Event]:
        with SignalGuard() as guard:
            yield from self._run(request, body, guard)

    def _room_for_answer(self, request: GenerationRequest) -> int:
        """Tokens that the answer may have; only a prompt that may be too long is counted."""
        wished = request.sampling.max_tokens
        if most_tokens(request.messages) + wished <= self._limit:
            return wished
        prompt = self.count_tokens(request.messages)
        least = min(_ANSWER_ROOM, self._limit // 4)
        if prompt + least > self._limit:
            self._refuse(prompt, least)
        return min(wished, self._limit - prompt)

    def _refuse(self, prompt: int, least: int) -> None:
        about = "" if self.counts_exactly else "about "
        known = (
            "" if self._knows_limit else " (assumed: the server does not say; set engine.context)"
        )
        raise ContextOverflowError(
            f"The prompt is {about}{prompt:,} tokens and its answer needs room for {least}; "
            f"the context window of {self._model} is {self._limit:,} tokens{known}.",
            needed=prompt + least,
            available=self._limit,
            hint="Shorten it, use --on-overflow truncate or chunk, or a larger --context.",
        )

    def _run(
        self, request: GenerationRequest, body: dict[str, Any], stop: StopSign
    ) -> Generator[Event]:
        reply = RemoteAnswer()
        text = AnswerText(request.sampling.stop)
        chunks = self._server.stream("chat/completions", body, stop)
        try:
            for chunk in reply.read(chunks, self._server.address.authority):
                yield from reply.take(chunk, text)
                if text.is_stopped:
                    reply.finish_reason = "stop"
                    break
        except UnknownModelError:
            place = self._server.address.authority
            raise unknown_model(self._model, self._facts, place) from None
        finally:
            chunks.close()
        yield from text.finish()
        if stop.stop_requested():
            reply.finish_reason = "interrupted"
        if reply.finish_reason is None:
            raise self._broken_off(reply)
        yield self._finished(reply, request)

    def _broken_off(self, reply: RemoteAnswer) -> EngineError:
        place = self._server.address.authority
        if reply.pieces:
            return EngineError(f"{place} broke off in the middle of the answer.")
        return EngineError(
            f"{place} broke off before the first word; its own log should say why.",
            hint=""
            if self._knows_limit
            else "If the prompt was too long: pa config set engine.context TOKENS",
        )

    def _finished(self, reply: RemoteAnswer, request: GenerationRequest) -> Finished:
        reason = reply.finish_reason or "stop"
        usage = reply.usage or Usage(
            self.count_tokens(request.messages) if reason != "interrupted" else 0,
            0,
            reply.pieces,
            is_estimate=True,
        )
        return Finished(reason, usage, reply.timings())

    def save_state(self) -> None:
        """The server keeps what it evaluated by itself."""

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
