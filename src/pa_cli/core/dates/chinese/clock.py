"""Chinese times of day: 下午三点半, 七点一刻, 差五分八点, 15时30分, 零点; and its parts."""

from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number
from pa_cli.core.dates.numeric import read_clock
from pa_cli.core.dates.pieces import Clock

Found = tuple[Clock, int]

PARTS = (
    ("凌 晨", "dawn"),
    ("清 晨", "early"),
    ("早 晨", "early"),
    ("清 早", "early"),
    ("一 大 早", "early"),
    ("大 清 早", "early"),
    ("一 早", "early"),
    ("早 上", "morning"),
    ("上 午", "morning"),
    ("晨", "early"),
    ("早", "morning"),
    ("中 午", "noon"),
    ("正 午", "noon"),
    ("午 后", "afternoon"),
    ("下 午", "afternoon"),
    ("傍 晚", "evening"),
    ("黄 昏", "evening"),
    ("晚 上", "tonight"),
    ("晚 间", "tonight"),
    ("夜 里", "tonight"),
    ("夜 晚", "tonight"),
    ("夜 间", "tonight"),
    ("晚", "tonight"),
)
_SHORT = {"早", "晚", "晨"}
# 明天早餐会: there 早 belongs to the noun, while 今早 and 明晚 are always times.
_NOUN_ENDS = set("饭餐安班会点到睡起高霞宴")
_DAYS = {"今", "明", "昨", "当"}
# 一点小事, 两点建议, 三点五: a bit, points of a list, decimals.
_NO_HOUR_AFTER = set("小都儿也东点意心想用滴钱水不")
_NO_HOUR_PAIRS = tuple(
    " ".join(word)
    for word in "建议 要求 意见 原因 理由 内容 注意 说明 问题 想法 希望 疑问 共识 好处 看法 优势 区别 事 "
    "优点 缺点 结论 体会 之间".split()
)
_NO_HOUR_BEFORE = set("有快慢多少好差这那第占百大高低几")


def part(reader: Reader, i: int, *, joined: bool) -> tuple[str, int] | None:
    """A part of the day; the short 早 and 晚 only right after a day."""
    if (end := reader.any_phrase(i, "半 夜", "深 夜")) and (hour := chinese_number(reader, end)):
        return ("dawn" if hour[0] < 6 else "tonight"), end
    whole = reader.any_phrase(i, "一 整 个", "整 个", "一 整", "整", "一")
    if whole and reader.any_phrase(whole, "上 午", "下 午", "早 上", "晚 上", "傍 晚"):
        i = whole
    for words, name in PARTS:
        end = reader.phrase(i, words)
        if not end or (words in _SHORT and not joined and not _hour(reader, end, sure=True)):
            continue
        if words in _SHORT and reader.low(end) in _NOUN_ENDS and reader.low(i - 1) not in _DAYS:
            return None
        return name, end
    return None


def clock(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """A time of day; `sure` when a day or a part of it stands before."""
    if end := reader.any_phrase(i, "零 点", "半 夜 十 二 点", "午 夜", "半 夜"):
        return (Clock(24) if reader.low(i) != "零" else Clock(0)), end
    if (end := reader.phrase(i, "下 班")) and reader.any_phrase(end, "前", "之 前", "以 前"):
        hours = reader.options.end_of_day
        return Clock(int(hours), round(hours % 1 * 60)), end
    if found := read_clock(reader, i):
        return _with_half(reader, *found)
    if 1 <= reader[i].value <= 12 and reader.low(i + 1) in {"am", "pm"}:
        return _with_half(reader, Clock(reader[i].value), i + 1)
    return _before_hour(reader, i) or _hour(reader, i, sure=sure)


def _with_half(reader: Reader, found: Clock, end: int) -> Found:
    """3pm and 3:30pm, which stand in Chinese texts as well."""
    half = reader.low(end)
    if half not in {"am", "pm"} or not 1 <= found.hour <= 12:
        return found, end
    return Clock(found.hour % 12 + (12 if half == "pm" else 0), found.minute), end + 1


def _before_hour(reader: Reader, i: int) -> Found | None:
    """差一刻八点, 差五分八点."""
    if reader.low(i) != "差":
        return None
    if quarter := reader.phrase(i + 1, "一 刻"):
        amount, at = 15, quarter
    else:
        number = chinese_number(reader, i + 1)
        if not number or reader.low(number[1]) != "分":
            return None
        amount, at = number[0], reader.phrase(number[1], "分 钟") or number[1] + 1
    hour = chinese_number(reader, at)
    if not hour or reader.low(hour[1]) != "点" or not 1 <= hour[0] <= 24 or not 0 < amount < 60:
        return None
    return _less(hour[0], amount), hour[1] + 1


def _less(hour: int, amount: int) -> Clock:
    total = hour * 60 - amount
    return Clock(total // 60 or 12, total % 60, half_open=hour <= 12)


def _hour(reader: Reader, i: int, *, sure: bool) -> Found | None:
    number = chinese_number(reader, i)
    if not number or not 0 <= number[0] <= 24 or reader[i].text == "两百":
        return None
    hour, at = number
    sign = reader.low(at)
    if sign not in {"点", "时"} or reader.low(i - 1) in {".", "第"} or reader.phrase(at, "时 代"):
        return None
    half_open = 1 <= hour <= 12
    end = at + 1
    minute = _minute(reader, end)
    if minute:
        if before := _minus(minute, hour):
            return before
        return (Clock(hour, minute[0], half_open=half_open), minute[1]) if hour < 24 else None
    end = reader.any_phrase(end, "整", "钟") or end
    decimal = chinese_number(reader, end)
    if end == at + 1 and (decimal or (sign == "时" and not sure)) and not sure:
        return None
    if (
        decimal
        and decimal[1] == end + 1
        and decimal[0] < 10
        and end == at + 1
        and reader.low(decimal[1]) not in {"个", "人", "位", "件"}
    ):
        return None
    if end == at + 1 and not sure and _is_a_bit(reader, i, end):
        return None
    if sign == "时" and reader.low(end) in {"间", "候", "常", "刻"}:
        return None
    return Clock(hour, half_open=half_open), end


def _minus(minute: tuple[int, int], hour: int) -> Found | None:
    """八点差五分."""
    return (_less(hour, -minute[0]), minute[1]) if minute[0] < 0 else None


def _minute(reader: Reader, i: int) -> tuple[int, int] | None:
    if end := reader.phrase(i, "半"):
        return 30, end
    if end := reader.phrase(i, "一 刻"):
        return 15, reader.phrase(end, "钟") or end
    if end := reader.phrase(i, "三 刻"):
        return 45, end
    if reader.low(i) == "差":
        number = chinese_number(reader, i + 1)
        if quarter := reader.phrase(i + 1, "一 刻"):
            return -15, quarter
        return (-number[0], number[1] + 1) if number and reader.low(number[1]) == "分" else None
    number = chinese_number(reader, reader.phrase(i, "过") or i)
    if not number or not 0 <= number[0] < 60:
        return None
    if reader.low(number[1]) == "分":
        if reader.low(number[1] + 1) in {"之", "钟"}:
            return None
        return number[0], number[1] + 1
    two = number[1] - i >= 2 or len(reader[i].text) == 2
    counted = reader.low(number[1]) in set("个人位件次天周小年月元块条本点杯份只号")
    return number if two and number[0] >= 1 and not counted else None


def _is_a_bit(reader: Reader, i: int, end: int) -> bool:
    """Whether 点 is a bit or a point of a list rather than o'clock."""
    after = reader.low(end)
    vague = reader.low(i) == "一" and reader.low(i - 1) in {"早", "晚"}
    if vague or reader.low(i - 1) in _NO_HOUR_BEFORE or after in _NO_HOUR_AFTER:
        return True
    return bool(reader.any_phrase(end, *_NO_HOUR_PAIRS)) or (
        reader.low(i) == "一"
        and after
        not in {
            "",
            "去",
            "见",
            "开",
            "和",
            "在",
            "吃",
            "叫",
            "到",
            "前",
            "之",
            "以",
            "-",
            "~",
            "半",
            ",",
        }
    )
