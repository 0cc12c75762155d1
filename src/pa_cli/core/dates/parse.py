"""Reading dates out of a text: the entry points of this package."""

from dataclasses import replace
from datetime import datetime, timedelta

from pa_cli.core.dates.lexer import FIRST_CHINESE, Reader, fold, tokenize
from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Draft, Hit, Span
from pa_cli.core.dates.result import Alternative, DateReading
from pa_cli.core.dates.solve import solve
from pa_cli.core.dates.solve_moments import Setting, Solution
from pa_cli.core.dates.title import asks, counts_down, fills, hint_of, is_past, leave_title

_DEFAULTS = DateOptions()
_LONGEST = 4000
Spans = list[tuple[int, int]]


def parse(text: str, now: datetime, options: DateOptions = _DEFAULTS) -> DateReading:
    """How `text` is read at the moment `now`.

    Args:
        text: Anything; only its first 4,000 characters are looked at.
        now: The present, with its time zone.
        options: The user's habits.
    """
    draft, spans, keep, left = _scan(text, now, options)
    query = asks(text)
    if not draft and draft.length and draft.length.timed and counts_down(text):
        draft.start.shift, draft.length = draft.length, None
    if not draft:
        return _nothing(text, query=query)
    part = draft.start.part or (draft.every and draft.every.part)
    setting = Setting(now, options, query, hint_of(text), bool(part) and fills(text))
    try:
        solution = solve(draft, setting)
        others = _others(solution, setting) if solution else ()
    except (ValueError, OverflowError):
        # Beyond the calendar: "in 9999 years" names no day that exists.
        solution = None
    if solution is None:
        return _nothing(text, query=query)
    title, dropped = leave_title(text, spans, query=query)
    zone = draft.start.zone or (draft.finish.zone if draft.finish else None)
    return DateReading(
        title=title,
        start=solution.start,
        end=solution.end,
        all_day=solution.all_day,
        rrule=solution.rrule,
        tz=zone.name if zone else None,
        spans=tuple(sorted(spans + keep)),
        dropped=tuple(dropped),
        alternatives=others,
        kind=_kind(draft, solution, query=query),
        notes=tuple(dict.fromkeys([*solution.notes, *left])),
        has_length=solution.has_length,
    )


def _nothing(text: str, *, query: bool) -> DateReading:
    return DateReading(title=leave_title(text, [], query=query)[0] or text.strip())


def _kind(draft: Draft, solution: Solution, *, query: bool) -> str:
    if query:
        return "query"
    if draft.mode == "deadline":
        return "deadline"
    several_days = solution.all_day and solution.end not in {None, solution.start}
    return "range" if draft.finish or draft.mode == "since" or several_days else "point"


def _others(solution: Solution, setting: Setting) -> tuple[Alternative, ...]:
    found: dict[tuple[str, str | None], Alternative] = {}
    for difference, variant in solution.variants:
        other = solve(variant, setting)
        # As texts: of a time that comes twice, both moments are equal to Python.
        key = (other.start.isoformat(), other.rrule) if other else None
        if other and key and key != (solution.start.isoformat(), solution.rrule):
            found[key] = Alternative(other.start, other.end, other.all_day, other.rrule, difference)
    return tuple(found.values())


def _scan(text: str, now: datetime, options: DateOptions) -> tuple[Draft, Spans, Spans, list[str]]:
    """All phrases of a text: what they say, where they stand, where those that stay do.

    The last of the four are sentences about phrases for which there is no room in one reading.
    """
    reader = Reader(tokenize(fold(text[:_LONGEST])), now, options)
    reader.past = is_past(text)
    draft = Draft()
    spans: Spans = []
    keep: Spans = []
    left: list[str] = []
    i = 0
    while i < len(reader):
        hit = _phrase(reader, i)
        if hit is None or hit.end <= i:
            i += 1
            continue
        first = i if hit.start is None else hit.start
        start, end = reader[first].start, reader[hit.end - 1].end
        if draft.take(hit):
            (keep if hit.keep else spans).append((start, end))
        elif hit.moment:
            left.append(f'"{text[start:end]}" is left in the title: one date is taken')
        i = hit.end
    return draft, spans, keep, left


def _phrase(reader: Reader, i: int) -> Hit | None:
    """A phrase in one of the languages, by the script of its first sign."""
    try:
        if reader[i].text >= FIRST_CHINESE:
            from pa_cli.core.dates.chinese.grammar import phrase as chinese

            return chinese(reader, i)
        from pa_cli.core.dates.english.grammar import phrase as english

        hit = english(reader, i)
        if reader.chinese and (hit is None or reader[hit.end].text >= FIRST_CHINESE):
            from pa_cli.core.dates.chinese.grammar import phrase as chinese

            hit = chinese(reader, i) or hit
    except (ValueError, OverflowError):
        return None
    return hit


def parse_range(text: str, now: datetime, options: DateOptions = _DEFAULTS) -> DateReading:
    """A text that is nothing but a range of days: "next 10 days", 2026-04, 下周, "april".

    Returns:
        A reading whose `start` is None when the text holds anything else besides.
    """
    reading = parse(text, now, options)
    if reading.start is not None and not reading.title:
        return replace(reading, kind="query")
    for prefix in ("in ", "this ", "next "):
        reading = parse(prefix + text, now, options)
        if reading.start is not None and not reading.title and reading.end != reading.start:
            return replace(reading, kind="query", spans=((0, len(text)),))
    return DateReading(title=text.strip())


def parse_moment(text: str, now: datetime, options: DateOptions = _DEFAULTS) -> DateReading:
    """A text that is nothing but a moment, as flags take it: "friday 15:00", "now", 明天.

    Returns:
        A reading whose `start` is None when the text holds anything else besides.
    """
    if text.strip().lower() in {"now", "现在", "現在"}:
        moment = now.replace(second=0, microsecond=0)
        end = moment + timedelta(minutes=options.default_minutes)
        return DateReading(title="", start=moment, end=end, kind="point", spans=((0, len(text)),))
    reading = parse(text, now, options)
    if reading.start is not None and not reading.title:
        return reading
    reading = parse("at " + text, now, options)
    if reading.start is not None and not reading.title:
        return replace(reading, spans=((0, len(text)),))
    return DateReading(title=text.strip())


def parse_duration(text: str) -> timedelta | None:
    """A length such as 45m, 1h30, "an hour and a half", 两小时, 2 weeks; None for anything else.

    Months and years are no fixed length and give None.
    """
    now = datetime(2000, 1, 1)  # noqa: DTZ001 - lengths know no moment
    reader = Reader(tokenize(fold(text.strip()[:_LONGEST])), now, _DEFAULTS)
    span = _whole_span(reader)
    if span is None or span.months:
        return None
    return timedelta(days=span.days, seconds=span.seconds)


def _whole_span(reader: Reader) -> Span | None:
    from pa_cli.core.dates.chinese.spans import span as chinese
    from pa_cli.core.dates.english.spans import span as english

    for read in (english, chinese):
        found = read(reader, 0)
        if found and found[1] == len(reader):
            return found[0]
    return _short(reader)


def _short(reader: Reader) -> Span | None:
    """10m, 2d, 1w: one number and one letter."""
    seconds = {"m": 60, "s": 1}.get(reader.low(1), 0)
    days = {"d": 1, "w": 7}.get(reader.low(1), 0)
    if len(reader) != 2 or reader[0].value < 0 or not (seconds or days):
        return None
    return Span(days=reader[0].value * days, seconds=reader[0].value * seconds)
