"""Words in one form, so that `repairs`, `repaired` and `repair` find each other.

The same function makes the words of the passage index and those of a question, so what it does
need not be right, only the same on both sides; it is light on purpose: nothing but the endings that
English verbs and nouns change, and never so much that two different words become one.
"""

import re
from functools import lru_cache

from pa_cli.core.segmentation import fold, segment
from pa_cli.core.stop_words import STOP_WORDS

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HUMP = re.compile("[a-z][A-Z]")
_IDENTIFIER = re.compile(r"\b[A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*")
_TOKEN = re.compile(r"[^\W_]+")
_VOWEL = re.compile("[aeiouy]")
_SHORT = re.compile("[^aeiou]*[aeiouy][^aeiouwxy]")

# what no ending tells; the form to the right is the one that is kept
_IRREGULAR = {
    form: base
    for base, forms in {
        "buy": "bought", "sell": "sold", "pay": "paid", "meet": "met", "go": "went gone",
        "say": "said", "tell": "told", "leave": "left", "lend": "lent", "keep": "kept",
        "spend": "spent", "send": "sent", "build": "built", "break": "broke broken",
        "choose": "chose chosen", "drive": "drove driven", "eat": "ate eaten", "fly": "flew flown",
        "forget": "forgot forgotten", "get": "got gotten", "give": "gave given", "hold": "held",
        "lose": "lost", "make": "made", "run": "ran", "see": "saw seen", "take": "took taken",
        "teach": "taught", "think": "thought", "wear": "wore worn", "win": "won",
        "begin": "began begun", "bring": "brought", "catch": "caught", "come": "came",
        "drink": "drank drunk", "fall": "fell fallen", "feel": "felt", "grow": "grew grown",
        "know": "knew known", "speak": "spoke spoken", "steal": "stole stolen",
        "write": "wrote written", "child": "children", "man": "men", "woman": "women",
        "tooth": "teeth", "foot": "feet", "mouse": "mice", "person": "people",
        "use": "uses used using", "die": "dies died dying", "tie": "ties tied tying",
    }.items()
    for form in forms.split()
}  # fmt: skip


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The form under which a folded word is kept; words of other scripts stay as they are."""
    word = _IRREGULAR.get(word, word)
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWEL.search(base) and not word.endswith("eed"):
            return _bare(_undoubled(base))
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _bare(word)


def _undoubled(base: str) -> str:
    """What an ending stood on: `plann` is `plan`, `mak` is `make`, `fill` and `pass` stay."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base + "e" if _SHORT.fullmatch(base) else base


def _bare(word: str) -> str:
    """Without what hangs on the end or not: `chang-e`, and `try` as in `tri-ed`."""
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def index_text(text: str) -> str:
    """`text` as the passage index keeps it: its words with spaces between."""
    return " ".join(index_words(text))


def index_words(text: str) -> list[str]:
    """The words of `text` as the passage index knows them, in their order.

    Folded, cut into words and pairs, each as its stem; a name such as `parseDate` is kept whole and
    in its parts.
    """
    if _HUMP.search(text):
        text = _IDENTIFIER.sub(lambda m: f"{m[0]} {_CAMEL.sub(' ', m[0])}", text)
    return [stem(word) for word in _TOKEN.findall(segment(fold(text)))]


def telling_words(text: str) -> set[str]:
    """The words of `text` as the passage index knows them, without those that any text has."""
    return {word for word in index_words(text) if word not in STOP_WORDS}
