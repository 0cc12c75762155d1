"""How well short texts fit a question, by the words that they share; Chinese by pairs."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from pa_cli.core.segmentation import fold, segment
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.word_stems import stem

_K1 = 1.2
_B = 0.75
_WORD = re.compile(r"\w+")
# what is said when something is asked for, beside the stop words
_REQUEST_WORDS = (
    "tell give 的 了 是 我 你 吗 呢 吧 啊 在 有 和 就 都 很 请 什么 怎么 一个 帮我 给我 可以"
)
_NO_CONTENT = STOP_WORDS.union(_REQUEST_WORDS.split())


def content_words(text: str) -> list[str]:
    """The words of `text` that carry meaning, as they are compared: folded, and as their stems."""
    words = _WORD.findall(segment(fold(text)))
    # the last character of a run stands alone; it is held by its pair already
    return [stem(w) for w in words if w not in _NO_CONTENT and (len(w) > 1 or w.isdecimal())]


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
