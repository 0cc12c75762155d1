"""A question of time or date, taken apart."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from pa_cli.core.clock_answers.answer import Voice
from pa_cli.core.clock_answers.holidays import find_holiday, last_day, next_day
from pa_cli.core.clock_answers.places import Place, find_places
from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.parse import parse, parse_moment
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests.chinese_sentence import simplify
from pa_cli.core.requests.sentence import compiled


class Question:
    """A question, the moment at which it is asked, and what it names.

    Attributes:
        text: As it was written, without what surrounds it.
        low: In lower case and simplified characters, as long as `text`.
        now: The present on the user's clock.
        voice: Speaks its language.
    """

    def __init__(
        self, text: str, now: datetime, options: DateOptions, *, chinese: bool | None = None
    ) -> None:
        self.text = text.strip().rstrip("?？。.!！ ")
        self.low = simplify(self.text).replace("\u2019", "'")
        self.now = now
        self.options = options
        has_chinese = any("\u4e00" <= sign <= "\u9fff" for sign in text)
        self.voice = Voice(has_chinese if chinese is None else chinese)

    def says(self, pattern: str) -> bool:
        """Whether `pattern` is found in it."""
        return bool(compiled(pattern).search(self.low))

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.now.date()

    @cached_property
    def places(self) -> Sequence[Place]:
        """The places that it names."""
        return find_places(self.text)

    @cached_property
    def reading(self) -> DateReading:
        """The date or time that it names, places left out of the text."""
        return parse(self.without_places(), self.now, self.options)

    @property
    def named_day(self) -> date | None:
        """The day that it names."""
        start = self.day(self.text) if find_holiday(self.text) else self.reading.start
        return start.date() if isinstance(start, datetime) else start

    def without_places(self) -> str:
        """The text with its places blanked, as long as it was."""
        signs = list(self.text)
        for place in self.places:
            signs[place.start : place.end] = " " * (place.end - place.start)
        return "".join(signs)

    def day(self, text: str, *, past: bool = False) -> date | datetime | None:
        """The day, holiday, or moment that `text` says.

        Args:
            text: A piece of the question.
            past: A day without a year is one that has been.
        """
        text = text.strip(" ,，")
        if text.lower() in {"now", "today", "right now", "现在", "今天", "今日"}:
            return self.today if text.lower() in {"today", "今天", "今日"} else self.now
        if found := find_holiday(text):
            holiday, rest = found
            if year := compiled(r"\b(?:19|20)\d\d\b|(?<!\d)(?:19|20)\d\d(?=年)").search(rest):
                return holiday.day(int(year[0]))
            if compiled(r"\blast\b|去年|上个").search(simplify(rest)):
                past = True
            shifted = compiled(r"明年|next year").search(simplify(rest))
            if shifted:
                return holiday.day(self.today.year + 1)
            return last_day(holiday, self.today) if past else next_day(holiday, self.today)
        if month := compiled(r"^(?:the )?(?:end of )(.+)$").match(text.lower()):
            reading = parse("the end of " + month[1], self.now, self.options)
        else:
            reading = parse(text, self.now, self.options)
        if reading.start is None:
            reading = parse_moment(text, self.now, self.options)
        if reading.start is None and (found_year := compiled(r"^((?:19|20)\d\d)年?$").match(text)):
            return date(int(found_year[1]), 1, 1)
        start = reading.start
        if (
            past
            and isinstance(start, date)
            and not isinstance(start, datetime)
            and start > self.today
        ) and not compiled(r"\d{4}").search(text):
            start = _year_before(start)
        return start


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def between(start: date | datetime, end: date | datetime) -> timedelta:
    """The time from one to the other; days when one of them has no time."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end - start
    return _day(end) - _day(start)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
