"""Short ids of chats that sort by time, and the one that is meant by a part of it."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from pa_cli.core.errors import StorageError

# no i, l, o, u: nothing to misread when an id is typed
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_TICKS_PER_DAY = len(_DIGITS) ** 4


def new_id(now: datetime) -> str:
    """`yymmdd-` and the time of day in 80 ms ticks (UTC), so that ids sort; two random digits."""
    moment = now.astimezone(UTC)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    tick = int((moment - midnight).total_seconds() / 86400 * _TICKS_PER_DAY)
    digits = ""
    for _ in range(4):
        tick, digit = divmod(tick, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    random = "".join(secrets.choice(_DIGITS) for _ in range(2))
    return f"{moment:%y%m%d}-{digits}{random}"


def one_id(wanted: str, ids: Sequence[str]) -> str:
    """The id that is, or alone begins with, `wanted`; the part after the date will do too.

    Raises:
        StorageError: None or several begin so.
    """
    word = wanted.strip().lower()
    if word in ids:
        return word
    matches = [i for i in ids if word and (i.startswith(word) or i[7:].startswith(word))]
    if len(matches) == 1:
        return matches[0]
    if matches:
        shown = ", ".join(matches[:5]) + (", …" if len(matches) > 5 else "")
        raise StorageError(
            f"{len(matches)} chats begin with {wanted!r}: {shown}.", hint="Type more of the id."
        )
    raise StorageError(f"There is no chat {wanted!r}.", hint="See them: pa history list")
