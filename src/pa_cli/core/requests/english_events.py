"""The words of an English request that name an event and its times."""

import re

from pa_cli.core.action import ActionCall
from pa_cli.core.dates.parse import parse_moment
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_when import find_dates, split_when
from pa_cli.core.requests.sentence import ANY_MOMENT, compiled
from pa_cli.core.requests.wording import Found, join_spans, trim

_I = re.IGNORECASE
_ALARM = (
    r"\b(?:alarms?|timers?|remind(?:er|ers|ing|ed)?|wake|woken|get\s+(?:me\s+)?up|notif\w+|"
    r"alert\w*|awake|be\s+up|(?:ring|buzz|rouse)\s+me)\b"
)
_NEW = (
    r"(?:(?:on|to|in|into)\s+(?:my|the|our)\s+(?:calendar|agenda|schedule|diary)[\s,:]+)?"
    r"(?:note\s+(?:down\s+)?(?:(?:in|on)\s+my\s+calendar\s+)?(?:that\s+)?)?(?:let'?s\s+)?"
    r"(?:(?:i|we)\s+(?:have|got|will have|need|want)\s+|(?:i|we)(?:'m|'re|\s+am|"
    r"\s+are)\s+having\s+|"
    r"there(?:\s+is|'s|\s+will\s+be)\s+|save\s+the\s+date\s+(?:for|of)\s+|(?:turn|switch)\s+on\s+|"
    r"pencil\s+(?:me\s+)?in\s+(?:for\s+)?|(?:calendar\s+)?event\s+(?=\w)|"
    r"(?:notify|alert|nudge|warn)\s+(?:me|us)\s+(?:about|of|to)\s+|(?:be|get)\s+(?:reminded|"
    r"notified)\s+(?:about|of|to)\s+|"
    r"(?:schedule\s+)?me\s+(?:for|in\s+for)\s+|(?:set|add|put|block(?:\s+(?:off|out))?|activate|enable|have|note|"
    r"create|make|schedule|"
    r"book|plan|enter|insert|place|save|include|arrange|reserve|mark|give|send|start|new|"
    r"organi[sz]e|need)(?:\s+(?:up|in|me|us|down))?\s+)?"
    r"(?:(?:an?|the|my|new|another|one|some)\s+)*"
    r"(?:(?:calendar\s+|agenda\s+|recurring\s+|repeating\s+)?(?:event|entry|appointment|reminder|alarm|"
    r"timer|slot)s?\s+"
    r"(?:(?:for me|in my calendar|on my calendar|to my calendar)\s+)?(?:to|for|about|called|"
    r"named|titled|that|of|saying|:)\s+(?:me\s+to\s+|to\s+)?)?"
    r"(?:remind\s+(?:me|us)\s+(?:(?:to|that|about|of|for)\s+)?)?(?:(?:an?|the|my|new)\s+)*"
)
_KEEPS_FREE = (
    r"^(?:(?:keep|hold|leave|reserve)\s+(?:(?:free|clear|open|off|time)\s+)+|"
    r"block\s+(?:(?:off|out|up|time)\s+)*)(?:for\s+)?"
)
_NEW_END = (
    r"(?:[\s,]+(?:set it|(?:add|put|save) (?:it|that|this)(?: in| down)?|please|"
    r"(?:and\s+)?(?:don'?t|do\s+not)\s+let\s+me\s+forget|(?:and\s+)?(?:add|put|save|mark)(?=\s+(?:to|on|in)\s+(?:my\s+)?calendar)|(?:to|on|in|into|onto|for)\s+(?:(?:my|the|"
    r"our)\s+)?(?:calendar|agenda|schedule|diary|planner)|"
    r"as\s+an?\s+(?:event|appointment|reminder)|(?:on|at|for|by|in|to|from)))+$"
)


def new_event(text: str) -> ActionCall:
    """What is new in the agenda."""
    title, when = split_when(text)
    title = compiled(_KEEPS_FREE, _I).sub("", f"{title} ")
    named = compiled(rf"^{_NEW}", _I).sub("", title).strip()
    named = compiled(_NEW_END, _I).sub("", named)
    remind = bool(compiled(_ALARM, _I).search(text))
    named = _with_its_kind(text, trim(named)) or trim(title)
    return ActionCall("agenda_add", title=named, when=when, remind=remind)


def _with_its_kind(text: str, title: str) -> str:
    """A title that is left as "with Bob", with the appointment that stands before it."""
    if not title.lower().startswith("with "):
        return title
    pattern = rf"\b(?:event|appointment|meeting|call|session)\s+{re.escape(title)}"
    found = re.search(pattern, text, _I)
    return found[0] if found else title


def changed_event(text: str) -> ActionCall:
    """Which event gets what time or name."""
    if found := compiled(
        r"^(?:rename|retitle)\s+(?P<old>.+?)\s+(?:to|as|into)\s+(?P<new>.+)$|"
        r"^change\s+the\s+(?:name|title)\s+of\s+(?P<old2>.+?)\s+to\s+(?P<new2>.+)$",
        _I,
    ).match(text):
        title, when = _named(found["old"] or found["old2"])
        return ActionCall(
            "agenda_change", title=title, when=when, text=trim(found["new"] or found["new2"])
        )
    old, new = _old_and_new(text)
    title, when = _named(compiled(_CHANGE_LEAD, _I).sub("", old))
    when = compiled(r"^from\s+", _I).sub("", when)
    return ActionCall("agenda_change", title=title, when=when, new_when=new)


_CHANGE_LEAD = (
    r"^(?:(?:move|reschedule|postpone|delay|push|shift|change|edit|modify|update|extend|"
    r"shorten|adjust|switch|bring|put|"
    r"make|set|turn|advance|defer|prepone)(?:\s+(?:back|forward|off|up|out))?\s+)"
    r"(?:the\s+(?:time|date|day|start|starting\s+time)\s+(?:of|for)\s+)?"
)
_SHIFT = (
    r"\b(?:(?:back|forward|up|out|on|earlier|later|ahead)\s+)?(?:by\s+)?(?:(?:an?|one|two|"
    r"three|four|five|six|ten|fifteen|twenty|thirty|forty|half an|"
    r"half a|a couple of|[0-9]+)[\s-]+(?:and a half\s+)?(?:minutes?|mins?|hours?|hrs?|days?|"
    r"weeks?|months?)(?:\s+and\s+a\s+half)?)(?:\s+(?:earlier|later|back|forward|ahead|"
    r"early|longer|shorter|long))?[\s.!]*$"
)


def _says_when(text: str) -> bool:
    """Whether `text` is nothing but words that say when."""
    return parse_moment(text, ANY_MOMENT).start is not None


def _old_and_new(text: str) -> tuple[str, str]:
    """The request up to its new time, and that."""
    for cut in compiled(r"\s+(?:to|until|till)\s+", _I).finditer(text):
        if _says_when(text[cut.end() :].strip(" .!")):
            return text[: cut.start()], trim(text[cut.end() :])
    for joint in (r"\s+(?:to|until|till|onto|for)\s+", r"\s+(?:at|on|from|by)\s+", r"\s+"):
        cuts = list(compiled(joint, _I).finditer(text))
        for cut in reversed(cuts) if joint == r"\s+" else cuts:
            new = text[cut.end() :]
            reading = find_dates(new)
            if reading.start is not None and not compiled(r"\w", 0).search(_rest(new, reading)):
                return text[: cut.start()], trim(new)
    if found := compiled(_SHIFT, _I).search(text):
        return text[: found.start()], trim(found[0])
    if found := compiled(r"\s+(?:to|by|until)\s+(.*\d.*|(?:an?|one|two|half)\s.*)$", _I).search(
        text
    ):
        return text[: found.start()], trim(found[1])
    return text, ""


def _rest(text: str, reading: DateReading) -> str:
    signs = list(text)
    for start, end in reading.spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def asked_events(text: str) -> ActionCall:
    """Which events are asked for."""
    title, when = _named(text, query=True)
    return ActionCall("agenda_query", title=title, when=when, remind=_about_alarms(text))


def removed_events(text: str) -> ActionCall:
    """Which events go."""
    title, when = _named(compiled(r"^call\s+off\s+", _I).sub("", text))
    every = bool(
        compiled(
            r"\b(?:all|every|everything|any(?!\s+(?:longer|more))|each|(?:free|clear|empty)\s+of)\b|\b(?:clear|empty|wipe|erase|"
            r"clean)\b.*\b(?:calendar|schedule|agenda|diary)\b",
            _I,
        ).search(text)
    ) or bool(
        compiled(r"\b(?:alarms|events|meetings|appointments|reminders)\b", _I).search(text)
        and not title
    )
    return ActionCall(
        "agenda_remove", title=title, when=when, remind=_about_alarms(text), every=every
    )


def _about_alarms(text: str) -> bool:
    return bool(compiled(r"\b(?:alarms?|timers?|alarams?)\b", _I).search(text))


def _named(text: str, *, query: bool = False) -> tuple[str, str]:
    """What an existing event is called in the request, and when it is said to be."""
    reading = find_dates(text)
    spans = reading.spans if reading.start is not None else ()
    found = Found(text, spans)
    if about := compiled(
        r"\b(?:alarms?|reminders?|events?|appointments?|entry)\s+(?:for|of|about|called|named|"
        r"titled)\s+(?:my\s+|the\s+)?(?P<what>.+)$",
        _I,
    ).search(found.masked):
        title = found.cut(about.start("what"), about.end("what"), _EMPTY_WORDS)
        if title:
            return title, join_spans(text, spans)
    title = found.cut(0, len(text), _EMPTY_WORDS if query else _EMPTY_WORDS - _WHICH_ONE)
    generic = words.APPOINTED | words.ALARM | words.CALENDAR | _EMPTY_WORDS
    if all(word in generic for word in compiled(r"[^\W_]+").findall(title.lower())):
        kind = compiled(_KIND_ASKED if query else _KIND, _I).search(found.masked)
        title = kind[0] if kind else ""
    return title, compiled(r"^of\s+", _I).sub("", join_spans(text, spans))


# What is meant when no name is said: "my first alarm", "the meeting".
_KIND = (
    r"\b(?:(?:next|first|last|earliest|latest|final)\s+)?(?:calendar\s+)?(?:alarms?|timers?|"
    r"reminders?|events?|appointments?|meetings?|interviews?|conferences?|standup)\b"
)
_KIND_ASKED = (
    r"\b(?:(?:next|first|last|earliest|latest|final)\s+)?(?:alarms?|timers?|reminders?)\b|"
    r"\b(?:next|first|last|earliest|latest|final)\s+(?:events?|appointments?)\b"
)
_WHICH_ONE = frozenset("next first last earliest latest final".split())


_EMPTY_WORDS = frozenset(
    """
    what whats what's which when whens when's where wheres where's who how is are was were
    am do does did have has had will any anything a an the my mine our me i we us you
    there in on at for of from to by with's show list display tell give read check
    checkout see find get view report confirm review look pull bring open know hear if
    whether please delete remove cancel clear erase drop scratch wipe discard dismiss
    disable deactivate unset rid turn switch off stop all every each everything alarm
    alarms timer timers reminder reminders calendar agenda schedule schedules diary event
    events meetings appointments set scheduled planned upcoming next up coming active
    current currently pending today's it that this first last latest earliest many much
    time times date pm not need longer and or can could details information info about
    plan plans going happening free busy available booked got left still else also out
    my-calendar ones one entire whole due supposed be been kind sort important happen
    doing new existing recent saved remaining completely full empty true then take begin
    start starts end ends long far soon away during between before after until olly hey no
    don't dont fill brief catch update
    summary overview rundown briefing anymore any_more so off's want wanted ignore disregard forget kill shut
    strike silence unschedule should deleted removed cancelled canceled gone wake morning
    afternoon evening night i'm won't can't make made turned
    """.split()
)
