"""English questions about alarms, reminders, meetings and the calendar."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.guess import Guess, likely, sure
from pa_cli.core.requests.sentence import Sentence

_WORLD = frozenset(
    """recipe recipes cook bake movie movies film films theater theatre theatres cinema restaurant
    restaurants weather gift gifts present presents won win winning joke definition define
    meaning mean news score eat wear watch""".split()
)
_DEFINING = frozenset(
    "define definition mean means meaning word spell joke story poem song".split()
)
_OTHER_CALENDARS = frozenset("train bus tv flight lunar chinese mayan advent gregorian".split())


def _wishes_for(s: Sentence) -> bool:
    """Have an alarm at six: what is put like a question and is none."""
    return s.dated and s.matches(
        r"^ (?:have|get|is it possible to (?:set|have)) (?:an?|the|my)? ?\w*(?: \w+)? ?(?:alarm|"
        r"reminder|meeting|appointment)\b"
    )


_FREE = (
    r" (?:do|have|am|are|will|would|did|can) (?:i|we) (?:have |already |be |got |"
    r"made? )*(?:anything|something|"
    r"plans|a conflict|conflicts|supposed|free|busy|available|booked|scheduled|going on|any|"
    r"meeting|seeing|time|nothing)\b"
)
_DAY_LIKE = (
    r" (?:how (?:is|does|are)|what (?:is|does|do|are)) (?:my|our) (?:\w+ )?(?:day|week|"
    r"weekend|month|morning|"
    r"afternoon|evening|night|plans?|commitments|today|tomorrow|monday|tuesday|wednesday|"
    r"thursday|friday|"
    r"saturday|sunday)\b"
)
_TELLS = r"^ (?:fill|brief|catch|update|run|walk|talk|take) (?:me|us)(?: (?:in|up|through))?(?: (?:on|about))?\b"
_LOOKS = (
    r" (?:what|how) (?:does|is|do|will|are) (?:\w+ ){1,3}(?:look|looking|shaping)\b|"
    r" (?:rundown|summary|overview|briefing|outline|picture) (?:of|for|on) |"
    rf"{_TELLS} "
)
# What only the user's own day can tell: my two o'clock, who is invited.
_OWN_TIME = r" (?:my|our) (?:next )?(?:\w+ )?(?:o'clock|oclock|am|pm|a\.m|p\.m)\b"
_I_DO = (
    r"^ (?:do|am|are|will) (?:i|we) (?:work|teach|meet|see|fly|travel|go|leave|start|finish|play|practice|drive|"
    r"train|perform|\w+ing)\b"
)
_GUESTS = (
    r" (?:who|who all|who else|is \w+|are \w+|will \w+|has \w+|did \w+) (?:is |are |will |be |else )*"
    r"(?:coming|attending|invited|joining|going|accepted?|declined?|confirmed|rsvp|rsvp'd|there)\b"
)
_PLANNED = (
    "going on",
    "coming up",
    "planned",
    "scheduled",
    "lined up",
    "pending",
    "upcoming",
    "to attend",
)


def asks_agenda(s: Sentence) -> Guess | None:
    """A question that the agenda answers."""
    if not (s.asks or s.matches(_TELLS) or _lists_without_verb(s)) or s.has(_DEFINING):
        return None
    told = s.matches(words.ADDING) or s.matches(
        r" (?:remember|write|mark|enter) (?:that|it|this)\b"
    )
    if told and s.head not in words.QUESTION:
        return None
    if s.starts("how do", "how to", "how can", "why") or _wishes_for(s):
        return None
    if s.says("alarm clock", "alarm clocks") and not s.has("my", "i"):
        return None
    if s.has(words.ALARM) or (s.has(words.CALENDAR) and not s.has(_OTHER_CALENDARS)):
        return sure("agenda_query")
    if s.says("wake up"):
        return likely("agenda_query")
    if s.has(_WORLD) or s.says("do you think", "should i have", "you recommend"):
        return None
    return _asks_appointments(s) or _asks_my_day(s) or _asks_plans(s)


_MINE_FREE = (
    r" (?:i|we) (?:am|are|will be) (?:free|busy|available|booked)\b| how (?:busy|free|full|"
    r"booked) (?:am|are|is)\b|"
    r"^ is (?:the )?(?:today|tonight|tomorrow|\w+day|this \w+|next \w+|\w+(?:st|nd|rd|th))"
    r"(?: (?:morning|afternoon|evening|night))? (?:free|open|clear|busy|full|available)\b|"
    r" (?:is|are) (?:my|our) (?:\w+ ){1,2}(?:open|free|clear|full|busy|booked|available)\b"
)
_WHEN_DO_I = (
    r" (?:when|where|what time|who|whom) (?:do|am|are|should|will|must) (?:i|we) (?!find|get|"
    r"buy|start|cook|know|plant)|"
    r" next thing | what did (?:i|we) (?:do|have)\b"
)
_WHEN_IS_MINE = (
    r" (?:when|where|what time|what day|how long) (?:is|are|was|were|does|do|did) (?:my|our) |"
    r" (?:free|open|empty) (?:slots?|time|hours?|days?)\b"
)
_AT_HAND = (
    r" (?:what|where|when) (?:all )?(?:do|have|must|should) (?:i|we) (?:have|got|be|need to be)\b|"
    r" (?:do|must|should) (?:i|we) (?:need to |have to )?be (?:anywhere|somewhere|at|in|there)\b|"
    r" where (?:am|are) (?:i|we) (?:supposed|meant|expected) to be\b|"
    r" (?:have|did|had) (?:i|we) (?:planned?|scheduled?|booked?|arranged?)\b"
)
_HAPPENING = (
    r" (?:what|anything|something|what else)(?: is)? (?:on|up|happening|going on|next|coming up|"
    r"planned|scheduled|due)\b|"
    r" is there (?:anything|something|nothing)(?: else)? (?!on tv|on the|on net|i can|to)"
)


# Around a date these ask for what is then: show me march.
_NO_TITLE = frozenset("me us for on about my the of in fill".split())


def _asks_my_day(s: Sentence) -> Guess | None:
    bare = frozenset(s.reading.title.lower().split()) if s.dated else words.QUESTION
    if s.matches(_DAY_LIKE) or bare <= words.SHOW | _NO_TITLE:
        return sure("agenda_query")
    if s.matches(_MINE_FREE) and s.dated:
        return sure("agenda_query")
    if s.dated and (
        s.matches(_LOOKS) or s.matches(r" what (?:am|are) (?:i|we) (?:doing|up to|supposed)\b")
    ):
        return sure("agenda_query")
    return None


def _asks_plans(s: Sentence) -> Guess | None:
    """What do I have, am I free, what is on."""
    if s.matches(_FREE) or s.matches(_AT_HAND):
        if s.says("do i have any", "do we have any") and not s.dated:
            return None
        return sure("agenda_query") if s.dated or s.says(*_PLANNED) else likely("agenda_query")
    if s.matches(_WHEN_DO_I) or s.matches(_MINE_FREE) or s.matches(_WHEN_IS_MINE):
        return likely("agenda_query")
    if s.dated and s.matches(_I_DO):
        return likely("agenda_query")
    if s.timed and s.matches(_OWN_TIME):
        return sure("agenda_query")
    if s.matches(_GUESTS) and (s.has(words.OCCASION) or s.dated):
        return sure("agenda_query") if s.has(words.OCCASION) else likely("agenda_query")
    soon = s.dated or s.says("next", "coming up")
    if soon and s.matches(_HAPPENING) and not _is_public(s):
        return likely("agenda_query")
    wonders = s.matches(r" (?:should|can|could|may) (?:i|we)\b| (?:need|wear|bring|think|look)\b")
    asks = s.asks and s.dated and s.personal
    return likely("agenda_query") if asks and not wonders else None


def _asks_appointments(s: Sentence) -> Guess | None:
    mine = s.personal or s.all_personal
    if s.has(words.APPOINTED):
        if _is_public(s):
            return likely("agenda_query") if mine else None
        if (
            mine
            or s.dated
            or s.head in words.SHOW
            or s.says(*_PLANNED)
            or s.head in {"is", "are", "any"}
        ):
            return sure("agenda_query")
        return likely("agenda_query")
    if not s.has(words.OCCASION):
        return None
    if s.says(*_PLANNED) and not _is_public(s):
        return sure("agenda_query")
    return _asks_whose(s) or _asks_occasion(s)


def _asks_whose(s: Sentence) -> Guess | None:
    """When is June's party."""
    if not s.matches(
        r"(?:'s|s) (?:birthday|party|wedding|anniversary|graduation|recital|shower)\b"
    ):
        return None
    if s.matches(_FULL_NAME):
        return likely("answer")
    asks = s.head == "is" or s.starts(
        "when is", "when and where", "what day is", "where is", "what time is"
    )
    if not asks:
        return None
    # of a single name it may be known to the world: when is Obama's birthday
    return likely("agenda_query") if s.matches(r"'?s birthday$") else sure("agenda_query")


def _asks_occasion(s: Sentence) -> Guess | None:
    own = s.matches(r" (?:my|our)\b| (?:do|am|have|will|did|is) (?:i|we) ")
    if own and s.head in words.QUESTION:
        certain = s.head in {"when", "do", "am", "have", "is", "where"} or s.dated
        return (sure if certain and s.head not in {"how", "why"} else likely)("agenda_query")
    if _is_public(s):
        return None
    of_it = s.matches(r" (?:date|day|time|place|location|address|details) of (?:the|my|our|next) ")
    asks = s.head in words.QUESTION - {"how", "why", "should", "am"}
    told = s.head in {"details", "info", "information"}
    when = s.head in {"when", "where"} or s.matches(r" what time (?:the|is|are|does) ")
    return likely("agenda_query") if of_it or told or when or (s.dated and asks) else None


# Somebody who is known to the world, more likely than to the agenda.
_FULL_NAME = r" (?!my |our |the |for |is |when |where |on )\w{3,} \w{3,}'s? (?:birthday|wedding|anniversary)\b"


def _is_public(s: Sentence) -> bool:
    """Whether it asks what goes on in the world."""
    return s.says(
        "near me", "around me", "in town", "around here", "in the city", "in my area", "nearby", "around",
        "local", "in history", "world", "sports", "historical", "in my city", "tickets", "current events",
    )  # fmt: skip


def _lists_without_verb(s: Sentence) -> bool:
    """Whether the words are only what is to be shown: "my alarms", "alarm status"."""
    if s.has(words.CALENDAR) and not s.has(words.ADD - {"schedule", "plan"}, words.CHANGE):
        return s.head not in {"schedule", "calendar"} or s.matches(
            r"^ (?:schedule|calendar)(?: (?:for|of|on|today|tomorrow|this (?!event)|next|events?|entries)\b|$)"
        )
    if s.dated and not s.starts("my", "all my", "any", "upcoming"):
        return False
    return s.starts(
        "my", "all my", "all", "any", "current", "active", "upcoming", "next", "the next", "our"
    ) or s.ends("status", "list", "details")
