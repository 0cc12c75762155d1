"""Reading dates in the user's words, with the user's settings and clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pa_cli.core.dates.options import DateOptions
    from pa_cli.core.dates.result import DateReading


class ForeignDates(Protocol):
    """Dates in languages that the grammar does not know."""

    def language_of(self, text: str) -> str | None:
        """The language whose date words `text` holds: "de", "fr", "es" or None."""
        ...

    def read(
        self, text: str, language: str, now: datetime, options: "DateOptions"
    ) -> "DateReading":
        """How `text` is read; without a date when that cannot be said for sure."""
        ...


class DatesService:
    """The readings of a text, of a range of days and of a moment.

    Args:
        now: The present.
        options: The user's habits.
        foreign: Reads German, French and Spanish.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        options: "DateOptions",
        foreign: ForeignDates | None = None,
    ) -> None:
        self._now = now
        self.options = options
        self._foreign = foreign

    def now(self) -> datetime:
        """The present in the user's time zone."""
        return self._now()

    def read(self, text: str, at: datetime | None = None) -> "DateReading":
        """The date in `text`, and the title that is left; `at` as in `read_moment`."""
        from pa_cli.core.dates.parse import parse

        language = self._foreign.language_of(text) if self._foreign else None
        if self._foreign and language:
            return self._foreign.read(text, language, at or self.now(), self.options)
        return parse(text, at or self.now(), self.options)

    def explain(self, text: str) -> "DateReading":
        """`read`, with a note on what in `text` looks like a time or a day and is none."""
        from pa_cli.core.dates.impossible import impossible_moment, unread_range, without_moment

        notes = []
        while words := impossible_moment(text):
            notes.append(f'there is no "{words}" on clock or calendar')
            text = without_moment(text, words)
        reading = self.read(text)
        if reading.start is not None and (words := unread_range(text, reading.title)):
            notes.append(f'"{words}" was not understood as a time')
        return replace(reading, notes=(*reading.notes, *notes))

    def read_range(self, text: str, at: datetime | None = None) -> "DateReading":
        """A text that is nothing but days: "next week", 2026-04; else without a start.

        `at` is as in `read_moment`.
        """
        from pa_cli.core.dates.parse import parse_range

        reading = parse_range(text, at or self.now(), self.options)
        return reading if reading.start is not None else self._whole(text, at)

    def read_moment(self, text: str, at: datetime | None = None) -> "DateReading":
        """A text that is nothing but a moment: "friday 15:00"; else without a start.

        Args:
            text: The words.
            at: Read them as if this were the present.
        """
        from pa_cli.core.dates.parse import parse_moment

        reading = parse_moment(text, at or self.now(), self.options)
        return reading if reading.start is not None else self._whole(text, at)

    def _whole(self, text: str, at: datetime | None) -> "DateReading":
        from pa_cli.core.dates.result import DateReading

        reading = self.read(text, at)
        return reading if not reading.title else DateReading(title=text.strip())
