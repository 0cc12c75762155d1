"""A note: its title, its tags, its links, and a safe name for its file."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from pa_cli.core.segmentation import fold

NoteSort = Literal["modified", "created", "title"]

SUFFIXES = (".md", ".markdown")
_LONGEST_TITLE = 300
_LONGEST_STEM_BYTES = 120


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is listed.

    Attributes:
        id: Short id.
        title: Its first heading or line.
        path: Its file.
        tags: Of the front matter and of the text, without `#`.
        created: When it was made, as far as known.
        modified: When its file changed last.
        problem: Why it could not be read whole, None when it could.
    """

    id: str
    title: str
    path: Path
    tags: tuple[str, ...]
    created: datetime
    modified: datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note with its text.

    Attributes:
        note: The note.
        body: The text without front matter.
        content: All bytes of the file.
    """

    note: Note
    body: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A found note and the line that matches best; None when only its title or tags match."""

    note: Note
    line: str | None
    line_number: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link from or to a note.

    Attributes:
        target: As written in the text.
        note: The note at the other end; None when there is none.
    """

    target: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """The links of one note."""

    out: tuple[Link, ...]
    back: tuple[Note, ...]
    broken: tuple[str, ...]


def title_of(body: str, fallback: str = "") -> str:
    """The first heading or line of a text, as one line without its heading marks."""
    for line in body.splitlines():
        bare = line.strip().lstrip("\ufeff")
        heading = re.fullmatch(r"#{1,6}\s+(.*?)\s*#*", bare)
        title = " ".join((heading[1] if heading else bare).split())
        if title.strip("#-=*_` "):
            return title[:_LONGEST_TITLE]
    return fallback


_TAG = re.compile(r"(?<![A-Za-z0-9_/#&;.)\]\\-])#([^\W_][\w/-]*|_[\w/-]+)")
_WIKI_LINK = re.compile(r"\[\[([^\[\]|#^\n]+)(?:[#^][^\[\]|\n]*)?(?:\|[^\[\]\n]*)?\]\]")
_MARKDOWN_LINK = re.compile(r"\]\(<?([^()<>\s]+\.(?:md|markdown))(?:#[^()\s]*)?>?\)", re.IGNORECASE)
_ATTACHMENT = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|pdf|mp[34]|m4a|wav|ogg|flac|mov|mkv|webm|canvas|base|csv)$",
    re.IGNORECASE,
)
_NOTE_SUFFIX = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def inline_tags(body: str) -> tuple[str, ...]:
    """The `#tags` of a text, each once; code is left out, and so are bare numbers."""
    if _TAG.search(body) is None:
        return ()
    found: dict[str, str] = {}
    for line in _prose_lines(body):
        if "#" in line:
            for match in _TAG.finditer(line):
                tag = match[1].rstrip("/-")
                if not tag.isdecimal():
                    found.setdefault(fold(tag), tag)
    return tuple(found.values())


def links_in(body: str, path: str) -> tuple[str, ...]:
    """The notes that a text links to, as written; relative Markdown links as paths in the store.

    Args:
        body: The text.
        path: Path of the note in the store, with `/`.
    """
    if "](" not in body and "[[" not in body:
        return ()
    found: list[str] = []
    for line in _prose_lines(body):
        if "[" not in line:
            continue
        found.extend(
            match[1].strip()
            for match in _WIKI_LINK.finditer(line)
            if not _ATTACHMENT.search(match[1].strip())
        )
        for match in _MARKDOWN_LINK.finditer(line):
            if "://" not in match[1]:
                target = unquote(match[1])
                found.append(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
    return tuple(dict.fromkeys(target for target in found if target))


def link_names(path: str, title: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """What links may call a note, as `link_key` has it: path, file name, title, aliases."""
    names = (path, posixpath.basename(path), title, *aliases)
    return tuple(dict.fromkeys(link_key(name) for name in names))


def link_key(target: str) -> str:
    """What a link's target and a note's name have in common: no suffix, no case, no accents."""
    return fold(_NOTE_SUFFIX.sub("", target))


def without_last_tags(title: str) -> str:
    """`title` without the tags at its end: `Buy milk #shop` is `Buy milk`."""
    return re.sub(r"(?:\s+#[^\W_][\w/-]*)+$", "", title)


_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|#^\[\]'
    "\u061c\u200e-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def file_stem(title: str) -> str:
    """A file name, without suffix, for a note of this title.

    It is NFC, short enough to be numbered, without anything that a file system or Obsidian
    forbids, never hidden and never a path.
    """
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", title))
    name = " ".join(name.split()).strip(". ")
    if len(name.encode()) > _LONGEST_STEM_BYTES:
        name = name.encode()[:_LONGEST_STEM_BYTES].decode("utf-8", "ignore")
        name = (name.rpartition(" ")[0] or name) if " " in name[40:] else name
    name = name.strip(". -")
    if not name:
        return "note"
    return f"{name}_" if _RESERVED.fullmatch(name) else name


def _prose_lines(body: str) -> Iterator[str]:
    """The lines of a text without code blocks and inline code."""
    fence = ""
    for line in body.splitlines():
        stripped = line.lstrip()
        if fence:
            if stripped.startswith(fence) and not stripped.strip(fence[0]).strip():
                fence = ""
            continue
        opening = re.match(r"`{3,}|~{3,}", stripped)
        if opening is not None:
            fence = opening[0]
            continue
        yield _INLINE_CODE.sub(" ", line) if "`" in line else line
