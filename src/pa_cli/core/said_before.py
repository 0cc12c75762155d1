"""Sentences that a text says twice: small models do, in about the same words."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from pa_cli.core.figures import figures
from pa_cli.core.languages import detect_language, weight_of
from pa_cli.core.sentence_stream import SentenceStream
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.verbatim import fold_words

LEAST = 20
"""Letters of a sentence that is not said twice by chance."""
_ALIKE, _ALIKE_IN_CHINESE = 0.85, 0.92
_SHARED = 0.75
_COUNT = re.compile(r"^\W*\d{1,3}[.)、]\s*")
_NAME = re.compile(r"\b[A-Z][\w'’-]*")


class SaidBefore:
    """Whether a sentence was said before, in about these words; if not, it is from now on.

    Args:
        text: What was said to begin with.
    """

    def __init__(self, text: str = "") -> None:
        self._sentences: list[tuple[str, frozenset[str], frozenset[str]]] = []
        stream = SentenceStream(self)
        stream.feed(text)
        stream.finish()

    def __call__(self, sentence: str) -> bool:
        """Whether it was."""
        if weight_of(sentence) < LEAST:
            return False
        words = _COUNT.sub("", sentence)
        folded, facts = fold_words(words), _facts_of(words)
        is_chinese = detect_language(words).counts_characters
        parts = frozenset(map("".join, pairwise(folded)) if is_chinese else folded.split())
        enough = _ALIKE_IN_CHINESE if is_chinese else _ALIKE
        for other, other_facts, other_parts in self._sentences:
            shared = 2 * len(
                parts & other_parts
            )  # far quicker than to compare what has little in common
            if facts != other_facts or shared < _SHARED * (len(parts) + len(other_parts)):
                continue
            if SequenceMatcher(None, folded, other, autojunk=False).ratio() >= enough:
                return True
        self._sentences.append((folded, facts, parts))
        return False


def _facts_of(words: str) -> frozenset[str]:
    """The figures and names of a sentence: with others it says something else."""
    names = {name.lower() for name in _NAME.findall(words)}
    return frozenset(figures(words) | (names - STOP_WORDS))
