"""The time elsewhere: now, converted, and how far apart clocks are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.places import Place, zone_city
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.wording import length_text, moment_text
from pa_cli.core.clock_answers.zone_conversions import clock_of, converted
from pa_cli.core.clock_answers.zone_wording import entry, named, offset_text, within
from pa_cli.core.requests.sentence import compiled

# After "in", these are no places.
_NO_PLACE = (
    r"(?:the\s+)?(?:morning|afternoon|evening|night|future|past|day|week|month|year|total|english|"
    r"chinese|general|my|your|this|that|here|there|a|an|\d|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|hours?|minutes?|days?|weeks?|months?|years?|seconds?|spring|summer|autumn|fall|"
    r"winter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|area|"
    r"city|location|place|format|half|about|next|last|between|advance|words|military|digital|"
    r"local|real)\b"
)


def answer_zones(q: Question) -> ClockAnswer | None:
    """What a question about clocks elsewhere comes to; None when it is none."""
    if q.says(
        r"change (?:the |my )?time ?zone|set (?:the |my )?time ?zone|切换时区|更改时区|修改时区|"
        r"把时区"
    ):
        return _no_change(q)
    if not q.places:
        return _unknown_place(q) or _own_zone(q)
    if _asks_difference(q):
        return _difference(q)
    if clock := clock_of(q):
        return converted(q, *clock)
    if q.says(r"time ?zone|时区"):
        return _zone_of(q)
    if q.says(r"\btime\b|\bclock\b|\bhour\b|几点|时间|\blate\b") or len(q.text.split()) < 4:
        return _now_in(q)
    return None


def _no_change(q: Question) -> ClockAnswer:
    zone = q.places[0].zones[0] if q.places else "Europe/London"
    command = f"pa config set agenda.tz {zone}"
    return q.voice.unknown(
        f"The time zone is a setting, which a question does not change: {command}",
        f"时区是一项设置，提问不会更改它：{command}",
    )


def _own_zone(q: Question) -> ClockAnswer | None:
    if not q.says(r"time ?zone|时区"):
        return None
    name = str(getattr(q.now.tzinfo, "key", "") or q.now.tzname())
    offset = offset_text(q.now)
    return ClockAnswer(
        q.voice.pick(f"Your time zone is {name} ({offset}).", f"你的时区是{name}（{offset}）。"),
        {"zone": name, "offset": offset},
    )


def _unknown_place(q: Question) -> ClockAnswer | None:
    """A time is asked for in a place that the table does not hold."""
    found = compiled(
        r"(?:time|clock|late)\b.*?\b(?:in|at|"
        rf"for)\s+(?!{_NO_PLACE})(?P<name>[^\d\s][^,]{{1,40}}?)(?:\s+(?:right now|now|please|"
        r"currently|at the moment))?$"
    ).search(q.low) or compiled(
        r"^(?P<name>[\u4e00-\u9fff]{2,8}?)(?:现在|当地|此刻)+(?:时间)?(?:是)?(?:几点|什么时间|"
        r"时间)"
    ).search(q.low)
    if not found or found["name"] in {"我们", "这里", "我这里", "今天", "请问"}:
        return None
    if q.says(r"^\s*time (?:for|to)\b|bed ?time|time for a"):
        return None
    name = q.text[found.start("name") : found.end("name")].strip()
    return q.voice.unknown(
        f'I do not know the time zone of "{name}". A larger city or a country nearby may help.',
        f"我不知道“{name}”的时区。可以换一个附近的大城市或国家。",
    )


def _now_in(q: Question) -> ClockAnswer:
    shift = timedelta()
    reading = q.reading
    if isinstance(reading.start, datetime) and q.says(
        r"\bwill\b|\bin \w+ (?:hours?|minutes?)\b|(?:小时|分钟)后"
    ):
        shift = reading.start - q.now
    moment = q.now + shift
    parts, data = [], []
    for place in q.places:
        parts.append(_at(q, place, moment))
        data += [entry(place.name, moment.astimezone(ZoneInfo(zone))) for zone in place.zones]
    joined = q.voice.pick(", and ".join(parts), "，".join(parts))
    verb = "will be" if shift else "is"
    return ClockAnswer(q.voice.pick(f"It {verb} {joined}.", f"{joined}。"), {"times": data})


def _at(q: Question, place: Place, moment: datetime) -> str:
    """15:20 in Tokyo; for a country of several zones, in some city of each."""
    texts = []
    for zone in place.zones:
        local = moment.astimezone(ZoneInfo(zone))
        shown = moment_text(local, q.voice, None if local.date() != q.today else local.date())
        city = place.name if len(place.zones) == 1 else zone_city(zone, chinese=q.voice.chinese)
        texts.append(q.voice.pick(f"{shown} {within(city)}", f"{city}{shown}"))
    if len(texts) == 1:
        zone_name = place.clock(moment).tzname()
        named = zone_name if zone_name and zone_name.isalpha() else offset_text(place.clock(moment))
        return texts[0] + q.voice.pick(f" ({named})", f"（{named}）")
    listed = q.voice.pick(", ".join(texts), "、".join(texts))
    return q.voice.pick(
        f"{listed} ({place.name} has several times)", f"{listed}（{place.name}有多个时区）"
    )


def _asks_difference(q: Question) -> bool:
    return q.says(
        r"time difference|difference (?:in|of) time|hours? (?:\w+ )?(?:ahead|behind|difference|"
        r"apart|between)|hours?\b.* (?:ahead|apart)\b|ahead of|behind|"
        r"difference between|时差|差几个?小时|相差|早几|晚几|快几|慢几|快多少|慢多少"
    )


def _difference(q: Question) -> ClockAnswer:
    first = q.places[0]
    if len(q.places) > 1:
        second, second_name = q.places[1].clock(q.now), named(q.places[1])
    else:
        second, second_name = q.now, q.voice.pick("you", "你这里")
    one = first.clock(q.now)
    difference = (one.utcoffset() or timedelta()) - (second.utcoffset() or timedelta())
    length = length_text(difference, q.voice)
    data = {"difference_minutes": int(difference.total_seconds() // 60), "times": [
        entry(named(first), one), entry(second_name, second)
    ]}  # fmt: skip
    name = named(first)
    if not difference:
        return ClockAnswer(q.voice.pick(
            f"{name} and {second_name} have the same time now: {one:%H:%M}.",
            f"{name}和{second_name}现在时间相同：{one:%H:%M}。",
        ), data)  # fmt: skip
    ahead = difference > timedelta()
    today = second.date()
    other = "here" if second_name == "you" else within(second_name)
    return ClockAnswer(
        q.voice.pick(
            f"{name} is {length} {'ahead of' if ahead else 'behind'} {second_name} now: it is "
            f"{moment_text(one, q.voice, today)} {within(name)} and {second:%H:%M} {other}.",
            f"{name}现在比{second_name}{'早' if ahead else '晚'}{length}：{name}{moment_text(one, q.voice, today)}，"
            f"{second_name}{second:%H:%M}。",
        ),
        data,
    )


def _zone_of(q: Question) -> ClockAnswer:
    place = q.places[0]
    texts, data = [], []
    for zone in place.zones:
        local = q.now.astimezone(ZoneInfo(zone))
        texts.append(
            f"{zone} ({offset_text(local)})"
            if not q.voice.chinese
            else f"{zone}（{offset_text(local)}）"
        )
        data.append(entry(place.name, local))
    listed = q.voice.pick(", ".join(texts), "、".join(texts))
    return ClockAnswer(
        q.voice.pick(
            f"The time zone of {place.name} is {listed}.", f"{place.name}的时区是{listed}。"
        ),
        {"times": data},
    )
