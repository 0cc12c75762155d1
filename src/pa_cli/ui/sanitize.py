"""The one function that cleans what reaches a terminal."""

import re

# C0 without tab and newline, DEL, C1, and the bidirectional controls that reorder what is read
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
    "|[\ud800-\udfff]"
)


def clean(text: str) -> str:
    """`text` without anything that a terminal would act on; tabs and newlines stay.

    A carriage return before a newline is dropped, any other control becomes U+FFFD, so that
    hidden text stays visible as something odd. Works on pieces of a stream: no sequence can
    survive a split, because its first character is always replaced.
    """
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def clean_line(text: str) -> str:
    """`clean` for a title or a name: one line, tabs and newlines become spaces."""
    if text.isascii() and text.isprintable():  # most titles: there is nothing to clean
        return text.strip()
    return clean(re.sub(r"[\t\r\n]+", " ", text)).strip()
