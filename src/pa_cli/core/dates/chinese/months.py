"""Chinese months, and days told by them: 4月20号, 下个月一号, 月底, 明年三月, 四月的第二个周二."""

from datetime import date, timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.chinese.festivals import is_lunar, named_day
from pa_cli.core.dates.chinese.weekdays import relative, weekday_name, weekend
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number, chinese_year
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]

_YEARS = (("今 年", 0), ("明 年", 1), ("后 年", 2), ("去 年", -1), ("前 年", -2), ("本 年", 0))


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


def dated(reader: Reader, i: int) -> Found | None:
    """[2026年]4月20号, 四月 as a whole, 明年, 20号."""
    year = _year(reader, i)
    at = year[1] if year else i
    if year and (named := named_day(reader, at, year[0])):
        return named
    if is_lunar(reader, i):
        return None
    if quarter := _quarter(reader, at, year[0] if year else None):
        return quarter
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
        first = date(guess, month, 1)
        gone = not year and not reader.past and first < today
        return Day(first.replace(year=guess + gone), step="year"), end
    if found := _nth_weekday(reader, at, date(guess, month, 1)):
        return found
    if third := _third(reader, at, date(guess, month, 1)):
        return third
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


def _third(reader: Reader, i: int, month: date) -> Found | None:
    """上旬, 中旬, 下旬: the thirds of a month."""
    first = {"上": 1, "中": 11, "下": 21}.get(reader.low(i))
    if first is None or reader.low(i + 1) != "旬":
        return None
    last = month.replace(day=first + 9) if first < 21 else resolve.month_of(month).last
    return Day(month.replace(day=first), last), i + 2


def _quarter(reader: Reader, i: int, year: int | None) -> Found | None:
    """第三季度, 四季度: of the year that is named, else the one that runs or comes."""
    number = chinese_number(reader, reader.phrase(i, "第") or i)
    end = reader.phrase(number[1], "季 度") if number else 0
    if not number or not end or not 1 <= number[0] <= 4:
        return None
    found = resolve.quarter_of(date(year or reader.today.year, 3 * number[0], 1))
    last = found.last or found.first
    if year is None and last < reader.today and not reader.past:
        found = resolve.quarter_of(found.first, 4)
    if reader.low(end) in {"底", "末", "初"}:
        return Day(found.first if reader.low(end) == "初" else found.last or last), end + 1
    return found, end


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


def nth_of_this_month(reader: Reader, i: int) -> Found | None:
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


def edge(reader: Reader, i: int) -> Found | None:
    """月底, 年底, 月初."""
    today = reader.today
    if end := reader.any_phrase(i, "月 底", "月 末"):
        return Day(resolve.month_of(today).last or today), end
    if end := reader.any_phrase(i, "年 底", "年 末"):
        return Day(date(today.year, 12, 31)), end
    if (end := reader.phrase(i, "月 初")) and not chinese_number(reader, end):
        first = today.replace(day=1)
        return Day(first if first >= today else resolve.add_months(first, 1)), end
    if (end := reader.phrase(i, "周 末")) and reader.low(end) != "愉":
        return weekend(reader, 0), end
    return None


def relative_month(reader: Reader, i: int) -> Found | None:
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
    if third := _third(reader, at, whole.first):
        return third
    if found := _nth_weekday(reader, at, whole.first):
        return found
    number = chinese_number(reader, at)
    if number and reader.low(number[1]) in {"号", "日"}:
        found_date = resolve.valid_date(whole.first.year, whole.first.month, number[0])
        return (Day(found_date), number[1] + 1) if found_date else None
    return whole, end
