"""`--since`: a moment in the past, as people type it."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pa_cli.wiring import Wiring


def read_since(text: str | None, wiring: "Wiring") -> datetime | None:
    """The moment that `text` names, in the past; None when nothing is given.

    Raises:
        UsageError: It is no date.
    """
    if text is None:
        return None
    from pa_cli.services.since import read_past

    return read_past(text, wiring.now(), lambda: wiring.dates)
