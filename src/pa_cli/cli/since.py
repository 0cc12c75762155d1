"""`--since`: exact dates and ages first, then whatever the grammar of dates understands."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.since import parse_since

if TYPE_CHECKING:
    from pa_cli.wiring import Wiring


def read_since(text: str | None, wiring: "Wiring") -> datetime | None:
    """The moment that `text` names, in the past; None when nothing is given.

    Raises:
        UsageError: It is no date.
    """
    if text is None:
        return None
    try:
        return parse_since(text, wiring.now())
    except UsageError:
        start = wiring.dates.read_range(text).start
        if start is None:
            raise
    now = wiring.dates.now()
    if not isinstance(start, datetime):
        start = datetime(start.year, start.month, start.day, tzinfo=now.tzinfo)
    for back in (timedelta(0), timedelta(days=7), timedelta(days=365)):  # "monday" was the last one
        if start - back <= now:
            return start - back
    return start
