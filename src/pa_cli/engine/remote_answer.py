"""An answer as a server sends it: chunk after chunk, and what is known of it meanwhile."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pa_cli.core.answer_text import AnswerText
from pa_cli.core.errors import EngineError
from pa_cli.core.events import Event, FinishReason, ReasoningDelta, Timings, Usage
from pa_cli.engine.remote_errors import message_in, too_long
from pa_cli.engine.remote_http import DONE


@dataclass(slots=True)
class RemoteAnswer:
    """What is known of an answer while it comes.

    Attributes:
        started: When it was asked for, in seconds of the performance counter.
        first_token: When its first piece came; 0 until then.
        pieces: How many came.
        finish_reason: Why it ended; None while it has not.
        usage: What the server counted; None when it has not said.
    """

    started: float = field(default_factory=time.perf_counter)
    first_token: float = 0.0
    pieces: int = 0
    finish_reason: FinishReason | None = None
    usage: Usage | None = None

    def read(self, chunks: Iterator[str], place: str) -> Iterator[dict[str, Any]]:
        """The chunks as JSON objects; `place` is the server as the user knows it.

        Raises:
            EngineError: One of them is none, or says that the server failed.
            ContextOverflowError: The server says that the prompt is too long.
        """
        for data in chunks:
            if data == DONE:
                self.finish_reason = self.finish_reason or "stop"
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

    def take(self, chunk: dict[str, Any], answer: AnswerText) -> Iterator[Event]:
        """The events of one chunk; what else it tells is kept."""
        self.usage = _usage(chunk) or self.usage
        choices = chunk.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return
        # a server that does not stream sends a whole message
        delta = choice.get("delta") or choice.get("message")
        if isinstance(delta, dict):
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            text = delta.get("content")
            if (reasoning or text) and not self.first_token:
                self.first_token = time.perf_counter()
            if isinstance(reasoning, str) and reasoning:
                self.pieces += 1
                yield ReasoningDelta(reasoning)
            if isinstance(text, str) and text:
                self.pieces += 1
                yield from answer.feed_text(text)
        reason = choice.get("finish_reason")
        if reason:
            self.finish_reason = "length" if reason == "length" else "stop"

    def timings(self) -> Timings:
        """How long it took until now."""
        now = time.perf_counter()
        first = self.first_token or now
        return Timings(
            prompt_seconds=first - self.started,
            first_token_seconds=first - self.started,
            generation_seconds=now - first,
        )


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
