"""Remarks of small models behind their own text: "This report provides a clear overview"."""

import re

_KINDS = (
    "article",
    "report",
    "post",
    "plan",
    "email",
    "letter",
    "announcement",
    "document",
    "text",
)
_REMARK = re.compile(
    rf"This (?:{'|'.join(_KINDS)}) (?:\w+ly )?(?:provides|gives|offers|covers|outlines|presents|highlights"
    r"|summari[sz]es|aims to|is (?:written|designed|intended|meant))\b"
)
_RULE = re.compile(r"\n\n[-*_]{3,}\Z")
_MARKS = "-*_# \n"


def is_remark(words: str) -> bool:
    """Whether `words` speak of the very text that they stand in."""
    return bool(_REMARK.match(words.lstrip(_MARKS)))


class ClosingRemark:
    """Passes a text as it comes, without a last paragraph that is a remark about it."""

    def __init__(self) -> None:
        self._held = ""
        self._is_inside = True

    def feed(self, piece: str) -> str:
        """What may be shown now."""
        self._held += piece
        shown = ""
        cut = self._held.rfind("\n\n")
        if rule := _RULE.search(self._held, 0, max(0, cut)):
            cut = rule.start()
        if cut >= 0:
            shown, self._held = self._held[:cut], self._held[cut:]
            self._is_inside = False
        if self._is_inside or not _may_be_remark(self._held):
            end = len(self._held.rstrip("\n"))
            shown, self._held = shown + self._held[:end], self._held[end:]
            self._is_inside = True
        return shown

    def finish(self) -> str:
        """The end of the text."""
        rest, self._held = self._held, ""
        return "" if is_remark(rest) else rest


def _may_be_remark(begun: str) -> bool:
    words = begun.lstrip(_MARKS)
    return is_remark(words) or any(
        f"This {kind} ".startswith(words[: len(kind) + 6]) for kind in _KINDS
    )
