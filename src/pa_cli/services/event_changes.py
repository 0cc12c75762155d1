"""Changes of one event file, made on its lines, so that all else in it stays as it is."""

from datetime import date, datetime

from pa_cli.core.agenda_ports import Scope
from pa_cli.core.errors import StorageError
from pa_cli.core.event import Event
from pa_cli.core.icalendar import events
from pa_cli.core.icalendar.events import Series, planned_wall, read_series
from pa_cli.core.icalendar.lines import Component
from pa_cli.core.icalendar.values import moment_line
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.services.calendar_file import CalendarFile


class EventFile(CalendarFile):
    """The file of an event, taken apart."""

    name = "VEVENT"
    noun = "event"

    def main(self, uid: str) -> Component:
        """The component with the rule; of a lone exception itself."""
        found = self.components(uid)
        return next((c for c in found if c.line("RECURRENCE-ID") is None), found[0])

    def replacement(self, event: Event) -> Component | None:
        """The component that stands for one occurrence, if there is one."""
        series = self.series(event.uid)
        for component in self.components(event.uid):
            line = component.line("RECURRENCE-ID")
            if line is not None and event.occurrence:
                planned = read_series(component, find_zone).replaces
                if planned is not None and planned_wall(planned, series) == wall_of(event):
                    return component
        return None

    def series(self, uid: str) -> Series:
        """What the main component says.

        Raises:
            StorageError: The file says it in a way that cannot be read.
        """
        try:
            return read_series(self.main(uid), find_zone)
        except ValueError as error:
            raise StorageError(f"{self.path}: {error} It was left alone.") from error

    def remove(self, event: Event, scope: Scope, now: datetime) -> None:
        """Take out an event, or some of its occurrences."""
        series = self.series(event.uid)
        planned = planned_of(event, series)
        if scope == "following" and planned is not None and planned <= series.start:
            scope = "all"
        if not event.occurrence or planned is None or scope == "all":
            self.take_all_out(event.uid)
            return
        main = self.main(event.uid)
        if scope == "this":
            replacement = self.replacement(event)
            if replacement is not None:
                self.take_out(event.uid, replacement)
            events.leave_out(main, planned)
        else:
            self.cut_off(event, series)
        events.touch(main, now)

    def cut_off(self, event: Event, series: Series) -> None:
        """Let a recurring event end before one of its occurrences."""
        planned = planned_of(event, series)
        if planned is None:
            return
        events.end_before(self.main(event.uid), planned)
        main = self.main(event.uid)
        kept = [m for m in series.extra if planned_wall(m, series) < wall_of(event)]
        if len(kept) != len(series.extra):
            main.drop("RDATE")
            main.put(*(moment_line("RDATE", moment) for moment in kept))
        for component in self.components(event.uid):
            replaces = read_series(component, find_zone).replaces
            if replaces is not None and planned_wall(replaces, series) >= wall_of(event):
                self.take_out(event.uid, component)


def wall_of(event: Event) -> datetime:
    """The planned start of an occurrence, a naive time in the zone of its event."""
    moment = datetime.fromisoformat(event.occurrence or "")
    return moment.replace(tzinfo=None)


def planned_of(event: Event, series: Series) -> date | datetime | None:
    """The planned start of an occurrence in the form of its event's start."""
    if not event.occurrence:
        return None
    wall = wall_of(event)
    if not isinstance(series.start, datetime):
        return wall.date()
    return wall.replace(tzinfo=series.start.tzinfo)
