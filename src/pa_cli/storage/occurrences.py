"""When an event takes place: its rule spelled out within a window of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from pa_cli.core.index_entry import Occurrence

if TYPE_CHECKING:
    from pa_cli.core.icalendar.events import Series

MOST_OCCURRENCES = 20_000
FOREVER = 2**62
_LONGEST_PAUSE = timedelta(days=366 * 9)
_STEPS = {
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Expansion:
    """Occurrences, and the epoch seconds between which there are no others; None for all."""

    occurrences: tuple[Occurrence, ...]
    covered: tuple[int, int] | None = None


def expand(
    series: "Series", window: Window, replaced: frozenset[datetime] = frozenset()
) -> Expansion:
    """The occurrences of `series` that touch `window`; of one without a rule all of them.

    Args:
        series: The event.
        window: Where to look.
        replaced: Planned starts, as `planned_wall` gives them, that other components stand for.

    Raises:
        ValueError: Its rule cannot be understood.
    """
    from pa_cli.core.icalendar.events import planned_wall

    start = planned_wall(series.start, series)
    length = _wall_length(series)
    if not series.rrule and not series.extra:
        return Expansion((occurrence(series, start, length),))
    low = datetime.combine(window.first, time()) - length
    high = datetime.combine(window.last, time.max)
    left_out = {planned_wall(m, series) for m in series.left_out} | replaced
    days_left_out = {m for m in series.left_out if not isinstance(m, datetime)}
    found: dict[datetime, Occurrence] = {}
    extra = sorted({start, *(planned_wall(m, series) for m in series.extra)})
    walls, is_whole = _rule_walls(series, start, low, high)
    for wall in _merged(extra, walls):
        if wall > high or len(found) >= MOST_OCCURRENCES:
            high, is_whole = min(high, wall), False
            break
        if wall >= low and wall not in left_out and wall.date() not in days_left_out:
            found[wall] = occurrence(series, wall, length)
    covered = None
    if start < low or not is_whole:
        first = _epoch(datetime.combine(window.first, time())) if start < low else -FOREVER
        covered = (first, FOREVER if is_whole else _epoch(high))
    return Expansion(tuple(found.values()), covered)


def occurrence(series: "Series", wall: datetime, length: timedelta | None = None) -> Occurrence:
    """The occurrence of `series` that begins at `wall`, a time in its own zone."""
    if length is None:
        length = _wall_length(series)
    zone = series.start.tzinfo if isinstance(series.start, datetime) else None
    return Occurrence(
        start=_epoch(wall, zone),
        end=_epoch(wall + length, zone),
        start_wall=(wall.date().isoformat() if series.all_day else wall.isoformat()),
        zone=_zone_name(zone),
        is_all_day=series.all_day,
    )


def next_start(series: "Series", low: datetime) -> tuple[datetime, int] | None:
    """The first start of a rule after the first one that is not before `low`, both naive.

    Returns:
        The start and how many starts it comes after the first; None when there is none.

    Raises:
        ValueError: The rule cannot be understood.
    """
    from pa_cli.core.icalendar.events import planned_wall

    start = planned_wall(series.start, series)
    high = max(start, low) + _LONGEST_PAUSE
    walls, _ = _rule_walls(series, start, start, high)
    passed = 0
    for wall in walls:
        if wall <= start:
            continue
        passed += 1
        if wall >= low:
            return wall, passed
    return None


def _wall_length(series: "Series") -> timedelta:
    start, end = series.start, series.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.tzinfo == end.tzinfo:
            return end.replace(tzinfo=None) - start.replace(tzinfo=None)
        return end.astimezone(UTC) - start.astimezone(UTC)
    return _day(end) - _day(start)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _merged(extra: list[datetime], rule: Iterator[datetime]) -> Iterator[datetime]:
    """Both in order, each moment once."""
    import heapq

    last = None
    for wall in heapq.merge(extra, rule):
        if wall != last:
            yield wall
        last = wall


def _rule_walls(
    series: "Series", start: datetime, low: datetime, high: datetime
) -> tuple[Iterator[datetime], bool]:
    """The starts that the rule gives up to `high`, and whether it ends by then."""
    if not series.rrule:
        return iter(()), True
    from dateutil.rrule import rrulestr

    try:
        parts = dict(p.split("=", 1) for p in series.rrule.upper().split(";") if "=" in p)
        is_whole = False
        if "COUNT" not in parts:
            last = _local_until(parts.get("UNTIL", ""), series)
            is_whole = last is not None and last <= high
            # an end for every rule: one that never falls would be searched for thousands of years
            parts["UNTIL"] = f"{min(last or high, high):%Y%m%dT%H%M%S}"
        rule = ";".join(f"{name}={value}" for name, value in parts.items())
        walls = iter(rrulestr(rule, dtstart=_fast_forward(parts, start, low)))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(f"Its rule {series.rrule[:60]!r} cannot be understood.") from error
    return walls, is_whole or "COUNT" in parts


def _fast_forward(parts: dict[str, str], start: datetime, low: datetime) -> datetime:
    """A later start that has the same occurrences from `low` on: whole periods are skipped."""
    step = _STEPS.get(parts.get("FREQ", ""))
    if step is None or "COUNT" in parts or start >= low:
        return start
    step *= max(int(parts.get("INTERVAL", "1")), 1)
    return start + step * max((low - start) // step - 1, 0)


def _local_until(text: str, series: "Series") -> datetime | None:
    """UNTIL in the local time of the event, as naive starts need it."""
    if not text:
        return None
    last = datetime.strptime(text[:8], "%Y%m%d")  # noqa: DTZ007 - made local below
    if len(text) < 15:
        return datetime.combine(last, time.max.replace(microsecond=0))
    last = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007
    zone = series.start.tzinfo if isinstance(series.start, datetime) else None
    if text.endswith("Z") and zone is not None:
        last = last.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return last


def _epoch(wall: datetime, zone: tzinfo | None = None) -> int:
    """Epoch seconds; of days and floating times as if they were in UTC."""
    return int(wall.replace(tzinfo=zone or UTC).timestamp())


def _zone_name(zone: tzinfo | None) -> str:
    return str(getattr(zone, "key", "UTC")) if zone is not None else ""
