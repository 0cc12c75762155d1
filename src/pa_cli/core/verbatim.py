"""Whether words stand in a text as they are: case, width, white space and punctuation marks aside."""

import re

from pa_cli.core.segmentation import fold

_MARKS = str.maketrans(
    "。、，；：！？“”„«»「」『』《》‘’‚–—−―·～（）",
    '.,,;:!?"""""""""""' + "'''" + "----.~()",
)
_WIDE = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_LEFT_OUT = re.compile(r"\[?(?:\.{3,}|…+)\]?")
_EDGES = " \t\n.,;:!?\"'()[]-~*_`>"


def fold_words(text: str) -> str:
    """`text` in the form in which quotes are compared."""
    # composed forms come first: full width marks become plain ones by themselves
    plain = fold(text).translate(_MARKS)
    return _BESIDE_WIDE.sub("", " ".join(plain.split()))


def stands_in(quote: str, text: str) -> bool:
    """Whether the words of `quote` stand in `text`, whole; what "..." leaves out may be anything."""
    return stands_in_folded(quote, fold_words(text))


def stands_in_folded(quote: str, folded: str) -> bool:
    """`stands_in` for a text that `fold_words` has folded."""
    start = 0
    parts = [part for raw in _LEFT_OUT.split(quote) if (part := fold_words(raw).strip(_EDGES))]
    for part in parts:
        # "5" does not stand in "1.5", nor "art" in "start"
        bounded = rf"(?<![a-z0-9])(?<!\d[.,:]){re.escape(part)}(?![a-z0-9]|[.,:]\d)"
        found = re.compile(bounded).search(folded, start)
        if found is None:
            return False
        start = found.end()
    return bool(parts)
