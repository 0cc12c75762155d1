"""A week and a month to look at."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from pa_cli.core.dates.wording import format_day
from pa_cli.core.event import Event
from pa_cli.ui.console import Output
from pa_cli.ui.event_view import day_of, event_line, times_on
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NARROWEST_CELL = 8
_LINES_A_DAY = 4


def show_week(output: Output, shown: Sequence[Event], first: date, today: date) -> None:
    """Seven days one below the other, each with what is on."""
    columns = terminal_columns() if output.stdout_is_terminal else 10_000
    output.write("".join(f"{cut(line, columns)}\n" for line in _week(shown, first, today)))


def _week(shown: Sequence[Event], first: date, today: date) -> Iterator[str]:
    for number in range(7):
        day = first + timedelta(days=number)
        yield format_day(day) + ("  <- today" if day == today else "")
        on = events_on(shown, day)
        clashing = _clashing(on)
        for event in on:
            mark = "!" if id(event) in clashing else " "
            yield f" {mark} {event_line(event, day)}"
        if not on:
            yield "   -"


def events_on(shown: Sequence[Event], day: date) -> list[Event]:
    """The events that touch a day."""
    return [event for event in shown if day_of(event.start) <= day <= _last_day(event)]


def _last_day(event: Event) -> date:
    if isinstance(event.end, datetime) and event.end > event.start:
        return (event.end - timedelta(microseconds=1)).date()
    return day_of(event.end)


def _clashing(on: Sequence[Event]) -> set[int]:
    """The events that take the same time as another one."""
    timed = [e for e in on if e.takes_time]
    return {
        id(one)
        for one in timed
        for other in timed
        if one is not other and one.start < other.end and one.end > other.start
    }


def show_month(
    output: Output, shown: Sequence[Event], first: date, today: date, week_start: int
) -> None:
    """A month as a table of days; a narrow one marks the days, with what is on below."""
    columns = terminal_columns() if output.stdout_is_terminal else 80
    cell = (columns - 1) // 7 - 1
    lines = (
        _narrow_month(shown, first, today, week_start)
        if cell < _NARROWEST_CELL
        else _month_table(shown, first, today, week_start, cell)
    )
    title = format_day(first).split(" ", 2)[2]
    output.write(f"{title}\n" + "".join(f"{cut(line.rstrip(), columns)}\n" for line in lines))


def _weeks(first: date, week_start: int) -> Iterator[list[date]]:
    start = first - timedelta(days=(first.weekday() - week_start) % 7)
    while start.month == first.month or start < first:
        yield [start + timedelta(days=n) for n in range(7)]
        start += timedelta(days=7)


def _month_table(
    shown: Sequence[Event], first: date, today: date, week_start: int, cell: int
) -> Iterator[str]:
    rule = "+" + "+".join(["-" * cell] * 7) + "+"
    names = [_WEEKDAYS[(week_start + n) % 7] for n in range(7)]
    yield _row(names, cell)
    for week in _weeks(first, week_start):
        yield rule
        cells = [_cell(shown, day, first, today) for day in week]
        for number in range(max(map(len, cells))):
            yield _row([lines[number] if number < len(lines) else "" for lines in cells], cell)
    yield rule


def _row(texts: Sequence[str], cell: int) -> str:
    return "|" + "|".join(pad(cut(text, cell), cell) for text in texts) + "|"


def _cell(shown: Sequence[Event], day: date, first: date, today: date) -> list[str]:
    if day.month != first.month:
        return [""]
    on = events_on(shown, day)
    lines = [f"{day.day}" + (" <-" if day == today else "")]
    for event in on[:_LINES_A_DAY]:
        hour = times_on(event, day)[:5] if isinstance(event.start, datetime) else ""
        clock = f"{hour} " if hour[:1].isdecimal() else ""
        lines.append(clock + clean_line(event.title))
    if len(on) > _LINES_A_DAY:
        lines[-1] = f"{len(on) - _LINES_A_DAY + 1} more"
    return lines


def _narrow_month(
    shown: Sequence[Event], first: date, today: date, week_start: int
) -> Iterator[str]:
    yield " ".join(_WEEKDAYS[(week_start + n) % 7][:2] for n in range(7))
    for week in _weeks(first, week_start):
        days = []
        for day in week:
            mark = "*" if day.month == first.month and events_on(shown, day) else " "
            days.append(f"{day.day:>2}{mark}" if day.month == first.month else "   ")
        yield "".join(days)[: max(terminal_columns(), 20)]  # rather no mark than half a number
    last = None
    for event in shown:
        day = max(day_of(event.start), first)
        if day != last:
            yield format_day(day) + ("  <- today" if day == today else "")
            last = day
        yield f"  {event_line(event, day)}"
