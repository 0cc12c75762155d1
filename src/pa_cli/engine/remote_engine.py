"""The engine port on an OpenAI-compatible server."""

import json
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from pa_cli.core.batching import Tagged, in_order, one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import ContextOverflowError, EngineError
from pa_cli.core.events import (
    Event,
    Finished,
    FinishReason,
    ReasoningDelta,
    TextDelta,
    Timings,
    Usage,
)
from pa_cli.core.text_stream import Piece, ReasoningSplitter, StopTexts
from pa_cli.engine.in_threads import InThreads
from pa_cli.engine.interrupts import SignalGuard, StopSign
from pa_cli.engine.remote_dialect import completion_body
from pa_cli.engine.remote_errors import UnknownModelError, message_in, too_long
from pa_cli.engine.remote_http import DONE, RemoteServer
from pa_cli.engine.remote_models import ASSUMED_CONTEXT, ServerFacts, context_of, unknown_model
from pa_cli.engine.remote_tokens import RemoteTokens, most_tokens

_ANSWER_ROOM = 256


@dataclass(slots=True)
class _Progress:
    """What is known of an answer while it comes."""

    started: float = field(default_factory=time.perf_counter)
    first_token: float = 0.0
    pieces: int = 0
    finish_reason: FinishReason | None = None
    usage: Usage | None = None


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
        progress = _Progress()
        splitter = ReasoningSplitter()
        stops = StopTexts(request.sampling.stop)
        chunks = self._server.stream("chat/completions", body, stop)
        try:
            for chunk in self._read(chunks, progress):
                yield from self._take(chunk, progress, splitter, stops)
                if stops.reached:
                    progress.finish_reason = "stop"
                    break
        except UnknownModelError:
            place = self._server.address.authority
            raise unknown_model(self._model, self._facts, place) from None
        finally:
            chunks.close()
        yield from _events(splitter.feed(stops.finish()))
        yield from _events(splitter.finish())
        if stop.stop_requested():
            progress.finish_reason = "interrupted"
        if progress.finish_reason is None:
            raise self._broken_off(progress)
        yield self._finished(progress, request)

    def _broken_off(self, progress: _Progress) -> EngineError:
        place = self._server.address.authority
        if progress.pieces:
            return EngineError(f"{place} broke off in the middle of the answer.")
        return EngineError(
            f"{place} broke off before the first word; its own log should say why.",
            hint=""
            if self._knows_limit
            else "If the prompt was too long: pa config set engine.context TOKENS",
        )

    def _read(self, chunks: Iterator[str], progress: _Progress) -> Iterator[dict[str, Any]]:
        """The chunks as JSON objects; an error that comes in place of one is raised."""
        place = self._server.address.authority
        for data in chunks:
            if data == DONE:
                progress.finish_reason = progress.finish_reason or "stop"
                return
            try:
                chunk = json.loads(data)
            except (ValueError, RecursionError):
                raise EngineError(f"{place} sent something that is no JSON.") from None
            if not isinstance(chunk, dict):
                raise EngineError(f"{place} sent something that is no answer.")
            if chunk.get("error"):
                said = message_in(data.encode())
                if "context" in said:
                    raise too_long(said, data.encode(), place)
                raise EngineError(f"{place} failed: {said or 'it does not say why'}")
            yield chunk

    def _take(
        self,
        chunk: dict[str, Any],
        progress: _Progress,
        splitter: ReasoningSplitter,
        stops: StopTexts,
    ) -> Iterator[Event]:
        """The events of one chunk; what else it tells goes into `progress`."""
        progress.usage = _usage(chunk) or progress.usage
        choices = chunk.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return
        # a server that does not stream sends a whole message
        delta = choice.get("delta") or choice.get("message")
        if isinstance(delta, dict):
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            text = delta.get("content")
            if (reasoning or text) and not progress.first_token:
                progress.first_token = time.perf_counter()
            if isinstance(reasoning, str) and reasoning:
                progress.pieces += 1
                yield ReasoningDelta(reasoning)
            if isinstance(text, str) and text:
                progress.pieces += 1
                yield from _events(splitter.feed(stops.feed(text)))
        reason = choice.get("finish_reason")
        if reason:
            progress.finish_reason = "length" if reason == "length" else "stop"

    def _finished(self, progress: _Progress, request: GenerationRequest) -> Finished:
        now = time.perf_counter()
        first = progress.first_token or now
        usage = progress.usage or Usage(
            self.count_tokens(request.messages) if progress.finish_reason != "interrupted" else 0,
            0,
            progress.pieces,
            is_estimate=True,
        )
        return Finished(
            progress.finish_reason or "stop",
            usage,
            Timings(
                prompt_seconds=first - progress.started,
                first_token_seconds=first - progress.started,
                generation_seconds=now - first,
            ),
        )

    def save_state(self) -> None:
        """The server keeps what it evaluated by itself."""

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _events(pieces: Iterator[Piece]) -> Iterator[Event]:
    for piece in pieces:
        yield ReasoningDelta(piece.text) if piece.is_reasoning else TextDelta(piece.text)


def _usage(chunk: dict[str, Any]) -> Usage | None:
    found = chunk.get("usage")
    if not isinstance(found, dict):
        return None
    details = found.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    if cached is None and isinstance(chunk.get("timings"), dict):
        cached = chunk["timings"].get("cache_n")
    return Usage(
        _whole(found.get("prompt_tokens")), _whole(cached), _whole(found.get("completion_tokens"))
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
