"""Chinese lengths of time: 两小时, 半个小时, 一个半小时, 45分钟, 三天, 两周, 一刻钟."""

from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number
from pa_cli.core.dates.pieces import Span

Found = tuple[Span, int]

# Longest first; how much one is: months, days, seconds.
_UNITS = (
    ("个 小 时", (0, 0, 3600)),
    ("个 钟 头", (0, 0, 3600)),
    ("小 时", (0, 0, 3600)),
    ("钟 头", (0, 0, 3600)),
    ("分 钟", (0, 0, 60)),
    ("刻 钟", (0, 0, 900)),
    ("秒 钟", (0, 0, 1)),
    ("秒", (0, 0, 1)),
    ("个 星 期", (0, 7, 0)),
    ("个 礼 拜", (0, 7, 0)),
    ("星 期", (0, 7, 0)),
    ("礼 拜", (0, 7, 0)),
    ("周", (0, 7, 0)),
    ("个 月", (1, 0, 0)),
    ("个 季 度", (3, 0, 0)),
    ("天", (0, 1, 0)),
    ("日", (0, 1, 0)),
    ("年", (12, 0, 0)),
)


def span(reader: Reader, i: int) -> Found | None:
    """A length of time at token `i`."""
    found = _half(reader, i) or _one(reader, i)
    if found is None:
        return None
    total, end = found
    at = reader.any_phrase(end, "零", "又") or end
    more = _one(reader, at) if total.timed else None
    if more and more[0].timed and more[0].seconds < total.seconds:
        return total + more[0], more[1]
    return total, end


def _half(reader: Reader, i: int) -> Found | None:
    if end := reader.any_phrase(i, "半 个 小 时", "半 个 钟 头", "半 小 时", "半 个 钟"):
        return Span(seconds=1800), end
    if end := reader.any_phrase(i, "半 天"):
        return Span(seconds=6 * 3600), end
    if end := reader.any_phrase(i, "半 个 月"):
        return Span(days=15), end
    if end := reader.any_phrase(i, "半 年"):
        return Span(months=6), end
    return None


def _one(reader: Reader, i: int) -> Found | None:
    number = chinese_number(reader, i)
    if number is None or not 0 < number[0] < 100_000:
        return None
    value, end = number
    if half := reader.any_phrase(end, "个 半 小 时", "个 半 钟 头", "小 时 半"):
        return Span(seconds=value * 3600 + 1800), half
    if half := reader.any_phrase(end, "年 半"):
        return Span(months=value * 12 + 6), half
    for words, (months, days, seconds) in _UNITS:
        if after := reader.phrase(end, words):
            if words == "日" and reader[i].value >= 0:
                return None
            return Span(months * value, days * value, seconds * value), after
    return None
