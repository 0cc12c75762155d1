"""Free time: what the events of some days leave of the hours that the user names."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from pa_cli.core.errors import UsageError
from pa_cli.core.event import Event, Slot


def read_hours(text: str) -> tuple[time, time]:
    """Two times of day: 9-18, 8:30-17:30, 18-24; raises UsageError."""
    parts = [part.strip() for part in text.replace("–", "-").split("-")]
    try:
        begin, end = (_minutes(part) for part in parts)
    except ValueError:
        begin = end = 0
    if not 0 <= begin < end <= 1440:
        raise UsageError(f"{text!r} is no stretch of hours.", hint="Example: --between 9-18")
    last = time.max if end == 1440 else time(*divmod(end, 60))
    return time(*divmod(begin, 60)), last


def _minutes(text: str) -> int:
    hour, _, minute = text.replace(".", ":").partition(":")
    if int(minute or 0) > 59:
        raise ValueError(text)
    return int(hour) * 60 + int(minute or 0)


def free_slots(
    busy: Sequence[Event], start: datetime, end: datetime, hours: tuple[time, time], minutes: int
) -> Iterator[Slot]:
    """The free stretches of at least `minutes` between `start` and `end`, within `hours`."""
    taken = sorted(
        (event.start, event.end)
        for event in busy
        if event.takes_time
        and isinstance(event.start, datetime)
        and isinstance(event.end, datetime)
    )
    day = start.date()
    while day <= end.date():
        last = hours[1]
        opens = max(datetime.combine(day, hours[0], tzinfo=start.tzinfo), start)
        closes = datetime.combine(day, last, tzinfo=start.tzinfo)
        if last == time.max:
            closes = datetime.combine(day + timedelta(days=1), time(), tzinfo=start.tzinfo)
        closes = min(closes, end)
        for begin, finish in taken:
            if finish <= opens or begin >= closes:
                continue
            yield from _long_enough(opens, begin, minutes)
            opens = max(opens, finish)
        yield from _long_enough(opens, closes, minutes)
        day += timedelta(days=1)


def _long_enough(start: datetime, end: datetime, minutes: int) -> Iterator[Slot]:
    if end > start and Slot(start, end).minutes >= minutes:
        yield Slot(start, end)
