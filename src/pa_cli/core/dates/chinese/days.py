"""Chinese days: 大后天, 下周五, 4月20号, 下个月一号, 月底, 三天后, 四月的第二个周二."""

from datetime import date, timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.chinese.spans import span
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number, chinese_year
from pa_cli.core.dates.numeric import read_month_day
from pa_cli.core.dates.options import DateOptions
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
WEEKDAY_SIGNS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    str(number): number - 1 for number in range(1, 8)
}
_RELATIVES = (
    ("下 下 个", 2),
    ("下 下", 2),
    ("上 上 个", -2),
    ("上 上", -2),
    ("下 个", 1),
    ("下", 1),
    ("上 个", -1),
    ("上", -1),
    ("这 个", 0),
    ("这", 0),
    ("本", 0),
    ("今", 0),
)
_FIXED = (
    ("元 旦", 1, 1),
    ("情 人 节", 2, 14),
    ("妇 女 节", 3, 8),
    ("愚 人 节", 4, 1),
    ("五 一 节", 5, 1),
    ("儿 童 节", 6, 1),
    ("教 师 节", 9, 10),
    ("平 安 夜", 12, 24),
    ("劳 动 节", 5, 1),
    ("国 庆 节", 10, 1),
    ("国 庆", 10, 1),
    ("圣 诞 节", 12, 25),
)
_YEARS = (("今 年", 0), ("明 年", 1), ("后 年", 2), ("去 年", -1), ("前 年", -2), ("本 年", 0))


def day(reader: Reader, i: int) -> Found | None:
    """A day or a span of days at token `i`."""
    return (
        _near(reader, i)
        or _weekday(reader, i)
        or _dated(reader, i)
        or _edge(reader, i)
        or _nth_of_this_month(reader, i)
        or _relative_month(reader, i)
        or _later(reader, i)
        or _coming_days(reader, i)
        or _fixed(reader, i)
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


def relative(reader: Reader, i: int) -> tuple[int, int] | None:
    """下 is 1, 上个 is -1, 本 is 0; and the index after it."""
    for words, count in _RELATIVES:
        if end := reader.phrase(i, words):
            return count, end
    return None


def week_word(reader: Reader, i: int) -> int:
    """The index after 周, 星期 or 礼拜, or 0."""
    return reader.any_phrase(i, "星 期", "礼 拜", "周")


def weekday_name(reader: Reader, i: int) -> tuple[int, int] | None:
    """周五, 星期天, 礼拜一."""
    at = week_word(reader, i)
    number = WEEKDAY_SIGNS.get(reader.low(at)) if at else None
    if number is None or reader[at].value > 7:
        return None
    return number, at + 1


def _weekday(reader: Reader, i: int) -> Found | None:
    which = relative(reader, i)
    at = which[1] if which else i
    if which and reader.low(at - 1) == "今":
        return None
    # A Chinese week begins on Monday, whatever the user's calendar shows.
    options = DateOptions()
    if name := weekday_name(reader, at):
        if which:
            return resolve.weekday_of_week(reader.today, name[0], options, which[0]), name[1]
        if reader.past:
            return resolve.past_weekday(reader.today, name[0]), name[1]
        return resolve.coming_weekday(reader.today, name[0]), name[1]
    if (end := reader.phrase(at, "周 末")) and reader.low(end) != "愉":
        return _weekend(reader, which[0] if which else 0), end
    if which and (end := week_word(reader, at)) and not _is_anniversary(reader, end):
        return resolve.week_of(reader.today, options, which[0]), end
    return None


def _is_anniversary(reader: Reader, i: int) -> bool:
    return reader.low(i) in {"年", "岁", "边", "围", "刊", "期"}


def _weekend(reader: Reader, weeks: int) -> Day:
    saturday = resolve.weekday_of_week(reader.today, 5, DateOptions(), weeks).first
    return Day(saturday, saturday + timedelta(days=1), loose=True)


def _year(reader: Reader, i: int) -> tuple[int, int] | None:
    for words, years in _YEARS:
        if end := reader.phrase(i, words):
            return reader.today.year + years, reader.phrase(end, "的") or end
    year = chinese_year(reader, i)
    short = reader[i].value if len(reader[i].text) == 2 else -1
    if short >= 0 and reader.low(i + 1) == "年" and (month := chinese_number(reader, i + 2)):
        # 26年3月 is a year and its month, 26年 alone a length of time.
        return (2000 + short, i + 2) if reader.low(month[1]) == "月" else None
    return (year[0], year[1] + 1) if year and reader.low(year[1]) == "年" else None


def _dated(reader: Reader, i: int) -> Found | None:
    """[2026年]4月20号, 四月 as a whole, 明年, 20号."""
    year = _year(reader, i)
    at = year[1] if year else i
    number = chinese_number(reader, at)
    if number and reader.low(number[1]) == "月" and 1 <= number[0] <= 12:
        return _in_month(reader, year[0] if year else None, number[0], number[1] + 1)
    if year and (end := reader.any_phrase(at, "年 底", "年 末", "底", "末")):
        return Day(date(year[0], 12, 31)), end
    if year and (end := reader.phrase(at, "今 天")):
        return Day(resolve.add_months(reader.today, 12 * (year[0] - reader.today.year))), end
    if year and reader.phrase(at, "初"):
        return Day(date(year[0], 1, 1)), at + 1
    if year and reader.low(at) not in {"级", "度", "前", "后"}:
        return resolve.year_of(date(year[0], 1, 1)), at
    if number and not year and (end := _number_sign(reader, i, number)):
        single = resolve.day_of_month(reader.today, number[0], past=reader.past)
        return (single, end) if single else None
    return None


def _number_sign(reader: Reader, i: int, number: tuple[int, int]) -> int:
    """The index after 20号 or 20日, where that is no number of a line, room or model; else 0."""
    end = number[1]
    if not 1 <= number[0] <= 31 or reader.low(i - 1) in {"第", "期", "满", "月"}:
        return 0
    if reader.low(end) == "日":
        often = chinese_number(reader, end + 1) if number[0] == 1 else None  # 一日三次, 一日三餐
        counts = often and reader.low(often[1]) in {"次", "餐", "遍", "回", "顿", "杯", "片", "粒"}
        other = reader.low(end + 1) in {"本", "元", "常", "志", "历", "记"}
        return 0 if counts or other else end + 1
    if reader.low(end) != "号" or reader.low(end + 1) in set(
        "线楼门机码店房桌厅馆院车出登仓位院公路柜文馆"
    ):
        return 0
    return 0 if reader.any_phrase(end + 1, "球 员", "选 手", "会 议 室") else end + 1


def _in_month(reader: Reader, year: int | None, month: int, i: int) -> Found | None:
    today = reader.today
    at = reader.phrase(i, "的") or i
    guess = year or (today.year if month >= today.month or reader.past else today.year + 1)
    if end := reader.any_phrase(i, "份 底", "底", "末"):
        return Day(resolve.month_of(date(guess, month, 1)).last or today, step="year"), end
    if end := reader.any_phrase(i, "份 初", "初"):
        return Day(date(guess, month, 1), step="year"), end
    if found := _nth_weekday(reader, at, date(guess, month, 1)):
        return found
    number = chinese_number(reader, i)
    if number and 1 <= number[0] <= 31:
        end = number[1] + 1 if reader.low(number[1]) in {"号", "日"} else number[1]
        if end == number[1] and reader.low(end) in {"个", "点", ":", "天", "人", "次", "时"}:
            return None
        if year:
            found_date = resolve.valid_date(year, month, number[0])
            return (Day(found_date), end) if found_date else None
        single = resolve.month_day(today, month, number[0], past=reader.past)
        return (single, end) if single else None
    return resolve.month_of(date(guess, month, 1)), reader.phrase(i, "份") or i


def _nth_weekday(reader: Reader, i: int, month: date) -> Found | None:
    """第二个周二, 最后一个周五, 最后一天."""
    which = nth(reader, i)
    if which is None:
        return None
    if reader.low(which[1]) == "天":
        if which[0] == -1:
            return Day(resolve.month_of(month).last or month), which[1] + 1
        return Day(month + timedelta(days=which[0] - 1)), which[1] + 1
    name = weekday_name(reader, which[1])
    found = resolve.nth_weekday(month.year, month.month, which[0], name[0]) if name else None
    return (Day(found), name[1]) if found and name else None


def _nth_of_this_month(reader: Reader, i: int) -> Found | None:
    """第二个星期一 without its month: of this one, or of the next when that is past."""
    which = nth(reader, i)
    if which is None or weekday_name(reader, which[1]) is None:
        return None
    month = reader.today.replace(day=1)
    found = _nth_weekday(reader, i, month)
    if found and found[0].first < reader.today:
        found = _nth_weekday(reader, i, resolve.add_months(month, 1))
    return found


def nth(reader: Reader, i: int) -> tuple[int, int] | None:
    """第二个 is 2, 最后一个 is -1; and the index after it."""
    if end := reader.any_phrase(i, "最 后 一 个", "最 后 一"):
        return -1, end
    if reader.low(i) != "第":
        return None
    number = chinese_number(reader, i + 1)
    if not number or not 1 <= number[0] <= 5:
        return None
    return number[0], reader.phrase(number[1], "个") or number[1]


def _edge(reader: Reader, i: int) -> Found | None:
    """月底, 年底, 月初."""
    today = reader.today
    if end := reader.any_phrase(i, "月 底", "月 末"):
        return Day(resolve.month_of(today).last or today), end
    if end := reader.any_phrase(i, "年 底", "年 末"):
        return Day(date(today.year, 12, 31)), end
    if end := reader.phrase(i, "月 初"):
        first = today.replace(day=1)
        return Day(first if first >= today else resolve.add_months(first, 1)), end
    if (end := reader.phrase(i, "周 末")) and reader.low(end) != "愉":
        return _weekend(reader, 0), end
    return None


def _relative_month(reader: Reader, i: int) -> Found | None:
    """下个月一号, 本月底, 这个月, 下月第一个周一, 今年."""
    which = relative(reader, i)
    if not which or reader.low(which[1]) not in {"月", "季"}:
        return None
    count, end = which[0], which[1] + 1
    if reader.low(end - 1) == "季":
        return (
            (resolve.quarter_of(reader.today, count), end + 1) if reader.low(end) == "度" else None
        )
    whole = resolve.month_of(reader.today, count)
    at = reader.phrase(end, "的") or end
    if reader.low(at) in {"底", "末"}:
        return Day(whole.last or whole.first), at + 1
    if reader.low(at) == "初":
        return Day(whole.first), at + 1
    if found := _nth_weekday(reader, at, whole.first):
        return found
    number = chinese_number(reader, at)
    if number and reader.low(number[1]) in {"号", "日"}:
        found_date = resolve.valid_date(whole.first.year, whole.first.month, number[0])
        return (Day(found_date), number[1] + 1) if found_date else None
    return whole, end


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


def _fixed(reader: Reader, i: int) -> Found | None:
    for words, month, number in _FIXED:
        if end := reader.phrase(i, words):
            found = resolve.month_day(reader.today, month, number, past=reader.past)
            return (found, end) if found else None
    # of its own 五一 is also part of numbers and streets
    end = reader.phrase(i, "五 一")
    if (
        end
        and i == 0
        and reader.low(end) in {"", "去", "回", "到", "放", "休", "出", "期", "假", "前"}
    ):
        found = resolve.month_day(reader.today, 5, 1, past=reader.past)
        return (found, end) if found else None
    return None


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
