"""Holding a corrected text to its corrections: small models reword what they are to proofread."""

import re
from difflib import SequenceMatcher

from pa_cli.core.languages import common_words
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.word_diff import split_words

_LETTERS = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ALIKE, _NEARLY_ALIKE = 0.6, 0.3
"""How much of two words is the same when one is the other spelt rightly, or bent otherwise."""
_MOST_WIDE = 2
_MOST_WORDS = 2
_VARIANTS = (
    (re.compile(r"our(?=$|s|e|i|l|a)"), "or"),
    (re.compile(r"(?<=[bcdhtv])re(s?)$"), r"er\1"),
    (re.compile(r"(?<=[aiy])s(?=e$|ed$|es$|ing$|ation)"), "z"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
)
"""British spellings and their American ones: both are right."""


def only_corrections(before: str, after: str) -> str:
    """`after` with every change taken back that puts one word in the place of another.

    Kept are other spellings and endings of a word, punctuation, white space, and small words.

    Args:
        before: The text.
        after: It as a model corrected it.
    """
    old, new = split_words(before), split_words(after)
    small = STOP_WORDS | common_words(before)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return "".join(
        "".join(new[new_start:new_end])
        if operation == "equal"
        or _is_correction(
            "".join(old[start:end]),
            "".join(new[new_start:new_end]),
            small,
            is_before_number=old[end][0].isdigit() if end < len(old) else False,
        )
        else "".join(old[start:end])
        for operation, start, end, new_start, new_end in matcher.get_opcodes()
    )


def _is_correction(
    old: str, new: str, small: frozenset[str], *, is_before_number: bool = False
) -> bool:
    if _WIDE.search(old + new):
        return max(len(_WIDE.findall(old)), len(_WIDE.findall(new))) <= _MOST_WIDE
    words, others = _LETTERS.findall(old.lower()), _LETTERS.findall(new.lower())
    if any(map(str.isdigit, old + new)) or (is_before_number and not words and not others):
        return False
    if small.issuperset(words + others):
        return abs(len(words) - len(others)) <= _MOST_WORDS
    if not words or not others:
        return words == others
    if abs(len(words) - len(others)) > 1:
        return False
    one, other = "".join(words), "".join(others)
    if _plain(one) == _plain(other) and one != other and len(words) == len(others):
        return False
    likeness = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return likeness >= (_NEARLY_ALIKE if one[0] == other[0] else _ALIKE)


def _plain(word: str) -> str:
    for british, american in _VARIANTS:
        word = british.sub(american, word)
    return word
