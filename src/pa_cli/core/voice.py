"""What code says, in the language of the request: the one place that knows which that is."""

from dataclasses import dataclass
from datetime import date, datetime

from pa_cli.core.dates import chinese_wording, wording


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks English, or Chinese.

    Attributes:
        chinese: Chinese is spoken.
    """

    chinese: bool = False

    def pick(self, english: str, chinese: str) -> str:
        """The one of two sentences that is in the right language."""
        return chinese if self.chinese else english

    def quote(self, text: str) -> str:
        """`text` in the quotation marks of the language."""
        return f"“{text}”" if self.chinese else repr(text)

    def count(self, number: int, noun: str, chinese: str) -> str:
        """1 event, 2 events, 2个日程; `chinese` has its measure word."""
        return f"{number}{chinese}" if self.chinese else f"{number} {noun}" + "s" * (number != 1)

    def day(self, day: date) -> str:
        """Fri 20 Mar 2026."""
        spoken = chinese_wording.format_day if self.chinese else wording.format_day
        return spoken(day)

    def when(self, start: date | datetime, end: date | datetime | None, now: datetime) -> str:
        """A day, days, or a day with its times."""
        spoken = chinese_wording.format_when if self.chinese else wording.format_when
        return spoken(start, end, now)

    def distance(self, start: date | datetime, now: datetime) -> str:
        """How far away it is: today, in 9 days."""
        spoken = chinese_wording.format_distance if self.chinese else wording.format_distance
        return spoken(start, now)

    def rule(self, rrule: str, now: datetime) -> str:
        """How often: every 2 weeks on Fri."""
        spoken = chinese_wording.format_rule if self.chinese else wording.format_rule
        return spoken(rrule, now)

    @property
    def comma(self) -> str:
        """Stands between the parts of a sentence."""
        return self.pick(", ", "，")


ENGLISH = Voice()
CHINESE = Voice(chinese=True)


def voice_of(request: str, language: str | None = None) -> Voice:
    """The voice that answers `request`.

    Args:
        request: What the user said.
        language: The language that they want for all answers, None for that of the request.
    """
    if language:
        from pa_cli.core.languages import find_language

        return Voice(find_language(language).code.startswith("zh"))
    from pa_cli.core.requests.wording import is_chinese

    return CHINESE if is_chinese(request) else ENGLISH
