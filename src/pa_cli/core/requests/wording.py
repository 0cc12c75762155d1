"""Cutting words out of a request without changing them."""

from collections.abc import Sequence

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.sentence import compiled

Spans = Sequence[tuple[int, int]]


def trim(text: str) -> str:
    """`text` without the signs and spaces around it."""
    return " ".join(text.split()).strip(" \t,，;；、:：.。!！?？")


_HAN = r"[\u4e00-\u9fff]"
_LATIN = r"[A-Za-z][A-Za-z'\u2019]*"


def is_chinese(text: str) -> bool:
    """Whether `text` is put in Chinese; names of the other script do not make it so."""
    signs = len(compiled(_HAN).findall(text))
    said = [word.lower() for word in compiled(_LATIN).findall(text)]
    if not signs or not said:
        return bool(signs)
    begins = compiled(rf"{_LATIN}|{_HAN}").search(text)
    english = bool(begins and begins[0].isascii()) and not words.ENGLISH.isdisjoint(said)
    return not english or signs > 2 * len(said) + 2


def join_spans(text: str, spans: Spans) -> str:
    """The pieces of `text`, joined by a space where something stands between them."""
    joined = ""
    last = -1
    for start, end in spans:
        between = text[last:start] if last >= 0 else ""
        joined += (between if not between.strip() else " ") + text[start:end]
        last = end
    return joined.strip()


def take_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its `#tags`, and those."""
    if "#" not in text:
        return text, ()
    pattern = compiled(r"\s*(?<!\S)#([^\W\d][\w/-]*)")
    return pattern.sub("", text), tuple(pattern.findall(text))


def stands_in(words: str, request: str) -> bool:
    """Whether `words` are copied: they stand in `request` in order, gaps between words allowed."""
    at = 0
    folded = request.casefold()
    for word in words.casefold().split():
        at = folded.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


class Found:
    """A text with the words of its dates masked.

    Args:
        text: The text.
        spans: Where the masked words stand.
    """

    def __init__(self, text: str, spans: Spans) -> None:
        self._text = text
        signs = list(text)
        for start, end in spans:
            signs[start:end] = "\x00" * (end - start)
        self.masked = "".join(signs)

    def cut(self, start: int, end: int, empty: frozenset[str]) -> str:
        """What is left between two places without words that say nothing around each piece."""
        pieces = []
        at = start
        for part in self.masked[start:end].split("\x00"):
            if part.strip():
                pieces.append(self._bare(at, at + len(part), empty))
            at += len(part) + 1
        return " ".join(piece for piece in pieces if piece)

    def _bare(self, start: int, end: int, empty: frozenset[str]) -> str:
        places = [
            match.span()
            for match in compiled(r"[^\W_]+(?:['\u2019&./+-][^\W_]+)*").finditer(
                self._text, start, end
            )
        ]
        while places and self._word(places[0]) in empty:
            places.pop(0)
        while places and self._word(places[-1]) in empty:
            places.pop()
        return self._text[places[0][0] : places[-1][1]] if places else ""

    def _word(self, place: tuple[int, int]) -> str:
        return self._text[place[0] : place[1]].lower().replace("\u2019", "'")
