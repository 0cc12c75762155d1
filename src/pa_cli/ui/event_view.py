"""Events on a terminal, in a pipe and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.dates.wording import (
    format_day,
    format_distance,
    format_reading,
    format_when,
)
from pa_cli.core.event import Event
from pa_cli.core.voice import ENGLISH, Voice
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns

if TYPE_CHECKING:
    from pa_cli.core.dates.result import DateReading


_NARROW = 50


def event_record(event: Event) -> dict[str, object]:
    """An event as JSON has it; the last of several days is included in `end`."""
    return {
        "id": event.id or None,
        "title": event.title,
        "start": event.start,
        "end": event.end,
        "all_day": event.all_day,
        "tz": event.tz,
        "rrule": event.rrule,
        "recurring": event.occurrence is not None,
        "occurrence": event.occurrence,
        "where": event.where,
        "note": event.note,
        "tags": event.tags,
        "reminders": event.reminders,
        "calendar": event.calendar,
        "status": event.status,
        "free": event.free,
        "uid": event.uid or None,
        "path": event.path,
        "problem": event.problem,
    }


def show_list(
    output: Output, shown: Sequence[Event], first: date, last: date, now: datetime, *, as_json: bool
) -> None:
    """Events of some days, in order; on a terminal below their days and numbered."""
    if as_json:
        output.write(to_json([event_record(event) for event in shown]))
        return
    if not shown:
        days = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
        output.notice_terminal(f"Nothing planned: {days}.")
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(event)) + "\n" for event in shown))
        return
    output.write("".join(f"{line}\n" for line in _list_lines(shown, first, now)))


def _list_lines(shown: Sequence[Event], first: date, now: datetime) -> Iterator[str]:
    columns = terminal_columns()
    digits = len(str(len(shown)))
    last_day = None
    for number, event in enumerate(shown, start=1):
        day = max(day_of(event.start), first)
        if day != last_day:
            if last_day is not None:
                yield ""
            yield cut(f"{format_day(day)}, {format_distance(day, now)}", columns)
            last_day = day
        yield cut(f"{number:>{digits}}  {event_line(event, day)}", columns)


def event_line(event: Event, day: date, voice: Voice = ENGLISH) -> str:
    """Time and title of an event on a day, and what else there is to know at a glance."""
    parts = [pad(times_on(event, day, voice), 11), clean_line(event.title)]
    if event.where:
        parts.append(f"@ {clean_line(event.where)}")
    parts += [clean_line(f"#{tag}") for tag in event.tags]
    if event.occurrence:
        parts.append(voice.pick("(repeats)", "（重复）"))
    if event.status != "confirmed":
        parts.append(f"({clean_line(event.status)})")
    if not isinstance(event.start, datetime) and event.end != event.start:
        first, last = voice.day(event.start), voice.day(day_of(event.end))
        parts.append(voice.pick(f"({first} to {last})", f"（{first}至{last}）"))
    if event.problem:
        parts.append(f"! {clean_line(event.problem)}")
    return "  ".join(parts)


def times_on(event: Event, day: date, voice: Voice = ENGLISH) -> str:
    """The hours that an event takes of a day: 09:00-10:00, until 10:00, all day."""
    whole = voice.pick("all day", "全天")
    if not (isinstance(event.start, datetime) and isinstance(event.end, datetime)):
        return whole
    begins, ends = event.start.date() == day, event.end.date() == day
    over_midnight = event.end - event.start < timedelta(days=1)
    if begins and (ends or over_midnight):
        same = event.start == event.end
        return f"{event.start:%H:%M}" + ("" if same else f"-{event.end:%H:%M}")
    if begins:
        return voice.pick(f"from {event.start:%H:%M}", f"{event.start:%H:%M}起")
    return voice.pick(f"until {event.end:%H:%M}", f"到{event.end:%H:%M}") if ends else whole


def show_event(
    output: Output, event: Event, coming: Sequence[Event], now: datetime, *, as_json: bool
) -> None:
    """One event with everything that is known of it."""
    if as_json:
        record = event_record(event)
        record["next"] = [one.start for one in coming]
        output.write(to_json(record))
        return
    lines = [clean_line(event.title), describe_when(event, now)]
    if coming:
        starts = [format_when(one.start, None, now) for one in coming]
        lines += [f"{'      ' if n else 'next: '}{start}" for n, start in enumerate(starts)]
    facts = {
        "where": event.where,
        "tags": " ".join(f"#{tag}" for tag in event.tags),
        "remind": ", ".join(minutes_text(m) for m in event.reminders),
        "status": "" if event.status == "confirmed" else event.status,
        "calendar": event.calendar,
        "id": event.id,
        "file": str(event.path),
        "problem": event.problem,
    }
    lines += [f"{name}: {clean_line(text)}" for name, text in facts.items() if text]
    if event.note:
        lines += ["", event.note]
    output.write("\n".join(lines) + "\n")


def describe_when(event: Event, now: datetime, voice: Voice = ENGLISH) -> str:
    """When an event is and how often."""
    parts = [voice.when(event.start, event.end, now), voice.distance(event.start, now)]
    if event.rrule:
        parts.append(clean_line(voice.rule(event.rrule, now)))
    elif event.occurrence:
        parts.append(voice.pick("repeats", "重复"))
    made = voice.pick(f" (made in {event.tz})", f"（时区 {event.tz}）")
    return voice.comma.join(parts) + (made if _is_foreign(event, now) else "")


def _is_foreign(event: Event, now: datetime) -> bool:
    """Whether the event was made in a zone whose clocks show another time than here."""
    start = event.start
    if event.tz is None or not isinstance(start, datetime) or start.tzinfo is None:
        return False
    return start.utcoffset() != start.astimezone(now.tzinfo).utcoffset()


def describe(event: Event, now: datetime, voice: Voice = ENGLISH) -> str:
    """An event in one line, for a question."""
    return f"{event.id}  {clean_line(event.title)}  {describe_when(event, now, voice)}"


def show_added(
    output: Output,
    event: Event,
    overlaps: Sequence[Event],
    reading: "DateReading | None",
    now: datetime,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """What was added, how it was read, and what it collides with."""
    if as_json:
        from pa_cli.ui.date_view import reading_record

        record = event_record(event)
        record["overlaps"] = [event_record(other) for other in overlaps]
        record["reading"] = None if reading is None else reading_record(reading)
        record["dry_run"] = dry_run
        output.write(to_json(record))
        return
    what = "Would add" if dry_run else f"Added {event.id}"
    output.write(f"{what}  {clean_line(event.title)}\n{describe_when(event, now)}\n")
    more = [f"@ {clean_line(event.where)}"] if event.where else []
    more += [clean_line(f"#{tag}") for tag in event.tags]
    more += [f"reminder {minutes_text(minutes)}" for minutes in event.reminders]
    if more:
        output.write("  ".join(more) + "\n")
    lines = [*doubts(reading, now), *_collisions(overlaps, now)]
    output.write("".join(f"{line}\n" for line in lines))


def _collisions(overlaps: Sequence[Event], now: datetime) -> Iterator[str]:
    for other in overlaps:
        when = format_when(other.start, other.end, now)
        yield f"overlaps: {clean_line(other.title)}, {when}"


def doubts(reading: "DateReading | None", now: datetime, voice: Voice = ENGLISH) -> Iterator[str]:
    """The other readings of ambiguous words, and what had to be decided."""
    if reading is None:
        return
    for other in reading.alternatives:
        if voice.chinese:
            yield f"或者：{voice.when(other.start, other.end, now)}"
        else:
            yield f"or: {format_reading(other, now)} ({other.difference})"
    for note in reading.notes:
        yield f"note: {note}"


def show_change(
    output: Output,
    event: Event,
    what: str,
    now: datetime,
    *,
    overlaps: Sequence[Event] = (),
    as_json: bool,
) -> None:
    """What was done to an event, when it is now, and what it collides with."""
    if as_json:
        record = event_record(event)
        record["overlaps"] = [event_record(other) for other in overlaps]
        output.write(to_json(record))
        return
    lines = [f"{what} {event.id}  {clean_line(event.title)}", describe_when(event, now)]
    output.write("".join(f"{line}\n" for line in [*lines, *_collisions(overlaps, now)]))


def show_removed(output: Output, removed: Sequence[Event], now: datetime, *, as_json: bool) -> None:
    """What was moved to the trash."""
    if as_json:
        output.write(to_json([event_record(event) for event in removed]))
        return
    for event in removed:
        when = format_when(event.start, event.end, now)
        output.write(f"Removed {event.id}  {clean_line(event.title)}  {when}\n")
    output.notice_terminal("To bring back: pa undo")


_LENGTHS = ((10_080, "week", "周"), (1440, "day", "天"), (60, "h", "小时"), (1, "min", "分钟"))


def minutes_text(minutes: int, voice: Voice = ENGLISH) -> str:
    """How long before: 10 min before, 2 h before, 1 day before."""
    if minutes == 0:
        return voice.pick("at the time", "准时")
    size, name, chinese = next(one for one in _LENGTHS if minutes % one[0] == 0)
    count = abs(minutes) // size
    if voice.chinese:
        return f"{'提前' if minutes > 0 else '推后'}{count}{chinese}"
    plural = "s" if count > 1 and size >= 1440 else ""
    return f"{count} {name}{plural} {'before' if minutes > 0 else 'after'}"


def reminder_text(minutes: int, voice: Voice = ENGLISH) -> str:
    """An alarm: reminder 10 min before."""
    told = minutes_text(minutes, voice)
    return voice.pick(f"reminder {told}", f"{told}提醒")


def day_of(moment: date | datetime) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def moment_text(moment: date | datetime) -> str:
    """A day or a time in a column."""
    text = moment.isoformat()  # a pipe gets thousands of them, and strftime takes twice as long
    return f"{text[:10]} {text[11:16]}" if isinstance(moment, datetime) else text


def _fields(event: Event) -> list[str]:
    return [
        event.id,
        moment_text(event.start),
        moment_text(event.end),
        clean_line(event.title),
        clean_line(event.where) if event.where else "",
        clean_line(" ".join(f"#{tag}" for tag in event.tags)) if event.tags else "",
    ]
