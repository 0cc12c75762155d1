"""The time elsewhere: now, converted, and how far apart clocks are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.places import Place, zone_city
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.wording import length_text, moment_text
from pa_cli.core.dates.parse import parse_moment
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
    if clock := _clock(q):
        return _converted(q, *clock)
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
    offset = _offset(q.now)
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
        data += [_entry(place.name, moment.astimezone(ZoneInfo(zone))) for zone in place.zones]
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
        texts.append(q.voice.pick(f"{shown} {_within(city)}", f"{city}{shown}"))
    if len(texts) == 1:
        zone_name = place.clock(moment).tzname()
        named = zone_name if zone_name and zone_name.isalpha() else _offset(place.clock(moment))
        return texts[0] + q.voice.pick(f" ({named})", f"（{named}）")
    listed = q.voice.pick(", ".join(texts), "、".join(texts))
    return q.voice.pick(
        f"{listed} ({place.name} has several times)", f"{listed}（{place.name}有多个时区）"
    )


def _entry(name: str, moment: datetime) -> dict[str, str]:
    return {
        "place": name,
        "zone": str(getattr(moment.tzinfo, "key", "") or moment.tzname()),
        "time": moment.isoformat(timespec="minutes"),
    }


def _offset(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds() // 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{minutes // 60}" + (
        f":{minutes % 60:02}" if minutes % 60 else ""
    )


# --- conversion


def _clock(q: Question) -> tuple[datetime, int] | None:
    """The time of day that the question names, and where its words stand."""
    reading = q.reading
    if isinstance(reading.start, datetime) and reading.spans and not reading.all_day:
        if q.says(r"\bin \w+ (?:hours?|minutes?)\b|(?:小时|分钟)后|\bago\b"):
            return None
        return reading.start, reading.spans[0][0]
    found = compiled(
        r"\b(?:it is|it's|its|when|at|if it is|if it's|is|"
        r"convert)\s+(?P<time>(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|"
        r"seven|eight|nine|ten|eleven|twelve)(?:\s+(?:thirty|fifteen|"
        r"forty five))?(?:\s+o'?clock)?)\b(?!\s*(?:hours?|days?))"
    ).search(q.low)
    if not found:
        return None
    moment = parse_moment(found["time"], q.now, q.options).start
    return (moment, found.start("time")) if isinstance(moment, datetime) else None


def _converted(q: Question, local: datetime, at: int) -> ClockAnswer:
    """The time, and twelve hours later where the words do not say which half of the day."""
    if not _either_half(q):
        return _conversion(q, local, at)
    morning = local.replace(hour=local.hour % 12)
    answers = [_conversion(q, half, at) for half in (morning, morning + timedelta(hours=12))]
    return ClockAnswer(
        q.voice.pick(" ", "").join(answer.text for answer in answers),
        {"times": [time for answer in answers for time in _times(answer)]},
    )


def _either_half(q: Question) -> bool:
    if q.says(
        r"\d ?[ap]\.?m\b|\b[ap]\.? ?m\b|noon|midnight|morning|afternoon|evening|night|\d:\d\d|"
        r"上午|下午|晚|早|中午|凌晨|傍晚|夜"
    ):
        return False
    return not q.says(r"\b(?:1[3-9]|2[0-3])(?:\b|点|时)")


def _conversion(q: Question, local: datetime, at: int) -> ClockAnswer:
    """A time in one place, told for others. The place beside the time is the one where it is."""
    here = compiled(r"\b(?:here|my time|our time|local time|me)\b|这里|我这|本地|我们这").search(
        q.low
    )
    places = sorted(q.places, key=lambda place: min(abs(place.start - at), abs(place.end - at)))
    wall = local.replace(tzinfo=None)
    if len(places) > 1:
        nearest = places[0]
        if here and abs(here.start() - at) < abs(nearest.start - at):
            return _told(q, None, [*places], wall)
        others = [place for place in q.places if place is not nearest]
        return _told(q, nearest, others, wall)
    place = places[0]
    if here and abs(here.start() - at) < min(abs(place.start - at), abs(place.end - at)):
        return _told(q, None, [place], wall)
    if here or _beside(q, place, at):
        return _told(q, place, [], wall)
    if place.start < at or q.says(r"\bwhen (?:it|its|it's)\b"):
        return _told(q, None, [place], wall)
    first, second = _told(q, None, [place], wall), _told(q, place, [], wall)
    return ClockAnswer(f"{first.text} {second.text}", {"times": [*_times(first), *_times(second)]})


def _times(answer: ClockAnswer) -> list[object]:
    times = answer.data["times"]
    return list(times) if isinstance(times, list) else []


def _beside(q: Question, place: Place, at: int) -> bool:
    """Whether the place qualifies the time: "3 pm London time", "3 pm Tokyo to me", 东京时间三点."""
    if q.voice.chinese:
        return (
            place.end <= at
            and not q.low[place.end : at].replace("时间", "").replace("当地", "").strip()
        )
    return (
        bool(compiled(r"^(?:['\u2019]s)?\s+time\b").match(q.low[place.end :])) and place.start > at
    ) or (0 <= at - place.end <= 7 and q.low[place.end : at].strip() in {"", "time"})


def _told(q: Question, source: Place | None, targets: list[Place], wall: datetime) -> ClockAnswer:
    zone = ZoneInfo(source.zones[0]) if source else q.now.tzinfo
    moment = wall.replace(tzinfo=zone)
    here = q.voice.pick("here", "你这里")
    home = _entry(here, moment.astimezone(q.now.tzinfo))
    start = q.voice.pick(
        f"{moment:%H:%M} {_within(_named(source)) if source else here}",
        f"{_named(source) if source else here}{moment:%H:%M}",
    )
    if targets:
        results = [_then(q, place, moment) for place in targets]
        data = [_entry(source.name, moment) if source else home]
        data += [_entry(p.name, moment.astimezone(ZoneInfo(z))) for p in targets for z in p.zones]
    else:
        shown = moment_text(moment.astimezone(q.now.tzinfo), q.voice, moment.date())
        results = [q.voice.pick(f"{shown} {here}", f"{here}{shown}")]
        data = [_entry(source.name if source else here, moment), home]
    joined = q.voice.pick(" and ".join(results), "、".join(results))
    return ClockAnswer(
        q.voice.pick(f"{start} is {joined}.", f"{start}是{joined}。"), {"times": data}
    )


def _named(place: Place) -> str:
    return place.name if len(place.zones) == 1 else f"{place.name} ({zone_city(place.zones[0])})"


def _within(name: str) -> str:
    """In Tokyo; EST."""
    return name if name.isupper() or name.endswith("Time") else f"in {name}"


def _then(q: Question, place: Place, moment: datetime) -> str:
    texts = []
    for zone in place.zones:
        shown = moment_text(moment.astimezone(ZoneInfo(zone)), q.voice, moment.date())
        city = place.name if len(place.zones) == 1 else zone_city(zone, chinese=q.voice.chinese)
        texts.append(q.voice.pick(f"{shown} {_within(city)}", f"{city}{shown}"))
    return q.voice.pick(", ".join(texts), "、".join(texts))


# --- zones and differences


def _asks_difference(q: Question) -> bool:
    return q.says(
        r"time difference|difference (?:in|of) time|hours? (?:\w+ )?(?:ahead|behind|difference|"
        r"apart|between)|hours?\b.* (?:ahead|apart)\b|ahead of|behind|"
        r"difference between|时差|差几个?小时|相差|早几|晚几|快几|慢几|快多少|慢多少"
    )


def _difference(q: Question) -> ClockAnswer:
    first = q.places[0]
    if len(q.places) > 1:
        second, second_name = q.places[1].clock(q.now), _named(q.places[1])
    else:
        second, second_name = q.now, q.voice.pick("you", "你这里")
    one = first.clock(q.now)
    difference = (one.utcoffset() or timedelta()) - (second.utcoffset() or timedelta())
    length = length_text(difference, q.voice)
    data = {"difference_minutes": int(difference.total_seconds() // 60), "times": [
        _entry(_named(first), one), _entry(second_name, second)
    ]}  # fmt: skip
    name = _named(first)
    if not difference:
        return ClockAnswer(q.voice.pick(
            f"{name} and {second_name} have the same time now: {one:%H:%M}.",
            f"{name}和{second_name}现在时间相同：{one:%H:%M}。",
        ), data)  # fmt: skip
    ahead = difference > timedelta()
    today = second.date()
    other = "here" if second_name == "you" else _within(second_name)
    return ClockAnswer(
        q.voice.pick(
            f"{name} is {length} {'ahead of' if ahead else 'behind'} {second_name} now: it is "
            f"{moment_text(one, q.voice, today)} {_within(name)} and {second:%H:%M} {other}.",
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
            f"{zone} ({_offset(local)})" if not q.voice.chinese else f"{zone}（{_offset(local)}）"
        )
        data.append(_entry(place.name, local))
    listed = q.voice.pick(", ".join(texts), "、".join(texts))
    return ClockAnswer(
        q.voice.pick(
            f"The time zone of {place.name} is {listed}.", f"{place.name}的时区是{listed}。"
        ),
        {"times": data},
    )
