"""How likely a model finds each of several continuations of one prompt."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from pa_cli.core.engine_ports import ContinuationScore
from pa_cli.engine.llama_context import LlamaContext, Step

_PROMPT = 1


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


class Scorer:
    """Scores continuations in a context for several sequences.

    The first sequence holds the constant beginning of the prompts, so that it is evaluated once
    for all of them; the second one the prompt, the others a continuation each.

    Args:
        library: The `llama_cpp` module.
        context: Has room for several sequences.
        vocabulary_size: Number of tokens that the model knows.
    """

    def __init__(self, library: ModuleType, context: LlamaContext, vocabulary_size: int) -> None:
        self._library = library
        self._context = context
        self._size = vocabulary_size
        self._place = -1

    def score(
        self, prompt: Sequence[int], shared: int, continuations: Sequence[Sequence[int]]
    ) -> list[ContinuationScore] | None:
        """The score of each continuation; None when it was stopped.

        Args:
            prompt: All tokens of the prompt.
            shared: How many of them the first sequence holds.
            continuations: Tokens; none is empty.
        """
        context = self._context
        try:
            if shared:
                context.copy_beginning(0, _PROMPT, shared)
            if not self._read(prompt, shared):
                return None
            beginning = self._log_probabilities(self._place)
            # the next evaluation writes over the scores
            first = {tokens[0]: beginning.of(tokens[0]) for tokens in continuations}
            scores: list[ContinuationScore] = []
            while len(scores) < len(continuations):
                group = self._group(continuations[len(scores) :])
                found = self._score_group(len(prompt), first, group)
                if found is None:
                    return None
                scores += found
            return scores
        finally:
            for sequence in range(_PROMPT, context.options.sequences):
                context.drop(sequence)

    def _read(self, prompt: Sequence[int], shared: int) -> bool:
        """Evaluate the rest of the prompt; its last token gives the scores of what comes first."""
        batch = self._context.batch
        for start in range(shared, len(prompt), batch):
            end = min(start + batch, len(prompt))
            steps = [
                Step(prompt[at], at, _PROMPT, wants_scores=at == len(prompt) - 1)
                for at in range(start, end)
            ]
            if not self._context.evaluate_side_by_side(steps):
                return False
            self._place = len(steps) - 1
        return True

    def _group(self, continuations: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        """As many of them as one batch and the free sequences take."""
        group: list[Sequence[int]] = []
        for tokens in continuations[: self._context.options.sequences - _PROMPT - 1]:
            if group and sum(map(len, group)) + len(tokens) > self._context.batch:
                break
            group.append(tokens[: self._context.batch])
        return group

    def _score_group(
        self, length: int, first: Mapping[int, float], group: Sequence[Sequence[int]]
    ) -> list[ContinuationScore] | None:
        steps: list[Step] = []
        places: list[list[int]] = []
        for sequence, tokens in enumerate(group, start=_PROMPT + 1):
            self._context.copy_beginning(_PROMPT, sequence, length)
            places.append(list(range(len(steps), len(steps) + len(tokens) - 1)))
            steps += [
                Step(token, length + at, sequence, wants_scores=True)
                for at, token in enumerate(tokens[:-1])
            ]
        if steps and not self._context.evaluate_side_by_side(steps):
            return None
        scores = []
        for tokens, after in zip(group, places, strict=True):
            total = first[tokens[0]]
            for place, token in zip(after, tokens[1:], strict=True):
                total += self._log_probabilities(place).of(token)
            scores.append(ContinuationScore(total, len(tokens)))
        for sequence in range(_PROMPT + 1, _PROMPT + 1 + len(group)):
            self._context.drop(sequence)
        return scores

    def _log_probabilities(self, place: int) -> _LogProbabilities:
        pointer = self._library.llama_get_logits_ith(self._context.pointer, place)
        return _LogProbabilities(pointer, self._size)
