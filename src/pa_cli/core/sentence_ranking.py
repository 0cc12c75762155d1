"""The most telling sentences of a text, for when there is no time to read all of it.

Sentences are ranked by how well they stand for the whole (weighted overlap with the words of the
text, as in SumBasic and centroid summaries), and taken greedily, each lowering the weight of the
words that it has told (Nenkova and Vanderwende, 2005), so that what is said twice is read once.
"""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from pa_cli.core.bm25 import content_words

_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?]+(?=\s|$)|[。！？]+|\n|$)\s*")
_TOLD = 0.25
_FIRST_BONUS = 1.3
_FOCUS_BONUS = 3.0
_FEWEST_WORDS = 4
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen of a text.

    Attributes:
        text: The sentences in their order, gaps marked.
        share: How much of the text it is, by characters, 0 to 1.
        sentences: The sentences, one by one.
    """

    text: str
    share: float
    sentences: tuple[str, ...] = ()


def choose_sentences(
    text: str, *, limit: int, count: Callable[[str], int], focus: str = ""
) -> Selection:
    """The most telling sentences of `text` that fit into `limit` tokens.

    Args:
        text: All of it.
        limit: Most tokens of the selection.
        count: Counts tokens.
        focus: Words that matter most to the reader.
    """
    sentences = [match[0] for match in _SENTENCE.finditer(text) if match[0].strip()]
    if count(text) <= limit:
        return Selection(text, 1.0, tuple(one.strip() for one in sentences))
    words = [Counter(content_words(sentence)) for sentence in sentences]
    chosen, room = [], limit
    for number in _ranked(sentences, words, set(content_words(focus))):
        cost = count(sentences[number]) + 2
        if cost <= room:
            chosen.append(number)
            room -= cost
        if room < _FEWEST_WORDS:
            break
    picked = sorted(chosen)
    share = sum(len(sentences[number]) for number in picked) / max(1, len(text))
    alone = tuple(sentences[number].strip() for number in picked)
    return Selection(_joined(sentences, picked), share, alone)


def _ranked(
    sentences: Sequence[str], words: Sequence[Counter[str]], focus: set[str]
) -> "list[int]":
    total: Counter[str] = Counter()
    for bag in words:
        total.update(bag.keys())
    size = max(1, len(words))
    # what stands everywhere tells nothing, what the text comes back to tells most
    weight = {word: n * log(size / n) for word, n in total.items() if n < size / 3}
    order: list[int] = []

    def score(number: int) -> float:
        bag = words[number]
        told = sum(weight.get(word, 0.0) for word in bag)
        value = told / max(_FEWEST_WORDS * 2, len(bag))
        if number == 0 or sentences[number - 1].endswith("\n\n"):
            value *= _FIRST_BONUS
        if focus & bag.keys():
            value *= _FOCUS_BONUS
        return value

    queue = [
        (-score(number), number)
        for number, bag in enumerate(words)
        if _FEWEST_WORDS <= sum(bag.values()) <= _MOST_WORDS * 4
    ]
    heapq.heapify(queue)
    while queue:
        stale, number = heapq.heappop(queue)
        now = -score(number)
        if queue and now > queue[0][0] + 1e-12 and now > stale + 1e-12:
            # its words have been told meanwhile: back into the queue with what it is worth now
            heapq.heappush(queue, (now, number))
            continue
        order.append(number)
        for word in words[number]:
            if word in weight:
                weight[word] *= _TOLD
    return order


def _joined(sentences: Sequence[str], picked: Sequence[int]) -> str:
    parts: list[str] = []
    last = -1
    for number in picked:
        if number > last + 1:
            parts.append("[…] ")
        parts.append(
            sentences[number]
            if sentences[number].endswith("\n")
            else sentences[number].rstrip() + " "
        )
        last = number
    return "".join(parts).strip()
