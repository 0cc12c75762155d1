"""A reminder that is due."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to remind of.

    Attributes:
        kind: "event" or "todo".
        id: Short id of the item.
        title: One line.
        start: When it begins or is due; of whole days midnight.
        where: Place.
        at: When the reminder was to be shown.
        late: That was a while ago.
        over: It has begun, or should be done.
        key: Names the reminder itself.
    """

    kind: str
    id: str
    title: str
    start: datetime
    where: str | None
    at: datetime
    late: bool
    over: bool
    key: str
