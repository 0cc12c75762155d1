"""How long it is until, since, or between."""

from datetime import date, datetime, timedelta

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.holidays import find_holiday, unknown_holiday
from pa_cli.core.clock_answers.question import Question, between
from pa_cli.core.clock_answers.wording import counted, day_text, days_text, length_text, moment_text
from pa_cli.core.dates.resolve import add_months
from pa_cli.core.requests.sentence import compiled

_UNITS = (
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|long|time|sleeps|nights|"
    r"weekends|working days|business days)"
)
_COUNTS = (
    rf"\bhow (?:many|much|long|far)\b(?: more)?(?: {_UNITS})?|\bnumber of {_UNITS}|\b(?:count|"
    r"countdown)\b|^days (?:until|till|to|since)|多少[天周个小]|几[天周个]|多久|多长时间|"
    r"还有多|倒计时"
)
_JOINTS = (
    r"\bbetween (?P<a>.+?) (?:and|to) (?P<b>.+)$",
    r"\bfrom (?P<a>.+?) (?:to|until|till|through) (?P<b>.+)$",
    r"(?:从|自)(?P<a>.+?)(?:到|至)(?P<b>.+?)(?:一共|总共|之间|相差|相隔|有|是|要|还|隔|差|"
    r"多少|多久|几)",
    r"^(?P<a>.+?)(?:到|至|和|与|跟)(?P<b>.+?)(?:之间|相差|相隔|隔|差|一共|有多少|有几|多少|多久)",
)
_UNTIL = (
    r"\b(?:until|till|til|to|before|away is|is|are|left for|in|for) (?P<a>.+)$",
    r"(?:距离|距|离)(?P<a>.+?)(?:还有|还剩|有|还要|多少|多久|几)",
    r"(?:到|至)(?P<a>.+?)(?:还有|还剩|有|还要|多少|多久|几)",
    r"(?:还有|还要|再过).*?(?:天|周|小时|久|月)(?:才|就|到|是|过)+(?P<a>.+)$",
    r"^(?P<a>.+?)还有(?:多少|几|多久)",
)
_SINCE = (
    r"\b(?:since|after|ago was|ago is|ago did) (?P<a>.+)$",
    r"(?:自从|从|自)?(?P<a>.+?)(?:以来|至今|到现在|过去|过了|已经)",
)


def answer_counts(q: Question) -> ClockAnswer | None:
    """What a question for a number of days, weeks or hours comes to; None when it is none."""
    if not q.says(_COUNTS):
        return None
    if q.says(r"\b(?:take|cook|boil|drive|fly|walk|travel|get to|live|last)\b"):
        return None
    return _from_to(q) or _to_or_since(q)


def _from_to(q: Question) -> ClockAnswer | None:
    for joint in _JOINTS:
        if found := compiled(joint).search(q.low):
            start = q.day(_piece(q, found.span("a")))
            end = q.day(_piece(q, found.span("b")))
            if start is not None and end is not None:
                return _between(q, start, end)
    return None


def _to_or_since(q: Question) -> ClockAnswer | None:
    for joint in (*_SINCE, *_UNTIL):
        if found := compiled(joint).search(q.low):
            piece = _piece(q, found.span("a"))
            if name := unknown_holiday(piece):
                return q.voice.unknown(
                    f"I cannot compute the date of {name.title()}.", f"我算不出{name}的日期。"
                )
            if (moment := q.day(piece, past=joint in _SINCE)) is not None:
                return _counted(q, moment, _name(q, piece))
    return None


def _piece(q: Question, span: tuple[int, int]) -> str:
    text = q.text[span[0] : span[1]]
    return compiled(
        r"(?i)\s+(?:from now|are there|is it|are left|left|away|please)$|(?:还|的|，|,)+$"
    ).sub("", text.strip())


def _between(q: Question, start: date | datetime, end: date | datetime) -> ClockAnswer:
    if between(start, end) < timedelta():
        start, end = end, start
    length = between(start, end)
    first, second = _shown(q, start), _shown(q, end)
    amount = _amount(q, start, end, length)
    return ClockAnswer(
        q.voice.pick(
            f"From {first} to {second} it is {amount}.", f"从{first}到{second}是{amount}。"
        ),
        {"from": start.isoformat(), "to": end.isoformat(), **_data(length)},
    )


def _name(q: Question, piece: str) -> str:
    """The name of the holiday to which it is counted."""
    found = find_holiday(piece)
    return q.voice.pick(found[0].english, found[0].chinese) if found else ""


def _counted(q: Question, moment: date | datetime, name: str) -> ClockAnswer:
    exact = isinstance(moment, datetime) or q.says(r"\bhours?\b|\bminutes?\b|小时|分钟")
    if exact and not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=q.now.tzinfo)
    start: date | datetime = q.now if exact else q.today
    length = between(start, moment)
    shown = _shown(q, moment)
    if name:
        shown = q.voice.pick(f"{name}, {shown}", f"{name}（{shown}）")
    data: dict[str, object] = {"from": start.isoformat(), "to": moment.isoformat(), **_data(length)}
    if not length:
        return ClockAnswer(q.voice.pick(f"That is today, {shown}.", f"就是今天，{shown}。"), data)
    if length > timedelta():
        amount = _amount(q, start, moment, length)
        return ClockAnswer(
            q.voice.pick(f"It is {amount} until {shown}.", f"距离{shown}还有{amount}。"), data
        )
    amount = _amount(q, moment, start, -length)
    return ClockAnswer(
        q.voice.pick(f"It is {amount} since {shown}.", f"{shown}至今{amount}。"), data
    )


def _amount(q: Question, start: date | datetime, end: date | datetime, length: timedelta) -> str:
    """The length in the unit that was asked for."""
    if q.says(r"\bhours?\b|小时"):
        hours, rest = divmod(round(length.total_seconds() / 60), 60)
        return (
            length_text(length, q.voice)
            if hours < 24
            else q.voice.pick(
                counted(hours, "hour") + (f" and {counted(rest, 'minute')}" if rest else ""),
                f"{hours}小时" + (f"{rest}分钟" if rest else ""),
            )
        )
    if q.says(r"\bminutes?\b|分钟"):
        minutes = round(length.total_seconds() / 60)
        return q.voice.pick(counted(minutes, "minute"), f"{minutes}分钟")
    if isinstance(start, datetime) and isinstance(end, datetime):
        return length_text(length, q.voice)
    if q.says(r"\bweeks?\b|(?:多少|几)个?(?:周|星期|礼拜)"):
        return _weeks(q, length.days)
    if q.says(r"\bmany (?:more )?(?:months|years)\b|个月|(?:多少|几)年"):
        return _months(q, start, end)
    return days_text(length.days, q.voice)


def _weeks(q: Question, days: int) -> str:
    weeks, rest = divmod(days, 7)
    english = " and ".join(
        filter(
            None, (counted(weeks, "week") if weeks else "", counted(rest, "day") if rest else "")
        )
    )
    chinese = (f"{weeks}周" if weeks else "") + (
        f"零{rest}天" if rest and weeks else f"{rest}天" if rest else ""
    )
    return q.voice.pick(english, chinese)


def _months(q: Question, start: date, end: date) -> str:
    """Years, months and days, counted on the calendar."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day:
        months -= 1
    first = date(start.year, start.month, start.day)
    rest = (date(end.year, end.month, end.day) - add_months(first, months)).days
    years, months = divmod(months, 12)
    parts = [
        q.voice.pick(counted(count, unit), f"{count}{chinese}")
        for count, unit, chinese in (
            (years, "year", "年"),
            (months, "month", "个月"),
            (rest, "day", "天"),
        )
        if count
    ]
    return q.voice.pick(
        " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))), "".join(parts)
    )


def _shown(q: Question, moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return moment_text(moment, q.voice, q.today)
    return day_text(moment, q.voice)


def _data(length: timedelta) -> dict[str, object]:
    return {"days": length.days, "minutes": int(length.total_seconds() // 60)}
