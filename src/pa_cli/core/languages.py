"""Languages: told apart by script and by their commonest words, and named for a model."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence

from pa_cli.core.language_table import (
    ALIASES,
    ALIKE,
    BY_CODE,
    COMMON_WORDS,
    ENGLISH,
    JAPANESE,
    LANGUAGES,
    RARER_WORDS,
    SCRIPTS,
    SIMPLIFIED,
    TELLING_LETTERS,
    TRADITIONAL,
    UNKNOWN,
    Language,
)

__all__ = ["ENGLISH", "LANGUAGES", "UNKNOWN", "Language"]

_PATTERNS = {name: re.compile(f"[{ranges}]") for name, ranges in SCRIPTS.items()}
# A character of these scripts says as much as several letters.
_WEIGHTS = {"han": 3, "kana": 2, "ko": 2}
_WORD_SETS = {code: frozenset(words.split()) for code, words in COMMON_WORDS.items()}
_ALSO_ENGLISH = frozenset(
    ["a", "an", "as", "at", "by", "do", "i", "in", "is", "me", "no", "on", "so", "to"]
)
_RARER_SETS = {
    code: frozenset(words.split()) - _ALSO_ENGLISH for code, words in RARER_WORDS.items()
}
_FEWEST_OF_RARER = 3
_LONGEST_CODE = 3
_NEAR = 0.75
_ENOUGH_LETTERS = 60
_FEWEST_WORDS = 4
_TRADITIONAL_ONLY = frozenset("們這個來時國說對會過後為與發問學經開關還沒點應當實現")
_SIMPLIFIED_ONLY = (
    frozenset("们这个来时国说对会过后为与发问学经开关还没点应当实现") - _TRADITIONAL_ONLY
)


def detect_language(text: str) -> Language:
    """The language that most of `text` is written in; `UNKNOWN` when nothing tells."""
    counts = _weights(text)
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return UNKNOWN
    if script in {"han", "kana"}:
        return _east_asian(text, counts)
    if script in TELLING_LETTERS:
        return _by_letters(text, script)
    return _latin(text) if script == "latin" else BY_CODE[script]


def weight_of(text: str) -> int:
    """How much `text` says, in letters; comparable between scripts."""
    return sum(_weights(text).values())


def _weights(text: str) -> dict[str, int]:
    scripts = ("latin",) if text.isascii() else _PATTERNS
    return {
        script: len(_PATTERNS[script].findall(text)) * _WEIGHTS.get(script, 1) for script in scripts
    }


def common_word_share(text: str) -> float:
    """How many of the words of `text` are commonest words of its language; 1 for other letters than Latin.

    Code and lists of names have few; of less than four words nothing can be told, which is 0.
    """
    counts = _weights(text)
    if 2 * counts["latin"] < sum(counts.values()):
        return 1.0
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    if words.total() < _FEWEST_WORDS:
        return 0.0
    sets = [*_WORD_SETS.values(), common_words(text)]
    return max(sum(words[w] for w in known) for known in sets) / words.total()


def common_words(text: str) -> frozenset[str]:
    """The commonest words of the language that `text` is written in; none for one that we have none of."""
    code = detect_language(text).code
    return _WORD_SETS.get(code) or _RARER_SETS.get(code, frozenset())


def clear_language(text: str) -> Language:
    """`detect_language` where there is enough text to be sure of it, else `UNKNOWN`."""
    found = detect_language(text)
    is_told_by_letters = found.code not in _WORD_SETS | _RARER_SETS
    return found if is_told_by_letters or len(text) >= _ENOUGH_LETTERS else UNKNOWN


def listed_languages(words: str) -> tuple[tuple[Language, ...], bool]:
    """The languages of a list of codes, and whether those are all; none of words such as "many languages"."""
    named, _, others = words.partition(" and ")
    found = [BY_CODE.get(word) for word in named.split()]
    return (tuple(filter(None, found)), not others) if all(found) else ((), False)


def knows(languages: Sequence[Language], language: Language) -> bool:
    """Whether `language` is among `languages`; a language that nobody could tell always is."""
    codes = {known.code.partition("-")[0] for known in languages}
    return not language.code or language.code.partition("-")[0] in codes


def are_alike(first: Language, second: Language) -> bool:
    """Whether short texts in the one are easily taken for the other."""
    return any({first.code, second.code} <= group for group in ALIKE)


def find_language(word: str) -> Language:
    """The language called `word`: a code, or a name in English or its own.

    A kind of a language ("British English") keeps its words; what names none has no code.
    """
    known = _named(word)
    if known:
        return known
    kinds = (_named(part) for part in reversed(word.split()) if len(part) > _LONGEST_CODE)
    kind = next(filter(None, kinds), UNKNOWN)
    return Language(kind.code, word.strip(), kind.counts_characters)


def _named(word: str) -> Language | None:
    wanted = word.strip().lower().replace("_", "-")
    wanted = ALIASES.get(wanted, wanted)
    for language in LANGUAGES:
        names = re.split(r"[()]", language.name.lower())
        if wanted in {
            language.code.lower(),
            language.name.lower(),
            *(name.strip() for name in names if name.strip()),
        }:
            return language
    return BY_CODE.get(wanted.partition("-")[0])


def nearest_language(word: str) -> str:
    """The language whose name is written nearly like `word`, "" for none."""
    names = [language.plain_name for language in LANGUAGES]
    return next(
        iter(difflib.get_close_matches(word.strip().capitalize(), names, n=1, cutoff=_NEAR)), ""
    )


def _east_asian(text: str, counts: dict[str, int]) -> Language:
    if counts["kana"] * 10 > counts["han"]:
        return JAPANESE
    characters = Counter(text)
    traditional = sum(characters[c] for c in _TRADITIONAL_ONLY)
    simplified = sum(characters[c] for c in _SIMPLIFIED_ONLY)
    return TRADITIONAL if traditional > simplified else SIMPLIFIED


def _latin(text: str) -> Language:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    hits = {code: sum(words[w] for w in known) for code, known in _WORD_SETS.items()}
    best = max(hits, key=lambda code: hits[code])
    rarer = {code: sum(words[w] for w in known) for code, known in _RARER_SETS.items()}
    other = max(rarer, key=lambda code: rarer[code])
    if rarer[other] > max(hits[best], _FEWEST_OF_RARER - 1):
        return BY_CODE[other]
    is_clear = sum(count == hits[best] for count in hits.values()) == 1
    return BY_CODE[best] if is_clear else UNKNOWN


def _by_letters(text: str, script: str) -> Language:
    signs = TELLING_LETTERS[script]
    return BY_CODE[next(code for code, sign in signs.items() if re.search(sign, text))]
