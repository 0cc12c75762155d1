"""How a time elsewhere is told: the place, its zone, its distance from UTC."""

from datetime import datetime, timedelta

from pa_cli.core.clock_answers.places import Place, zone_city


def entry(name: str, moment: datetime) -> dict[str, str]:
    """The time in a place as data."""
    return {
        "place": name,
        "zone": str(getattr(moment.tzinfo, "key", "") or moment.tzname()),
        "time": moment.isoformat(timespec="minutes"),
    }


def offset_text(moment: datetime) -> str:
    """UTC+2, UTC-3:30."""
    offset = moment.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds() // 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{minutes // 60}" + (
        f":{minutes % 60:02}" if minutes % 60 else ""
    )


def named(place: Place) -> str:
    """What a place is called, with a city where it has several times."""
    return place.name if len(place.zones) == 1 else f"{place.name} ({zone_city(place.zones[0])})"


def within(name: str) -> str:
    """In Tokyo; EST."""
    return name if name.isupper() or name.endswith("Time") else f"in {name}"
