"""Journals of the program jrnl: entries that begin with a date in brackets, or its JSON export."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

_STAMP = re.compile(
    r"^\[?(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}:\d\d)(?::\d\d)?(?: ?([AaPp])\.?[Mm]\.?)?)?\] ?",
    re.MULTILINE,
)
_TAG = re.compile(r"(?<![\w@/])@([^\W_][\w/-]*)")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry.

    Attributes:
        created: Wall time, without a zone.
        text: Title and body as they were written.
        tags: The `@tags` in it, and "starred".
    """

    created: datetime
    text: str
    tags: tuple[str, ...]


def parse_jrnl(text: str) -> list[JournalEntry] | None:
    """The entries of a jrnl file or of its JSON export; None when the text is something else."""
    text = text.lstrip("\ufeff\r\n\t ")
    if text.startswith("{"):
        return _parse_json(text)
    if not _STAMP.match(text):
        return None
    return list(_parse_text(text))


def _parse_text(text: str) -> Iterator[JournalEntry]:
    stamps = list(_STAMP.finditer(text))
    for stamp, following in zip(stamps, [*stamps[1:], None], strict=True):
        created = _moment(*stamp.groups())
        body = text[stamp.end() : following.start() if following else len(text)].strip()
        if created is not None and body:
            yield _entry(created, body)


def _parse_json(text: str) -> list[JournalEntry] | None:
    try:
        entries = json.loads(text)["entries"]
        found = []
        for entry in entries:
            created = _moment(entry["date"], entry.get("time"), None)
            body = "\n".join(part for part in (entry["title"], entry.get("body", "")) if part)
            if created is not None and body.strip():
                found.append(_entry(created, body.strip(), is_starred=bool(entry.get("starred"))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def _entry(created: datetime, text: str, *, is_starred: bool = False) -> JournalEntry:
    first, newline, rest = text.partition("\n")
    if first.endswith(" *") or first.startswith("* "):
        is_starred = True
        first = first.removesuffix(" *").removeprefix("* ")
    tags = list(dict.fromkeys(match[1] for match in _TAG.finditer(text)))
    if is_starred:
        tags.append("starred")
    return JournalEntry(created, first + newline + rest, tuple(tags))


def _moment(day: str, time: str | None, half: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(day)
        if time:
            hour, minute = (int(part) for part in time.split(":")[:2])
            if half:
                hour = hour % 12 + (12 if half.lower() == "p" else 0)
            moment = moment.replace(hour=hour, minute=minute)
    except ValueError:
        return None
    return moment
