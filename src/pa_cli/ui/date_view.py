"""How the reading of a date is shown."""

from datetime import datetime
from typing import TYPE_CHECKING

from pa_cli.core.dates.wording import format_reading
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from pa_cli.core.dates.result import DateReading


def show_reading(output: Output, reading: "DateReading", now: datetime, *, as_json: bool) -> None:
    """When it is, the title, and the other readings."""
    if as_json:
        output.write(to_json(reading_record(reading)))
        return
    lines = [format_reading(reading, now)]
    if reading.start is not None and reading.title:
        lines.append(f"title: {clean_line(reading.title)}")
    lines += [
        f"or: {format_reading(other, now)} ({other.difference})" for other in reading.alternatives
    ]
    lines += [f"note: {note}" for note in reading.notes]
    text = "\n".join(lines)
    output.write(f"{_fitted(text) if output.stdout_is_terminal else text}\n")


def _fitted(text: str) -> str:
    from pa_cli.ui.text_width import terminal_columns
    from pa_cli.ui.wrapping import wrap_text

    return wrap_text(text, terminal_columns())


def reading_record(reading: "DateReading") -> dict[str, object]:
    """A reading as JSON has it; the last of several days is included in `end`."""
    return {
        "start": reading.start,
        "end": reading.end,
        "all_day": reading.all_day,
        "rrule": reading.rrule,
        "title": reading.title,
        "ambiguous": reading.ambiguous,
        "alternatives": [
            {
                "start": other.start,
                "end": other.end,
                "all_day": other.all_day,
                "rrule": other.rrule,
                "difference": other.difference,
            }
            for other in reading.alternatives
        ],
        "tz": reading.tz,
        "kind": reading.kind,
        "notes": list(reading.notes),
        "spans": [list(span) for span in reading.spans],
    }
