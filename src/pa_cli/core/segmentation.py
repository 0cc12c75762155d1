"""Text made ready for a word index: Chinese, Japanese and Korean have no spaces between words.

A run of such characters becomes its overlapping pairs and, as a word of its own, its last
character: `王总开会` is `王总 总开 开会 会`. So a word of two or more characters is a phrase of
pairs, and one of a single character is the beginning of a pair or the last one.
"""

import re
import unicodedata
from functools import cache


@cache
def _run() -> re.Pattern[str]:
    """Such a run; compiled when a text is not in plain letters, which takes longer than most work."""
    return re.compile(
        "([\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
        "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+)"
    )


@cache
def _accents() -> re.Pattern[str]:
    """The marks of alphabets; those that make another letter, as in Japanese and Hindi, stay."""
    return re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def fold_width(text: str) -> str:
    """`text` with one spelling for what looks the same: composed, full width made half width."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """`text` as words are compared: no case, no accents, one width."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", fold_width(text).casefold())
    return unicodedata.normalize("NFC", _accents().sub("", bare))


def segment(text: str) -> str:
    """`text` with spaces between everything that the index takes for a word."""
    if text.isascii():
        return text
    return _run().sub(_pairs, fold_width(text))


def split_runs(text: str) -> list[tuple[str, bool]]:
    """`text` cut where scripts without spaces begin and end: (part, is such a run)."""
    parts = _run().split(fold_width(text))
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run, without its last character on its own."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return " " + " ".join([run[i : i + 2] for i in range(len(run))]) + " "
