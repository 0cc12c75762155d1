"""Moments in the past: exact dates and ages first, then whatever the grammar of dates understands."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.since import parse_since

if TYPE_CHECKING:
    from collections.abc import Callable

    from pa_cli.services.dates import DatesService


def read_past(text: str, now: datetime, dates: "Callable[[], DatesService]") -> datetime:
    """The moment that `text` names, in the past.

    Args:
        text: `2026-03`, `7d`, `yesterday`, `last monday`.
        now: The present.
        dates: Reads dates in words; made when it is needed.

    Raises:
        UsageError: It is no date.
    """
    try:
        return parse_since(text, now)
    except UsageError:
        start = dates().read_range(text).start
        if start is None:
            raise
    if not isinstance(start, datetime):
        start = datetime(start.year, start.month, start.day, tzinfo=now.tzinfo)
    for back in (timedelta(0), timedelta(days=7), timedelta(days=365)):  # "monday" was the last one
        if start - back <= now:
            return start - back
    return start
