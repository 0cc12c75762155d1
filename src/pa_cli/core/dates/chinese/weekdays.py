"""Chinese weeks and their days: 周五, 下周五, 星期天, 这个周末, 上上周."""

from datetime import timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]

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


def weekday(reader: Reader, i: int) -> Found | None:
    """A weekday, a weekend or a week at token `i`."""
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
        return weekend(reader, which[0] if which else 0), end
    if which and (end := week_word(reader, at)) and not _is_anniversary(reader, end):
        if reader.low(end) == "初":
            return Day(resolve.week_of(reader.today, options, which[0]).first), end + 1
        return resolve.week_of(reader.today, options, which[0]), end
    return None


def _is_anniversary(reader: Reader, i: int) -> bool:
    return reader.low(i) in {"年", "岁", "边", "围", "刊", "期"}


def weekend(reader: Reader, weeks: int) -> Day:
    """The weekend of this week, or of one `weeks` later."""
    saturday = resolve.weekday_of_week(reader.today, 5, DateOptions(), weeks).first
    return Day(saturday, saturday + timedelta(days=1), loose=True)
