"""Questions of time and date, answered by code."""

from datetime import datetime, tzinfo

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.calendar_answers import answer_calendar
from pa_cli.core.clock_answers.count_answers import answer_counts
from pa_cli.core.clock_answers.length_answers import answer_lengths
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.zone_answers import answer_zones
from pa_cli.core.dates.impossible import impossible_moment
from pa_cli.core.dates.options import DateOptions

_LONGEST = 500
_ASKS_DAY = (
    r"\b(?:what|which) (?:week)?day\b|day of the week|how (?:many days|long) (?:until|till|to|since)|"
    r"(?:星期|周|礼拜)几|(?:多少|几)天"
)


def answer_clock(
    text: str,
    now: datetime,
    zone: tzinfo | None = None,
    options: DateOptions | None = None,
    *,
    chinese: bool | None = None,
) -> ClockAnswer | None:
    """The answer to a question of time, date, zone or holiday.

    Args:
        text: The question, English or Chinese.
        now: The present, with its zone.
        zone: The user's time zone, where it is not that of `now`.
        options: How the user writes dates.
        chinese: Answer in Chinese, or in English; None does as the question.

    Returns:
        None when the question is not understood; an answer that is not `known` when it is
        understood and the answer is not known.
    """
    if not text.strip() or len(text) > _LONGEST:
        return None
    here = now.astimezone(zone) if zone else now
    question = Question(text, here, options or DateOptions(), chinese=chinese)
    try:
        answers = (answer_zones, answer_lengths, answer_counts, answer_calendar)
        found = next((said for answer in answers if (said := answer(question))), None)
    except (OverflowError, ValueError):
        # Beyond the years that dates have.
        return None
    return (_no_such_day(question) or found) if found or question.says(_ASKS_DAY) else None


def _no_such_day(question: Question) -> ClockAnswer | None:
    """What is said of 30 February and of 25:00; None when all days and times exist."""
    words = impossible_moment(question.text)
    if not words:
        return None
    english, chinese = f"There is no {words} on clock or calendar.", f"没有“{words}”这个时间。"
    return ClockAnswer(question.voice.pick(english, chinese))
