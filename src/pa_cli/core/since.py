"""`--since`: a moment in the past, as people type it."""

import re
from datetime import datetime, timedelta

from pa_cli.core.errors import UsageError

_AGO = re.compile(r"(\d{1,4})\s*(h|d|w|m|y)[a-z]*(?:\s+ago)?", re.IGNORECASE)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}


def parse_since(text: str, now: datetime) -> datetime:
    """`2026-03`, `2026-03-11`, `2026-03-11T10:00`, `7d`, `2 weeks`, `today`, `yesterday` to a moment.

    Raises:
        UsageError: It is none of these.
    """
    word = text.strip().lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if word in {"today", "今天"}:
        return midnight
    if word in {"yesterday", "昨天"}:
        return midnight - timedelta(days=1)
    ago = _AGO.fullmatch(word)
    try:
        if ago is not None:
            return now - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        if re.fullmatch(r"\d{4}", word):
            word += "-01-01"
        elif re.fullmatch(r"\d{4}-\d\d", word):
            word += "-01"
        moment = datetime.fromisoformat(word)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is no date to search from.", hint="Examples: 2026-03-11, 7d, 2w, yesterday."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
