"""What came out of reading a text: a moment, a range, a rule, and the title that is left."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read the same words.

    Attributes:
        start: As in `DateReading`.
        end: As in `DateReading`.
        all_day: As in `DateReading`.
        rrule: As in `DateReading`.
        difference: What is different, in words that finish "or": "the coming Friday".
    """

    start: date | datetime
    end: date | datetime | None
    all_day: bool
    rrule: str | None
    difference: str


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a text was read. Without a date in it `start` is None and the title is the text.

    Attributes:
        start: A date when `all_day`, else an aware datetime; for a deadline, the deadline.
        end: Same type as `start`; of an all-day reading the last day, included. None for deadlines.
        all_day: Whether days are meant and no time.
        rrule: RFC 5545 rule without its name; `start` is its first occurrence.
        tz: IANA name or offset of a time zone that the text names.
        title: What is left of the text.
        spans: Where the words of date and time stand, in order, as offsets into the text.
        dropped: Where other words stand that are no part of the title ("remind me to").
        alternatives: The other readings, likeliest first; the reading is ambiguous if there are any.
        kind: "none", "point", "range", "deadline" or "query".
        notes: Sentences about what had to be decided.
        has_length: The text itself gives an end or a length; else `end` is a default.
    """

    title: str
    start: date | datetime | None = None
    end: date | datetime | None = None
    all_day: bool = False
    rrule: str | None = None
    tz: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    kind: str = "none"
    notes: tuple[str, ...] = ()
    has_length: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether the text can well be read in another way."""
        return bool(self.alternatives)

    @property
    def is_period(self) -> bool:
        """Whether a whole week, month, or year is meant, and no day in it."""
        if self.kind != "range" or not self.all_day or self.start is None or self.end is None:
            return False
        next_day = self.end + timedelta(days=1)
        whole_months = self.start.day == 1 and next_day.day == 1
        return whole_months or next_day - self.start == timedelta(days=7)
