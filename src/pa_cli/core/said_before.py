"""Sentences that a text says twice: small models do, in about the same words."""

from difflib import SequenceMatcher

from pa_cli.core.languages import weight_of
from pa_cli.core.sentence_stream import SentenceStream
from pa_cli.core.verbatim import fold_words

_LEAST = 20
"""Letters of a sentence that is not said twice by chance."""
_ALIKE = 0.85


class SaidBefore:
    """Whether a sentence was said before, in about these words; if not, it is from now on.

    Args:
        text: What was said to begin with.
    """

    def __init__(self, text: str = "") -> None:
        self._sentences: list[str] = []
        stream = SentenceStream(self)
        stream.feed(text)
        stream.finish()

    def __call__(self, sentence: str) -> bool:
        """Whether it was."""
        if weight_of(sentence) < _LEAST:
            return False
        folded = fold_words(sentence)
        for other in self._sentences:
            matcher = SequenceMatcher(None, folded, other, autojunk=False)
            ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
            if all(ratio() >= _ALIKE for ratio in ratios):
                return True
        self._sentences.append(folded)
        return False
