"""Answers that repeat what they answer: small models copy whole sentences of a message into the reply."""

import re
from difflib import SequenceMatcher

from pa_cli.core.bm25 import content_words
from pa_cli.core.languages import weight_of
from pa_cli.core.verbatim import fold_words

_SENTENCE = re.compile(r".*?(?:[。！？!?…]+[”\"'）)]*\s*|\.(?=\s)\s*|\n\s*)", re.DOTALL)
_LEAST = 15
"""Letters of a sentence that can be an echo; a Chinese character counts as three."""
_MOST_OWN = 0.2
"""Share of a sentence that may be its own, and does not make it another."""
_SPEAKER = re.compile(r"\b(?:i|i'\w+|we|my|our|ich|wir|je|nous|yo)\b|[我咱]", re.IGNORECASE)


class EchoFilter:
    """Passes a reply sentence by sentence, without those that only repeat the message.

    Args:
        message: What is replied to.
        wanted: What the reply has to say; a sentence that says it is passed.

    Attributes:
        found: There was an echo.
    """

    def __init__(self, message: str, wanted: str) -> None:
        self._message = fold_words(message)
        self._wanted = set(content_words(wanted))
        self.found = False
        self._pending = ""
        self._gap = "\n\n"

    def feed(self, piece: str) -> str:
        """What may be shown now."""
        self._pending += piece
        shown = ""
        while found := _SENTENCE.match(self._pending):
            if found.end() == len(self._pending):
                break  # more white space, or a closing quotation mark, may follow
            shown += self._passed(found[0])
            self._pending = self._pending[found.end() :]
        return shown

    def finish(self) -> str:
        """The end of the reply."""
        shown, self._pending = self._passed(self._pending), ""
        return shown

    def _passed(self, sentence: str) -> str:
        words = sentence.strip()
        gap = sentence[len(sentence.rstrip()) :]
        if words and self._is_echo(words):
            self.found = True
            gap = gap if "\n" in gap and "\n" not in self._gap else ""
            self._gap = self._gap + gap
            return gap
        self._gap = gap
        return sentence

    def _is_echo(self, sentence: str) -> bool:
        if weight_of(sentence) < _LEAST:
            return False
        folded = fold_words(sentence).strip(" .!?")
        common = SequenceMatcher(None, folded, self._message, autojunk=False).find_longest_match()
        own = folded[: common.a] + " " + folded[common.a + common.size :]
        if len(own) - 1 > _MOST_OWN * len(folded) or _SPEAKER.search(own):
            return False
        said = set(content_words(sentence))
        return len(said & self._wanted) < len(said) / 2
