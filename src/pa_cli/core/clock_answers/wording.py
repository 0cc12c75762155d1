"""Days, times and lengths in the words of an answer."""

from datetime import date, datetime, timedelta

from pa_cli.core.clock_answers.answer import Voice

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_CHINESE_DAYS = "一二三四五六日"


def counted(count: int, noun: str) -> str:
    """1 day, 2 days."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def day_text(day: date, voice: Voice) -> str:
    """Sunday 22 November 2026; 2026年11月22日星期日."""
    return voice.pick(
        f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.year}年{day.month}月{day.day}日{weekday_text(day, voice)}",
    )


def weekday_text(day: date, voice: Voice) -> str:
    """Sunday; 星期日."""
    return voice.pick(WEEKDAYS[day.weekday()], "星期" + _CHINESE_DAYS[day.weekday()])


def month_text(day: date, voice: Voice) -> str:
    """November 2026; 2026年11月."""
    return voice.pick(f"{MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月")


def moment_text(moment: datetime, voice: Voice, today: date | None = None) -> str:
    """15:20, with its day unless that is `today`."""
    clock = f"{moment:%H:%M}"
    if moment.date() == today:
        return clock
    day = day_text(moment.date(), voice)
    return voice.pick(f"{clock} on {day}", f"{day}{clock}")


def length_text(length: timedelta, voice: Voice) -> str:
    """2 hours and 40 minutes; 2小时40分钟. Rounded to minutes."""
    minutes = round(abs(length).total_seconds() / 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        voice.pick(counted(count, unit), f"{count}{chinese}")
        for count, unit, chinese in (
            (days, "day", "天"),
            (hours, "hour", "小时"),
            (minutes, "minute", "分钟"),
        )
        if count
    ]
    if not parts:
        return voice.pick("less than a minute", "不到一分钟")
    return voice.pick(
        " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))), "".join(parts)
    )


def days_text(days: int, voice: Voice) -> str:
    """33 days (4 weeks and 5 days)."""
    text = voice.pick(counted(days, "day"), f"{days}天")
    weeks, rest = divmod(days, 7)
    if weeks < 1 or days < 14:
        return text
    english = counted(weeks, "week") + (f" and {counted(rest, 'day')}" if rest else "")
    return text + voice.pick(f" ({english})", f"（{weeks}周{f'零{rest}天' if rest else ''}）")
