"""What an answer says that its input does not: cells of a table, figures, steps of a calculation."""

import re
from collections.abc import Sequence
from itertools import product

from pa_cli.core.bm25 import content_words
from pa_cli.core.figures import figures, figures_in_words
from pa_cli.core.segmentation import fold

MARK = "(?)"
_RULE = re.compile(r"[\s|:-]+")
_NOTHING = re.compile(
    r"(?i)\W*(?:not (?:said|given|stated|known|mentioned|specified)|unknown|none|n/?a|yes|no|-"
    r"|(?:没有?|未|不)(?:说明?|提到?|给出|知道?|明|详)|无|有|是|否|未知|不清楚)?\W*"
)
_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.)、]\s")
_STEP = re.compile(
    r"(?<!\w)(?:\d+(?:\.\d+)?%?|[a-z]|\))\s*[-+−*/×÷·^=<>＝]\s*[-(]?\s*(?:\d+(?:\.\d+)?|[a-z](?![a-z]))",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/", "＝": "="})


class Given:
    """What the user gave, to hold an answer against.

    Args:
        text: All of it.
    """

    def __init__(self, text: str) -> None:
        self._text = fold(text)
        self._words = frozenset(content_words(text))
        self._numbers = _numbers(text)
        self._steps = _without_space(text)

    def is_new_figure(self, sentence: str) -> bool:
        """Whether a sentence has a figure that was not given, nor is a sum or difference of such."""
        return bool(_numbers(_LIST_NUMBER.sub("", sentence)) - self._numbers - self._derived())

    def tells_a_step(self, sentence: str) -> bool:
        """Whether it has a figure or a step of a calculation that was not given."""
        bare = _LIST_NUMBER.sub("", sentence)
        if figures(bare) - self._numbers:
            return True
        return any(_without_space(step[0]) not in self._steps for step in _STEP.finditer(bare))

    def marked_table(self, lines: Sequence[str]) -> list[str]:
        """The lines of a Markdown table, its cells marked that do not stand in what was given.

        A row is about the option in its first cell: what was only said of another one is new in it.
        """
        rows = [line.strip().strip("|").split("|") for line in lines]
        names = [fold(row[0].strip(" *_`")) for row in rows[1:]]
        marked = []
        for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if number and len(row) > 1 and not _RULE.fullmatch(line):
                own = self._about(names[number - 1], names)
                cells = [f"{c.rstrip()} {MARK} " if self._is_new(c, own) else c for c in row[1:]]
                line = f"|{'|'.join([row[0], *cells])}|"  # noqa: PLW2901 - the same line, marked
            marked.append(line)
        return marked

    def _about(self, name: str, names: Sequence[str]) -> str:
        """What was said of one option: from its name to the next, and what comes before the first."""
        places = sorted((self._text.find(one), one) for one in set(names) if one in self._text)
        at = [place for place, _ in places]
        if len(places) < 2 or name not in self._text or not name:
            return self._text
        here = self._text.find(name)
        end = next((place for place in at if place > here), len(self._text))
        return f"{self._text[: at[0]]}\n{self._text[here:end]}"

    def _is_new(self, cell: str, about: str) -> bool:
        if _NOTHING.fullmatch(cell):
            return False
        if found := figures(cell):
            return bool(found - _numbers(about))
        words = set(content_words(cell))
        return bool(words) and not words & self._words

    def _derived(self) -> set[str]:
        values = [float(one) for one in self._numbers if re.fullmatch(r"\d+(?:\.\d+)?", one)][:40]
        pairs = product(values, values)
        return {f"{value:g}" for one, other in pairs for value in (one + other, abs(one - other))}


def _numbers(text: str) -> set[str]:
    return figures(text) | figures_in_words(text)


def _without_space(text: str) -> str:
    return re.sub(r"\s", "", text.lower().translate(_SIGNS))
