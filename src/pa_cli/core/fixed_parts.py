"""What has to stand in a text as it was, whatever else is changed: code, links, placeholders, numbers."""

import re
from collections import Counter
from collections.abc import Iterator

from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.written_numbers import lost_numbers

_PATTERNS = (
    re.compile(r"`[^`\n]+`"),
    re.compile(r"\]\([^()\s]+\)"),
    re.compile(r"https?://[^\s<>()\[\]\"'，。）]+"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\{\{?[^{}\n]{0,60}\}\}?"),
    re.compile(r"%(?:\(\w+\))?[sdifrx](?![A-Za-z])"),
    re.compile(r"\$\{?[A-Za-z_]\w*\}?"),
    re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>"),
    re.compile(r"\[\^[^\]\s]+\]"),
    re.compile(r"(?<![\w+#])[A-Za-z](?:\+\+|#)(?![\w+#])"),
)
_EMPHASIS = (
    ("**…**", re.compile(r"\*\*(?=\S)[^*\n]+\*\*")),
    ("*…*", re.compile(r"(?<!\*)\*(?=[^\s*])[^*\n]*[^\s*]\*(?!\*)")),
)
_SMALL_WORD = re.compile(r"(?<![A-Za-z-])[a-z]{4,}(?![A-Za-z-])")
_LINKING = frozenset(
    ("although", "because", "between", "both", "during", "each", "every", "however", "like")
) | {"since", "such", "though", "through", "unlike", "until", "within", "without"}
_LETTER = re.compile(r"[^\W\d_]")


def lost_parts(before: str, after: str) -> list[str]:
    """What must survive and stands in `before`, but less often in `after`; numbers come last."""
    old, new = Counter(_fixed_parts(before)), Counter(_fixed_parts(after))
    lost = [part for part, count in old.items() if new[part] < count and after.count(part) < count]
    return lost + lost_numbers(_without_parts(before), _without_parts(after))


def lost_emphasis(before: str, after: str) -> list[str]:
    """The kinds of Markdown emphasis that `after` has less often than `before`."""
    return [
        shown
        for shown, pattern in _EMPHASIS
        if len(pattern.findall(after)) < len(pattern.findall(before))
    ]


def untranslated_words(text: str) -> list[str]:
    """Small English words in `text`, which no name or term has: they were left behind."""
    found = _SMALL_WORD.findall(_without_parts(text))
    return list(dict.fromkeys(word for word in found if word in STOP_WORDS or word in _LINKING))


def has_words(text: str) -> bool:
    """Whether there is anything in `text` that may be changed at all."""
    return bool(_LETTER.search(_without_parts(text)))


def _fixed_parts(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match[0].rstrip(".,;:!?")
        text = pattern.sub(" ", text)


def _without_parts(text: str) -> str:
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return text
