"""What time it is."""

import os
import re
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pa_cli.core.errors import ConfigError

_LOCALTIME = Path("/etc/localtime")
_RULE = re.compile(r"(?:[A-Za-z]{3,}|<[+-]?\w+>)[+-]?\d")
"""A zone as POSIX spells it out, such as `CET-1CEST`: it has no name, but the C library knows it."""


def local_zone(name: str = "") -> tzinfo | None:
    """The zone called `name`, else the one of `TZ`, else the system's; None if that has no name.

    Where `TZ` names none that is known, the system's is taken; see `zone_problem`.

    A zone rather than the present offset, because next month may have another one.

    Raises:
        ConfigError: There is no zone of that name.
    """
    wanted = name or os.environ.get("TZ", "").removeprefix(":")
    if not wanted:
        return _system_zone()
    try:
        return ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if not name:
            return None if _RULE.match(wanted) else _system_zone()
        raise ConfigError(
            f"There is no time zone called {name!r}.",
            hint="Use a name such as Europe/Madrid: pa config set agenda.tz Europe/Madrid",
        ) from None


def zone_problem() -> str:
    """What is wrong with the zone that `TZ` names, "" when nothing is."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name or _RULE.match(name) or _is_known(name):
        return ""
    return f"TZ is {name!r}, which is no time zone; {_system_zone() or 'UTC'} is taken."


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _system_zone() -> tzinfo | None:
    """The zone that `/etc/localtime` links to."""
    _, found, name = str(_LOCALTIME.resolve()).partition("/zoneinfo/")
    try:
        return ZoneInfo(name.removeprefix("posix/")) if found else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def now(zone_name: str = "") -> datetime:
    """The present as an aware datetime, or the moment in `PA_NOW` (without offset: local time).

    Raises:
        ConfigError: `PA_NOW` is no ISO 8601 time.
    """
    zone = local_zone(zone_name)
    fixed = os.environ.get("PA_NOW")
    if not fixed:
        return datetime.now(zone).astimezone(zone)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise ConfigError(
            f"PA_NOW is {fixed!r}, which is not an ISO 8601 time.",
            hint="Example: PA_NOW=2026-03-11T10:20",
        ) from None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone) if zone else moment.astimezone()
    return moment.astimezone(zone)
