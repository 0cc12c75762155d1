"""Time zones of iCalendar files: names that other programs use, and VTIMEZONE for our own."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from pa_cli.core.icalendar.lines import Component, make_line

# what Windows programs call the zones that most people live in
_WINDOWS = {
    "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris",
    "Central Europe Standard Time": "Europe/Budapest",
    "Central European Standard Time": "Europe/Warsaw",
    "E. Europe Standard Time": "Europe/Chisinau",
    "FLE Standard Time": "Europe/Kiev",
    "GTB Standard Time": "Europe/Bucharest",
    "GMT Standard Time": "Europe/London",
    "Greenwich Standard Time": "Atlantic/Reykjavik",
    "Russian Standard Time": "Europe/Moscow",
    "Turkey Standard Time": "Europe/Istanbul",
    "Israel Standard Time": "Asia/Jerusalem",
    "Arabian Standard Time": "Asia/Dubai",
    "India Standard Time": "Asia/Kolkata",
    "SE Asia Standard Time": "Asia/Bangkok",
    "China Standard Time": "Asia/Shanghai",
    "Singapore Standard Time": "Asia/Singapore",
    "Taipei Standard Time": "Asia/Taipei",
    "Tokyo Standard Time": "Asia/Tokyo",
    "Korea Standard Time": "Asia/Seoul",
    "W. Australia Standard Time": "Australia/Perth",
    "AUS Eastern Standard Time": "Australia/Sydney",
    "New Zealand Standard Time": "Pacific/Auckland",
    "South Africa Standard Time": "Africa/Johannesburg",
    "E. South America Standard Time": "America/Sao_Paulo",
    "Argentina Standard Time": "America/Argentina/Buenos_Aires",
    "Atlantic Standard Time": "America/Halifax",
    "Eastern Standard Time": "America/New_York",
    "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver",
    "US Mountain Standard Time": "America/Phoenix",
    "Pacific Standard Time": "America/Los_Angeles",
    "Alaskan Standard Time": "America/Anchorage",
    "Hawaiian Standard Time": "Pacific/Honolulu",
}
_YEARS_CHECKED = 6
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=64)
def find_zone(name: str) -> tzinfo | None:
    """The zone that a TZID names; None when it is unknown here, and its times are local then.

    A prefix, as in `/citadel.org/20190914_1/Europe/Berlin`, is passed over.
    """
    if name in {"UTC", "Etc/UTC", "GMT", "Z"}:
        return UTC
    parts = _WINDOWS.get(name, name).strip("/").split("/")
    for first in range(len(parts)):
        try:
            return ZoneInfo("/".join(parts[first:]))
        except (KeyError, ValueError, OSError):
            continue
    return None


@lru_cache(maxsize=8)
def _zone_text(key: str, year: int) -> str:
    zone = ZoneInfo(key)
    component = Component("VTIMEZONE", [make_line("TZID", key)])
    changes = _changes(zone, year)
    if not changes:
        offset = _offset(datetime(year, 1, 1, tzinfo=zone))
        component.children.append(
            _observance("STANDARD", datetime(1970, 1, 1), offset, offset, "")  # noqa: DTZ001
        )
    later = [_changes(zone, year + n) for n in range(1, _YEARS_CHECKED)]
    for number, moment in enumerate(changes):
        before, after = _offset(moment - timedelta(hours=12)), _offset(moment + timedelta(hours=12))
        wall = (moment.astimezone(UTC) + before).replace(tzinfo=None)
        rule = _yearly_rule(wall)
        follow = [ch[number] for ch in later if len(ch) == len(changes)]
        walls = [(m.astimezone(UTC) + before).replace(tzinfo=None) for m in follow]
        holds = len(walls) == len(later) and all(
            _yearly_rule(w) == rule and w.time() == wall.time() for w in walls
        )
        is_summer = bool((moment + timedelta(hours=12)).astimezone(zone).dst())
        name = "DAYLIGHT" if is_summer else "STANDARD"
        component.children.append(_observance(name, wall, before, after, rule if holds else ""))
    return component.text()


def zone_component(zone: ZoneInfo, year: int) -> Component:
    """A VTIMEZONE for times from `year` on."""
    from pa_cli.core.icalendar.lines import parse

    wrapped = f"BEGIN:VCALENDAR\r\n{_zone_text(zone.key, year)}END:VCALENDAR\r\n"
    return parse(wrapped).components()[0].components()[0]


def ensure_zone(calendar: Component, zone: ZoneInfo, year: int) -> None:
    """Add the VTIMEZONE of `zone` unless it is there."""
    if zone.key in {"UTC", "Etc/UTC"}:
        return
    for known in calendar.components("VTIMEZONE"):
        line = known.line("TZID")
        if line is not None and line.value == zone.key:
            return
    place = next((i for i, c in enumerate(calendar.children) if isinstance(c, Component)), None)
    place = len(calendar.children) if place is None else place
    calendar.children.insert(place, zone_component(zone, year - 1))


def zones_of(*moments: date | datetime | None) -> list[tuple[ZoneInfo, int]]:
    """The zones of some moments, each with the year from which it is needed."""
    years: dict[str, tuple[ZoneInfo, int]] = {}
    for moment in moments:
        if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
            years.setdefault(moment.tzinfo.key, (moment.tzinfo, moment.year))
    return list(years.values())


def _changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments in `year` when the clocks change."""
    found = []
    moment = datetime(year, 1, 1, tzinfo=UTC)
    step = timedelta(days=1)
    while moment.year == year:
        if _offset(moment.astimezone(zone)) != _offset((moment + step).astimezone(zone)):
            low, high = moment, moment + step
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                same = _offset(middle.astimezone(zone)) == _offset(low.astimezone(zone))
                low, high = (middle, high) if same else (low, middle)
            exact = high.replace(second=0, microsecond=0)
            found.append(exact.astimezone(zone))
        moment += step
    return found


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _yearly_rule(wall: datetime) -> str:
    """The weekday of the month on which `wall` falls, the last one when it is."""
    is_last = (wall + timedelta(days=7)).month != wall.month
    which = -1 if is_last else (wall.day - 1) // 7 + 1
    return f"FREQ=YEARLY;BYMONTH={wall.month};BYDAY={which}{_DAYS[wall.weekday()]}"


def _observance(
    name: str, wall: datetime, before: timedelta, after: timedelta, rule: str
) -> Component:
    lines = [
        make_line("DTSTART", f"{wall:%Y%m%dT%H%M%S}"),
        make_line("TZOFFSETFROM", _offset_text(before)),
        make_line("TZOFFSETTO", _offset_text(after)),
    ]
    return Component(name, [*lines, *([make_line("RRULE", rule)] if rule else [])])


def _offset_text(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
