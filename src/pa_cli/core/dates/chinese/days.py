"""Chinese days: 大后天, 下周五, 4月20号, 下个月一号, 月底, 三天后, 四月的第二个周二."""

from datetime import timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.chinese.festivals import named_day
from pa_cli.core.dates.chinese.months import dated, edge, nth, nth_of_this_month, relative_month
from pa_cli.core.dates.chinese.spans import span
from pa_cli.core.dates.chinese.weekdays import weekday, weekday_name
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numeric import read_month_day
from pa_cli.core.dates.pieces import Day, Span

Found = tuple[Day, int]

_NEAR = (
    ("大 后 天", 3),
    ("大 前 天", -3),
    ("今 天", 0),
    ("今 日", 0),
    ("今 儿", 0),
    ("当 天", 0),
    ("明 天", 1),
    ("明 日", 1),
    ("明 儿", 1),
    ("后 天", 2),
    ("后 日", 2),
    ("昨 天", -1),
    ("昨 日", -1),
    ("前 天", -2),
)


def day(reader: Reader, i: int) -> Found | None:
    """A day or a span of days at token `i`."""
    if near := _near(reader, i):
        return near
    found = _day(reader, i)
    return found and (_beside(reader, *found) or found)


def _beside(reader: Reader, base: Day, end: int) -> Found | None:
    """除夕前一天, 春节后两周, 国庆节后第一个周一: a day told from another one."""
    at = reader.any_phrase(end, "的 前", "之 前", "前", "的 后", "之 后", "后")
    if not at or base.last:
        return None
    back = reader.low(at - 1) == "前"
    amount = span(reader, at)
    if amount and not amount[0].timed and reader.low(amount[1]) not in {"内", "的", "开"}:
        moved = resolve.add_span(base.first, -amount[0] if back else amount[0])
        return Day(moved, movable=base.movable), amount[1]
    which = nth(reader, at)
    name = weekday_name(reader, which[1]) if which and not back and which[0] > 0 else None
    if not which or not name:
        return None
    first = base.first + timedelta(days=(name[0] - base.first.weekday() - 1) % 7 + 1)
    return Day(first + timedelta(weeks=which[0] - 1), movable=base.movable), name[1]


def _day(reader: Reader, i: int) -> Found | None:
    return (
        named_day(reader, i)
        or weekday(reader, i)
        or dated(reader, i)
        or edge(reader, i)
        or nth_of_this_month(reader, i)
        or relative_month(reader, i)
        or _later(reader, i)
        or _coming_days(reader, i)
    )


def _near(reader: Reader, i: int) -> Found | None:
    for words, days in _NEAR:
        if end := reader.phrase(i, words):
            return Day(reader.today + timedelta(days=days)), end
    # 今晚, 明早: the part of the day is read from its second sign.
    days_by_sign = {"今": 0, "明": 1, "昨": -1, "当": 0}
    if reader.low(i) in days_by_sign and reader.low(i + 1) in {"晚", "早", "晨", "夜"}:
        return Day(reader.today + timedelta(days=days_by_sign[reader.low(i)])), i + 1
    return None


def shift(reader: Reader, i: int) -> tuple[Span, int] | None:
    """三天后, 过两周, 半小时之后, 两天前."""
    at = reader.any_phrase(i, "再 过", "过", "等") or i
    found = span(reader, at)
    if not found:
        return None
    amount, end = found
    if after := reader.any_phrase(end, "以 后", "之 后", "后", "过 后"):
        return amount, after
    if after := reader.any_phrase(end, "以 前", "之 前", "前"):
        return -amount, after
    return (
        (amount, end)
        if at > i
        and reader.low(at - 1) == "过"
        and reader.low(i - 1) not in {"不", "超", "通", "经"}
        else None
    )


def _later(reader: Reader, i: int) -> Found | None:
    """三天后 as a day; lengths of hours are no day."""
    found = shift(reader, i)
    if not found or found[0].timed:
        return None
    return Day(resolve.add_span(reader.today, found[0])), found[1]


def _coming_days(reader: Reader, i: int) -> Found | None:
    """未来三天, 最近一周, 接下来两周, 过去七天."""
    ahead = reader.any_phrase(i, "未 来", "接 下 来 的", "接 下 来", "今 后")
    back = reader.any_phrase(i, "最 近", "过 去", "近")
    found = span(reader, ahead or back) if ahead or back else None
    if not found or found[0].timed:
        return None
    today = reader.today
    if ahead:
        return Day(today, resolve.add_span(today, found[0]) - timedelta(days=1)), found[1]
    return Day(resolve.add_span(today, -found[0]) + timedelta(days=1), today), found[1]


def slashed(reader: Reader, i: int) -> Found | None:
    """4/20 in a Chinese text: the month comes first."""
    pair = reader.shape(i, "/")
    found = read_month_day(reader, i)
    fraction = pair and pair[0] < pair[1] and pair[1] in {2, 3, 4, 5, 8, 10} and i > 0
    if (
        not found
        or not pair
        or fraction
        or (reader[i + 3].text.isascii() and reader[i + 3].text.isalpha())
    ):
        return None
    month_first = resolve.month_day(reader.today, pair[0], pair[1])
    return (month_first or found[0], found[1])
