"""Questions of time and date, answered by code."""

from datetime import datetime, tzinfo

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.calendar_answers import answer_calendar
from pa_cli.core.clock_answers.count_answers import answer_counts
from pa_cli.core.clock_answers.length_answers import answer_lengths
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.zone_answers import answer_zones
from pa_cli.core.dates.options import DateOptions

_LONGEST = 500


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
        for answer in (answer_zones, answer_lengths, answer_counts, answer_calendar):
            if found := answer(question):
                return found
    except (OverflowError, ValueError):
        # Beyond the years that dates have.
        return None
    return None
