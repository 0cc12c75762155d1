"""Free time on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pa_cli.core.dates.wording import format_day, format_distance
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json


class Slot(Protocol):
    """A stretch of free time."""

    @property
    def start(self) -> datetime:
        """Its beginning."""
        ...

    @property
    def end(self) -> datetime:
        """Its end."""
        ...

    @property
    def minutes(self) -> int:
        """How long it is."""
        ...


def show_slots(output: Output, slots: Sequence[Slot], now: datetime, *, as_json: bool) -> None:
    """The slots; on a terminal below their days."""
    if as_json:
        records = [{"start": s.start, "end": s.end, "minutes": s.minutes} for s in slots]
        output.write(to_json(records))
        return
    if not slots:
        output.notice_terminal("No free time of that length.")
    last = None
    for slot in slots:
        hours = f"{slot.start:%H:%M}-{slot.end:%H:%M}"
        if not output.stdout_is_terminal:
            output.write(f"{slot.start:%Y-%m-%d}\t{hours}\t{slot.minutes}\n")
            continue
        if slot.start.date() != last:
            last = slot.start.date()
            output.write(f"{format_day(last)}, {format_distance(last, now)}\n")
        length = f"{slot.minutes // 60} h {slot.minutes % 60:02} min"
        output.write(f"  {hours}  {length}\n")
