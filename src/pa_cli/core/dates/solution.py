"""A text worked out, and what that depends on besides its words."""

from dataclasses import dataclass, field
from datetime import date, datetime

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Draft


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the text.

    Attributes:
        now: The present.
        options: The user's habits.
        query: The text is a question.
        hint: The half of the day that its words suggest: "morning", "evening" or "".
        fills: A part of the day is meant as a whole.
    """

    now: datetime
    options: DateOptions
    query: bool = False
    hint: str = ""
    fills: bool = False


@dataclass(slots=True)
class Solution:
    """A draft worked out."""

    start: date | datetime
    end: date | datetime | None
    all_day: bool
    rrule: str | None = None
    notes: list[str] = field(default_factory=list)
    variants: list[tuple[str, Draft]] = field(default_factory=list)
    has_length: bool = False
