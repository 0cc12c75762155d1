"""The values of iCalendar properties: texts, moments, durations, lists."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from pa_cli.core.icalendar.lines import Line, make_line

FindZone = Callable[[str], tzinfo | None]

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escape(text: str) -> str:
    """Text as the value of a property."""
    text = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    text = _CONTROL.sub("", text.replace("\r", "\n"))
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def unescape(value: str) -> str:
    """The text that `escape` gave."""
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def text_line(name: str, text: str) -> Line:
    """A property whose value is text."""
    return make_line(name, escape(text))


def split_texts(value: str) -> list[str]:
    """The texts of a list such as CATEGORIES."""
    parts = re.findall(r"(?:\\.|[^,\\])+", value, re.DOTALL)
    return [unescape(part).strip() for part in parts if part.strip()]


def read_moment(value: str, zone: tzinfo | None = None) -> date | datetime:
    """A date, a floating (naive) or an aware moment.

    Args:
        value: Such as 20260311, 20260311T102000 or 20260311T092000Z.
        zone: The zone of a moment without Z.

    Raises:
        ValueError: It is none of these.
    """
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{value[:40]!r} is no date or time.")
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return day
    second = min(int(found[6] or 0), 59)  # a leap second
    clock = time(int(found[4]), int(found[5]), second)
    return datetime.combine(day, clock, UTC if found[7] else zone)


def moment_of(line: Line, find_zone: FindZone) -> date | datetime:
    """The moment of a property such as DTSTART; raises ValueError like `read_moment`."""
    name = line.parameters.get("TZID", "")
    return read_moment(line.value, find_zone(name) if name else None)


def moments_of(line: Line, find_zone: FindZone) -> list[date | datetime]:
    """The moments of a list such as EXDATE; of periods the beginning. What is broken is left out."""
    name = line.parameters.get("TZID", "")
    zone = find_zone(name) if name else None
    moments = []
    for part in line.value.split(","):
        try:
            moments.append(read_moment(part.partition("/")[0], zone))
        except ValueError:
            continue
    return moments


def moment_text(moment: date | datetime) -> str:
    """A moment as iCalendar writes it; of an aware one the wall time, or UTC with Z."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    if moment.tzinfo is None or isinstance(moment.tzinfo, ZoneInfo):
        utc = isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key in {"UTC", "Etc/UTC"}
        return f"{moment:%Y%m%dT%H%M%S}" + "Z" * utc
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}Z"


def moment_line(name: str, moment: date | datetime) -> Line:
    """A property such as DTSTART."""
    text = moment_text(moment)
    if not isinstance(moment, datetime):
        return make_line(name, text, {"VALUE": "DATE"})
    if isinstance(moment.tzinfo, ZoneInfo) and not text.endswith("Z"):
        return make_line(name, text, {"TZID": moment.tzinfo.key})
    return make_line(name, text)


def read_duration(value: str) -> timedelta:
    """A duration such as PT1H30M or -P1D; raises ValueError for anything else."""
    found = _DURATION.fullmatch(value.strip())
    if found is None or not any(found.groups()[1:]):
        raise ValueError(f"{value[:40]!r} is no duration.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def duration_text(length: timedelta) -> str:
    """A duration as iCalendar writes it."""
    sign = "-" if length < timedelta(0) else ""
    seconds = int(abs(length).total_seconds())
    days, seconds = divmod(seconds, 86_400)
    hours, minutes, seconds = seconds // 3600, seconds % 3600 // 60, seconds % 60
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    if not days:
        return f"{sign}PT{clock or '0S'}"
    return f"{sign}P{days}D" + (f"T{clock}" if clock else "")
