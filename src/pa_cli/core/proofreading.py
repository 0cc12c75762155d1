"""Holding a corrected text to its corrections: small models reword what they are to proofread."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from pa_cli.core.languages import common_words
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.word_diff import split_words

_LETTERS = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ALIKE, _NEARLY_ALIKE = 0.6, 0.3
"""How much of two words is the same when one is the other spelt rightly, or bent otherwise."""
_MOST_WIDE = 2
_PARTICLES = frozenset("的地得了着过吗呢吧啊是在和与也都就把被个们")
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿")
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
    parts = []
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        change = _Change(
            "".join(old[start:end]),
            "".join(new[new_start:new_end]),
            before=old[start - 1] if start else "",
            after=old[end] if end < len(old) else "",
        )
        kept = operation == "equal" or change.is_correction(small)
        parts.append(change.new if kept else change.old)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Change:
    """What was there, what came in its place, and what stands on both sides."""

    old: str
    new: str
    before: str
    after: str

    def is_correction(self, small: frozenset[str]) -> bool:
        """Whether it may be one; `small` are words that may be any of each other."""
        if any(map(str.isdigit, self.old + self.new)):
            return False
        if _WIDE.search(self.old + self.new):
            return self._is_wide_correction()
        words = _LETTERS.findall(self.old.lower())
        others = _LETTERS.findall(self.new.lower())
        if not words and not others:
            return not self.after[:1].isdigit()
        if small.issuperset(words + others):
            return abs(len(words) - len(others)) <= _MOST_WORDS
        if not words or not others or abs(len(words) - len(others)) > 1:
            return False
        one, other = "".join(words), "".join(others)
        if one != other and len(words) == len(others) and _plain(one) == _plain(other):
            return False
        likeness = SequenceMatcher(None, one, other, autojunk=False).ratio()
        return likeness >= (_NEARLY_ALIKE if one[0] == other[0] else _ALIKE)

    def _is_wide_correction(self) -> bool:
        old, new = _WIDE.findall(self.old), _WIDE.findall(self.new)
        if max(len(old), len(new)) > _MOST_WIDE or not _NUMERALS.isdisjoint(old + new):
            return False
        if old and new:
            return True
        is_twice = self.old and self.old in {self.before, self.after}
        return bool(is_twice) or _PARTICLES.issuperset(old + new)


def _plain(word: str) -> str:
    for british, american in _VARIANTS:
        word = british.sub(american, word)
    return word
