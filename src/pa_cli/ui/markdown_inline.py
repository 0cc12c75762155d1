"""Inline Markdown to styled runs of text; nothing but markers is taken away."""

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BOLD, DIM, ITALIC, UNDERLINE, STRIKE, CODE = "1", "2", "3", "4", "9", "36"

_STYLES = {"strong": BOLD, "em": ITALIC, "s": STRIKE}
_OPENER = re.compile(r"\*(?=\S)|(?<!\w)_(?=\S)|`|\[|!$|~~|[*_~\\]$")
_BOLD_PAIR = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# an unusual space that is put where CommonMark wants one beside ** in text without spaces
_GAP = "\u205f"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the SGR codes it is shown in."""

    text: str
    codes: tuple[str, ...] = ()


def parse_inline(text: str) -> list[Run]:
    """The runs of one line of Markdown. HTML stays text, a link shows its target as text."""
    spaced = _space_bold(text)
    tokens = _parser().parseInline(spaced)[0].children or []
    runs = _Walk(tokens).runs()
    if spaced == text:
        return runs
    return [Run(run.text.replace(_GAP, ""), run.codes) for run in runs]


def has_open_marker(runs: list[Run]) -> bool:
    """Whether text to come could still turn something in `runs` into a marker."""
    return any(CODE not in run.codes and _OPENER.search(run.text) for run in runs)


def plain_text(runs: list[Run]) -> str:
    """The text of `runs`."""
    return "".join(run.text for run in runs)


def slice_runs(runs: list[Run], start: int, end: int) -> list[Run]:
    """The part of `runs` between two positions of their text."""
    part: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        if piece:
            part.append(Run(piece, run.codes))
        at += len(run.text)
    return part


def paint(runs: list[Run], *, styled: bool, codes: tuple[str, ...] = ()) -> str:
    """`runs` as terminal text; `codes` are put under those of each run."""
    if not styled:
        return plain_text(runs)
    return "".join(_painted(run.text, (*codes, *run.codes)) for run in runs)


def _painted(text: str, codes: tuple[str, ...]) -> str:
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes and text else text


@functools.cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.disable(["entity", "autolink", "text_join"])
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _space_bold(text: str) -> str:
    """Make `**重点：**内容` bold: by the letter of CommonMark it is not, to every reader it is."""
    if "**" not in text or _GAP in text:
        return text

    def spaced(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        left = _GAP if before.isalnum() and not match[1][0].isalnum() else ""
        right = _GAP if after.isalnum() and not match[1][-1].isalnum() else ""
        return f"{left}{match[0]}{right}"

    return _BOLD_PAIR.sub(spaced, text)


class _Walk:
    """Turns the flat tokens of one inline parse into runs."""

    def __init__(self, tokens: "list[Token]") -> None:
        self._tokens = tokens
        self._runs: list[Run] = []
        self._codes: list[str] = []
        self._literal: list[bool] = []
        self._links: list[tuple[int, Token]] = []

    def runs(self) -> list[Run]:
        for token in self._tokens:
            self._take(token)
        return self._runs

    def _take(self, token: "Token") -> None:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _STYLES:
            self._emphasize(token, _STYLES[name])
        elif token.type == "link_open":
            self._links.append((len(self._runs), token))
            self._codes.append(UNDERLINE)
        elif token.type == "link_close":
            self._codes.pop()
            start, opened = self._links.pop()
            self._show_target(plain_text(self._runs[start:]), opened, "href")
        elif token.type == "image":
            self._add(token.content)
            self._show_target(token.content, token, "src")
        elif token.type == "code_inline":
            self._add(token.content, CODE)
        elif token.type in {"softbreak", "hardbreak"}:
            self._add(" ")
        elif token.type == "text_special" and token.markup[1:] in "()[]":
            self._add(token.markup)  # \( and \[ are formulas far more often than escapes
        else:
            self._add(token.content)

    def _emphasize(self, token: "Token", code: str) -> None:
        if token.nesting > 0:
            before = self._runs[-1].text[-1:] if self._runs else ""
            # 2*3*4 and 2**3**4 are arithmetic
            literal = "*" in token.markup and before.isascii() and before.isalnum()
            self._literal.append(literal)
            if literal:
                self._add(token.markup)
            else:
                self._codes.append(code)
        elif self._literal.pop():
            self._add(token.markup)
        else:
            self._codes.pop()

    def _show_target(self, shown: str, token: "Token", name: str) -> None:
        target, title = str(token.attrs.get(name, "")), str(token.attrs.get("title", ""))
        if target and target != shown:
            self._add(f" ({target})", DIM)
        if title:
            self._add(f' "{title}"', DIM)

    def _add(self, text: str, *codes: str) -> None:
        if text:
            self._runs.append(Run(text, (*self._codes, *codes)))
