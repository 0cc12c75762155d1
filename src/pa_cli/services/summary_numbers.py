"""Numbers of a summary that do not stand in its text."""

import re

from pa_cli.core.calculator.numerals import spell_figures
from pa_cli.core.text_dates import find_dates
from pa_cli.core.written_numbers import missing_numbers, written_numbers

_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.)、]\s", re.MULTILINE)
_MOST_COUNTED = 10
"""Up to here a number may be a count of what the text tells, which stands nowhere."""


class NumbersRead:
    """The numbers of a text, while it is read; memory grows with different ones alone."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def look_at(self, text: str) -> None:
        """Take note of those in `text`, in digits and in words."""
        for source in (text, spell_figures(text)):
            self._seen.update(dict.fromkeys(number.words for number in written_numbers(source)))
        self._seen.update(dict.fromkeys(find_dates(text)))

    def missing_from(self, summary: str) -> list[str]:
        """The numbers of `summary` that were not there, as it writes them."""
        there = " ; ".join(self._seen)
        missing = missing_numbers(_LIST_NUMBER.sub("", summary), there)
        return [one for one in missing if not (one.isdecimal() and int(one) <= _MOST_COUNTED)]
