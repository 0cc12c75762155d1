"""Which English requests code answers by itself: clock, dates, zones."""

from pa_cli.core.dates.zones import ABBREVIATIONS
from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.guess import Guess, likely, sure
from pa_cli.core.requests.sentence import Sentence

# What has a time or a date of its own, which code does not know.
WITH_OWN_TIMES = frozenset(
    """open opens opening close closes closing movie film show flight train bus game match store shop start
    starts begin begins arrive arrives leave leaves land airport traffic travel born birth die died
    death invented released release founded happened happen war expire expires published premiere
    cook bake boil take takes drive walk cost calories old tall wide concert episode playing plays air airs airing aired
    showing screening broadcast kickoff dinner lunch breakfast""".split()
)
_ANY_TIME = frozenset(
    "best good first last long fun hard free bed every next waste big tea lunch dinner part full".split()
)
_ASKS_TIME = (
    r"^ (?:i (?:need|want) )?(?:what|tell|give|show|report|say|check|need|know|get|want|got|"
    r"have|read|find|"
    r"announce|display|"
    r"do you (?:have|know)|current|the|is it|see|is there|share|speak)(?: (?:me|is|us|know|"
    r"out|you|got|a|to|the|current|correct|exact|about|"
    r"right|local|actual|present|hour|and|day|date|of|our))* time\b(?= (?:is|it|now|in|at|of|"
    r"over|for|right|there|here|please|currently|today|would|"
    r"will|was|if|when|on|around|and|as)\b|$)"
)
_ASKS_DAY = (
    r"^ (?:what|which|tell|give|show|know|check|say|report|need|get|the|on what|on which|"
    r"current|is|do you know)"
    r"(?: (?:me|is|was|will|be|us|the|current|exact|actual|correct|a|out|you|s|are|and|time|"
    r"know|of|what|which|full|todays|today's|tomorrows|"
    r"tomorrow's|yesterday's|this|weeks|week's))* (?:day|date|month|year|week|weekday|dates)\b"
)
_DAY_WORDS = frozenset(
    """what which tell give show know check say report need get the on current is do you me was will be us exact
    actual correct a out are and time of full todays today's tomorrows tomorrow's yesterday's this weeks week's
    day date month year week weekday dates it today now tomorrow yesterday currently right we in here at present
    moment for please number that century season s have local first""".split()
)
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"


_ZONES = ("time zone", "time zones", "timezone", "timezones")
_ZONE_NAME = r" (?:eastern|central|pacific|mountain|atlantic|gmt|utc|est|edt|cst|cdt|mst|pst|pdt|ist|cet|bst)\b"
_SETS_CLOCK = rf"^ (?:change|set|switch|put|turn|adjust) .*\b(?:clock|time)\b.*{_ZONE_NAME}"
ZONE = rf"{_ZONE_NAME}(?: standard| daylight)?(?: time)?(?: is (?:what|when))? (?:(?:in)?to|in){_ZONE_NAME}"
"""From one zone to another."""


# How many hours Paris is ahead: of somewhere, or of here.
_APART = (
    r"^ (?:how (?:many|much|far)|what|by how|which|is|are)\b.* "
    r"(?:ahead|behind|apart|earlier|later|difference|different)\b"
)


def asks_the_clock(s: Sentence) -> Guess | None:
    """A question of time and date that needs none of the user's data."""
    if s.says("time difference", "difference in time", *_ZONES):
        return _asks_zone(s)
    if s.has(words.ALARM, words.CALENDAR, words.APPOINTED, words.LIST):
        return None
    if s.has("convert", "converting", "conversion"):
        return _converts(s)
    if s.matches(r"^ (?:day|date|weekday|day of the week) (?:of|for|on|in)\b") and s.dated:
        return sure("datetime")
    if s.matches(r" is it am or pm\b| how (?:late|early) is it\b") or s.plain in {
        "what is the hour",
        "what is the hour now",
        "what hour",
        "the hour",
        "hour",
    }:
        return sure("datetime")
    if (s.matches(_APART) or (s.has("ahead", "behind") and s.has(words.QUESTION))) and _places(s):
        return sure("datetime")
    if s.starts("how does", "how do", "how is", "how are"):
        return None
    if s.head in words.ADD | words.CHANGE | words.REMOVE and not s.has("time"):
        return None
    if (s.timed and _is_elsewhere(s)) or s.matches(_SETS_CLOCK):
        return sure("datetime")
    return _asks_time(s) or _asks_day(s) or _asks_count(s) or _asks_calendar(s)


def _asks_zone(s: Sentence) -> Guess:
    here = s.has(words.CHANGE, "convert", "set", "use", "here", "my", "this", "our", "current")
    if s.says("how many") or not (here or _places(s) or s.matches(_ZONE_NAME)):
        return likely("answer") if s.says("how many") else likely("datetime")
    return sure("datetime")


def _converts(s: Sentence) -> Guess | None:
    """Six pm est to gmt; but miles to kilometres is no question of time."""
    if s.matches(ZONE) or (_places(s) and (s.timed or s.has("time"))):
        return sure("datetime")
    return likely("datetime") if s.timed or s.has("time") else None


# The clock does not know of it: what time is the parade.
_TIME_OF_A_THING = (
    r" what time (?:is|does|do|are|will|did|was) (?:"
    r"(?:the|an?|this|that|these|those|our|\w+'s) (?!time|clock|moment|hour)|"
    r"(?!it\b|now\b|in\b|at\b|on\b|over\b|right\b|there\b|here\b|today\b|this\b|the\b|currently\b)\w)"
)
_SAYS_HOUR = (
    r" (?:what|which) (?:time|hour) (?:is|will|would|was|it)\b|"
    r"^ (?:tell|give|say|show|read|announce) (?:me |us |out )?(?:the )?(?:current |exact )?(?:hour|time)$|"
    r" (?:what|read|tell) (?:is |me |does )?(?:on )?(?:the|my) (?:clock|watch)(?: (?:say|says|read|show))?$"
)


def _is_elsewhere(s: Sentence) -> bool:
    """Whether an hour is asked for of another place: three pm in Rome is what in Lima."""
    from pa_cli.core.clock_answers.places import find_places

    if s.matches(ZONE):
        return True
    if not s.has("what", "when", "equals", "equal"):
        return False
    places = len(find_places(s.text))
    return places > 1 or (
        places == 1 and (s.has("here", "our", "local", "time") or s.starts("when is it"))
    )


def _asks_time(s: Sentence) -> Guess | None:
    if (
        not s.has("time", "hour", "clock")
        or s.has(_ANY_TIME)
        or not WITH_OWN_TIMES.isdisjoint(s.words[1:])
        or s.says("on time", "in time", "story time")
    ):
        return None
    if s.matches(_TIME_OF_A_THING) and not _places(s):
        return None
    if s.matches(r"^ (?:it is |is it )?time (?:to|for)\b") or (
        s.has("i", "we") and not s.has("if", "when", "need", "want")
    ):
        return None
    if s.has("my") and not s.says(
        "my time", "my location", "my area", "my place", "my watch", "my city"
    ):
        return None
    if s.matches(_ASKS_TIME) or s.matches(_SAYS_HOUR):
        return sure("datetime")
    if s.matches(
        r"^ (?:the )?(?:current )?time(?: (?:in|at|now|please|is|check|right|here|today)\b|$)"
    ):
        return sure("datetime")
    if s.has("time") and (
        s.has("convert", "difference", "zone")
        or s.has(frozenset(ABBREVIATIONS) - {"et", "wet", "art", "eat", "z", "mt", "pt", "ct"})
        or _places(s)
    ):
        return sure("datetime")
    return likely("datetime") if s.head == "time" else None


def _places(s: Sentence) -> bool:
    from pa_cli.core.clock_answers.places import find_places

    return bool(find_places(s.text))


def _asks_day(s: Sentence) -> Guess | None:
    if s.matches(r" (?:first|last) day of (?:the |this |next |last )?(?:month|year|week)\b"):
        return sure("datetime")
    if not WITH_OWN_TIMES.isdisjoint(s.words[1:]) or s.says(
        "my day", "day off", "a date", "first day", "date night", "best day", "special day"
    ):
        return None
    mine = s.has("my", "i", "our") or (
        s.has("we") and not s.says("are we in", "are we on", "we are in")
    )
    if s.matches(_ASKS_DAY) and not mine:
        named = s.dated or _names_holiday(s)
        if not (named or s.set <= _DAY_WORDS):
            return None
        return sure("datetime") if s.head != "the" else likely("datetime")
    if s.matches(
        r" (?:today's|todays|tomorrow's|tomorrows|yesterday's|current|actual|exact) (?:date|day|"
        r"month|year)\b"
    ):
        return sure("datetime")
    if s.plain in {
        "date",
        "day",
        "today",
        "what is today",
        "date today",
        "day of the week",
        "day of the month",
        "day today",
        "what is tomorrow",
        "the date",
        "the day",
    }:
        return sure("datetime")
    if s.matches(
        r" (?:fall|falls|land|lands|be|is) on (?:what|which|a) \b| (?:what|which) (?:day|date|"
        r"weekday|month)\b.* (?:fall|falls|land|lands)\b"
    ):
        return likely("datetime") if mine else sure("datetime")
    if s.matches(
        r"^ (?:is|was|will) (?:it|today|tomorrow|yesterday|this|"
        rf"that)(?: be)?(?: really)?(?: a)? (?:{_DAY_NAME}|"
        r"weekend|holiday|january|february|march|april|may|june|july|august|september|october|"
        r"november|december|the (?:first|second|third|\w+th))\b"
    ):
        return sure("datetime")
    return (
        likely("datetime")
        if s.matches(rf" {_DAY_NAME}(?:'?s)? (?:actual )?date\b| date (?:of|on|for|is)\b")
        and s.dated
        and not mine
        else None
    )


def _asks_count(s: Sentence) -> Guess | None:
    """How many days until, since, between; how many there are in a month."""
    if not WITH_OWN_TIMES.isdisjoint(s.words[1:]) or not s.matches(
        r" how (?:many|long|much|far)\b|^ (?:days|weeks|countdown) (?:until|till|to)\b"
    ):
        return None
    if not s.matches(r" (?:days?|weeks?|months?|years?|hours?|minutes?|long|time|far)\b"):
        return None
    if s.matches(
        r" (?:until|till|til|to|before|since|between|left|from now|away|ago|after|remaining)\b"
    ) and not s.has("my", "get"):
        if s.has("far") and not (s.dated or _names_holiday(s)):
            return None
        return (
            sure("datetime")
            if s.dated or _names_holiday(s) or s.says("left in", "left this", "left of")
            else likely("datetime")
        )
    return (
        sure("datetime")
        if s.matches(r" (?:days|weeks|hours) (?:are )?(?:there )?(?:in|does|has)\b")
        and not s.has("my")
        else None
    )


def _asks_calendar(s: Sentence) -> Guess | None:
    if (s.has("leap") and s.has("year", "years")) or s.says(
        "week number", "day number", "daylight saving", "daylight savings", "week of the year"
    ):
        return sure("datetime")
    if s.matches(r"^ (?:when|what (?:day|date)|which day|on what|is there|is|do you know when)\b"):
        if _names_holiday(s) and not s.has("my", "we", "i"):
            return (
                sure("datetime")
                if s.starts("when is", "when will", "what day is", "what date is")
                else likely("datetime")
            )
        if s.has("holiday", "holidays") and s.dated and not s.has("my", "we", "i"):
            return sure("datetime")
    if s.matches(
        r"^ is it (?:\w+ )?(?:morning|afternoon|evening|night|day|daytime|dark|light|midnight|"
        r"noon)\b"
    ) and _places(s):
        return sure("datetime")
    if s.matches(
        r"^ (?:when|what (?:day|date)) (?:is|does|will) .*\b(?:spring|summer|autumn|fall|winter|"
        r"season)\b"
    ):
        return likely("datetime")
    if s.says("sun rise", "sun set", "sunrise", "sunset", "sun come up", "sun go down") and s.has(
        "when", "time", "what"
    ):
        return likely("datetime")
    return None


def _names_holiday(s: Sentence) -> bool:
    from pa_cli.core.clock_answers.holidays import find_holiday, unknown_holiday

    return bool(find_holiday(s.text) or unknown_holiday(s.text) or s.says("new year"))
