"""When: the words of a request as a stretch of time, as a moment, as a shift of an event."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pa_cli.core.action import ActionCall
from pa_cli.core.dates.parse import parse_duration
from pa_cli.core.dates.result import DateReading
from pa_cli.core.event import Event
from pa_cli.core.requests.parts import split_request
from pa_cli.core.requests.wording import join_spans
from pa_cli.services.actions.words import tells_of_past
from pa_cli.services.dates import DatesService

_MIDNIGHT = 24
_AWAKE = (9, 22)
# From where a day of the week, of the month, of the year that is gone is the next one to come.
_LOOK_BACK = (7, 31, 366)
# First and last hour of the parts of a day that a question may be about.
_PARTS: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), first, last)
    for pattern, first, last in (
        (r"\bmornings?\b|早上|上午|早晨|清晨|今早|明早", 5, 12),
        (r"\b(?:noon|midday|lunch ?time)\b|中午", 11, 14),
        (r"\bafternoons?\b|下午|午后", 12, 18),
        (r"\bevenings?\b|傍晚", 17, _MIDNIGHT),
        (r"\b(?:tonight|nights?)\b|晚上|今晚|明晚|夜里", 18, _MIDNIGHT),
    )
)
_CLOCK = re.compile(r"\d|[一二三四五六七八九十两]+点|o'?clock|[ap]\.?m\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:earlier|forward|sooner|ahead|up)\b|提前|提早|早一?|往前|前移", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:later|back|after|late|off)\b|推迟|延后|延迟|推后|晚一?|往后|后移", re.IGNORECASE
)
_LONGER = re.compile(r"\b(?:extend|lengthen|long|longer|prolong)\b|延长|加长", re.IGNORECASE)
_SHORTER = re.compile(r"\b(?:shorten|shorter|cut)\b|缩短", re.IGNORECASE)
# What stands around a length; and what makes it the whole one.
_RESIZING = re.compile(
    r"\b(?:to|until|till|long|longer|shorter)\b|延长|加长|缩短|到|至|长|短", re.IGNORECASE
)
_TO = re.compile(r"\b(?:to|until|till|long)\b|到|至", re.IGNORECASE)
_SHIFT_WORDS = re.compile(
    r"\b(?:by|for|earlier|forward|sooner|ahead|up|later|back|out|a further|another)\b"
    r"|提前|提早|往前|前移|推迟|延后|延迟|推后|往后|后移|[早晚]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that words name.

    Attributes:
        start: Its beginning.
        end: Its end, not included.
        reading: How the words were read.
        is_point: A moment is named, not a stretch.
        whole_days: Days are named and no hours.
    """

    start: datetime
    end: datetime
    reading: DateReading
    is_point: bool = False
    whole_days: bool = False


class Times:
    """Reads the words of a request that say when.

    Args:
        dates: Reads dates, and knows the present.
    """

    def __init__(self, dates: DatesService) -> None:
        self._dates = dates

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def moment(self, text: str) -> DateReading | None:
        """How words are read that say when something takes place; None when they do not."""
        if not text.strip():
            return None
        reading = self._dates.read_moment(text)
        if reading.start is None:
            reading = self._dates.read(text)
        return reading if reading.start is not None else None

    def of_new(self, call: ActionCall, request: str) -> DateReading | None:
        """When something new takes place; None when the request does not say.

        The words are read where they stand in the request: "wake me up at six" is in the morning,
        "dinner at seven" in the evening, "a timer for ten minutes" in ten minutes.
        """
        wanted = _bare(call.when)
        for part in (*split_request(request), f"{call.title} {call.when}") if wanted else ():
            reading = self._dates.read(part)
            if reading.start is not None and _bare(join_spans(part, reading.spans)) == wanted:
                return reading
        return self.moment(call.when)

    def span(self, text: str, request: str = "") -> Span | None:
        """The stretch of time that words name; None when they name none.

        Args:
            text: The words.
            request: The request that they stand in: one that tells of the past ("what did I have
                on tuesday") does not mean the tuesday to come.
        """
        named = self._span(text, self.now()) if text.strip() else None
        if named is None or named.start <= self.now() or not tells_of_past(request, text):
            return named
        earlier = (self._span(text, self.now() - timedelta(days=days)) for days in _LOOK_BACK)
        return next((span for span in earlier if span and span.start <= self.now()), named)

    def _span(self, text: str, at: datetime) -> Span | None:
        reading = self._dates.read_range(text, at)
        if reading.start is None:
            reading = self._dates.read(text, at)
        if reading.start is None:
            reading = self._dates.read_moment(text, at)
        start, end = reading.start, reading.end
        if start is None:
            return None
        if not isinstance(start, datetime):
            last = end if end is not None and not isinstance(end, datetime) else start
            first, after = self.midnight(start), self.midnight(last + timedelta(days=1))
            return Span(first, after, reading, whole_days=True)
        if reading.has_length and isinstance(end, datetime):
            return Span(start, end, reading)
        if part := self.part_of_day(text, start):
            return Span(*part, reading)
        return Span(start, start + timedelta(hours=1), reading, is_point=True)

    def part_of_day(
        self, text: str, day: date | datetime, *, awake: bool = False
    ) -> tuple[datetime, datetime] | None:
        """First and last moment of the afternoon or another part of `day` that words name.

        Args:
            text: The words.
            day: The day.
            awake: Only the hours in which something is planned.
        """
        part = None if _CLOCK.search(text) else _part_of_day(text)
        if part is None:
            return None
        midnight = self.midnight(day.date() if isinstance(day, datetime) else day)
        if awake:
            part = max(part[0], _AWAKE[0]), min(part[1], _AWAKE[1])
        first, last = (midnight + timedelta(hours=hour) for hour in part)
        return first, last

    def midnight(self, day: date) -> datetime:
        """The beginning of a day."""
        return datetime.combine(day, time(), tzinfo=self.now().tzinfo)

    def moved(self, planned: date | datetime, text: str, request: str) -> date | datetime | None:
        """When what was `planned` then is, moved to where `text` says; None when it says nothing.

        A time alone keeps the day, a day alone keeps the time, a length shifts it.
        """
        shift = self.shift(text, request)
        if shift is not None:
            return planned + shift
        reading = self.moment(text)
        if reading is None or reading.start is None:
            return None
        start, then = reading.start, planned if isinstance(planned, datetime) else None
        if not isinstance(start, datetime):
            return datetime.combine(start, then.timetz()) if then else start
        day = self.midnight(then.date() if then else planned)
        early = self._dates.read_moment(text, day)
        late = self._dates.read_moment(text, day + timedelta(hours=23, minutes=59)).start
        if isinstance(early.start, datetime) and isinstance(late, datetime):
            names_no_day = late - early.start == timedelta(days=1)
            if names_no_day and early.start.date() == day.date():
                return _nearest(early, then) if then else early.start
        return _nearest(reading, then) if then else start

    def resized(self, event: Event, text: str, request: str) -> datetime | None:
        """When an event ends that is made longer or shorter; None when it is not."""
        longer, shorter = _LONGER.search(request), _SHORTER.search(request)
        if not (longer or shorter) or not isinstance(event.end, datetime):
            return None
        length = parse_duration(_RESIZING.sub("", _SHIFT_WORDS.sub(" ", text)).strip())
        if length is None:
            moment = self.moved(event.start, _RESIZING.sub("", text), "")
            return moment if isinstance(moment, datetime) else None
        if isinstance(event.start, datetime) and _TO.search(f" {_before(request, text)}{text}"):
            return event.start + length
        return event.end - length if shorter else event.end + length

    def shift(self, text: str, request: str) -> timedelta | None:
        """How far words move something: "by an hour", "30 minutes later", 推迟一小时."""
        length = parse_duration(_SHIFT_WORDS.sub(" ", text).strip())
        if length is None or not _SHIFT_WORDS.search(f"{text} {request}"):
            return None
        for words in (text, request):
            if _EARLIER.search(words) and not _LATER.search(words):
                return -length
            if _LATER.search(words):
                return length
        return length


def _bare(words: str) -> str:
    return words.replace("的", "").replace(" ", "").lower()


def _nearest(reading: DateReading, before: datetime) -> date | datetime | None:
    """Of the two halves of a day that "at eight" may mean, the one like the time there was."""
    start = reading.start
    if not isinstance(start, datetime):
        return start
    halves = [start, *(a.start for a in reading.alternatives if isinstance(a.start, datetime))]
    same_day = [half for half in halves if half.date() == start.date()]
    return min(same_day, key=lambda half: abs(_minutes(half) - _minutes(before)))


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _part_of_day(text: str) -> tuple[int, int] | None:
    for pattern, first, last in _PARTS:
        if pattern.search(text):
            return first, last
    return None


def _before(request: str, words: str) -> str:
    """The last word before some words of a request."""
    return " ".join(request.partition(words)[0].split()[-1:]) + " "


def written(moment: date | datetime | None) -> str | None:
    """A moment as the fields of an edit take it."""
    if moment is None:
        return None
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
