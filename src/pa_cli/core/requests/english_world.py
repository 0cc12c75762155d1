"""English requests that are about the world and not about the user's data."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_clock import WITH_OWN_TIMES
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence

# What this program cannot act on: an answer says so.
_MUSIC = frozenset(
    "music song songs album albums playlist radio podcast podcasts audiobook volume spotify jazz".split()
)
_HOME = frozenset(
    """light lights lamp lamps vacuum roomba plug socket thermostat heating hue brightness blinds
    curtains shutters""".split()
)
_ELSEWHERE = frozenset(
    """weather forecast temperature rain raining snow snowing umbrella sunny email emails mail inbox
    gmail tweet twitter facebook uber taxi cab pizza takeaway takeout traffic news headlines stock
    stocks shares bitcoin contact contacts""".split()
)
_PRAISE = frozenset(
    """thanks awesome excellent fantastic wonderful perfect brilliant amazing appreciate appreciated
    helpful superb""".split()
)
_TALK = (
    "thank you", "well done", "good job", "great job", "nice job", "nice work", "good work", "great work",
    "you are", "you did", "you have done", "you have been", "you helped", "you rock", "love you",
    "how are you", "who are you", "good night", "never mind", "you have got it", "you got it",
)  # fmt: skip
_GREETINGS = frozenset(
    """hello hi hey bye goodbye good-night good-morning thanks ok okay yes no sorry welcome cheers""".split()
)
WORLDLY = frozenset(
    """joke jokes funny recipe recipes cook cooking bake ingredients definition define meaning mean
    means synonym antonym spell spelling capital population president calculate divided multiplied
    times plus minus square root sum movie movies film films theater theatre theatres cinema
    boil fry roast grill oven win won wins score actor actress story riddle poem solve equation""".split()
)


_DEFINES = (
    r"^ (?:what|who) (?:is|are) (?:an? )\w+(?: \w+)?$|^ (?:define|explain) |"
    r" (?:definition|meaning|synonym|antonym) (?:of|for) | (?:does|do) .* (?:mean|stand for)\b|"
    r" meant by "
)


def defines(s: Sentence) -> Guess | None:
    """What a word means, also one that is said of the agenda: what is a meeting."""
    return None if s.personal or s.dated or not s.matches(_DEFINES) else sure("answer")


def is_talk(s: Sentence) -> Guess | None:
    """Praise, thanks and greetings."""
    if s.starts(
        "good job", "well done", "great job", "nice job", "nice work", "good work", "thank you for"
    ):
        return sure("answer")
    if s.has(words.ALARM, words.CALENDAR, words.APPOINTED, words.LIST):
        return None
    if s.starts("good morning", "good evening", "good night", "good afternoon", *_TALK):
        return sure("answer")
    if len(s) < 4 and s.head in _GREETINGS:
        return sure("answer")
    thanked = any(word in s.all_words for word in ("thanks", "thank", "appreciate", "appreciated"))
    if s.starts("that is", "that was", "it is", "it was") and (
        thanked or s.has(_PRAISE, "good", "great", "nice", "right", "correct")
    ):
        return sure("answer")
    return sure("answer") if s.has(_PRAISE) and not s.asks and not s.dated else None


_SENDING = frozenset(
    "send email mail call phone dial ring text message reply forward compose tweet".split()
)


# Make me a coffee: nothing that an agenda holds, other than make a coffee date.
_BREWS = (
    r"^ (?:make|brew|cook|prepare|fix|get) (?:me |us )?(?:an? |some |my |the )?(?:cup of |pot of )?"
    r"(?:\w+ )?(?:coffee|tea|espresso|cappuccino|latte|breakfast|lunch|dinner)\b"
    r"(?! (?:date|dates|with|plans?|appointment|break|reservations?))"
)


def is_foreign(s: Sentence) -> Guess | None:
    """A request to something else than agenda, lists and notes: music, lights, weather, mail."""
    if (
        s.head in _SENDING
        and not (s.head == "ring" and s.dated)
        and not s.starts("call off", "call me", "send me")
    ):
        if s.has("invite", "invitation", "invitations"):
            return likely("agenda_add") if s.dated else likely("answer")
        return None if s.needs or s.has(words.ALARM, words.CALENDAR, words.LIST) else sure("answer")
    if s.matches(
        r"^ (?:did|has|have|is|are|any|do) .*\b(?:e?mail(?:s|ed)?|messages?|texts?|texted)\b"
    ):
        return likely("answer")
    if s.has(words.LIST, words.TASK, words.ALARM, words.CALENDAR, words.APPOINTED):
        return None
    if s.head in {"suggest", "recommend"}:
        return sure("answer")
    if s.matches(_BREWS):
        return likely("answer")
    if s.has(_MUSIC, _HOME, _ELSEWHERE) or s.head in {"play", "sing", "dim", "brighten", "order"}:
        if s.has("playlist") and s.head in words.ADD:
            return likely("todo_add")
        bought = s.needs or s.head in {"buy", "need"}
        return None if bought or (s.has("playlist") and s.has(words.REMOVE)) else sure("answer")
    return None


# After these, something of the user's is expected.
_DISPLAYING = frozenset(
    "show list read check checkout display open view see report confirm review pull bring".split()
)


def is_sum(s: Sentence) -> Guess | None:
    """Arithmetic in words: add five and six, what is ten times ten."""
    number = (
        r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
        r"twenty|thirty|forty|"
        r"fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
    )
    joint = (
        r"(?:\+|\*|x|/|-|plus|minus|times|over|divided by|multiplied by|added to|to the power of|"
        r"percent of|and|from|to|by)"
    )
    if s.has(words.ALARM, words.CALENDAR, words.LIST):
        return None
    if s.matches(
        rf"^ (?:add|subtract|multiply|divide|sum|take|remove|deduct) {number}(?: {number})* "
        rf"(?:away )?{joint} {number}\b"
    ):
        return sure("answer")
    strong = r"(?:\+|\*|x|/|plus|minus|times|divided by|multiplied by|to the power of|percent of)"
    return sure("answer") if s.matches(rf" {number} {strong} {number}\b") else None


# A question with one of these may be for the clock or the agenda.
_OF_TIME = frozenset(
    "time hour hours clock day days date dates week weeks month zone busy free ahead behind".split()
)


def asks_the_world(s: Sentence) -> Guess | None:
    """A question of knowledge, or talk."""
    if s.has(words.ALARM, words.CALENDAR, words.APPOINTED, words.LIST, words.TASK, words.NOTE):
        return perhaps("answer")
    if s.has(WORLDLY) or s.says(*_TALK):
        return sure("answer")
    if s.head in _DISPLAYING or (s.dated and s.personal):
        return likely("answer")
    if s.starts("how do", "how to", "how can", "how should", "why"):
        return sure("answer")
    if s.head in words.QUESTION or s.head in words.SHOW or s.asked:
        for_code = s.has(_OF_TIME) and not s.has(WITH_OWN_TIMES)
        unsure = (
            s.dated
            or for_code
            or s.has(words.OCCASION, "my", "our", "i", "we", "item", "items", "there")
        )
        return likely("answer") if unsure else sure("answer")
    return perhaps("answer") if s.dated or s.head in words.ADD else likely("answer")
