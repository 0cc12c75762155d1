"""A time of day in one place, told for others."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pa_cli.core.clock_answers.answer import ClockAnswer
from pa_cli.core.clock_answers.places import Place, zone_city
from pa_cli.core.clock_answers.question import Question
from pa_cli.core.clock_answers.wording import moment_text
from pa_cli.core.clock_answers.zone_wording import entry, named, within
from pa_cli.core.dates.parse import parse_moment
from pa_cli.core.requests.sentence import compiled


def clock_of(q: Question) -> tuple[datetime, int] | None:
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


def converted(q: Question, local: datetime, at: int) -> ClockAnswer:
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
    home = entry(here, moment.astimezone(q.now.tzinfo))
    start = q.voice.pick(
        f"{moment:%H:%M} {within(named(source)) if source else here}",
        f"{named(source) if source else here}{moment:%H:%M}",
    )
    if targets:
        results = [_then(q, place, moment) for place in targets]
        data = [entry(source.name, moment) if source else home]
        data += [entry(p.name, moment.astimezone(ZoneInfo(z))) for p in targets for z in p.zones]
    else:
        shown = moment_text(moment.astimezone(q.now.tzinfo), q.voice, moment.date())
        results = [q.voice.pick(f"{shown} {here}", f"{here}{shown}")]
        data = [entry(source.name if source else here, moment), home]
    joined = q.voice.pick(" and ".join(results), "、".join(results))
    return ClockAnswer(
        q.voice.pick(f"{start} is {joined}.", f"{start}是{joined}。"), {"times": data}
    )


def _then(q: Question, place: Place, moment: datetime) -> str:
    texts = []
    for zone in place.zones:
        shown = moment_text(moment.astimezone(ZoneInfo(zone)), q.voice, moment.date())
        city = place.name if len(place.zones) == 1 else zone_city(zone, chinese=q.voice.chinese)
        texts.append(q.voice.pick(f"{shown} {within(city)}", f"{city}{shown}"))
    return q.voice.pick(", ".join(texts), "、".join(texts))
