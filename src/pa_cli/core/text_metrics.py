"""How alike two texts are: exactly, and by the words they share; Chinese is compared by character."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


def tokens_of(text: str) -> list[str]:
    """Words and single Chinese or Japanese characters, without case, width and punctuation."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def exact_match(expected: str, predicted: str) -> float:
    """1 when both have the same tokens in the same order, else 0."""
    return float(tokens_of(expected) == tokens_of(predicted))


def token_f1(expected: str, predicted: str) -> float:
    """Harmonic mean of the shares of tokens that both have (as in SQuAD; Rajpurkar et al., 2016)."""
    wanted, said = Counter(tokens_of(expected)), Counter(tokens_of(predicted))
    if not wanted or not said:
        return float(wanted == said)
    shared = (wanted & said).total()
    return 2 * shared / (wanted.total() + said.total())


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of none."""
    return sum(values) / len(values) if values else 0.0
