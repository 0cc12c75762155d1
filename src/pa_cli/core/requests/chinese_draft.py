"""A Chinese request that is cut down to a title."""

from pa_cli.core.dates.parse import parse
from pa_cli.core.requests.chinese_sentence import simplify, unglued
from pa_cli.core.requests.sentence import ANY_MOMENT, compiled
from pa_cli.core.requests.wording import join_spans, trim


class Draft:
    """A text that is cut down to a title; patterns look at its simplified form."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def plain(self) -> str:
        """The text as patterns are written."""
        return simplify(self.text)

    def drop(self, pattern: str) -> bool:
        """Take the first match away; whether there was one."""
        found = compiled(pattern).search(self.plain)
        if found:
            self.text = self.text[: found.start()] + self.text[found.end() :]
        return bool(found)

    def when(self) -> str:
        """Take the words of date and time away, and return them."""
        reading = parse(unglued(self.text), ANY_MOMENT)
        if reading.start is None:
            return ""
        when = join_spans(self.text, reading.spans)
        signs = list(self.text)
        for start, end in reading.spans:
            signs[start:end] = "\x00" * (end - start)
        left = compiled("[\\s,，、]*\x00+(?:[的,，、\\s])*").sub("\x00", "".join(signs))
        between = compiled("(?<=[!-~])\x00(?=[!-~])").sub(" ", left)
        self.text = between.replace("\x00", "")
        return trim(compiled("的$").sub("", when))

    def title(self) -> str:
        """What is left, without signs around it."""
        return trim(self.text)
