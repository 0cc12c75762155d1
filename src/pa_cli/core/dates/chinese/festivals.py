"""Chinese festivals and lunar days: 春节, 中秋节, 清明, 农历八月十五, 正月初三, 母亲节."""

from datetime import date
from functools import cache

from pa_cli.core.dates.festivals import InYear, festival, fixed
from pa_cli.core.dates.holiday_table import HOLIDAYS
from pa_cli.core.dates.lexer import Reader, fold
from pa_cli.core.dates.lunar import lunar_day, lunar_month
from pa_cli.core.dates.numerals import chinese_number, chinese_year
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]

# Names that are as often something else, and those that are read below.
_OTHER_THINGS = frozenset("新年|过年|元宵|五一|六一|圣诞|大年初一|十一黄金周".split("|"))
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
    for words, in_year in _names().get(reader.low(i), ()):
        if end := _name(reader, i, words):
            return _found(reader, in_year, end, year)
    # of its own 五一 is also part of numbers and streets
    end = reader.phrase(i, "五 一")
    if end and i == 0 and reader.low(end) in set("去回到放休出期假前") | {""}:
        return _found(reader, fixed(5, 1), end, year)
    return _lunar(reader, i, year)


@cache
def _names() -> dict[str, list[tuple[str, InYear]]]:
    """By first sign: the names of festivals, longest first."""
    found: dict[str, list[tuple[str, InYear]]] = {}
    for _, chinese, day in HOLIDAYS:
        for name in set(chinese.split(",")) - _OTHER_THINGS:
            found.setdefault(name[0], []).append((" ".join(fold(name)), day))
    return {
        first: sorted(some, key=lambda one: (-len(one[0]), one[0])) for first, some in found.items()
    }


def _found(reader: Reader, in_year: InYear, end: int, year: int | None) -> Found | None:
    day = festival(in_year, reader.today, year=year, past=reader.past)
    return (day, end) if day else None


def _name(reader: Reader, i: int, words: str) -> int:
    """The index after the name of a festival, or 0 when it is that of something else."""
    end = reader.phrase(i, words)
    after = reader.phrase(end, "的") or end
    # 中秋 of 中秋节晚会: what the longer name is not, the shorter one is not either
    is_thing = not end or reader.low(end) == "节" or bool(reader.any_phrase(after, *_THINGS))
    return 0 if is_thing else end


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

    return _found(reader, in_year, reader.any_phrase(number[1], "日", "号") or number[1], year)


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
