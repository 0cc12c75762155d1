"""Chinese festivals and lunar days: 春节, 中秋节, 清明, 农历八月十五, 正月初三, 母亲节."""

from datetime import date

from pa_cli.core.dates.festivals import (
    InYear,
    easter,
    festival,
    fixed,
    lunar,
    new_years_eve,
    nth,
    term,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.lunar import lunar_day, lunar_month
from pa_cli.core.dates.numerals import chinese_number, chinese_year
from pa_cli.core.dates.pieces import Day
from pa_cli.core.dates.resolve import month_day

Found = tuple[Day, int]

_FIXED = (
    ("元 旦", 1, 1),
    ("情 人 节", 2, 14),
    ("妇 女 节", 3, 8),
    ("植 树 节", 3, 12),
    ("愚 人 节", 4, 1),
    ("五 一 节", 5, 1),
    ("青 年 节", 5, 4),
    ("儿 童 节", 6, 1),
    ("建 党 节", 7, 1),
    ("建 军 节", 8, 1),
    ("教 师 节", 9, 10),
    ("万 圣 节", 10, 31),
    ("平 安 夜", 12, 24),
    ("劳 动 节", 5, 1),
    ("国 庆 节", 10, 1),
    ("国 庆", 10, 1),
    ("圣 诞 节", 12, 25),
)
_MOVABLE: tuple[tuple[str, InYear], ...] = (
    ("春 节", lunar(1, 1)),
    ("农 历 新 年", lunar(1, 1)),
    ("除 夕", new_years_eve),
    ("大 年 三 十", new_years_eve),
    ("年 三 十", new_years_eve),
    ("元 宵 节", lunar(1, 15)),
    ("端 午 节", lunar(5, 5)),
    ("端 午", lunar(5, 5)),
    ("七 夕 节", lunar(7, 7)),
    ("七 夕", lunar(7, 7)),
    ("中 元 节", lunar(7, 15)),
    ("中 秋 节", lunar(8, 15)),
    ("中 秋", lunar(8, 15)),
    ("重 阳 节", lunar(9, 9)),
    ("重 阳", lunar(9, 9)),
    ("腊 八 节", lambda year: lunar_day(year - 1, 12, 8)),
    ("腊 八", lambda year: lunar_day(year - 1, 12, 8)),
    ("清 明 节", term(15)),
    ("清 明", term(15)),
    ("立 春", term(315)),
    ("春 分", term(0)),
    ("立 夏", term(45)),
    ("夏 至", term(90)),
    ("立 秋", term(135)),
    ("秋 分", term(180)),
    ("立 冬", term(225)),
    ("冬 至", term(270)),
    ("母 亲 节", nth(2, 6, 5)),
    ("父 亲 节", nth(3, 6, 6)),
    ("感 恩 节", nth(4, 3, 11)),
    ("复 活 节", easter()),
)
# What is named after a festival, or told of it: 中秋月饼, 春节期间, 清明上河图, 端午节的由来.
_THINGS = tuple(
    "期 间|假|前 后|前 夕|快 乐|愉 快|晚 会|联 欢|礼|月 饼|粽|贺|档|红 包|上 河|果|糕|粥|蒜|面|团 子|树|老 人|"
    "大 促|活 动|诗|歌|雨|奏 鸣|路|街|村|公 园|由 来|习 俗|传 说|故 事|来 历|意 义|是|为 什 么".split(
        "|"
    )
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR_WORDS = ("农 历", "阴 历", "旧 历")
_SEARCHED_YEARS = 60


def named_day(reader: Reader, i: int, year: int | None = None) -> Found | None:
    """A festival, or a day of the lunar calendar, at token `i`; `year` when one was said before."""
    for words, month, number in _FIXED:
        if end := _name(reader, i, words):
            return _of_year(reader, month, number, end, year)
    # of its own 五一 is also part of numbers and streets
    end = reader.phrase(i, "五 一")
    if end and i == 0 and reader.low(end) in set("去回到放休出期假前") | {""}:
        return _of_year(reader, 5, 1, end, year)
    for words, in_year in _MOVABLE:
        if end := _name(reader, i, words):
            found = festival(in_year, reader.today, year=year, past=reader.past)
            return (found, end) if found else None
    return _lunar(reader, i, year)


def _name(reader: Reader, i: int, words: str) -> int:
    """The index after the name of a festival, or 0 when it is that of something else."""
    end = reader.phrase(i, words)
    after = reader.phrase(end, "的") or end
    return 0 if not end or reader.any_phrase(after, *_THINGS) else end


def _of_year(reader: Reader, month: int, number: int, end: int, year: int | None) -> Found | None:
    if year is None:
        found = month_day(reader.today, month, number, past=reader.past)
        return (found, end) if found else None
    day = fixed(month, number)(year)
    return (Day(day), end) if day else None


def is_lunar(reader: Reader, i: int) -> bool:
    """Whether a date at token `i` is said to be one of the lunar calendar."""
    return i > 1 and reader.any_phrase(i - 2, *_LUNAR_WORDS) == i


def _lunar(reader: Reader, i: int, year: int | None) -> Found | None:
    """农历八月十五, 闰六月初一, 正月十五, 腊月廿三, 大年初一; 八月初五 can only be lunar too."""
    at = reader.any_phrase(i, *_LUNAR_WORDS) or i
    said = at > i or is_lunar(reader, i)
    if reader.phrase(at, "大 年 初"):
        return _lunar_day(reader, at + 2, (1, False), year)
    if after := said and year is None and chinese_year(reader, at):
        year, at = after[0], after[1] + (reader.low(after[1]) == "年")
    leap = reader.low(at) == "闰"
    at += leap
    number = chinese_number(reader, at)
    month, end = number or (_MONTHS.get(reader.low(at), 0), at + 1)
    if not 1 <= month <= 12 or reader.low(end) != "月":
        return None
    which = (month, leap)
    sure = said or leap or number is None
    if sure or reader.low(end + 1) == "初":
        day = _lunar_day(reader, end + 1, which, year)
        if day or not sure:
            return day
    return _whole_month(reader, end + 1, which, year) if sure else None


def _lunar_day(reader: Reader, i: int, month: tuple[int, bool], year: int | None) -> Found | None:
    """The day of a month (its number, and whether it is a leap month): 初五, 十五, 廿三."""
    at = reader.phrase(i, "初") or i
    number = chinese_number(reader, at)
    if not number or not 1 <= number[0] <= (10 if at > i else 30):
        return None
    if reader.low(number[1]) in {"天", "个", "次", "点", "时", ":"}:
        return None

    def in_year(each: int) -> date | None:
        return lunar_day(each, month[0], number[0], leap=month[1])

    found = festival(in_year, reader.today, year=year, past=reader.past)
    return (found, reader.any_phrase(number[1], "日", "号") or number[1]) if found else None


def _whole_month(
    reader: Reader, end: int, month: tuple[int, bool], year: int | None
) -> Found | None:
    """农历八月: the coming one, or the one that runs."""
    first_year = reader.today.year - 1
    for each in [year] if year else range(first_year, first_year + _SEARCHED_YEARS):
        days = lunar_month(each, month[0], leap=month[1])
        if days and (year or days[1] >= reader.today):
            return Day(*days, movable=True), end
    return None
