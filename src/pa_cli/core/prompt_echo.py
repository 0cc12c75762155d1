"""Sentences of an answer that come from what the model was told to do and not from the text.

Small models give the rules of their prompt back ("never invent names"), most of all when the text
itself is a set of rules.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences
from pa_cli.core.untold import unwrapped

_LEAST_WORDS = 3
"""A sentence of fewer that are the prompt's is no echo: "The text ends." """
_LEAST_SHARE = 0.5
_TOGETHER = 3
"""What one sentence of a summary tells may stand in so many of the text."""


def echo_check(instructions: str, text: str) -> Callable[[str], bool]:
    """Tells whether a sentence is an echo of `instructions`.

    It is when at least half of its words are theirs, and no place of `text` has as many of them: what
    the text itself says is never taken for an echo.

    Args:
        instructions: What the model was told, without the text and without what the user wants to know.
        text: What the sentence should be about.
    """
    told = frozenset(content_words(instructions))
    places: list[frozenset[str]] = []

    def is_echo(sentence: str) -> bool:
        words = frozenset(content_words(sentence))
        from_prompt = len(words & told)
        if from_prompt < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
            return False
        if not places:
            places.extend(_places(text))
        return all(len(words & place) < from_prompt for place in places)

    return is_echo


def _places(text: str) -> Iterator[frozenset[str]]:
    """The words of every stretch of `text` of a few sentences."""
    words = [frozenset(content_words(sentence)) for sentence in sentences(unwrapped(text))] or [
        frozenset()
    ]
    shifted = (islice(words, start, None) for start in range(min(_TOGETHER, len(words))))
    for together in zip(*shifted, strict=False):
        yield frozenset[str]().union(*together)
