"""From the user's words and fields to an event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pa_cli.core.dates.impossible import impossible_moment
from pa_cli.core.dates.result import DateReading
from pa_cli.core.errors import UsageError
from pa_cli.core.event import EventDraft
from pa_cli.core.event_words import read_minutes, split_place, split_tags
from pa_cli.core.tags import read_tags
from pa_cli.services.dates import DatesService

_EXAMPLES = 'Examples: "tomorrow 15:00", 2026-03-12T15:00, "next friday at 9".'


@dataclass(frozen=True, slots=True)
class EventRequest:
    """An event as the user asks for it; None is what was not said.

    Attributes:
        text: Plain words; with `start` only the title.
        start: When it begins.
        end: When it ends; for whole days the last one.
        all_day: It takes whole days.
        rrule: RFC 5545 rule.
        tz: IANA zone of the times.
        where: Place.
        note: Description.
        tags: More tags.
        reminders: How long before, such as 10m.
        calendar: Folder it goes into, "" for the usual one.
    """

    text: str = ""
    start: str | None = None
    end: str | None = None
    all_day: bool = False
    rrule: str | None = None
    tz: str | None = None
    where: str | None = None
    note: str | None = None
    tags: Sequence[str] = ()
    reminders: Sequence[str] = ()
    calendar: str = ""


class EventDrafts:
    """Makes drafts.

    Args:
        dates: Reads dates.
    """

    def __init__(self, dates: DatesService) -> None:
        self._dates = dates

    def make(self, request: EventRequest) -> tuple[EventDraft, DateReading | None]:
        """A draft, and how its words were read.

        Raises:
            UsageError: There is no date or no title, or a field cannot be read.
        """
        reading = None
        if request.start is None:
            refuse_impossible(request.text, "--start")
            reading = self._dates.read(request.text)
            if reading.start is None:
                raise UsageError(
                    f"There is no date in {request.text!r}; nothing was added.",
                    hint=f"Say when, or give --start. {_EXAMPLES}",
                )
            draft = self._from_reading(reading)
        else:
            draft = self._from_start(request)
            reading = self._dates.read_moment(request.start)
        draft = self._with_fields(draft, request)
        if not draft.title:
            raise UsageError(
                f"{request.text!r} says when, but not what.",
                hint='Example: pa agenda add "lunch with Ana tomorrow at noon"',
            )
        check_order(draft)
        now = self._dates.now()
        return replace(
            draft, start=own_zone(draft.start, now), end=own_zone(draft.end, now)
        ), reading

    def make_from(self, title: str, reading: DateReading) -> EventDraft:
        """A draft of what is called `title` and takes place when `reading` says.

        Raises:
            UsageError: There is no date or no title.
        """
        if reading.start is None:
            raise UsageError(f"{title!r} has no date.", hint=_EXAMPLES)
        draft = self._from_reading(replace(reading, title=title))
        if not draft.title:
            raise UsageError("It is said when, but not what.")
        check_order(draft)
        now = self._dates.now()
        return replace(draft, start=own_zone(draft.start, now), end=own_zone(draft.end, now))

    def _from_reading(self, reading: DateReading) -> EventDraft:
        title, tags = split_tags(reading.title)
        title, place = split_place(title)
        start = reading.start or date.min
        end = reading.end
        if end is None:
            end = start + self._usual_length() if isinstance(start, datetime) else start
        return EventDraft(
            title, start, end, all_day=reading.all_day, rrule=reading.rrule, where=place, tags=tags
        )

    def _usual_length(self) -> timedelta:
        return timedelta(minutes=self._dates.options.default_minutes)

    def _from_start(self, request: EventRequest) -> EventDraft:
        title, tags = split_tags(request.text)
        start, end = self.read_start(request.start or "")
        all_day = not isinstance(start, datetime)
        return EventDraft(title, start, end, all_day=all_day, tags=tags)

    def read_start(self, text: str) -> tuple[date | datetime, date | datetime]:
        """When something begins, and its usual or stated end; raises UsageError."""
        reading = self._dates.read_moment(text)
        if reading.start is None:
            raise UsageError(f"{text!r} is no date or time.", hint=_EXAMPLES)
        if isinstance(reading.start, datetime):
            end = reading.end if reading.has_length and reading.end else None
            return reading.start, end or reading.start + self._usual_length()
        return reading.start, reading.end or reading.start

    def read_end(self, text: str, start: date | datetime) -> date | datetime:
        """When something ends: a moment, a bare time of the day of `start`, or a length.

        Raises:
            UsageError: `text` is none of these.
        """
        if isinstance(start, datetime):
            try:
                return start + timedelta(minutes=read_minutes(text))
            except UsageError:
                pass
            clock = text.strip().replace(".", ":").removesuffix("h")
            hour, _, minute = clock.partition(":")
            if hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60:
                end = start.replace(hour=int(hour), minute=int(minute))
                return end if end > start else end + timedelta(days=1)
        reading = self._dates.read_moment(text)
        if reading.start is None:
            raise UsageError(f"{text!r} is no date or time.", hint=_EXAMPLES)
        return reading.start

    def _with_fields(self, draft: EventDraft, request: EventRequest) -> EventDraft:
        if request.end is not None:
            end = self.read_end(request.end, draft.start)
            draft = _with_end(draft, end)
        if request.all_day and not draft.all_day:
            draft = replace(draft, start=_day(draft.start), end=_day(draft.end), all_day=True)
        if request.tz:
            draft = _in_zone(draft, read_zone(request.tz))
        tags = (*draft.tags, *read_tags(list(request.tags)))
        minutes = {read_minutes(text, what="a time before") for text in request.reminders}
        return replace(
            draft,
            rrule=read_rule(request.rrule) if request.rrule else draft.rrule,
            where=request.where or draft.where,
            note=request.note or draft.note,
            tags=tuple(dict.fromkeys(tags)),
            reminders=tuple(sorted({*draft.reminders, *minutes})),
        )


def own_zone(moment: date | datetime, now: datetime) -> date | datetime:
    """A time in a local zone that has no name floats: it stays at its hour all year."""
    if not isinstance(moment, datetime) or isinstance(moment.tzinfo, ZoneInfo):
        return moment
    is_local = not isinstance(now.tzinfo, ZoneInfo) and moment.tzinfo == now.tzinfo
    return moment.replace(tzinfo=None) if is_local else moment


def refuse_impossible(text: str, flag: str) -> None:
    """Raise UsageError when `text` has a time or a day that cannot be; `flag` sets the right one."""
    if words := impossible_moment(text):
        raise UsageError(
            f"There is no {words!r} on clock or calendar; nothing was added.",
            hint=f"Put it right, or say when with {flag} if it belongs to the title.",
        )


def check_order(draft: EventDraft) -> None:
    """Raise UsageError when a draft ends before it begins."""
    if draft.end < draft.start:
        raise UsageError(f"It would end ({draft.end}) before it begins ({draft.start}).")


def read_zone(name: str) -> ZoneInfo:
    """The zone called `name`; raises UsageError."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(
            f"There is no time zone called {name!r}.", hint="Example: --tz Europe/Madrid"
        ) from None


def read_rule(text: str) -> str:
    """A recurrence rule without its name; that it makes sense is checked when it is spelled out.

    Raises:
        UsageError: It is none.
    """
    rule = text.strip().removeprefix("RRULE:").upper()
    if not rule.startswith("FREQ=") and ";FREQ=" not in rule:
        raise UsageError(
            f"{text!r} is no recurrence rule.", hint="Example: --rrule FREQ=WEEKLY;COUNT=8"
        )
    return rule


def _with_end(draft: EventDraft, end: date | datetime) -> EventDraft:
    if isinstance(end, datetime) and not isinstance(draft.start, datetime):
        raise UsageError("It begins with a day, but ends with a time.", hint="Give --start a time.")
    if not isinstance(end, datetime) and isinstance(draft.start, datetime):
        end = datetime.combine(end, draft.start.timetz())
    return replace(draft, end=end)


def _in_zone(draft: EventDraft, zone: ZoneInfo) -> EventDraft:
    if not (isinstance(draft.start, datetime) and isinstance(draft.end, datetime)):
        return draft
    return replace(
        draft, start=draft.start.replace(tzinfo=zone), end=draft.end.replace(tzinfo=zone)
    )


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
