"""Answers that repeat what they answer: small models copy whole sentences of a message into the reply."""

import re
from difflib import SequenceMatcher

from pa_cli.core.bm25 import content_words
from pa_cli.core.languages import weight_of
from pa_cli.core.said_before import SaidBefore
from pa_cli.core.sentence_stream import SentenceStream, without
from pa_cli.core.verbatim import fold_words

_LEAST = 15
"""Letters of a sentence that can be an echo; a Chinese character counts as three."""
_MOST_OWN = 0.2
"""Share of a sentence that may be its own, and does not make it another."""
_SPEAKER = re.compile(r"\b(?:i|i'\w+|we|my|our|ich|wir|je|nous|yo)\b|[我咱]", re.IGNORECASE)


class EchoFilter(SentenceStream):
    """Passes a reply sentence by sentence, without what repeats the message, the prompt, or itself.

    Args:
        message: What is replied to.
        wanted: What the reply has to say; a sentence that says it is passed.
        prompt: What the model was told about the message.
    """

    def __init__(self, message: str, wanted: str, prompt: str = "") -> None:
        super().__init__(self._is_repeated)
        self._message = fold_words(message)
        self._wanted = set(content_words(wanted))
        own = fold_words(wanted)
        self._told = {told for told in _sentences_of(prompt) if told not in own}
        self._said_before = SaidBefore()

    @property
    def found(self) -> bool:
        """Whether there was an echo."""
        return bool(self.dropped)

    def _is_repeated(self, sentence: str) -> bool:
        return (
            _folded(sentence) in self._told
            or self._is_echo(sentence)
            or self._said_before(sentence)
        )

    def _is_echo(self, sentence: str) -> bool:
        if weight_of(sentence) < _LEAST:
            return False
        folded = _folded(sentence)
        common = SequenceMatcher(None, folded, self._message, autojunk=False).find_longest_match()
        own = folded[: common.a] + " " + folded[common.a + common.size :]
        if len(own) - 1 > _MOST_OWN * len(folded) or _SPEAKER.search(own):
            return False
        said = set(content_words(sentence))
        return len(said & self._wanted) < len(said) / 2


def _folded(sentence: str) -> str:
    return fold_words(sentence).strip(" .!?。！？")


def _sentences_of(text: str) -> set[str]:
    found: set[str] = set()

    def keep(sentence: str) -> bool:
        found.add(_folded(sentence))
        return False

    without(keep, text)
    return found - {""}
