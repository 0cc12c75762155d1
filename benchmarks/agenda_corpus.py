"""Ten thousand events and five thousand to-dos, the same on every run."""

import random
from datetime import date, timedelta
from pathlib import Path

_TITLES = (
    "Dentist",
    "Team meeting",
    "Lunch with Ana",
    "和王总开会",
    "Budget review",
    "Call home",
    "Gym",
)
_RULES = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY")
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n"


def make_events(folder: Path, count: int, recurring: int, today: date) -> None:
    """`count` events within a year and a half of `today`; the first `recurring` since ten years."""
    chance = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        is_recurring = number < recurring
        days = -3650 + number if is_recurring else chance.randint(-540, 180)
        day = today + timedelta(days=days)
        hour = chance.randint(8, 18)
        rule = f"RRULE:{_RULES[number % len(_RULES)]}\r\n" if is_recurring else ""
        body = (
            f"BEGIN:VEVENT\r\nUID:e{number}\r\nDTSTAMP:20200101T000000Z\r\n"
            f"DTSTART;TZID=Europe/Madrid:{day:%Y%m%d}T{hour:02}0000\r\n"
            f"DTEND;TZID=Europe/Madrid:{day:%Y%m%d}T{hour:02}4500\r\n{rule}"
            f"SUMMARY:{chance.choice(_TITLES)} {number}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        (folder / f"e{number}.ics").write_text(_HEAD + body, newline="")


def make_todos(folder: Path, count: int, today: date) -> None:
    """`count` to-dos, a third of them without a date, a tenth done."""
    chance = random.Random(2)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = today + timedelta(days=chance.randint(-30, 300))
        due = f"DUE;VALUE=DATE:{day:%Y%m%d}\r\n" if number % 3 else ""
        status = "COMPLETED" if number % 10 == 0 else "NEEDS-ACTION"
        body = (
            f"BEGIN:VTODO\r\nUID:t{number}\r\nDTSTAMP:20200101T000000Z\r\n{due}"
            f"PRIORITY:{number % 10}\r\nSTATUS:{status}\r\n"
            f"SUMMARY:{chance.choice(_TITLES)} {number}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        )
        (folder / f"t{number}.ics").write_text(_HEAD + body, newline="")
