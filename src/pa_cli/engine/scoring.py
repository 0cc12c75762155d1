"""How likely a model finds each of several continuations of one prompt."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from pa_cli.core.batching import common_length
from pa_cli.core.engine_ports import ContinuationScore
from pa_cli.engine.llama_context import LlamaContext, Step
from pa_cli.engine.prefix_cache import PrefixCache
from pa_cli.engine.prompt_reader import Prompt, PromptReader

_PROMPT = 1
_WORTH_SHARING = 8
"""Tokens that scored prompts have in common beyond their constant beginning."""


class _LogProbabilities:
    """Natural logarithms of the probabilities of all tokens at one place.

    Only the sum is computed over the vocabulary, in the precision of the scores: with 150,000 tokens
    a quarter of a millisecond.
    """

    def __init__(self, pointer: Any, size: int) -> None:
        import numpy as np

        scores = np.ctypeslib.as_array(pointer, shape=(size,))
        highest = scores.max()
        total = np.exp(scores - highest).sum(dtype=np.float64)
        self._scores = scores
        self._normaliser = float(highest) + float(np.log(total))

    def of(self, token: int) -> float:
        """The logarithm for `token`; only as long as the scores of the context stand."""
        return float(self._scores[token]) - self._normaliser


@dataclass(slots=True)
class _Slot:
    """A continuation that a sequence holds, and the score of each of its tokens but the first."""

    tokens: Sequence[int]
    scores: list[float]


class Scorer:
    """Scores continuations in a context for several sequences.

    The first sequence holds the constant beginning of the prompts, so that it is evaluated once
    for all of them; the second one the prompt, the others a continuation each. The same prompt
    with other continuations is often asked about next, each of which begins as the one before in
    its place did: so all stay until `release`, and only what differs is evaluated.

    Args:
        library: The `llama_cpp` module.
        context: Has room for several sequences.
        vocabulary_size: Number of tokens that the model knows.
        cache: Prefix states on disk, or None.
        keeps_parts: A part of a sequence can be kept; models with recurrent layers keep nothing.
    """

    def __init__(
        self,
        library: ModuleType,
        context: LlamaContext,
        vocabulary_size: int,
        *,
        cache: PrefixCache | None,
        keeps_parts: bool,
    ) -> None:
        self._reader = PromptReader(cache)
        self._before: list[int] = []
        self._library = library
        self.context = context
        self._size = vocabulary_size
        self._keeps_parts = keeps_parts
        self._prompt: list[int] = []
        self._first: dict[int, float] = {}
        self._slots: list[_Slot] = []

    def release(self) -> None:
        """Forget everything but the first sequence; before anything else is done in the context."""
        if self._prompt:
            for sequence in range(_PROMPT, self.context.options.sequences):
                self.context.drop(sequence)
        self._prompt, self._first, self._slots = [], {}, []

    def score(
        self, prompt: Prompt, continuations: Sequence[Sequence[int]]
    ) -> list[ContinuationScore] | None:
        """The score of each continuation of `prompt`; None when it was stopped.

        Args:
            prompt: With its constant beginning, which goes to disk.
            continuations: Their tokens; none is empty.
        """
        if not self._holds(prompt.tokens, continuations):
            self.release()
            if not self._read(prompt.tokens, self._shared(prompt), continuations):
                return None
        scores: list[ContinuationScore] = []
        while len(scores) < len(continuations):
            group = self._group(continuations[len(scores) :])
            found = self._score_group(group)
            if found is None:
                self.release()
                return None
            scores += found
        if not self._keeps_parts:
            self.release()
        return scores

    def _holds(self, prompt: Sequence[int], continuations: Sequence[Sequence[int]]) -> bool:
        """Whether `prompt` stands evaluated, with all that is to be known of how it goes on."""
        known = all(tokens[0] in self._first for tokens in continuations)
        return known and self._prompt == list(prompt)

    def _shared(self, prompt: Prompt) -> int:
        """Let the first sequence hold the beginning of `prompt`; how many tokens can be copied of it."""
        shared = self._reader.hold_constant(self.context, prompt)
        if not self._keeps_parts:
            return shared if shared == len(self.context.tokens) else 0
        common = common_length(self._before, prompt.tokens[:-1])
        if common > shared + _WORTH_SHARING:
            shared = self._reader.hold_more(self.context, prompt.tokens, common)
        self._before = prompt.tokens
        return shared

    def _read(
        self, prompt: Sequence[int], shared: int, continuations: Sequence[Sequence[int]]
    ) -> bool:
        """Evaluate `prompt`, the first sequence holding `shared` of its tokens; False when stopped."""
        self._prompt = list(prompt)
        if shared:
            self.context.copy_beginning(0, _PROMPT, shared)
        place = self._evaluate(prompt, shared)
        if place < 0:
            self.release()
            return False
        beginning = self._log_probabilities(place)
        # the next evaluation writes over the scores
        self._first = {tokens[0]: beginning.of(tokens[0]) for tokens in continuations}
        return True

    def _evaluate(self, prompt: Sequence[int], shared: int) -> int:
        """Evaluate the rest of the prompt; the place of its last token in its batch, -1 for none."""
        batch, place = self.context.batch, -1
        for start in range(shared, len(prompt), batch):
            end = min(start + batch, len(prompt))
            steps = [
                Step(prompt[at], at, _PROMPT, wants_scores=at == len(prompt) - 1)
                for at in range(start, end)
            ]
            if not self.context.evaluate_side_by_side(steps):
                return -1
            place = len(steps) - 1
        return place

    def _group(self, continuations: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        """As many of them as one batch and the free sequences take."""
        group: list[Sequence[int]] = []
        for tokens in continuations[: self.context.options.sequences - _PROMPT - 1]:
            if group and sum(map(len, group)) + len(tokens) > self.context.batch:
                break
            group.append(tokens[: self.context.batch])
        return group

    def _score_group(self, group: Sequence[Sequence[int]]) -> list[ContinuationScore] | None:
        steps: list[Step] = []
        slots = []
        for at, tokens in enumerate(group):
            slot = self._emptied(at, tokens)
            slots.append(slot)
            start = len(self._prompt)
            steps += [
                Step(tokens[done], start + done, _PROMPT + 1 + at, wants_scores=True)
                for done in range(len(slot.scores), len(tokens) - 1)
            ]
        for at in range(len(group), len(self._slots)):
            self.context.drop(_PROMPT + 1 + at)
        self._slots = slots
        if steps and not self.context.evaluate_side_by_side(steps):
            return None
        place = 0
        for slot in slots:
            for token in slot.tokens[len(slot.scores) + 1 :]:
                slot.scores.append(self._log_probabilities(place).of(token))
                place += 1
        return [
            ContinuationScore(self._first[slot.tokens[0]] + sum(slot.scores), len(slot.tokens))
            for slot in slots
        ]

    def _emptied(self, at: int, tokens: Sequence[int]) -> _Slot:
        """Sequence number `at` of the continuations, with no more than what `tokens` begin with."""
        sequence = _PROMPT + 1 + at
        if at >= len(self._slots):
            self.context.copy_beginning(_PROMPT, sequence, len(self._prompt))
            return _Slot(tokens, [])
        before = self._slots[at]
        # what follows the last common token is not known when it differs, so that is evaluated again
        kept = max(0, common_length(list(before.tokens), list(tokens)) - 1)
        self.context.drop(sequence, keep=len(self._prompt) + kept)
        return _Slot(tokens, before.scores[:kept])

    def _log_probabilities(self, place: int) -> _LogProbabilities:
        pointer = self._library.llama_get_logits_ith(self.context.pointer, place)
        return _LogProbabilities(pointer, self._size)
