"""Holding a corrected text to its corrections: small models reword what they are to proofread."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from pa_cli.core.languages import ENGLISH, common_words, detect_language
from pa_cli.core.segmentation import fold
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
_CONTEXT = 120
_SENTENCE_END = re.compile(r"[.!?:;]\s|[。！？：；\n]")
_PAUSES = frozenset(",，;；、")
_END = re.compile(r"[.!?。！？]")
_ENDING = 3
_NO_CLAUSE = 2
_OPENING, _SHORT_OPENING = 5, 8
"""Words, or Chinese characters, of an opening that may do without a comma."""
_CLAUSE_WORDS = """
    when if because although though after before while since as once unless until whenever where whereas"""
_CLAUSES = frozenset(_CLAUSE_WORDS.split())
_SET = frozenset(
    [
        "for example",
        "in fact",
        "of course",
        "on the other hand",
        "in addition",
        "as a result",
        "in other words",
        "after all",
        "by the way",
    ]
)
_CONTRACTED = re.compile(r"(\w*?)n?['’]t")
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
_VARIANTS = (
    (re.compile(r"our(?=$|s|e|i|l|a)"), "or"),
    (re.compile(r"(?<=[bcdhtv])re(s?)$"), r"er\1"),
    (re.compile(r"(?<=[aiy])s(?=e$|ed$|es$|ing$|ation)"), "z"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
)
"""British spellings and their American ones: both are right."""


def only_corrections(before: str, after: str, count: Callable[[str], int] = lambda _: 1) -> str:
    """`after` with every change taken back that puts one word in the place of another.

    Kept are other spellings and endings of a word, punctuation, white space, and small words; not
    what is right both ways: a comma behind "last spring", two sentences made one, "haven't".

    Args:
        before: The text.
        after: It as a model corrected it.
        count: Tokens of a word: a spelling that the model knows has fewer than a wrong one.
    """
    old, new = split_words(before), split_words(after)
    small = STOP_WORDS | common_words(before)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    is_english = detect_language(before) == ENGLISH
    parts = []
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        was = "".join(old[start:end])
        change = _Change(
            was,
            _as_in(was, "".join(new[new_start:new_end])),
            before="".join(old[max(0, start - _CONTEXT) : start]),
            after=old[end] if end < len(old) else "",
            is_english=is_english,
            count=count,
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
    is_english: bool
    count: Callable[[str], int]

    def is_correction(self, small: frozenset[str]) -> bool:
        """Whether it may be one; `small` are words that may be any of each other."""
        if any(map(str.isdigit, self.old + self.new)):
            return False
        if self._is_matter_of_taste():
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
        if one != other and len(words) == len(others) and self._are_spellings(one, other):
            return False
        likeness = SequenceMatcher(None, one, other, autojunk=False).ratio()
        is_alike = likeness >= (_NEARLY_ALIKE if one[0] == other[0] else _ALIKE)
        return is_alike and self._is_known_better(one, other)

    def _is_known_better(self, one: str, other: str) -> bool:
        """Whether a word that is not only bent otherwise is better known to the model than what was there."""
        stem = max(len(one), len(other)) - _ENDING
        if one[:stem] == other[:stem]:
            return True
        tokens = self.count(f" {other}")
        return tokens == 1 or tokens < self.count(f" {one}")

    def _is_matter_of_taste(self) -> bool:
        """Whether it is right both ways: what ends a sentence, or a comma near its beginning."""
        sentence = _SENTENCE_END.split(self.before)[-1].lstrip()
        ends, still_ends = (bool(_END.search(text)) for text in (self.old, self.new))
        if ends and not still_ends and not _LETTERS.search(self.new):
            return True
        if not sentence and self.old[:1].isupper() and self.new == self.old.lower():
            return True
        if self.old in _PAUSES and self.new in _PAUSES and _WIDE.search(sentence):
            return True
        if self.new.strip() not in {",", "，"} or self.old.strip():
            return False
        if _WIDE.search(sentence):
            return len(sentence) <= _SHORT_OPENING
        words = sentence.lower().split()
        return (
            1 < len(words) <= _OPENING
            and not (words[0] in _CLAUSES and len(words) > _NO_CLAUSE)
            and " ".join(words) not in _SET
        )

    def _are_spellings(self, one: str, other: str) -> bool:
        """Whether both are right: colour and color, in English also cafe and café."""
        if self.is_english:
            one, other = fold(one), fold(other)
        return _plain(one) == _plain(other)

    def _is_wide_correction(self) -> bool:
        old, new = _WIDE.findall(self.old), _WIDE.findall(self.new)
        is_one = len(old) + len(new) == 2 and self.old not in {self.before[-1:], self.after}
        if old and new and not is_one:
            return False
        if max(len(old), len(new)) > _MOST_WIDE or not _NUMERALS.isdisjoint(old + new):
            return False
        if old and new:
            return True
        return _PARTICLES.issuperset(old + new)


def _as_in(old: str, new: str) -> str:
    """`new` with "have not" for "haven't" where `old` has it in two words: that corrects nothing."""
    contracted = _CONTRACTED.fullmatch(new) if old.endswith("not") else None
    if not contracted:
        return new
    return f"{_WHOLE.get(contracted[1].lower(), contracted[1])} not"


def _plain(word: str) -> str:
    for british, american in _VARIANTS:
        word = british.sub(american, word)
    return word
