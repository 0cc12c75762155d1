"""Bringing a context to hold a prompt, from what it or the disk already has of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_cli.core.batching import common_length
from pa_cli.core.events import PromptProgress
from pa_cli.engine.llama_context import LlamaContext
from pa_cli.engine.prefix_cache import PrefixCache

_WORTH_RESTORING = 16


@dataclass(frozen=True, slots=True)
class Prompt:
    """A tokenized prompt.

    Attributes:
        tokens: All of it.
        stable: How many tokens at its beginning are the constant prefix.
        opens_reasoning: It ends inside the model's reasoning.
    """

    tokens: list[int]
    stable: int
    opens_reasoning: bool


class PromptReader:
    """Evaluates prompts in the first sequence of a context.

    Args:
        cache: Prefix states on disk, or None.
    """

    def __init__(self, cache: PrefixCache | None) -> None:
        self._cache = cache

    def reuse(self, context: LlamaContext, tokens: list[int]) -> int:
        """Keep the longest usable beginning of `tokens`, and say how long it is.

        The last token is always evaluated anew.
        """
        usable = tokens[:-1]
        common = common_length(context.tokens, usable)
        if not context.keep(common):
            common = 0
        if self._cache is not None:
            found = self._cache.find(usable, longer_than=common + _WORTH_RESTORING)
            if found is not None:
                self._cache.restore(
                    found, lambda path: context.restore(path, tokens[: found.length])
                )
        return len(context.tokens)

    def read_on(self, context: LlamaContext, prompt: Prompt) -> Iterator[PromptProgress]:
        """Evaluate what the context lacks of `prompt`; its constant prefix goes to disk."""
        tokens, stable = prompt.tokens, prompt.stable
        if len(context.tokens) < stable:
            for _ in context.evaluate(tokens[len(context.tokens) : stable]):
                yield PromptProgress(len(context.tokens), len(tokens))
            if self._cache is not None and len(context.tokens) == stable:
                self._cache.store(context.tokens, context.save)
        if len(context.tokens) >= stable:
            for _ in context.evaluate(tokens[len(context.tokens) :]):
                yield PromptProgress(len(context.tokens), len(tokens))

    def hold_constant(self, context: LlamaContext, prompt: Prompt) -> int:
        """Let the context hold the constant prefix of `prompt`; how many of its tokens it holds."""
        beginning = prompt.tokens[: prompt.stable]
        if context.tokens[: prompt.stable] != beginning:
            self.reuse(context, [*beginning, -1])
            for _ in self.read_on(context, Prompt(beginning, prompt.stable, opens_reasoning=False)):
                pass
        return common_length(context.tokens, prompt.tokens[:-1])

    def hold_more(self, context: LlamaContext, tokens: list[int], length: int) -> int:
        """Let the context hold the first `length` of `tokens` too; how many of them it holds.

        For what the prompts of the moment have in common: nothing of it goes to disk.
        """
        if context.keep(common_length(context.tokens, tokens[:length])):
            for _ in context.evaluate(tokens[len(context.tokens) : length]):
                pass
        return common_length(context.tokens, tokens[:-1])
