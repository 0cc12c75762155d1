"""How long months and years are, what is left of them, and which week it is."""

from calendar import isleap, monthrange
from datetime import date, timedelta

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.holidays import find_holiday, unknown_holiday
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.wording import MONTHS, counted, day_text, month_text
from pa_cli.core.dates.parse import parse
from pa_cli.core.requests.sentence import compiled


def answer_lengths(q: Question) -> ClockAnswer | None:
    """How long months and years are, what is left of them, which week it is."""
    for answer in (_unknowable, _leap, _left, _days_in, _week):
        if found := answer(q):
            return found
    return None


def _unknowable(q: Question) -> ClockAnswer | None:
    if q.says(r"sunrise|sunset|sun ?rise|sun ?set|moonrise|日出|日落"):
        return q.voice.unknown(
            "I do not know when the sun rises or sets.", "我不知道日出和日落的时间。"
        )
    name = unknown_holiday(q.low)
    if name:
        return q.voice.unknown(
            f"I cannot compute the date of {name.title()}.", f"我算不出{name}的日期。"
        )
    if q.says(
        r"\b(?:season|spring|summer|autumn|winter|fall)\b.*\b(?:start|begin|end)|(?:春|夏|秋|"
        r"冬)天.*(?:开始|结束)"
    ) and not find_holiday(q.low):
        return q.voice.unknown(
            "I do not know which start of the seasons is meant; the solstices I know: "
            "ask when the summer solstice is.",
            "季节的起点说法不一；可以问夏至或冬至是哪天。",
        )
    return None


def _year_in(q: Question) -> int | None:
    found = compiled(r"(?<!\d)(\d{4})(?!\d)").search(q.low)
    if found:
        return int(found[1])
    reading = parse(q.text, q.now, q.options)
    for words, years in (
        (r"next year|明年", 1),
        (r"last year|去年", -1),
        (r"this year|今年|the year", 0),
    ):
        if q.says(words):
            return q.today.year + years
    return reading.start.year if reading.start and q.says(r"year|年") else None


def _leap(q: Question) -> ClockAnswer | None:
    if not q.says(r"leap ?year|闰年"):
        return None
    if q.says(r"next leap|when|下一?个闰年|什么时候|哪一?年"):
        year = q.today.year + 1
        while not isleap(year):
            year += 1
        return ClockAnswer(
            q.voice.pick(f"The next leap year is {year}.", f"下一个闰年是{year}年。"),
            {"year": year},
        )
    year = _year_in(q) or q.today.year
    leap = isleap(year)
    return ClockAnswer(
        q.voice.pick(
            f"{year} is {'a' if leap else 'not a'} leap year.",
            f"{year}年{'是' if leap else '不是'}闰年。",
        ),
        {"year": year, "leap": leap},
    )


def _days_in(q: Question) -> ClockAnswer | None:
    """How many days a month or a year has."""
    if not q.says(r"how many days|number of days|多少天|几天"):
        return None
    month = compiled(
        rf"\b(?:in|does|has)\s+(?:the month of\s+)?({'|'.join(MONTHS).lower()})\b"
    ).search(q.low)
    chinese = compiled(
        r"(十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9])月(?:份)?(?:一共)?有"
    ).search(q.low)
    if month or chinese:
        names = [name.lower() for name in MONTHS]
        number = (
            names.index(month[1]) + 1 if month else _chinese_number(chinese[1] if chinese else "")
        )
        return _month_days(q, date(_year_in(q) or q.today.year, number, 1))
    if q.says(r"\b(?:in|does) (?:this|the current) month|这个?月有|本月有"):
        return _month_days(q, q.today.replace(day=1))
    if q.says(r"\b(?:in|does) next month|下个?月有"):
        return _month_days(q, (q.today.replace(day=28) + timedelta(days=7)).replace(day=1))
    if q.says(r"\b(?:are |there )*in (?:a|the|this|next|last)? ?year|\bin \d{4}|年有(?:多少|几)天"):
        if q.says(r"in a year\b"):
            return ClockAnswer("A year has 365 days, a leap year 366.", {"days": 365})
        year = _year_in(q) or q.today.year
        days = 365 + isleap(year)
        return ClockAnswer(
            q.voice.pick(f"{year} has {days} days.", f"{year}年有{days}天。"),
            {"year": year, "days": days},
        )
    return None


def _chinese_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    units = "一二三四五六七八九十"
    return 10 + units.index(text[1]) + 1 if len(text) == 2 else units.index(text) + 1


def _month_days(q: Question, first: date) -> ClockAnswer:
    days = monthrange(first.year, first.month)[1]
    return ClockAnswer(
        q.voice.pick(
            f"{month_text(first, q.voice)} has {days} days.",
            f"{month_text(first, q.voice)}有{days}天。",
        ),
        {"month": f"{first:%Y-%m}", "days": days},
    )


def _left(q: Question) -> ClockAnswer | None:
    """How many days are left of this year, month or week."""
    found = compiled(
        r"(?:left|remain\w*)\b.*\b(?:in|of|this)\b.*\b(?P<unit>year|month|week)\b|"
        r"(?:until|till) the end of (?:the|this) (?P<end>year|month|week)\b|"
        r"(?:今|这一?|本)(?P<chinese>年|个?月|周).*(?:还?剩|还有(?:多少|几)天)"
    ).search(q.low)
    if not found:
        return None
    unit = (
        found["unit"] or found["end"] or {"年": "year", "周": "week"}.get(found["chinese"], "month")
    )
    end = {
        "year": date(q.today.year, 12, 31),
        "month": q.today.replace(day=monthrange(q.today.year, q.today.month)[1]),
        "week": q.today + timedelta(days=(q.options.week_start - 1 - q.today.weekday()) % 7),
    }[unit]
    days = (end - q.today).days
    english = (
        f"{counted(days, 'day')} after today {'is' if days == 1 else 'are'} left of this {unit}."
    )
    chinese = {"year": "年", "month": "个月", "week": "周"}[unit]
    return ClockAnswer(
        q.voice.pick(english, f"这{chinese}今天之后还剩{days}天。"),
        {"days": days, "end": end.isoformat()},
    )


def _week(q: Question) -> ClockAnswer | None:
    if not q.says(
        r"week number|(?:what|which) (?:number )?week|week of the year|calendar week|day number|"
        r"day of the year|第几周|第几天|几周了"
    ):
        return None
    if q.says(r"day of the week"):
        return None
    named = (
        None if q.says(r"^(?:今年|本周|这周|现在)|(?:is it|is this|are we in)\b") else q.named_day
    )
    day = named or q.today
    text = day_text(day, q.voice)
    if q.says(r"day of the year|day number|第几天"):
        number = day.timetuple().tm_yday
        return ClockAnswer(
            q.voice.pick(
                f"{text} is day {number} of {day.year}.", f"{text}是{day.year}年的第{number}天。"
            ),
            {"date": day.isoformat(), "day_of_year": number},
        )
    year, week, _ = day.isocalendar()
    return ClockAnswer(
        q.voice.pick(
            f"{text} is in week {week} of {year} (ISO 8601).",
            f"{text}在{year}年第{week}周（ISO 8601）。",
        ),
        {"date": day.isoformat(), "week": week, "year": year},
    )
