"""Which English requests code answers by itself: clock, dates, zones."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.guess import Guess, likely, sure
from pa_cli.core.requests.sentence import Sentence

_HOLIDAYS = frozenset(
    """christmas easter thanksgiving halloween hanukkah diwali ramadan passover valentine valentines
    holiday holidays new-year eid labor memorial""".split()
)
_TIME = r" (?:the )?(?:current |correct |exact |right |local |actual |present )*time\b"


def asks_the_clock(s: Sentence) -> Guess | None:
    """A question of time and date that needs none of the user's data."""
    if s.has(words.ALARM, words.CALENDAR, words.APPOINTED) and not s.says("time zone", "timezone"):
        return None
    if s.has("timezone", "timezones", "utc", "gmt") or s.says(
        "time zone", "time zones", "time difference"
    ):
        return sure("datetime")
    if s.has("time") and _asks_time(s):
        return sure("datetime")
    if _asks_day(s):
        return sure("datetime")
    if s.matches(
        r" how (?:many|long|much)(?: more)? (?:days|weeks|months|years|hours|minutes|time)?\b.*"
        r" (?:until|till|til|to|before|since|between|left|from now|are in|are there in|in a|"
        r"does .+ have)\b"
    ):
        return _counted(s)
    if s.has("leap") and s.has("year"):
        return sure("datetime")
    if s.says("week number", "day number", "daylight saving", "daylight savings"):
        return sure("datetime")
    if s.has(_HOLIDAYS) and s.matches(r"^ (?:when|what (?:day|date)|is there|on (?:what|which))"):
        return likely("datetime")
    return None


def _asks_time(s: Sentence) -> bool:
    if s.has(
        "best",
        "good",
        "first",
        "last",
        "travel",
        "open",
        "opens",
        "close",
        "closes",
        "movie",
        "flight",
        "train",
        "arrive",
        "start",
        "long",
    ):
        return False
    if s.has("my") and not s.says("my time", "my location", "my area", "my place", "my watch"):
        return False
    if s.matches(
        r"^ (?:what|tell|give|show|report|say|check|need|know|get|want|do you (?:have|know)|got|"
        r"have you got|"
        r"current|the|is it|read|find|announce|display)(?: me| is| us| know| out| at|"
        rf" in)*{_TIME}(?: (?:is|it|now|in|at|of|over|for|right|there|here|please|currently|today|"
        r"does)\b.*)?$"
    ):
        return True
    if s.matches(rf"^ what{_TIME} (?:is|was|will) it\b") or s.matches(
        r" what time (?:is|will|would|was) it\b"
    ):
        return True
    if s.matches(r"^ time (?:in|at|for|of|now|please|is|check)\b") or s.plain in {
        "time",
        "time please",
    }:
        return True
    if (
        s.matches(r"^ (?:(?:what|tell|give|show|need) .*)?(?:[a-z]+ ){1,3}time(?: now)?$")
        and len(s) < 5
    ):
        return not s.has(
            "a", "this", "that", "every", "next", "any", "some", "waste", "bed", "free", "my"
        )
    if s.has("convert", "change", "translate") and s.has("time"):
        return True
    return s.matches(r" how (?:late|early) is it ")


def _asks_day(s: Sentence) -> bool:
    if s.matches(
        r" what(?: is)?(?: the)?(?: current| exact| correct| actual)? (?:day|date|month|year|week|"
        r"century|season)(?: of the (?:week|month|year))?"
        r"(?: is it| is today|$| today| tomorrow| now| was| will| is (?:on|the|it|next|this|that|"
        r"[0-9]))"
    ) and not s.has("best", "my"):
        return True
    if s.matches(
        r" (?:todays|today's|tomorrow's|tomorrows|current|actual|exact|yesterday's) (?:date|day|"
        r"month|year)\b"
    ):
        return True
    if (
        s.matches(r" (?:what|which|tell|give|know) .*\b(?:day|date|week)\b")
        and s.dated
        and not s.personal
    ):
        return not s.has("my", "best", "happened", "born", "movie")
    if s.matches(r" (?:on )?(?:what|which) (?:day|date|week|weekday|month)\b"):
        return not s.has("my", "best", "born", "died", "happened", "did")
    return s.matches(
        r" (?:day|date|week) (?:is|was) (?:it|today|tomorrow)\b|^ (?:is it|is today|"
        r"is tomorrow) (?:a )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    )


def _counted(s: Sentence) -> Guess | None:
    if s.has("my", "calories", "cook", "take", "takes", "drive", "travel", "miles", "cups", "get"):
        return None
    units = s.has("days", "weeks", "months", "years", "hours", "minutes", "long", "time")
    return sure("datetime") if units else None
