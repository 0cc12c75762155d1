"""How well short texts fit a question, by the words that they share; Chinese by pairs."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from pa_cli.core.segmentation import fold, segment

_K1 = 1.2
_B = 0.75
_WORD = re.compile(r"\w+")
_LITTLE = (
    "a an and are as at be but by can did do does for from had has have how i if in is it its me my "
    "no not of on or please so tell than that the their them then there these they this to was we "
    "were what when where which who why will with would you your about could should give some any "
    "的 了 是 我 你 吗 呢 吧 啊 在 有 和 就 都 很 请 什么 怎么 一个 帮我 给我 可以"
)
_NO_CONTENT = frozenset(_LITTLE.split())


def content_words(text: str) -> list[str]:
    """The words of `text` that carry meaning, as they are compared: no case, accents or plural."""
    words = _WORD.findall(fold(segment(text)))
    # the last character of a run stands alone; it is held by its pair already
    return [_singular(w) for w in words if w not in _NO_CONTENT and (len(w) > 1 or w.isdecimal())]


def scores(question: str, texts: Sequence[str]) -> list[float]:
    """The bm25 score of each text; 0 for one that shares no word with `question`."""
    documents = [Counter(content_words(text)) for text in texts]
    if not documents:
        return []
    frequency = Counter(word for document in documents for word in document)
    average = sum(document.total() for document in documents) / len(documents) or 1.0
    asked = set(content_words(question))

    def weight(word: str, document: Counter[str]) -> float:
        count = document[word]
        holding = frequency[word]
        rarity = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        length = 1 - _B + _B * document.total() / average
        return rarity * count * (_K1 + 1) / (count + _K1 * length)

    return [sum(weight(word, document) for word in asked) for document in documents]


def overlap(one: str, other: str) -> float:
    """How alike two texts are: the share of their content words that both have, 0 to 1."""
    first, second = set(content_words(one)), set(content_words(other))
    return len(first & second) / len(first | second) if first and second else 0.0


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
