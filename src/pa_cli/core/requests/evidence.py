"""What the words of a request speak for, learned from examples: for requests that no rule decides.

Naive Bayes over words and pairs of words. It knows less than the rules, and other things.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import exp, log

from pa_cli.core.action import ACTIONS, ActionName
from pa_cli.core.requests.guess import LIKELY, Guess
from pa_cli.core.requests.sentence import Sentence, compiled
from pa_cli.core.requests.wording import is_chinese
from pa_cli.core.segmentation import fold

Weights = Mapping[ActionName, float]
"""How much speaks for each action: natural logarithms, of which only differences mean something."""

_GUESS = 6.0
"""What a likely guess of the rules is worth beside the words; one that is less likely, half of it."""
_USUAL = 8.0
"""So many requests as there usually are stand beside those of each action: few examples say little."""
_PRIOR = 0.5
"""How much it counts what is asked for most; an assistant of one's own is asked for other things."""
_MOST = 0.99
_CLASSES = {
    word: name
    for name, said in {
        "#number": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen twenty thirty forty fifty sixty hundred thousand",
        "#day": "monday tuesday wednesday thursday friday saturday sunday",
        "#month": "january february march april june july august september october november december",
    }.items()
    for word in said.split()
}


class Evidence:
    """What words speak for.

    Args:
        examples: Requests with what they ask for.
    """

    def __init__(self, examples: Iterable[tuple[ActionName, str]]) -> None:
        self._requests: Counter[ActionName] = Counter()
        self._seen: defaultdict[str, Counter[ActionName]] = defaultdict(Counter)
        for action, text in examples:
            self._requests[action] += 1
            for feature in _features(text):
                self._seen[feature][action] += 1

    def weigh(self, text: str, guess: Guess) -> Weights:
        """What `text` may ask for when the rules take it for `guess`."""
        total = self._requests.total()
        weights = {
            action: _PRIOR * log((self._requests[action] + 1) / (total + len(ACTIONS)))
            for action in ACTIONS
        }
        for feature in _features(text):
            if counts := self._seen.get(feature):
                usual = counts.total() / total
                for action in ACTIONS:
                    of = self._requests[action]
                    share = (counts[action] + _USUAL * usual) / (of + _USUAL)
                    weights[action] += log(share / usual)
        weights[guess.action] += _GUESS * (1 if guess.confidence >= LIKELY else 0.5)
        return weights


def likeliest(weights: Weights) -> Guess:
    """The action that most speaks for, with its share of all; never certain."""
    best = max(ACTIONS, key=lambda action: weights[action])
    share = 1 / sum(exp(weight - weights[best]) for weight in weights.values())
    return Guess(best, min(round(share, 2), _MOST))


def _features(text: str) -> frozenset[str]:
    """The words of `text` and their pairs; of Chinese the characters."""
    return frozenset(_pieces(fold(text)))


def _pieces(text: str) -> Iterator[str]:
    said = compiled(r"[\u4e00-\u9fff]").findall(text) if is_chinese(text) else Sentence(text).words
    words = [
        "<",
        *(_CLASSES.get(word, "#number" if word.isdecimal() else word) for word in said),
        ">",
    ]
    yield from words
    yield from map(" ".join, pairwise(words))
