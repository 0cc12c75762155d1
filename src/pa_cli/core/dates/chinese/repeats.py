"""Chinese recurrences: 每天, 每周一三五, 每隔一周, 每月15号, 每个月第二个周二, 工作日."""

from pa_cli.core.dates.chinese.festivals import named_day
from pa_cli.core.dates.chinese.months import nth
from pa_cli.core.dates.chinese.weekdays import WEEKDAY_SIGNS, weekday_name
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number
from pa_cli.core.dates.pieces import Day, Every, Hit, Moment
from pa_cli.core.dates.resolve import month_day

WORKDAYS = tuple((0, day) for day in range(5))
WEEKEND = ((0, 5), (0, 6))
_UNITS = (
    ("个 小 时", "HOURLY", 1),
    ("小 时", "HOURLY", 1),
    ("天", "DAILY", 1),
    ("日", "DAILY", 1),
    ("个 星 期", "WEEKLY", 1),
    ("星 期", "WEEKLY", 1),
    ("个 礼 拜", "WEEKLY", 1),
    ("礼 拜", "WEEKLY", 1),
    ("周", "WEEKLY", 1),
    ("个 月", "MONTHLY", 1),
    ("月", "MONTHLY", 1),
    ("个 季 度", "MONTHLY", 3),
    ("季 度", "MONTHLY", 3),
    ("季", "MONTHLY", 3),
    ("年", "YEARLY", 1),
)


def repeat(reader: Reader, i: int) -> Hit | None:
    """A recurrence at token `i`."""
    if end := reader.any_phrase(i, "每 个 工 作 日", "每 工 作 日", "工 作 日", "每 逢 工 作 日"):
        return _hit(Every("WEEKLY", weekdays=WORKDAYS), end)
    if end := reader.any_phrase(i, "每 个 周 末", "每 周 末", "每 逢 周 末"):
        return _hit(Every("WEEKLY", weekdays=WEEKEND), end)
    if (end := reader.any_phrase(i, "天 天")) and reader.low(i - 1) != "一":
        return _hit(Every("DAILY"), end)
    if end := reader.any_phrase(i, "每 晚", "每 夜"):
        return _hit(Every("DAILY", part="tonight"), end)
    if end := reader.any_phrase(i, "每 早"):
        return _hit(Every("DAILY", part="morning"), end)
    if reader.low(i) == "隔":
        return _apart(reader, i + 1)
    if reader.low(i) != "每":
        return None
    at = reader.any_phrase(i, "每 逢", "每 个", "每") or i + 1
    if reader.low(i + 1) == "隔":
        return _apart(reader, i + 2)
    number = chinese_number(reader, at)
    if number and number[0] > 0:
        return _unit(reader, number[1], number[0])
    return _weekdays(reader, at, 1) or _unit(reader, at, 1)


def exception(reader: Reader, i: int) -> Hit | None:
    """每天早上6点，周日除外; 除了周末每天7点: the days that are left out."""
    before = reader.any_phrase(i, "除 了", "除 去")
    at = before or i
    weekend = reader.any_phrase(at, "周 末")
    days = (WEEKEND, weekend) if weekend else _weekday_list(reader, at)
    if not days:
        return None
    end = reader.any_phrase(days[1], "除 外", *(("之 外", "以 外", "外") if before else ()))
    if not end and not before:
        return None
    end = end or days[1]
    follows = repeat(reader, reader.phrase(end, ",") or end) if before else None
    if follows and follows.every and follows.every.leave_out(days[0]):
        return follows
    return Hit(end, "except", every=Every("WEEKLY", weekdays=days[0]))


def _apart(reader: Reader, i: int) -> Hit | None:
    """每隔一周 is every second week, 隔天 every second day."""
    number = chinese_number(reader, i)
    between, at = number or (1, i)
    hit = _weekdays(reader, at, between + 1) if number is None else None
    return hit or _unit(reader, at, between + 1)


def _unit(reader: Reader, i: int, interval: int) -> Hit | None:
    for words, frequency, factor in _UNITS:
        if end := reader.phrase(i, words):
            return _on(reader, Every(frequency, interval * factor), end)
    return None


def _on(reader: Reader, every: Every, end: int) -> Hit | None:
    """The days that follow the unit; 每月初一 are lunar days, for which there is no rule."""
    at = reader.phrase(end, "的") or end
    if every.frequency == "WEEKLY":
        if workdays := reader.any_phrase(at, "的 工 作 日", "工 作 日"):
            every.weekdays, end = WORKDAYS, workdays
        elif days := _weekday_list(reader, at):
            every.weekdays, end = days
    elif every.frequency == "MONTHLY" and every.interval == 3:
        end = _quarter_day(reader, every, at) or end
    elif every.frequency == "MONTHLY":
        if reader.low(at) == "初" and chinese_number(reader, at + 1):
            return None
        end = _month_days(reader, every, at) or end
    elif every.frequency == "YEARLY":
        return _year_day(reader, every, at) or _hit(every, end)
    return _hit(every, end)


def _weekdays(reader: Reader, i: int, interval: int) -> Hit | None:
    days = _weekday_list(reader, i)
    return _hit(Every("WEEKLY", interval, weekdays=days[0]), days[1]) if days else None


def _weekday_list(reader: Reader, i: int) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """周一三五, 周一、周三和周五, 周一到周五."""
    first = weekday_name(reader, i)
    if first is None:
        return None
    numbers, end = [first[0]], first[1]
    while True:
        joint = reader.any_phrase(end, "、", "和", "与", ",", "及", "/") or end
        through = reader.any_phrase(end, "到", "至", "-", "~")
        last = weekday_name(reader, through) or _sign(reader, through) if through else None
        more = weekday_name(reader, joint) or _sign(reader, joint)
        if last:
            numbers += [(numbers[-1] + n) % 7 for n in range(1, (last[0] - numbers[-1]) % 7 + 1)]
            end = last[1]
        elif more and more[0] not in numbers:
            numbers.append(more[0])
            end = more[1]
        else:
            return tuple((0, number) for number in sorted(set(numbers))), end


def _sign(reader: Reader, i: int) -> tuple[int, int] | None:
    """A lone 三 that goes on with 周一, unless it is the hour of 三点 or an amount."""
    number = WEEKDAY_SIGNS.get(reader.low(i))
    after = reader.low(i + 1)
    if (
        number is None
        or reader[i].value >= 0
        or after in set("点时个次件人位小分半十刻年月号天")
        or reader.low(i) == "天"
    ):
        return None
    return number, i + 1


def _month_days(reader: Reader, every: Every, i: int) -> int:
    """Set which day of the month; the index after it, or 0."""
    if end := reader.any_phrase(i, "最 后 一 天", "底", "末"):
        every.month_days = (-1,)
        return end
    if end := reader.any_phrase(i, "初"):
        every.month_days = (1,)
        return end
    if day := _counted_day(reader, i):
        every.month_days = (day[0],)
        return day[1]
    which = nth(reader, i)
    name = weekday_name(reader, which[1]) if which else None
    if which and name:
        every.weekdays = ((which[0], name[0]),)
        return name[1]
    days: list[int] = []
    end, at = 0, i
    while (number := chinese_number(reader, at)) and 1 <= number[0] <= 31:
        after = reader.any_phrase(number[1], "号", "日")
        joint = reader.any_phrase(after or number[1], "、", "和", ",", "及")
        if not after and not joint:
            break
        days.append(number[0])
        end, at = after or number[1], joint
        if not joint:
            break
    every.month_days = tuple(days)
    return end if days and reader.low(end - 1) in {"号", "日"} else 0


def _quarter_day(reader: Reader, every: Every, i: int) -> int:
    """Set the first or the last day of quarters; the index after it, or 0."""
    if end := reader.phrase(i, "第 一 天"):
        every.months, every.month_days = (1, 4, 7, 10), (1,)
    elif end := reader.phrase(i, "最 后 一 天"):
        every.months, every.month_days = (3, 6, 9, 12), (-1,)
    else:
        return _month_days(reader, every, i)
    every.frequency, every.interval = "YEARLY", 1
    return end


def _counted_day(reader: Reader, i: int) -> tuple[int, int] | None:
    """第一天 is 1, 倒数第二天 is -2; and the index after it."""
    back = reader.phrase(i, "倒 数")
    at = back or i
    number = chinese_number(reader, at + 1) if reader.low(at) == "第" else None
    if not number or reader.low(number[1]) != "天" or not 1 <= number[0] <= 28:
        return None
    return (-number[0] if back else number[0]), number[1] + 1


def _year_day(reader: Reader, every: Every, i: int) -> Hit | None:
    """每年6月9日, 每年五月的第二个星期日, 每年春节."""
    if named := named_day(reader, i):
        return Hit(named[1], "every", Moment(day=named[0]), every=every)
    month = chinese_number(reader, i)
    if not month or reader.low(month[1]) != "月":
        return None
    at = reader.phrase(month[1] + 1, "的") or month[1] + 1
    which = nth(reader, at)
    name = weekday_name(reader, which[1]) if which else None
    if which and name:
        every.months, every.weekdays = (month[0],), ((which[0], name[0]),)
        return _hit(every, name[1])
    number = chinese_number(reader, at)
    end = reader.any_phrase(number[1], "号", "日") if number else 0
    found = month_day(reader.today, month[0], number[0]) if number and end else None
    return (
        Hit(end, "every", Moment(day=Day(found.first, step="year")), every=every) if found else None
    )


def _hit(every: Every, end: int) -> Hit:
    return Hit(end, "every", every=every)
