"""Morning or afternoon: which half of the day an open hour means, and when parts of it are."""

from dataclasses import dataclass, replace
from datetime import datetime

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Clock

# Hours at which a query about that part of the day begins and ends.
PART_BOUNDS = {
    "dawn": (0, 6),
    "early": (5, 10),
    "morning": (5, 12),
    "noon": (11, 14),
    "afternoon": (12, 18),
    "evening": (17, 24),
    "tonight": (18, 24),
}
_DAWN_HOUR = 5
_EARLY_HOUR = 8


@dataclass(frozen=True, slots=True)
class Situation:
    """What helps to tell the halves of the day apart.

    Attributes:
        now: The present; only its wall time counts.
        today: True when the day is today or not said; False when it is another one.
        said: The text says which day.
        hint: "morning", "evening" or "", from words such as breakfast and dinner.
    """

    now: datetime
    today: bool
    said: bool
    hint: str = ""


def part_clock(part: str, options: DateOptions) -> Clock:
    """The time that a part of the day stands for."""
    hours = {
        "dawn": _DAWN_HOUR,
        "early": min(_EARLY_HOUR, options.morning),
        "morning": options.morning,
        "noon": options.noon,
        "afternoon": options.afternoon,
        "evening": options.evening,
        "tonight": options.tonight,
    }[part]
    return _at(hours)


def whole_part(part: str, options: DateOptions) -> tuple[Clock, Clock]:
    """When a part of the day begins and ends for someone who keeps all of it free."""
    begin = part_clock(part, options)
    if part in {"dawn", "early", "morning"}:
        return begin, part_clock("noon", options)
    if part in {"noon", "afternoon"}:
        return part_clock("noon", options), _at(options.end_of_day)
    return begin, Clock(24)


def _at(hours: float) -> Clock:
    whole = int(hours)
    return Clock(whole, round((hours - whole) * 60))


def in_part(clock: Clock, part: str) -> Clock:
    """`clock` in that part of the day; the small hours of a night are the next day's."""
    hour = clock.hour
    if not clock.half_open:
        return clock
    if part in {"dawn", "early", "morning"}:
        hour %= 12
        if part == "morning" and clock.hour == 12:
            hour = 12
    elif part == "noon":
        hour = hour if hour >= 10 else hour + 12
    elif part == "tonight" and hour in {12, 1, 2, 3, 4}:
        hour = hour % 12 + 24
    else:
        hour = hour % 12 + 12
    return replace(clock, hour=hour, half_open=False)


def settle(clock: Clock, part: str, situation: Situation) -> tuple[Clock, Clock | None]:
    """The meant time, and the other one when that is as plausible."""
    if not clock.half_open:
        return clock, None
    if part:
        return in_part(clock, part), None
    early = replace(clock, hour=clock.hour % 12, half_open=False)
    late = replace(clock, hour=clock.hour % 12 + 12, half_open=False)
    if clock.hour == 12:
        return late, None
    if hinted := _hinted(early, late, situation):
        return hinted, None
    chosen = early if clock.hour >= 7 else late
    if situation.today:
        minutes = situation.now.hour * 60 + situation.now.minute
        ahead = [each for each in (early, late) if each.minutes > minutes]
        if ahead and chosen not in ahead:
            chosen = ahead[0]
        elif not ahead and situation.said:
            chosen = late
    both = 6 <= clock.hour <= 11
    return chosen, ((late if chosen is early else early) if both else None)


def _hinted(early: Clock, late: Clock, situation: Situation) -> Clock | None:
    """The half that a word such as breakfast or dinner asks for, where that is possible."""
    if situation.hint == "evening":
        return late
    minutes = situation.now.hour * 60 + situation.now.minute
    gone = situation.today and situation.said and early.minutes <= minutes
    return early if situation.hint == "morning" and early.hour >= 4 and not gone else None


def settle_pair(
    start: Clock, finish: Clock, part: str, situation: Situation
) -> tuple[Clock, Clock]:
    """Both ends of a range; an open end follows the half of the other one."""
    if part and (start.half_open or finish.half_open):
        first = in_part(start, part) if start.half_open else start
        return first, _after(first, finish)
    if start.half_open and not finish.half_open:
        halves = (start.hour % 12, start.hour % 12 + 12)
        before = [hour for hour in halves if hour * 60 + start.minute < finish.minutes]
        return replace(start, hour=max(before, default=start.hour), half_open=False), finish
    first, _ = settle(start, part, situation)
    return first, _after(first, finish)


def _after(first: Clock, finish: Clock) -> Clock:
    """The first time after `first` that `finish` can mean."""
    step = 12 if finish.half_open else 24
    hour = finish.hour % 12 if finish.half_open else finish.hour
    while hour * 60 + finish.minute <= first.minutes:
        hour += step
    return replace(finish, hour=hour, half_open=False)
