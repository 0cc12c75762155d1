"""Days, weekdays, weeks, holidays and the clock of the user."""

from datetime import datetime, timedelta

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.holidays import find_holiday, holidays_on
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.wording import (
    day_text,
    moment_text,
    weekday_text,
)
from pa_cli.core.dates.lunar import lunar_date_of
from pa_cli.core.requests.sentence import compiled


def answer_calendar(q: Question) -> ClockAnswer | None:
    """What a question about the calendar comes to; None when it is none."""
    for answer in (_holiday_on, _clock_change, _lunar, _shifted_time, _now):
        if found := answer(q):
            return found
    return _date(q)


def _holiday_on(q: Question) -> ClockAnswer | None:
    """Whether a day is a holiday, of those that the table holds."""
    if not q.says(r"holiday|节日|放假|假期|什么节") or find_holiday(q.text):
        return None
    day = q.named_day or (q.today if q.says(r"today|今天|什么节") else None)
    if day is None:
        return None
    names = [q.voice.pick(holiday.english, holiday.chinese) for holiday in holidays_on(day)]
    text = day_text(day, q.voice)
    data: dict[str, object] = {"date": day.isoformat(), "holidays": names}
    if names:
        listed = q.voice.pick(" and ".join(names), "、".join(names))
        return ClockAnswer(q.voice.pick(f"{text} is {listed}.", f"{text}是{listed}。"), data)
    return ClockAnswer(
        q.voice.pick(
            f"I know of no holiday on {text}; I do not know every country's.",
            f"据我所知{text}没有节日；各国的法定假日我并不全知道。",
        ),
        data,
        known=False,
    )


def _clock_change(q: Question) -> ClockAnswer | None:
    """When the user's clocks go forward or back."""
    if not q.says(r"daylight|clocks? (?:change|go|spring|fall)|summer time|夏令时|冬令时"):
        return None
    moment = q.now
    for _ in range(400):
        after = (moment + timedelta(days=1)).replace(tzinfo=q.now.tzinfo)
        if after.utcoffset() != moment.utcoffset():
            break
        moment = after
    else:
        return ClockAnswer(
            q.voice.pick("Your clocks do not change.", "你所在的时区不调整时钟。"), {"change": None}
        )
    forward = (after.utcoffset() or timedelta()) > (moment.utcoffset() or timedelta())
    day = after.date() if after.hour >= 3 else moment.date()
    text = day_text(day, q.voice)
    return ClockAnswer(
        q.voice.pick(
            f"Your clocks go {'forward' if forward else 'back'} on {text}.",
            f"你所在时区的时钟在{text}{'拨快' if forward else '拨慢'}。",
        ),
        {"change": day.isoformat(), "forward": forward},
    )


_LUNAR_MONTHS = (
    "正月",
    "二月",
    "三月",
    "四月",
    "五月",
    "六月",
    "七月",
    "八月",
    "九月",
    "十月",
    "冬月",
    "腊月",
)


def _lunar(q: Question) -> ClockAnswer | None:
    """A day in the Chinese calendar."""
    if not q.says(r"农历|阴历|chinese calendar|lunar (?:date|calendar)"):
        return None
    day = q.named_day or q.today
    lunar = lunar_date_of(day)
    if lunar is None:
        return q.voice.unknown(
            "I know the Chinese calendar from 1900 to 2100.", "我只知道1900年到2100年的农历。"
        )
    year, month, leap, number = lunar
    ones = "一二三四五六七八九十"
    tens, rest = divmod(number - 1, 10)
    lunar_day = {20: "二十", 30: "三十"}.get(number) or "初十廿"[tens] + ones[rest]
    name = ("闰" if leap else "") + _LUNAR_MONTHS[month - 1]
    return ClockAnswer(
        q.voice.pick(
            f"{day_text(day, q.voice)} is day {number} of {'leap ' * leap}month {month} of the "
            f"Chinese year that began in {year} ({name}{lunar_day}).",
            f"{day_text(day, q.voice)}是农历{name}{lunar_day}。",
        ),
        {"date": day.isoformat(), "lunar_month": month, "leap_month": leap, "lunar_day": number},
    )


def _shifted_time(q: Question) -> ClockAnswer | None:
    """What time it will be in three hours, or was."""
    start = q.reading.start
    if not isinstance(start, datetime) or not q.says(r"\btime\b|几点|时间"):
        return None
    shift = q.says(
        r"\bin (?:\w+ ){1,4}|\bago\b|from now|小时[之以]?[后前]|分钟[之以]?[后前]"
    ) and q.says(r"will|was|be|ago|from now|后|前|is it in")
    if not shift:
        return None
    verb = "will be" if start > q.now else "was"
    shown = moment_text(start, q.voice, q.today)
    return ClockAnswer(
        q.voice.pick(
            f"It {verb} {shown}.", f"{'那时将是' if start > q.now else '那时是'}{shown}。"
        ),
        {"time": start.isoformat(timespec="minutes")},
    )


def _now(q: Question) -> ClockAnswer | None:
    """The time now."""
    if not q.says(r"\btime\b|\bclock\b|\bhour\b|几点|时间|报时|how late|how early"):
        return None
    if q.says(r"\b(?:date|day)\b|几号|星期|日期") and not q.says(r"time of (?:the )?day"):
        return None
    if q.reading.start is not None and not q.says(r"right now|currently|today|now|现在|今天|此刻"):
        return None
    text = day_text(q.today, q.voice)
    return ClockAnswer(
        q.voice.pick(f"It is {q.now:%H:%M} on {text}.", f"现在是{text}{q.now:%H:%M}。"),
        {"time": q.now.isoformat(timespec="minutes")},
    )


def _date(q: Question) -> ClockAnswer | None:
    """The date and weekday of what the question names; without a day of today."""
    day = q.named_day
    if day is None and q.says(
        r"\b(?:date|day|month|year|today|week)\b|几号|星期|周几|礼拜|日期|几月|哪一?年|哪一?天|"
        r"日子|年份"
    ):
        if compiled(r"\b(?:is|on|was|of|does) (?!the|it|today|this|my|a)\w+ \d|\d").search(q.low):
            return None
        day = q.today
    if day is None:
        return None
    text = day_text(day, q.voice)
    data: dict[str, object] = {"date": day.isoformat(), "weekday": day.isoweekday()}
    if found := find_holiday(q.text):
        name = q.voice.pick(found[0].english, found[0].chinese)
        verb = "was" if day < q.today else "is"
        return ClockAnswer(
            q.voice.pick(f"{name[:1].upper()}{name[1:]} {verb} on {text}.", f"{name}是{text}。"),
            data,
        )
    if day == q.today:
        return ClockAnswer(q.voice.pick(f"Today is {text}.", f"今天是{text}。"), data)
    said = _said(q)
    verb = "was" if day < q.today else "is"
    dated = text.removeprefix(f"{weekday_text(day, q.voice)} ").removesuffix(
        weekday_text(day, q.voice)
    )
    if _asks_weekday(q) and compiled(r"\d").search(said):
        weekday = weekday_text(day, q.voice)
        return ClockAnswer(
            q.voice.pick(f"{dated} {verb} a {weekday}.", f"{dated}是{weekday}。"), data
        )
    english = (
        f"{said[:1].upper()}{said[1:]}: {text}."
        if compiled(r"^(?:the|in|last|next|this|\d)\b").match(said.lower())
        else f"That {verb} {text}."
    )
    return ClockAnswer(q.voice.pick(english, f"{said}是{text}。"), data)


def _asks_weekday(q: Question) -> bool:
    return q.says(r"(?:what|which) (?:day|weekday)|day of the week|星期几|周几|礼拜几|is it a")


def _said(q: Question) -> str:
    """The words of the question that name the day."""
    return " ".join(q.text[start:end] for start, end in q.reading.spans)
