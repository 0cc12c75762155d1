"""The Chinese phrases: which words around a moment say what it is for."""

from pa_cli.core.dates.chinese.clock import clock, part
from pa_cli.core.dates.chinese.days import day, shift, slashed
from pa_cli.core.dates.chinese.repeats import exception, repeat
from pa_cli.core.dates.chinese.spans import span
from pa_cli.core.dates.chinese.weekdays import weekday_name
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import chinese_number
from pa_cli.core.dates.numeric import read_figures
from pa_cli.core.dates.pieces import Day, Hit, Moment, Span
from pa_cli.core.dates.resolve import add_span
from pa_cli.core.dates.zones import read_zone

Found = tuple[Moment, int]

_DEADLINE_AFTER = ("之 前", "以 前", "前", "截 止", "为 止", "止")
_UNTIL_BEFORE = ("一 直 到", "直 到", "截 止 到", "截 至", "持 续 到", "到")
_PLACES_IN_FRONT = {"面", "往", "台", "端", "方", "任", "夫", "妻"}
_INSIDES = set("部容外心存科")
_RISES = set("床来飞身跑草航诉")
_JOINTS = ("到", "至", "-", "~")
_AFTER = ("之 后", "以 后", "后", "起", "开 始")


def phrase(reader: Reader, i: int) -> Hit | None:
    """The phrase of date and time that begins at token `i`."""
    return (
        repeat(reader, i)
        or exception(reader, i)
        or _all_day(reader, i)
        or _count(reader, i)
        or _until(reader, i)
        or _within(reader, i)
        or _moment(reader, i)
        or _length(reader, i)
    )


def _all_day(reader: Reader, i: int) -> Hit | None:
    end = reader.any_phrase(i, "一 整 天", "整 天", "全 天")
    return Hit(end, "all day") if end else None


def _count(reader: Reader, i: int) -> Hit | None:
    """共八次, 一共10次."""
    at = reader.any_phrase(i, "一 共", "总 共", "共", "重 复")
    number = chinese_number(reader, at) if at else None
    if number and number[0] > 0 and (end := reader.any_phrase(number[1], "次")):
        return Hit(end, "count", count=number[0])
    return None


def _until(reader: Reader, i: int) -> Hit | None:
    at = reader.any_phrase(i, *_UNTIL_BEFORE)
    found = moment(reader, at) if at else None
    goes_on = reader.low(i) == "到" and not _ends_range(reader, i)
    ends = reader.any_phrase(found[1], "为 止", "截 止", "止", "结 束") if found else 0
    if not found or (goes_on and not ends and not _repeats(reader, i)):
        return None
    day_found = found[0].day
    if day_found and day_found.last:
        # 到六月 counts June in, where the English "until June" does not.
        found[0].day = Day(day_found.last)
    return Hit(
        ends or found[1], "until", found[0], start=_verb_again(reader, i) if goes_on else None
    )


def _within(reader: Reader, i: int) -> Hit | None:
    """三天内, 两周之内: no later than that."""
    length = span(reader, i)
    end = reader.any_phrase(length[1], "之 内", "以 内", "内") if length else 0
    if not length or not end or length[0].timed or reader.low(end) in _INSIDES:
        return None
    due = add_span(reader.today, length[0])
    return Hit(end, "deadline", Moment(day=Day(due)))


def _ends_range(reader: Reader, i: int) -> bool:
    """Whether 到 stands after something of time, as its end, not after a verb of motion."""
    return i > 0 and reader.low(i - 1) in set("天周日月年时点半分刻号,一二三四五六午上晚早次期") | {
        ""
    }


def _repeats(reader: Reader, i: int) -> bool:
    """Whether a recurrence stands before `i`: 每天跑步到六月底."""
    return any(reader.low(at) == "每" or reader.phrase(at, "天 天") for at in range(i))


def _verb_again(reader: Reader, i: int) -> int:
    """The index of the second 吃 in 每天吃药，吃到周五, or `i`."""
    verb = reader.low(i - 1)
    if verb not in {reader.low(at) for at in range(max(0, i - 8), i - 1)}:
        return i
    return i - 2 if reader.low(i - 2) == "," else i - 1


def _length(reader: Reader, i: int) -> Hit | None:
    """开会两小时; the 30分钟 of 30分钟的会 stays in the title."""
    at = reader.any_phrase(i, "持 续", "为 期", "连 续", "用 时", "时 长") or i
    if nights := _nights(reader, i):
        return nights
    found = span(reader, at)
    if not found or reader.low(i - 1) in {"第", "每", "前", "满", "近"}:
        return None
    follows = reader.low(found[1])
    if follows in {"内", "多", "左", "级"} or (at == i and not found[0].timed and follows == "的"):
        return None
    if (
        at == i
        and not found[0].timed
        and reader.low(i) == "一"
        and reader.low(i + 1) in {"年", "天", "日"}
        and follows
    ):
        return None
    return Hit(found[1], "length", span=found[0], keep=follows == "的")


def _nights(reader: Reader, i: int) -> Hit | None:
    """The 两晚 of 住两晚: two nights end on the third day."""
    number = chinese_number(reader, i) if reader.low(i - 1) in {"住", "玩"} else None
    if not number or not 0 < number[0] < 100 or reader.low(number[1]) != "晚":
        return None
    return Hit(number[1] + 1, "length", span=Span(days=number[0] + 1), keep=True)


def _moment(reader: Reader, i: int) -> Hit | None:
    at = (
        reader.any_phrase(
            i,
            "阳 历",
            "公 历",
            "大 概",
            "大 约",
            "从",
            "自",
            "在",
            "于",
            "定 在",
            "安 排 在",
            "截 止 到",
            "截 止",
        )
        or i
    )
    deadline = reader.low(i) == "截"
    first = moment(reader, at)
    if not first:
        return None
    found, end = first
    joint = reader.any_phrase(end, *_JOINTS)
    if joint and (hit := _range(reader, found, joint)):
        return hit
    if done := reader.any_phrase(end, "结 束", "完 事"):
        return Hit(done, "until", found)
    after = reader.any_phrase(end, *_DEADLINE_AFTER)
    if after and not (reader.low(after - 1) == "前" and reader.low(after) in _PLACES_IN_FRONT):
        return Hit(after, "deadline", found)
    after = reader.any_phrase(end, *_AFTER)
    if after and not (reader.low(after - 1) == "起" and reader.low(after) in _RISES):
        role = "after" if reader.low(after - 1) == "后" else "at"
        return Hit(after, role, found)
    end = reader.any_phrase(end, "左 右", "上 下", "之 内", "以 内", "的") or end
    return Hit(end, "deadline" if deadline else "at", found)


def _range(reader: Reader, first: Moment, joint: int) -> Hit | None:
    second = moment(reader, joint, sure=first.clock is not None)
    if second is None and first.day and not first.clock:
        number = chinese_number(reader, joint)
        end = reader.any_phrase(number[1], "号", "日") if number else 0
        if number and end and first.day.first.day < number[0] <= 28:
            second = Moment(day=Day(first.day.first.replace(day=number[0]))), end
    if not second:
        return None
    both = (
        (first.clock and second[0].clock)
        or (first.day and second[0].day)
        or (first.part and second[0].clock)
    )
    if not both:
        return None
    return Hit(reader.any_phrase(second[1], "之 间", "的") or second[1], "range", first, second[0])


def moment(reader: Reader, i: int, *, sure: bool = False) -> Found | None:
    """The parts of one point in time that stand together from token `i`."""
    whole = Moment()
    end = i
    while True:
        end = _same_day(reader, end, whole) or end
        at = reader.any_phrase(end, "的", ",") or end if end > i else end
        if end > i and reader[at].spaced and reader[at].text < "\u3005" and reader[at].value < 0:
            break
        piece = _piece(reader, at, whole, sure=sure or bool(whole))
        if not piece or not whole.join(piece[0]):
            break
        end = piece[1]
    return (whole, end) if end > i else None


def _same_day(reader: Reader, i: int, whole: Moment) -> int:
    """The index after the (周日) of 4月12日(周日), where that is the day's own name, else 0."""
    name = weekday_name(reader, i + 1) if whole.day and reader.low(i) == "(" else None
    closed = reader.phrase(name[1], ")") if name else 0
    return closed if name and whole.day and whole.day.first.weekday() == name[0] else 0


def _piece(reader: Reader, i: int, whole: Moment, *, sure: bool) -> Found | None:
    if figures := read_figures(reader, i):
        return figures
    if found := _zoned(reader, i):
        return found
    if named := part(reader, i, joined=whole.day is not None):
        return Moment(part=named[0]), named[1]
    timed_shift = shift(reader, i)
    if timed_shift and timed_shift[0].timed:
        return Moment(shift=timed_shift[0]), timed_shift[1]
    day_found = day(reader, i) or slashed(reader, i)
    if day_found:
        return Moment(day=day_found[0]), day_found[1]
    clock_found = clock(reader, i, sure=sure)
    if clock_found:
        return Moment(clock=clock_found[0]), clock_found[1]
    return None


def _zoned(reader: Reader, i: int) -> Found | None:
    """北京时间下午三点: the zone comes first."""
    zone = read_zone(reader, i)
    if not zone or reader.low(zone[1] - 1) != "间":
        return None
    rest = moment(reader, zone[1])
    if not rest or not rest[0].clock:
        return None
    rest[0].zone = zone[0]
    return rest
