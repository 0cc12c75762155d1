"""A folder of Markdown notes as the index sees it: each file is one note."""

import os
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.note import SUFFIXES, inline_tags, link_names, links_in, title_of
from pa_cli.core.segmentation import fold
from pa_cli.core.short_id import is_id, short_id

KIND = "note"


class NoteSource:
    """The notes folder as the index sees it; see `storage.index_refresh.Source`.

    Args:
        root: The folder.
        zone: Zone of times without an offset; None is the system's.
    """

    name = "notes"

    def __init__(self, root: Path, zone: tzinfo | None = None) -> None:
        self.root = root
        self._zone = zone

    def wants(self, name: str) -> bool:
        """Whether a file of this name is a note."""
        return name.lower().endswith(SUFFIXES)

    def parse(self, path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
        """The one note of a file."""
        return (self.read_entry(path, content, mtime)[0],)

    def read_entry(self, path: str, content: bytes, mtime: float) -> tuple[IndexEntry, str]:
        """The note of a file, and its body."""
        from pa_cli.core.front_matter import split, texts
        from pa_cli.storage.front_matter_reader import read_values

        problem = ""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("utf-8", "replace")
            problem = "It is not UTF-8; unreadable bytes are shown as \ufffd."
        document = split(text)
        values, broken = read_values(document)
        body = text if broken else document.body
        stem = os.path.splitext(os.path.basename(path))[0]  # noqa: PTH119, PTH122
        title = _one_line(values.get("title")) or title_of(document.body, stem)
        tags = {fold(tag): tag for tag in texts(values.get("tags", values.get("tag")))}
        for tag in inline_tags(document.body):
            tags.setdefault(fold(tag), tag)
        given_id = values.get("id")
        entry = IndexEntry(
            kind=KIND,
            ref=given_id if isinstance(given_id, str) and is_id(given_id) else _id_of(path),
            title=title,
            text=body,
            created=self._created(values, mtime),
            tags=tuple(tag.removeprefix("#") for tag in tags.values()),
            names=link_names(path, title, _texts_whole(values.get("aliases", values.get("alias")))),
            links=links_in(document.body, path),
            problem=broken or problem,
        )
        return entry, document.body

    def _created(self, values: dict[str, Any], mtime: float) -> float:
        for key in ("created", "date", "created_at"):
            moment = _moment(values.get(key), self._zone)
            if moment is not None:
                return moment
        return mtime


def _texts_whole(value: object) -> tuple[str, ...]:
    from pa_cli.core.front_matter import texts

    return (value,) if isinstance(value, str) and value else texts(value)


def _id_of(path: str) -> str:
    from hashlib import blake2b

    name = unicodedata.normalize("NFC", path).encode("utf-8", "surrogateescape")
    return short_id(blake2b(name, digest_size=8).digest())


def _one_line(value: object) -> str:
    return " ".join(value.split())[:300] if isinstance(value, str) else ""


def _moment(value: object, zone: tzinfo | None) -> float | None:
    """Epoch seconds of a date or time as front matter has it."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value.strip())
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - zone comes below
        if not isinstance(value, datetime):
            return None
        if value.tzinfo is None and zone is not None:
            value = value.replace(tzinfo=zone)
        return value.timestamp()
    except (ValueError, OverflowError, OSError):
        return None
