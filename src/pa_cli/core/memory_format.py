"""Memories as the records of their file; what people write by hand needs no more than `text`."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from pa_cli.core.memory_item import MemoryItem, MemoryKind, Origin, kind_of
from pa_cli.core.short_id import short_id

TYPED = "typed"
CHAT = "chat"


def memory_from(record: Mapping[str, Any]) -> MemoryItem:
    """The memory that a record tells.

    Raises:
        ValueError: Something in it cannot be right; with a sentence.
    """
    text = " ".join(text_of(record, "text", needed=True).split())
    kind = text_of(record, "kind") or kind_of(text)
    if kind not in get_args(MemoryKind):
        raise ValueError(f"kind is {kind!r}; it must be fact or preference")
    return MemoryItem(
        id=text_of(record, "id") or id_of(text),
        text=text,
        kind="preference" if kind == "preference" else "fact",
        origin=origin_of(record),
        created=time_of(record, "created"),
        updated=time_of(record, "updated"),
    )


def memory_record(item: MemoryItem) -> dict[str, Any]:
    """`item` as it is written."""
    record: dict[str, Any] = {"id": item.id, "text": item.text, "kind": item.kind}
    record |= origin_record(item.origin)
    for name, moment in (("created", item.created), ("updated", item.updated)):
        if moment is not None:
            record[name] = moment
    return record


def id_of(text: str) -> str:
    """The id of something that was written by hand without one: it lasts as long as its words."""
    return short_id(hashlib.sha256(text.encode("utf-8", "replace")).digest())


def origin_of(record: Mapping[str, Any]) -> Origin:
    """Where a record is from.

    Raises:
        ValueError: The turn is no number of one; with a sentence.
    """
    turn = record.get("turn", 0)
    if isinstance(turn, bool) or not isinstance(turn, int) or turn < 0:
        raise ValueError("turn must be the number of a turn")
    return Origin(text_of(record, "chat"), turn)


def origin_record(origin: Origin) -> dict[str, Any]:
    """`origin` as it is written."""
    if not origin.chat:
        return {"source": TYPED}
    return {"source": CHAT, "chat": origin.chat, "turn": origin.turn}


def text_of(record: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    """The text called `name`, "" when there is none.

    Raises:
        ValueError: It is no text, or is needed and empty.
    """
    value = record.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text in quotes")  # noqa: TRY004 - one error for all
    if needed and not value.strip():
        raise ValueError(f"there is no {name}")
    return value


def time_of(record: Mapping[str, Any], name: str) -> datetime | None:
    """The moment called `name`, None when there is none.

    Raises:
        ValueError: It is no date and time.
    """
    value = record.get(name)
    if value is None or isinstance(value, datetime):
        return value
    raise ValueError(f"{name} must be a date and time, such as 2026-03-11T10:20:00Z")
