"""What the index keeps of one item: a note, an event, a to-do, a chat."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an event takes place.

    Attributes:
        start: Epoch seconds; of an all-day event midnight UTC of its first day.
        end: Epoch seconds, exclusive.
        start_wall: Local wall time, ISO 8601 without offset.
        zone: IANA name, "" for floating or all-day.
        is_all_day: Takes whole days.
    """

    start: int
    end: int
    start_wall: str
    zone: str = ""
    is_all_day: bool = False


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One item of a file, as searched and listed.

    Attributes:
        kind: "note", "event", "todo" or "chat".
        ref: Short id.
        title: One line.
        text: All that is searched besides title and tags.
        created: Epoch seconds.
        tags: As written, without `#`.
        names: What links call it, folded.
        links: Targets as written.
        problem: Why the file could not be understood whole, "" when it could.
        fields: What lists of this kind need besides; plain JSON values.
        occurrences: Times of an event.
        covered: Epoch seconds between which `occurrences` is complete; None for all time.
    """

    kind: str
    ref: str
    title: str
    text: str
    created: float
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problem: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    occurrences: tuple[Occurrence, ...] = ()
    covered: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """One item as the index knows it.

    Attributes:
        kind: "note", "event", "todo" or "chat".
        ref: Short id.
        title: One line.
        path: Relative to the folder of its kind, with `/`.
        created: Epoch seconds.
        modified: Epoch seconds.
        tags: As written, without `#`.
        problem: Why the file could not be understood whole, "" when it could.
        fields: What lists of this kind need besides.
    """

    kind: str
    ref: str
    title: str
    path: str
    created: float
    modified: float
    tags: tuple[str, ...] = ()
    problem: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
