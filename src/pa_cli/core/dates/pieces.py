"""The pieces that grammars find in a text, before they are put together."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta, tzinfo


@dataclass(slots=True)
class Day:
    """A day or a span of days.

    Attributes:
        first: The day, or the first of several.
        last: The last of several, included; None for a single day.
        step: What to go on by when it turns out to be past: "week", "month", "year" or "".
        other: Another reading of the same words.
        difference: What is different in `other`, in words.
        note: A sentence for the user, or "".
        loose: A name (of a month, a week) rather than a day.
        movable: It is another day next year, by no rule that a calendar file can hold.
    """

    first: date
    last: date | None = None
    step: str = ""
    other: "Day | None" = None
    difference: str = ""
    note: str = ""
    loose: bool = False
    movable: bool = False

    def narrowed(self, part: "Day") -> "Day | None":
        """The day of this week, month or year that `part` names: next week on Wednesday.

        Args:
            part: A weekday, a day of a month or one of a year, as it was read by itself.

        Returns:
            None when this is something else, or has no such day.
        """
        if self.last is None or part.last or not self.loose:
            return None
        days = (self.last - self.first).days
        if part.step == "week" and days < 7:
            day = self.first + timedelta(days=(part.first - self.first).days % 7)
        elif part.step == "month" and self.first.day == 1 and 27 <= days < 31:
            day = self.first + timedelta(days=part.first.day - 1)
        elif part.step == "year" and days > 360:
            day = part.first.replace(year=self.first.year)
        else:
            return None
        other = self.other.narrowed(part) if self.other else None
        return Day(day, other=other, difference=self.difference) if day <= self.last else None


@dataclass(slots=True)
class Clock:
    """A time of day; hour 24 is the midnight that ends a day.

    Attributes:
        hour: 0 to 24.
        minute: 0 to 59.
        second: 0 to 59.
        half_open: Whether it could as well be twelve hours later or earlier.
    """

    hour: int
    minute: int = 0
    second: int = 0
    half_open: bool = False

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.hour * 60 + self.minute


@dataclass(slots=True)
class Span:
    """A length of time; calendar units and clock units are kept apart."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def __add__(self, other: "Span") -> "Span":
        return Span(
            self.months + other.months, self.days + other.days, self.seconds + other.seconds
        )

    def __neg__(self) -> "Span":
        return Span(-self.months, -self.days, -self.seconds)

    @property
    def timed(self) -> bool:
        """Whether it is made of hours and smaller."""
        return bool(self.seconds)


@dataclass(slots=True)
class Zone:
    """A time zone that the text names."""

    name: str
    tz: tzinfo


@dataclass(slots=True)
class Moment:
    """What is known of a point in time; every part may be missing."""

    day: Day | None = None
    clock: Clock | None = None
    part: str = ""
    zone: Zone | None = None
    shift: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.day or self.clock or self.part or self.shift)

    def join(self, more: "Moment") -> bool:
        """Take over `more`, which stands right behind; False, and nothing taken, when they clash."""
        day = self.day.narrowed(more.day) if self.day and more.day else None
        if day is None:
            return self.absorb(more)
        taken = self.absorb(replace(more, day=None))
        if taken:
            self.day = day
        return taken

    def absorb(self, more: "Moment") -> bool:
        """Take over the parts of `more`; False, and nothing taken, when they clash."""
        clash = (
            (self.clock and more.clock)
            or (self.day and more.day)
            or (self.shift and (more.shift or (more.day and not more.clock)))
            or (self.part and more.part and self.part != more.part)
            or (more.shift and (self.day or self.clock))
        )
        if clash:
            return False
        self.day = self.day or more.day
        self.clock = self.clock or more.clock
        self.part = self.part or more.part
        self.zone = self.zone or more.zone
        self.shift = self.shift or more.shift
        return True


@dataclass(slots=True)
class Every:
    """A recurrence.

    Attributes:
        frequency: HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.
        interval: Every how many of them.
        weekdays: Pairs of (which one in the month, 0 for each; weekday, 0 is Monday).
        month_days: Days of the month; -1 is the last.
        months: Months of a yearly rule.
        part: Part of the day ("every morning").
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    part: str = ""

    def leave_out(self, weekdays: tuple[tuple[int, int], ...]) -> bool:
        """Every day except Sunday; False, and nothing changed, where that leaves nothing."""
        plain = self.frequency == "DAILY" and self.interval == 1
        every_day = tuple((0, day) for day in range(7))
        kept = self.weekdays or (every_day if plain else ())
        rest = tuple(day for day in kept if day not in weekdays)
        if not rest or not (plain or self.frequency == "WEEKLY"):
            return False
        self.frequency, self.weekdays = "WEEKLY", rest
        return True


@dataclass(slots=True)
class Hit:
    """A phrase that a grammar found: `role` says what `moment` or the other parts are for.

    Attributes:
        end: Index of the token after the phrase.
        role: "at", "range", "until", "deadline", "since", "after", "length", "every", "except", "count", "all day".
        moment: The point in time, or the start of a range.
        finish: The end of a range.
        span: A length.
        every: A recurrence; of an exception the days that it leaves out.
        count: How often.
        keep: The words stay in the title ("10 min break").
        start: Index of its first token when that stands before where the phrase was looked for.
    """

    end: int
    role: str = "at"
    moment: Moment = field(default_factory=Moment)
    finish: Moment | None = None
    span: Span | None = None
    every: Every | None = None
    count: int = 0
    keep: bool = False
    start: int | None = None


@dataclass(slots=True)
class Draft:
    """Everything that the phrases of one text say."""

    start: Moment = field(default_factory=Moment)
    finish: Moment | None = None
    until: Moment | None = None
    length: Span | None = None
    every: Every | None = None
    count: int = 0
    once: bool = False
    adjective: bool = False
    mode: str = ""
    all_day: bool = False

    def __bool__(self) -> bool:
        return bool(self.start or self.every or self.until or self.finish)

    def take(self, hit: Hit) -> bool:
        """Add a phrase; False when it contradicts what is already there."""
        taker = getattr(self, "_take_" + hit.role.replace(" ", "_"), None)
        return bool(taker(hit)) if taker else self._take_at(hit)

    def _take_at(self, hit: Hit) -> bool:
        if hit.role == "deadline" and hit.moment.day and self.start.day and self.start.day.loose:
            self.start.day = None  # invoice 2026-04 due 30 april
        if not self.start.absorb(hit.moment):
            return False
        if hit.role != "at":
            self.mode = self.mode or hit.role
        return True

    def _take_range(self, hit: Hit) -> bool:
        if self.finish or not self.start.absorb(hit.moment):
            return False
        self.finish = hit.finish
        return True

    def _take_until(self, hit: Hit) -> bool:
        if self.until or (self.finish and (self.finish.day or not self.every)):
            return False
        self.until = hit.moment
        return True

    def _take_length(self, hit: Hit) -> bool:
        if self.length:
            return False
        self.length = hit.span
        return True

    def _take_every(self, hit: Hit) -> bool:
        if (self.every and not self.adjective) or not self.start.absorb(hit.moment):
            return False
        self.every, self.adjective = hit.every, hit.keep
        self.count = self.count or hit.count
        self.once = bool(hit.count)
        return True

    def _take_except(self, hit: Hit) -> bool:
        return bool(self.every and hit.every and self.every.leave_out(hit.every.weekdays))

    def _take_count(self, hit: Hit) -> bool:
        if self.count:
            return False
        self.count = hit.count
        return True

    def _take_all_day(self, _hit: Hit) -> bool:
        self.all_day = True
        return True
