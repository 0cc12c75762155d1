"""Counting the tokens of a model that runs elsewhere: by its server, or by an honest estimate."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pa_cli.core.conversation import Message
from pa_cli.core.errors import EngineError
from pa_cli.engine.remote_dialect import (
    LLAMA_CPP_PYTHON,
    LLAMA_SERVER,
    OLD_VLLM,
    SGLANG,
    VLLM,
    Dialect,
    chat_messages,
)
from pa_cli.engine.remote_http import RemoteServer

_MESSAGE_TOKENS = 8
_CHARACTERS_PER_TOKEN = 3.0  # English has four and more, code three
_CACHED_COUNTS = 4096


def estimate_tokens(text: str) -> int:
    """About how many tokens `text` has; rather too many than too few."""
    plain = sum(character.isascii() for character in text)
    return math.ceil(plain / _CHARACTERS_PER_TOKEN + 1.2 * (len(text) - plain))


def most_tokens(messages: Sequence[Message]) -> int:
    """More tokens than `messages` can have: a token has at least one byte."""
    return sum(len(m.content.encode("utf-8", "replace")) + 4 * _MESSAGE_TOKENS for m in messages)


class RemoteTokens:
    """Counts tokens.

    Attributes:
        is_exact: The server counts; otherwise they are estimates.

    Args:
        server: Where the model runs.
        dialect: What it understands.
        model: Its name for the model.
    """

    def __init__(self, server: RemoteServer, dialect: Dialect, model: str) -> None:
        self._server = server
        self._dialect = dialect
        self._model = model
        # llama-cpp-python counts texts, but not what its template adds
        self.is_exact = dialect in {LLAMA_SERVER, VLLM, OLD_VLLM, SGLANG}
        self._server_counts = self.is_exact or dialect is LLAMA_CPP_PYTHON
        self.count = lru_cache(_CACHED_COUNTS)(self._count)

    def count_messages(self, messages: Sequence[Message]) -> int:
        """Tokens of the whole prompt, ready for an answer."""
        try:
            if self._dialect is LLAMA_SERVER:
                return self._tokens_of(self.render(messages), is_prompt=True)
            if self._dialect in {VLLM, OLD_VLLM, SGLANG}:
                body = {"messages": chat_messages(messages), "add_generation_prompt": True}
                return _number(
                    self._server.ask("/tokenize", {"model": self._model, **body}), "count"
                )
        except EngineError:
            self._estimate_from_now_on()
        return sum(self.count(m.content) + _MESSAGE_TOKENS for m in messages)

    def render(self, messages: Sequence[Message]) -> str:
        """The prompt as the server's template writes it, or message by message."""
        if self._dialect is LLAMA_SERVER:
            try:
                answer = self._server.ask("/apply-template", {"messages": chat_messages(messages)})
                if isinstance(answer, dict) and isinstance(answer.get("prompt"), str):
                    return str(answer["prompt"])
            except EngineError:
                self._estimate_from_now_on()
        return "\n".join(f"[{m.role}]\n{m.content}" for m in messages) + "\n[assistant]\n"

    def _count(self, text: str) -> int:
        if self._server_counts:
            try:
                return self._tokens_of(text, is_prompt=False)
            except EngineError:
                self._estimate_from_now_on()
        return estimate_tokens(text)

    def _estimate_from_now_on(self) -> None:
        self.is_exact = self._server_counts = False

    def _tokens_of(self, text: str, *, is_prompt: bool) -> int:
        clean = text.encode("utf-8", "replace").decode()
        ask = self._server.ask
        if self._dialect is LLAMA_SERVER:
            body = {"content": clean, "add_special": is_prompt, "parse_special": is_prompt}
            tokens = ask("/tokenize", body).get("tokens")
            if isinstance(tokens, list):
                return len(tokens)
            raise EngineError("The server does not count tokens.")
        if self._dialect is LLAMA_CPP_PYTHON:
            count = _number(ask("/extras/tokenize/count", {"input": clean}), "count")
            return max(0, count - 1)  # it counts the token that begins a prompt
        body = {"model": self._model, "prompt": clean, "add_special_tokens": False}
        return _number(ask("/tokenize", body), "count")


def _number(answer: Any, key: str) -> int:
    value = answer.get(key) if isinstance(answer, dict) else None
    if isinstance(value, int):
        return value
    raise EngineError("The server does not count tokens.")
