"""What has to stand in a text as it was, whatever else is changed: code, links, placeholders, numbers."""

import re
from collections import Counter

_PATTERNS = (
    re.compile(r"`[^`\n]+`"),
    re.compile(r"https?://[^\s<>()\[\]\"'，。）]+"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\{\{?[^{}\n]{0,60}\}\}?"),
    re.compile(r"%(?:\(\w+\))?[sdifrx](?![A-Za-z])"),
    re.compile(r"\$\{?[A-Za-z_]\w*\}?"),
    re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>"),
)
_NUMBER = re.compile(r"\d+(?:[.,:’'\u00a0\u202f]\d+)*")
_SEPARATORS = str.maketrans("", "", ".,’'\u00a0\u202f")


def fixed_parts(text: str) -> Counter[str]:
    """What must survive in `text`, with how often it stands there.

    Numbers are compared without the separators that languages put differently: 1,234.5 is 1.234,5.
    """
    found: Counter[str] = Counter()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            found[match[0].rstrip(".,;:!?")] += 1
        text = pattern.sub(" ", text)
    for match in _NUMBER.finditer(text):
        found[match[0].translate(_SEPARATORS)] += 1
    return found


def lost_parts(before: str, after: str) -> list[str]:
    """What must survive and stands in `before`, but less often in `after`; in order."""
    kept = fixed_parts(after)
    return [
        part
        for part, count in fixed_parts(before).items()
        if kept[part] < count and after.translate(_SEPARATORS).count(part) < count
    ]
