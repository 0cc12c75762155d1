"""The front matter of a Markdown file: found, read where it is plain, edited line by line.

What is more than plain is read by a YAML or TOML library in `storage/`; an edit touches the lines
of its key alone.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Format = Literal["yaml", "toml", "none"]

_FENCES: dict[str, tuple[Format, tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file cut in two; `head + body` is the file again, character for character.

    Attributes:
        format: How the front matter is written, "none" when there is none.
        head: The front matter with its fences and line ends, "" when there is none.
        matter: What stands between the fences.
        body: All the rest.
    """

    format: Format
    head: str
    matter: str
    body: str


def split(text: str) -> Document:
    """Cut `text` after its front matter; a fence that is never closed is no front matter."""
    start = 1 if text.startswith("\ufeff") else 0
    format_, ends = _FENCES.get(text[start : start + 3], ("none", ()))
    if not ends:
        return Document("none", "", "", text)
    lines = text.splitlines(keepends=True)
    if lines[0][start:].rstrip() != text[start : start + 3]:
        return Document("none", "", "", text)
    length = len(lines[0])
    for line in lines[1:]:
        if line.rstrip() in ends:
            head = text[: length + len(line)]
            return Document(format_, head, text[len(lines[0]) : length], text[len(head) :])
        length += len(line)
    return Document("none", "", "", text)


_SCALAR = r"[^\W_](?:[\w./+@()-]|:(?=[\w/])| (?=[\w./+@(]))*"
_WORD = r"[^\W_](?:[\w./+-]| (?=[\w./+]))*"
_PLAIN_LINE = re.compile(
    rf"([A-Za-z_][\w-]*):(?: +(?:({_SCALAR})|\[ *((?:{_WORD})(?: *, *{_WORD})*)? *\]))? *"
)


def read_plain(matter: str) -> dict[str, object] | None:
    """YAML of the plainest kind, `key: words` and `key: [words, words]`; None for anything else.

    All values are texts or lists of texts. It reads what it reads exactly as YAML does.
    """
    found: dict[str, object] = {}
    for line in matter.splitlines():
        match = _PLAIN_LINE.fullmatch(line)
        if match is None:
            return None
        key, scalar, words = match.groups()
        if scalar is None and line.rstrip().endswith("]"):
            found[key] = [word.strip() for word in words.split(",")] if words else []
        else:
            found[key] = scalar or ""
    return found


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, also from one text with commas or spaces between."""
    if isinstance(value, str):
        return tuple(part for part in re.split(r"[,\s]+", value) if part)
    if isinstance(value, list):  # nested lists are nobody's tags, and may be endless
        parts = (str(part).strip() for part in value if isinstance(part, str | int | float))
        return tuple(part for part in parts if part)
    return ()


def make_head(values: Sequence[tuple[str, str]], tags: Sequence[str]) -> str:
    """New front matter: plain `values`, then the tags, fences included."""
    lines = [f"{key}: {value}" for key, value in values]
    if tags:
        lines.append(_yaml_tags(tags))
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


def with_tags(document: Document, tags: Sequence[str]) -> str:
    """The whole file with other tags; only the lines of the key `tags` are touched."""
    if document.format == "none":
        return make_head((), tags) + document.body if tags else document.body
    lines = document.head.splitlines(keepends=True)
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    first, last = _extent(lines, document.format)
    old = "".join(lines[first:last])
    if document.format == "toml":
        new = [f"tags = {json.dumps(list(tags), ensure_ascii=False)}"] if tags else []
    elif re.match(r"tags\s*:\s*(#.*)?\r?\n[ \t]*-", old):
        indent = re.match(r".*\n([ \t]*)-", old)
        dash = f"{indent[1] if indent else ''}- "
        new = ["tags:", *(dash + _yaml_word(tag) for tag in tags)] if tags else []
    else:
        new = [_yaml_tags(tags)] if tags else []
    lines[first:last] = [line + newline for line in new]
    return "".join(lines) + document.body


def _extent(lines: Sequence[str], format_: Format) -> tuple[int, int]:
    """First and one past the last line of the key `tags`; where it would go when it is not there."""
    key = re.compile(r"tags\s*=" if format_ == "toml" else r"tags\s*:")
    for first in range(1, len(lines) - 1):
        if not key.match(lines[first]):
            if format_ == "toml" and lines[first].startswith("["):
                return first, first
            continue
        last = first + 1
        if format_ == "toml":
            while last < len(lines) - 1 and "".join(lines[first:last]).count("[") > "".join(
                lines[first:last]
            ).count("]"):
                last += 1
        else:
            while last < len(lines) - 1 and re.match(r"[ \t]+\S|-(\s|$)", lines[last]):
                last += 1
        return first, last
    return len(lines) - 1, len(lines) - 1


# what YAML 1.1 readers take for something else than a text
_NO_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null)|[-+.\d][\d_.:eE+-]*|\d+[-/]\d.*|0[xo].*"
)


def _yaml_word(word: str) -> str:
    if re.fullmatch(r"[^\W_][\w/-]*", word) and not _NO_TEXT.fullmatch(word):
        return word
    return "'" + word.replace("'", "''") + "'"


def _yaml_tags(tags: Sequence[str]) -> str:
    return "tags: [" + ", ".join(_yaml_word(tag) for tag in tags) + "]"
