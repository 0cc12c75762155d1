"""Dates in Chinese words: 2026年3月20日周五 15:00-16:00，9天后. The English ones are in `wording`."""

from datetime import date, datetime

from pa_cli.core.dates.wording import ends_that_night

_WEEKDAYS = "一二三四五六日"
_DAY_NAMES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), _WEEKDAYS, strict=True))
_EVERY = {"HOURLY": "小时", "DAILY": "天", "WEEKLY": "周", "MONTHLY": "个月", "YEARLY": "年"}
_NEAR = {0: "今天", 1: "明天", 2: "后天", -1: "昨天", -2: "前天"}


def format_day(day: date) -> str:
    """2026年3月20日周五."""
    return f"{day.year}年{day.month}月{day.day}日周{_WEEKDAYS[day.weekday()]}"


def format_when(start: date | datetime, end: date | datetime | None, now: datetime) -> str:
    """A day, days, or a day with its times; see `wording.format_when`."""
    if not isinstance(start, datetime) or (end is not None and not isinstance(end, datetime)):
        several = end is not None and end != start
        return format_day(start) + (f"至{format_day(end)}" if several and end else "")
    text = f"{format_day(start)} {start:%H:%M}"
    if end is not None and end != start:
        text += (
            f"-{end:%H:%M}" if ends_that_night(start, end) else f"至{format_day(end)} {end:%H:%M}"
        )
    return text + _local_time(start, now)


def _local_time(start: datetime, now: datetime) -> str:
    local = start.astimezone(now.tzinfo)
    if local.utcoffset() == start.utcoffset():
        return ""
    day = "" if local.date() == start.date() else f"{format_day(local)} "
    return f" {start.tzname()}（本地时间 {day}{local:%H:%M}）"


def format_distance(start: date | datetime, now: datetime) -> str:
    """How far away it is: 今天, 明天, 9天后, 3天前, 25分钟后."""
    if isinstance(start, datetime):
        minutes = round((start - now).total_seconds() / 60)
        if 0 < minutes < 60:
            return f"{minutes}分钟后"
        start = start.astimezone(now.tzinfo).date()
    days = (start - now.date()).days
    return _NEAR.get(days) or (f"{days}天后" if days > 0 else f"{-days}天前")


def format_rule(rrule: str, now: datetime) -> str:
    """An RRULE in words: 每2周的周五，到2026年5月1日周五为止."""
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    unit = _EVERY.get(parts.get("FREQ", ""))
    if unit is None:
        return rrule
    interval = int(parts.get("INTERVAL", "1"))
    weekdays = "、".join(_day_name(day) for day in parts.get("BYDAY", "").split(",") if day)
    if weekdays and unit == "周" and interval == 1:
        text = f"每{weekdays}"
    else:
        text = f"每{unit.lstrip('个')}" if interval == 1 else f"每{interval}{unit}"
        text += f"的{weekdays}" if weekdays else ""
    if months := parts.get("BYMONTH"):
        text += "、".join(f"{int(month)}月" for month in months.split(","))
    if days := parts.get("BYMONTHDAY"):
        text += "、".join("最后一天" if day == "-1" else f"{day}日" for day in days.split(","))
    if count := parts.get("COUNT"):
        text += f"，共{count}次"
    if until := parts.get("UNTIL"):
        text += f"，到{_until(until, now)}为止"
    return text


def _day_name(day: str) -> str:
    which, name = day[:-2], f"周{_DAY_NAMES.get(day[-2:], day[-2:])}"
    if not which:
        return name
    return f"最后一个{name}" if which == "-1" else f"第{which}个{name}"


def _until(until: str, now: datetime) -> str:
    if until.endswith("Z"):
        moment = datetime.strptime(until, "%Y%m%dT%H%M%S%z")
        return format_day(moment.astimezone(now.tzinfo).date())
    return format_day(date.fromisoformat(until[:8]))
