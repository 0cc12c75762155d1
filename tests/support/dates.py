"""The moment that date tests speak from, and the tables of phrases."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 3, 11, 10, 20, tzinfo=MADRID)


@dataclass(frozen=True)
class Phrase:
    text: str
    start: str
    end: str | None = None
    rule: str | None = None
    title: str | None = None
    other: str | None = None


def read_phrases(path: Path) -> list[Phrase]:
    """`text => start [.. end] [; rrule R] [; title T] [; or START]`, one a line."""
    phrases = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("# "):
            continue
        text, _, expected = line.partition(" => ")
        times, *fields = expected.split(" ; ")
        start, _, end = times.partition(" .. ")
        named = dict(field.strip().partition(" ")[::2] for field in fields)
        phrases.append(
            Phrase(
                text,
                start.strip(),
                end.strip() or None,
                named.get("rrule"),
                named.get("title"),
                named.get("or"),
            )
        )
    return phrases


def shown(moment: date | datetime | None) -> str:
    """A moment as the tables write it, in local time."""
    if moment is None:
        return "none"
    if isinstance(moment, datetime):
        return f"{moment.astimezone(MADRID):%Y-%m-%d %H:%M}"
    return moment.isoformat()
