"""An English request as rules look at it: words in lower case, without politeness."""

import re
from datetime import UTC, datetime
from functools import cache, cached_property

from pa_cli.core.dates.parse import parse
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests import english_words as words

# Where the words of a date stand does not depend on the present; leap years have every day.
ANY_MOMENT = datetime(2024, 1, 10, 9, tzinfo=UTC)

_SPLIT_UP = {
    "what've": "what have", "where've": "where have", "who've": "who have",
    "what's": "what is", "whats": "what is", "who's": "who is", "whos": "who is",
    "where's": "where is", "wheres": "where is", "when's": "when is", "whens": "when is",
    "how's": "how is", "hows": "how is", "it's": "it is", "that's": "that is", "thats": "that is",
    "there's": "there is", "theres": "there is", "i'm": "i am", "im": "i am", "i've": "i have",
    "ive": "i have", "i'd": "i would", "i'll": "i will", "let's": "let us", "you've": "you have",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "doesnt": "does not",
    "isn't": "is not", "aren't": "are not", "can't": "can not", "cant": "can not",
    "won't": "will not", "didn't": "did not", "we're": "we are", "we've": "we have",
    "you're": "you are", "they're": "they are", "we'll": "we will",
    "wont": "will not", "didnt": "did not", "isnt": "is not", "havent": "have not",
    "haven't": "have not", "hasn't": "has not", "wasn't": "was not", "youre": "you are",
    "gonna": "going to",
    "wanna": "want to", "gotta": "have to", "to-do": "to do", "to-dos": "todos", "lets": "let us",
}  # fmt: skip


class Sentence:
    """A request in English.

    Attributes:
        text: As it was written, without the politeness around it.
        words: Its words in lower case, short forms written out, spelling slips mended.
        all_words: The same with the politeness.
        asked: It ends with a question mark.
        needs: It says that the user needs or has to do something.
    """

    def __init__(self, text: str) -> None:
        found: list[str] = []
        places: list[tuple[int, int]] = []
        for match in compiled(r"[^\W_]+(?:['.:/-][^\W_]+)*|[+*/=-]").finditer(_plain(text)):
            word = words.TYPOS.get(match[0], match[0])
            for piece in _SPLIT_UP.get(word, word).split():
                found.append(piece)
                places.append(match.span())
        start, end = _core(found)
        self.asked = "?" in text
        self.all_words = tuple(found)
        self.words = tuple(found[start:end])
        lead = " ".join(found[:start])
        self.needs = lead.endswith(("need to", "have to", "got to", "i must"))
        self.text = text[places[start][0] : places[end - 1][1]] if found else ""
        self.set = frozenset(self.words)
        self._padded = f" {' '.join(self.words)} "

    def __len__(self) -> int:
        return len(self.words)

    @property
    def head(self) -> str:
        """The first word, or ""."""
        return self.words[0] if self.words else ""

    @property
    def plain(self) -> str:
        """The words with single spaces."""
        return self._padded.strip()

    def has(self, *wanted: str | frozenset[str]) -> bool:
        """Whether any of the words stands in it."""
        return any(
            word in self.set if isinstance(word, str) else not self.set.isdisjoint(word)
            for word in wanted
        )

    def says(self, *phrases: str) -> bool:
        """Whether any of the phrases stands in it."""
        return any(f" {phrase} " in self._padded for phrase in phrases)

    def starts(self, *phrases: str) -> bool:
        """Whether it begins with any of the phrases."""
        return any(self._padded.startswith(f" {phrase} ") for phrase in phrases)

    def ends(self, *phrases: str) -> bool:
        """Whether it ends with any of the phrases."""
        return any(self._padded.endswith(f" {phrase} ") for phrase in phrases)

    def matches(self, pattern: str) -> bool:
        """Whether `pattern` is found among the words; each word has a space before it."""
        return bool(compiled(pattern).search(self._padded[:-1]))

    @cached_property
    def reading(self) -> DateReading:
        """The words of date and time in it; of the date itself nothing is to be believed."""
        return parse(self.text, ANY_MOMENT)

    @property
    def dated(self) -> bool:
        """Whether it says when."""
        return self.reading.start is not None

    @property
    def timed(self) -> bool:
        """Whether it says a time of the day."""
        return self.dated and not self.reading.all_day

    @property
    def asks(self) -> bool:
        """Whether it is put as a question or wishes to be shown something."""
        shows = self.head in words.QUESTION | words.SHOW or self.matches(_ASKS_WITHIN)
        return self.asked or shows or self.has("information", "info", "details")

    @property
    def personal(self) -> bool:
        """Whether it speaks of the user."""
        return self.has(words.PERSONAL)

    @property
    def all_personal(self) -> bool:
        """Whether it does, politeness included."""
        return not words.PERSONAL.isdisjoint(self.all_words)


_ASKS_WITHIN = r"^ (?:at|on|in|for|with|to|from|by|until) (?:what|which|whom|whose)\b"


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern`, compiled when it is first needed."""
    return re.compile(pattern, flags)


def _plain(text: str) -> str:
    # One character for one, so that places stay those of the text.
    return text.translate(_LOWER).replace("\u2019", "'")


_LOWER = {code: code + 32 for code in range(65, 91)}


def _core(found: list[str]) -> tuple[int, int]:
    """Where the words without the politeness around them begin and end."""
    start, end = 0, len(found)
    while size := _longest(_lead(), found, start, end, at_end=False):
        start += size
    while size := _longest(_tail(), found, start, end, at_end=True):
        end -= size
    return start, end


def _longest(
    phrases: dict[str, list[tuple[str, ...]]],
    found: list[str],
    start: int,
    end: int,
    *,
    at_end: bool,
) -> int:
    """How many words of politeness stand there; never all that are left."""
    if end - start < 2:
        return 0
    for phrase in phrases.get(found[end - 1] if at_end else found[start], ()):
        size = len(phrase)
        at = end - size if at_end else start
        if size < end - start and tuple(found[at : at + size]) == phrase:
            return size
    return 0


@cache
def _lead() -> dict[str, list[tuple[str, ...]]]:
    return _by_word(words.POLITE, 0)


@cache
def _tail() -> dict[str, list[tuple[str, ...]]]:
    return _by_word(words.POLITE_END, -1)


def _by_word(phrases: tuple[str, ...], place: int) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first or last word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(p.split()) for p in phrases), key=len, reverse=True):
        table.setdefault(phrase[place], []).append(phrase)
    return table
