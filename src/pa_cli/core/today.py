"""One day at a glance."""

from dataclasses import dataclass
from datetime import date

from pa_cli.core.event import Event
from pa_cli.core.todo import Todo


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the user's.

    Attributes:
        date: The day.
        events: What takes place on it.
        late: To-dos that should have been done before; only of the present day.
        due: To-dos for this day.
        next: The first events after it, within two weeks.
        next_due: The first to-dos after it, within two weeks.
    """

    date: date
    events: tuple[Event, ...]
    late: tuple[Todo, ...]
    due: tuple[Todo, ...]
    next: tuple[Event, ...]
    next_due: tuple[Todo, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on, due or late."""
        return not (self.events or self.late or self.due)
