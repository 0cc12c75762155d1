"""English requests that set, move and remove alarms, reminders and meetings."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_clock import ZONE
from pa_cli.core.requests.english_lists import speaks_of_lists
from pa_cli.core.requests.english_world import WORLDLY
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence

_REMOVING_HEADS = words.REMOVE | {"do", "turn", "switch", "get", "take", "call"}


_REMINDS = (
    r" remind (?:me|us)\b| (?:give|send|email|text|message) me (?:a )?(?:reminder|"
    r"notification|notice|alert)\b|"
    r" (?:tell|prompt|nudge) (?:me|us) (?:on \w+ |at \w+ )?to |"
    r"^ remind \w+ |^ (?:be|get) (?:reminded|notified|alerted)\b"
)


_WHEN_WOKEN = rf" (?:do|am|should|will|must|did|when|time) i\b(?: \w+){{0,3}}?{words.WAKES}"
_LETS_KNOW = (
    r" (?:before|prior to|ahead of|in advance of) (?:my|the|our) |"
    r" when it is (?:time|\w+ (?:am|pm|o'clock)) | when .* (?:is near|is close|is about to|starts|begins)\b"
)
_SWITCHES_ON = (
    r"^ (?:(?:turn|switch|put) (?:\w+ ){0,4}?on|enable|activate|resume|restart|reactivate)\b"
)


def remind(s: Sentence) -> Guess | None:
    """Remind me to: an event with an alarm when a time of day is said, else a to-do."""
    if s.starts("remember to", "do not forget", "do not let me forget") and not s.has("remind"):
        named = s.dated and s.has(words.OCCASION) and not s.says("forget to", "remember to")
        return sure("agenda_add" if s.timed or named else "todo_add")
    if _wakes(s):
        return sure("agenda_add")
    if s.asks and s.matches(_WHEN_WOKEN):
        return likely("agenda_query")
    if not s.matches(_REMINDS):
        return _notifies(s)
    if s.head in _REMOVING_HEADS or (s.head in words.QUESTION and s.head != "have"):
        return None
    if s.matches(
        r" remind (?:me|us) (?:of |about )?(?:what|when (?:is|are|my|the)|where|who|which|how)\b"
    ):
        own = s.has(words.OCCASION) or s.dated or s.has("i", "my")
        return likely("agenda_query" if own else "answer")
    if s.matches(
        r" remind (?:me|us) (?:of|about) (?:my|our) (?:\w+ )?(?:plans|schedule|agenda|day)\b"
    ):
        return likely("agenda_query")
    if s.says("me to", "us to") and not s.timed:
        return sure("todo_add")
    return sure("agenda_add")


def _notifies(s: Sentence) -> Guess | None:
    if s.head in {"know", "tell"} and s.matches(_LETS_KNOW):
        return sure("agenda_add") if s.timed else likely("agenda_add")
    if s.has(words.ALARM) and s.matches(_SWITCHES_ON):
        return sure("agenda_add")
    if s.matches(r"^ (?:notify|alert|ping|warn|nudge) (?:me|us)\b") and not s.asked:
        return sure("agenda_add") if s.dated or s.has(words.OCCASION) else likely("agenda_add")
    return None


def _wakes(s: Sentence) -> bool:
    if s.starts("ring me", "buzz me", "rouse me", "get me out of bed", "jog my memory") and s.dated:
        return True
    if s.starts("wake me", "wake us", "get me up", "wake up", "get up") and not s.asked:
        return s.dated or s.starts("wake me", "wake us", "get me up")
    return (
        s.timed
        and s.head not in words.REMOVE
        and s.matches(words.WAKES)
        and not s.asks
        and not s.has("not", "stop", "no", "never", "quit")
    )


_PUTS_OFF = r" (?:bring (?:\w+ ){0,4}forward|push (?:\w+ ){0,4}back|put (?:\w+ ){0,4}off|move up)\b"


_RESIZES = r" (?:longer|shorter|earlier|later|sooner)\b| (?:minutes|hours?) long\b"


def changes(s: Sentence) -> Guess | None:
    """An event gets another time or name."""
    resized = s.head in {"make", "let", "have", "start", "begin", "end"} and s.matches(_RESIZES)
    if not (s.has(words.CHANGE) or s.matches(_PUTS_OFF) or resized):
        return None
    if s.says("time zone", "timezone") or (s.timed and s.matches(ZONE)):
        return sure("datetime")
    if s.head in words.QUESTION:
        return None
    if speaks_of_lists(s):
        return sure("agenda_change") if _changes_task(s) else None
    about = s.has(words.ALARM, words.CALENDAR, words.OCCASION, words.REMINDER)
    if resized or s.head in words.CHANGE | {"bring", "put", "make"}:
        shifted = s.dated or s.matches(r" (?:back|forward|later|earlier|by|ahead)\b")
        if s.has(words.ALARM, words.CALENDAR, words.APPOINTED) or (about and shifted):
            return sure("agenda_change")
        return likely("agenda_change") if s.dated or about or resized else None
    return likely("agenda_change") if about and s.dated and not s.asks else None


def _changes_task(s: Sentence) -> bool:
    """A to-do gets another date or name: push my to-do call mom to tomorrow."""
    if s.head not in words.CHANGE or s.has("list", "lists", "checklist"):
        return False
    return s.dated or s.head == "rename" or s.matches(r" (?:back|forward|later|earlier|by)\b")


def adds_to_agenda(s: Sentence) -> Guess | None:
    """Something new for the agenda, or a list that is added to."""
    adds = s.head in words.ADD or s.matches(words.ADDING) or s.ends(*_SAVE_IT)
    adds = adds or s.matches(r"^ calendar (?:this|that|it|the|my|an?) ")
    asks = s.head in words.QUESTION - {"have"}
    guess = _added(s) if adds and not asks else None
    return guess or _stated(s)


_SAVE_IT = (
    "set it", "save it", "add it", "schedule it", "mark it", "put it in", "book it", "set that", "add that",
    "save the date", "set a reminder", "remind me",
)  # fmt: skip


_BOOKED = frozenset(
    "ticket tickets seat seats hotel hotels flight flights train trains bus cab rental".split()
)


_BOOKING = frozenset("schedule book plan arrange organize organise reserve block pencil".split())


def _added(s: Sentence) -> Guess | None:
    if s.has(words.ALARM, words.REMINDER) and not speaks_of_lists(s):
        return sure("agenda_add")
    if speaks_of_lists(s):
        return sure("todo_add")
    if s.has(words.CALENDAR):
        return sure("agenda_add")
    if s.head in {"book", "buy", "reserve", "get"} and s.has(_BOOKED):
        return likely("answer")  # pa sells no tickets
    if s.has(words.OCCASION) and (s.dated or s.has(words.APPOINTED)):
        booked = s.has("table", *_BOOKED)
        return likely("agenda_add") if booked else sure("agenda_add")
    if s.head in _BOOKING and s.dated:
        return sure("agenda_add") if s.head in {"schedule", "pencil"} else likely("agenda_add")
    if s.dated and (s.says("day off", "time off", "days off") or s.ends(*_SAVE_IT)):
        return sure("agenda_add")
    if s.head in {"add", "put", "include"}:
        return likely("agenda_add" if s.dated or s.has(words.OCCASION) else "todo_add")
    if s.matches(r" (?:add|new) (?:some |the |an? )?(?:\w+ )?\w+$") and not s.dated and len(s) < 10:
        return likely("todo_add")
    named = not words.OCCASION.isdisjoint(s.words[1:]) and not s.says("how to")
    return likely("agenda_add") if named else None


def _stated(s: Sentence) -> Guess | None:
    """A sentence that tells something: I have a meeting at five."""
    if s.matches(r" (?:i|we|it|that|they) (?:had|was|were|went|did|got|saw)\b"):
        return None
    if (
        s.asked
        or (s.head in words.QUESTION and not s.starts("have a", "have an", "have my", "do not"))
        or s.has(WORLDLY)
    ):
        return None
    if s.has(words.ALARM):
        return _stated_alarm(s)
    if s.head == "snooze":
        return likely("agenda_add")
    return _stated_nouns(s) or _stated_plan(s)


def _stated_nouns(s: Sentence) -> Guess | None:
    """Nothing but what it is about: event reminder, my appointments."""
    if s.head in words.REMINDER and s.dated:
        return sure("agenda_add")
    if s.matches(r" (?:event|calendar|meeting|appointment) (?:reminder|event|entry|alert)$"):
        return likely("agenda_add")
    if s.has("meetings", "events", "appointments", "plans", "reminders") and len(s) < 5:
        return likely("agenda_query")
    return None


def _stated_plan(s: Sentence) -> Guess | None:
    if s.starts("today is", "it is", "today was", "it was"):
        return None
    if _names_company(s) and not s.has(words.OCCASION):
        return likely("agenda_add")
    if s.dated and s.has(words.OCCASION):
        told = s.matches(r"(?:^| )(?:i|we) (?:have|will|am|are|got|need|must)\b|^ have ") and s.has(
            words.APPOINTED
        )
        return sure("agenda_add") if told or s.has(words.CALENDAR) else likely("agenda_add")
    if (
        s.matches(r"(?:^| )(?:i|we) (?:have|will|am|are|got|must)\b")
        and s.dated
        and (s.timed or s.needs)
    ):
        return likely("agenda_add")
    if s.needs and s.timed:
        return likely("agenda_add")
    if s.timed and not s.asks and not s.personal:
        return likely("agenda_add")  # pick up the kids at three
    return perhaps("agenda_add") if s.dated and s.matches(_COMING) else None


def _names_company(s: Sentence) -> bool:
    """Whether it says what is when for the calendar, or with whom: tennis with Roger at six."""
    if s.asks or not s.dated:
        return False
    met = s.matches(r"^ (?!i |we )(?:\w+ ){1,6}with (?!me|us|it|that|this)\w")
    return s.has(words.CALENDAR) or (s.timed and met)


def _stated_alarm(s: Sentence) -> Guess:
    if s.has("not", "never", "no", "without"):
        return likely("agenda_remove")
    if s.head == "alarms":
        return likely("agenda_query")
    if (s.dated and not s.starts("my", "the", "our")) or s.matches(
        r" (?:need|want|like) (?:an?|the|another) "
    ):
        return sure("agenda_add")
    return likely("agenda_add" if s.dated or s.starts("alarm for", "alarm to") else "agenda_query")


_COMING = (
    r" (?:i|we) (?:will|have|must|(?:am|are) (?:going|meeting|seeing|visiting|flying|leaving|getting|"
    r"having|moving|starting|hosting|taking|giving|playing|working|attending))\b|"
    r" (?:is|are) (?:coming|visiting|arriving|getting married)\b"
)
