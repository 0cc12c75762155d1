"""Days with a name whose date is fixed or can be computed, and those where it cannot be told."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pa_cli.core.clock_answers.moon import chinese_date, solar_term
from pa_cli.core.dates.resolve import nth_weekday
from pa_cli.core.requests.sentence import compiled

DayOf = Callable[[int], date | None]


class Holiday(NamedTuple):
    """A named day: its names in both languages, and its day in a year."""

    english: str
    chinese: str
    day: DayOf


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, in the civil calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _on(month: int, day: int) -> DayOf:
    return lambda year: date(year, month, day)


def _easter(days: int) -> DayOf:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(month: int, nth: int, weekday: int, days: int = 0) -> DayOf:
    def day(year: int) -> date | None:
        found = nth_weekday(year, month, nth, weekday)
        return found + timedelta(days=days) if found else None

    return day


def _moon(month: int, day: int) -> DayOf:
    return lambda year: chinese_date(year, month, day)


def _eve_of_spring(year: int) -> date | None:
    new_year = chinese_date(year, 1, 1)
    return new_year - timedelta(days=1) if new_year else None


def _term(longitude: int) -> DayOf:
    return lambda year: solar_term(year, longitude) if 1930 <= year <= 2099 else None


def _advent(year: int) -> date:
    eve = date(year, 12, 24)
    return eve - timedelta(days=(eve.weekday() + 1) % 7 + 21)


# Names in both languages (first the one that is shown, then others), and the day.
_TABLE: tuple[tuple[str, str, DayOf], ...] = (
    ("New Year's Day,new year,new years,new years day,new year's", "元旦,新年", _on(1, 1)),
    ("Epiphany,three kings day,three kings", "主显节", _on(1, 6)),
    ("Martin Luther King Day,mlk day", "马丁路德金纪念日", _nth(1, 3, 0)),
    ("Australia Day", "澳大利亚国庆日", _on(1, 26)),
    ("Groundhog Day", "土拨鼠日", _on(2, 2)),
    ("Valentine's Day,valentines day,valentine's,valentines", "情人节", _on(2, 14)),
    ("Presidents' Day,presidents day,president's day", "总统日", _nth(2, 3, 0)),
    ("International Women's Day,womens day,women's day", "妇女节,三八节", _on(3, 8)),
    ("St Patrick's Day,saint patrick's day,st patricks day,saint patricks day", "圣帕特里克节", _on(3, 17)),
    ("April Fools' Day,april fools day,april fools,april fool's day", "愚人节", _on(4, 1)),
    ("Earth Day", "地球日", _on(4, 22)),
    ("Labour Day on 1 May,may day,labour day,international workers day", "劳动节,五一", _on(5, 1)),
    ("Star Wars Day", "星球大战日", _on(5, 4)),
    ("Cinco de Mayo", "五月五日节", _on(5, 5)),
    ("Children's Day in China", "儿童节,六一", _on(6, 1)),
    ("Memorial Day", "阵亡将士纪念日", lambda year: _last_monday(year, 5)),
    ("Juneteenth", "六月节", _on(6, 19)),
    ("Canada Day", "加拿大国庆日", _on(7, 1)),
    ("Independence Day of the United States,independence day,fourth of july,4th of july", "美国独立日", _on(7, 4)),
    ("Bastille Day", "法国国庆日", _on(7, 14)),
    ("Labor Day", "美国劳动节", _nth(9, 1, 0)),
    ("Teachers' Day in China,teachers day", "教师节", _on(9, 10)),
    ("National Day of China,china national day,chinese national day", "国庆节,国庆,十一黄金周", _on(10, 1)),
    ("Columbus Day,indigenous peoples day", "哥伦布日", _nth(10, 2, 0)),
    ("Canadian Thanksgiving", "加拿大感恩节", _nth(10, 2, 0)),
    ("Halloween", "万圣节前夜,万圣节,万圣夜", _on(10, 31)),
    ("All Saints' Day,all saints day", "诸圣节", _on(11, 1)),
    ("Guy Fawkes Night,bonfire night,guy fawkes", "篝火之夜", _on(11, 5)),
    ("Veterans Day", "退伍军人节", _on(11, 11)),
    ("Remembrance Day,armistice day", "阵亡将士纪念日（11月11日）", _on(11, 11)),
    ("Singles' Day,singles day", "双十一,光棍节", _on(11, 11)),
    ("Thanksgiving in the United States,thanksgiving,thanksgiving day", "感恩节", _nth(11, 4, 3)),
    ("Black Friday", "黑色星期五,黑五", _nth(11, 4, 3, 1)),
    ("Cyber Monday", "网络星期一", _nth(11, 4, 3, 4)),
    ("St Nicholas Day,saint nicholas day", "圣尼古拉斯节", _on(12, 6)),
    ("Christmas Eve,xmas eve", "平安夜,圣诞夜", _on(12, 24)),
    ("Christmas Day,christmas,xmas", "圣诞节,圣诞", _on(12, 25)),
    ("Boxing Day", "节礼日", _on(12, 26)),
    ("New Year's Eve,new years eve", "跨年夜,元旦前夜", _on(12, 31)),
    ("Shrove Tuesday,pancake day,mardi gras,fat tuesday", "忏悔星期二", _easter(-47)),
    ("Ash Wednesday", "圣灰星期三", _easter(-46)),
    ("Mothering Sunday,uk mother's day,mother's day in the uk,british mother's day", "英国母亲节", _easter(-21)),
    ("Palm Sunday", "圣枝主日", _easter(-7)),
    ("Maundy Thursday", "濯足节", _easter(-3)),
    ("Good Friday", "耶稣受难日", _easter(-2)),
    ("Easter Sunday,easter", "复活节", _easter(0)),
    ("Easter Monday", "复活节星期一", _easter(1)),
    ("Orthodox Easter", "东正教复活节", orthodox_easter),
    ("Ascension Day", "耶稣升天节", _easter(39)),
    ("Whit Sunday,pentecost,whitsun", "五旬节", _easter(49)),
    ("Whit Monday,pentecost monday", "五旬节星期一", _easter(50)),
    ("Corpus Christi", "基督圣体节", _easter(60)),
    ("the first Sunday of Advent,advent,first advent", "将临期第一主日", _advent),
    ("Mother's Day,mothers day", "母亲节", _nth(5, 2, 6)),
    ("Father's Day,fathers day", "父亲节", _nth(6, 3, 6)),
    ("Chinese New Year,lunar new year,spring festival", "春节,农历新年,大年初一,过年", _moon(1, 1)),
    ("Chinese New Year's Eve", "除夕,大年三十,年三十", _eve_of_spring),
    ("the Lantern Festival,lantern festival", "元宵节,元宵", _moon(1, 15)),
    ("the Qingming Festival,qingming festival,qingming,tomb sweeping day", "清明节,清明", _term(15)),
    ("the Dragon Boat Festival,dragon boat festival", "端午节,端午", _moon(5, 5)),
    ("the Qixi Festival,qixi festival,qixi", "七夕节,七夕", _moon(7, 7)),
    ("the Ghost Festival,ghost festival", "中元节", _moon(7, 15)),
    ("the Mid-Autumn Festival,mid-autumn festival,mid autumn festival,moon festival", "中秋节,中秋", _moon(8, 15)),
    ("the Double Ninth Festival,double ninth festival", "重阳节,重阳", _moon(9, 9)),
    ("the Laba Festival,laba festival", "腊八节,腊八", lambda year: chinese_date(year - 1, 12, 8)),
    ("the winter solstice,winter solstice", "冬至", _term(270)),
    ("the summer solstice,summer solstice", "夏至", _term(90)),
)  # fmt: skip
# Days that follow calendars which this table does not hold.
_UNKNOWN = (
    "ramadan", "eid", "diwali", "deepavali", "hanukkah", "chanukah", "passover", "pesach", "holi",
    "yom kippur", "rosh hashanah", "purim", "sukkot", "vesak", "songkran", "nowruz", "ashura",
    "muharram", "mawlid", "bank holiday", "super bowl", "斋月", "开斋节", "排灯节", "光明节", "逾越节",
)  # fmt: skip


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


@cache
def _names() -> tuple[tuple[str, Holiday], ...]:
    """Every name in lower case with its holiday, longest first."""
    found = []
    for english, chinese, day in _TABLE:
        shown = english.split(",")
        holiday = Holiday(shown[0], chinese.split(",", maxsplit=1)[0], day)
        found += [(name.lower(), holiday) for name in (*shown, *chinese.split(","))]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def find_holiday(text: str) -> tuple[Holiday, str] | None:
    """The holiday that `text` names, and `text` without its name."""
    low = text.lower().replace("\u2019", "'")
    for name, holiday in _names():
        if name in low and (not name.isascii() or compiled(rf"\b{name}\b").search(low)):
            at = low.index(name)
            return holiday, text[:at] + text[at + len(name) :]
    return None


def unknown_holiday(text: str) -> str:
    """The name of a day in `text` whose date cannot be computed here, or ""."""
    low = text.lower()
    return next(
        (
            n
            for n in _UNKNOWN
            if n in low and (not n.isascii() or compiled(rf"\b{n}\b").search(low))
        ),
        "",
    )


def holidays_on(day: date) -> list[Holiday]:
    """The holidays of the table that fall on a day."""
    return [
        Holiday(english.split(",")[0], chinese.split(",")[0], rule)
        for english, chinese, rule in _TABLE
        if rule(day.year) == day
    ]


def next_day(holiday: Holiday, today: date) -> date | None:
    """The holiday from `today` on, today included."""
    for year in (today.year, today.year + 1):
        day = holiday.day(year)
        if day and day >= today:
            return day
    return None


def last_day(holiday: Holiday, today: date) -> date | None:
    """The holiday before `today`."""
    for year in (today.year, today.year - 1):
        day = holiday.day(year)
        if day and day < today:
            return day
    return None
