"""What an English request asks for: the rules in the order in which they are tried."""

from collections.abc import Callable

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_agenda import (
    adds_to_agenda,
    asks_agenda,
    changes,
    remind,
    removes,
)
from pa_cli.core.requests.english_clock import asks_the_clock
from pa_cli.core.requests.english_lists import asks_lists, does, states
from pa_cli.core.requests.english_world import asks_the_world, is_foreign, is_sum, is_talk
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence


def judge(s: Sentence) -> Guess:
    """The likeliest action, and whether the rules are certain of it."""
    for rule in _RULES:
        if guess := rule(s):
            return guess
    return perhaps("answer")


_KEEPS = r"^ (?:remember|do not forget|keep in mind|bear in mind|memorize|memorise|learn)(?: that)?"


def _memory(s: Sentence) -> Guess | None:
    """Facts of the user's to keep: remember that I am vegetarian."""
    if s.matches(
        rf"{_KEEPS} (?:i|my|we|our|me|mine) (?!need|have to|must|should|got to|am (?:meeting|"
        r"seeing))"
    ):
        if s.dated and s.has(words.OCCASION):
            return likely("agenda_add")
        return likely("memory_add") if s.dated else sure("memory_add")
    if s.starts("keep in mind that", "bear in mind that", "from now on", "for future reference"):
        return likely("memory_add")
    if s.starts("remember that", "remember this"):
        return likely("memory_add")
    return likely("memory_add") if s.starts("call me", "my name is") and len(s) < 6 else None


_WRITES = (
    r"^ (?:(?:write|jot|put|note|take) (?:this |that |it |something )?down|note that|note to self|"
    r"(?:make|take|write|create|add|leave|save|start|new)(?: me)?(?: a| an)?(?: new| quick|"
    r" short)? "
    r"notes?(?: to self)?|note)(?: |$)"
)
_WROTE = (
    r" (?:what|where|when|anything|everything|something|did|have|things|stuff) (?:\w+ ){0,2}?i "
    r"(?:\w+ )?(?:write|wrote|written|note|noted|jot|jotted)\b"
)


def _note(s: Sentence) -> Guess | None:
    on_list = s.has(words.LIST)
    if (s.matches(_WRITES) and not on_list) or s.starts("note that", "note to self"):
        return likely("note_add") if s.dated and s.has(words.OCCASION, "meet") else sure("note_add")
    if s.matches(_WROTE):
        return sure("note_search")
    if not s.has(words.NOTE) or on_list or s.has("sticky", "musical", "bank"):
        return None
    if s.has(words.REMOVE):
        return likely("answer")
    asks = s.asks or s.has("my", "search", "find", "look", "read", "open")
    return sure("note_search") if asks and s.head not in {"add", "put"} else likely("note_add")
    if s.has(words.NOTE) and not s.has(words.LIST, "sticky", "musical", "bank"):
        if s.asks or s.has("my", "search", "find", "look", "read", "open"):
            return likely("note_search") if s.has(words.REMOVE) else sure("note_search")
        return likely("note_add")
    return None


def _remind(s: Sentence) -> Guess | None:
    """Remind me to: an event with an alarm when a time is said, else a to-do."""
    if s.starts(
        "remember to", "do not forget to", "do not let me forget to", "do not let me forget"
    ):
        return sure("agenda_add" if s.timed else "todo_add")
    if (
        s.starts("wake me", "wake us", "get me up", "wake up")
        or (s.says("wake up call", "wake up calls") and s.head in words.ADD)
    ) and not s.asked:
        return sure("agenda_add")
    if (
        s.matches(r"^ (?:notify|alert|warn|ping) (?:me|us)\b|^ know (?:at|when it is|in)\b")
        and s.timed
    ):
        return sure("agenda_add")
    at = s.matches(r" remind (?:me|us)\b| give me a reminder| send me a reminder|^ remind \w+ ")
    if not at or s.head in _REMOVING_HEADS or s.head in words.QUESTION:
        return None
    if s.matches(r" what| when | where | who ") and not s.matches(
        r"remind me (?:\w+ )*(?:to|about|of)"
    ):
        return likely("agenda_query")
    if s.says("me to") and not s.timed:
        return sure("todo_add")
    return sure("agenda_add")


_REMOVING_HEADS = words.REMOVE | {"do", "turn", "switch", "get", "take", "call"}


def _silence(s: Sentence) -> Guess | None:
    """Take off my alarms; stop wake up calls for this week."""
    alarms = s.has(words.ALARM) or s.says("wake up call", "wake up calls")
    ends = s.head == "stop" or (s.head in {"take", "turn"} and s.says("off"))
    return sure("agenda_remove") if alarms and ends else None


def _removal(s: Sentence) -> Guess | None:
    if not (s.has(words.REMOVE) or s.says(*words.REMOVE_PHRASES) or _takes_off(s)):
        return None
    if s.head in words.QUESTION - {"is", "do"} and not s.starts("do not"):
        return None
    if s.head == "stop" or s.says("non stop", "bus stop"):
        return sure("agenda_remove") if s.has(words.ALARM) else None
    on_list = s.has(words.LIST, "playlist", "item", "items") or s.says("to do", "to dos")
    if s.has(words.CALENDAR, words.ALARM) and not (on_list and not s.has(words.ALARM)):
        return sure("agenda_remove")
    if on_list or s.has(words.TASK):
        return sure("todo_remove")
    if s.has(words.NOTE):
        return likely("answer")
    if s.has(words.OCCASION):
        return sure("agenda_remove")
    if s.dated:
        return likely("agenda_remove")
    return perhaps("todo_remove") if s.head in words.REMOVE else None


def _takes_off(s: Sentence) -> bool:
    return s.matches(r"^ (?:take|strike|knock|pull) .+ (?:off|out|from)\b")


def _foreign(s: Sentence) -> Guess | None:
    return is_foreign(s)


def _change(s: Sentence) -> Guess | None:
    if not (s.has(words.CHANGE) or s.says("bring forward", "push back", "put off", "move up")):
        return None
    if s.says("time zone", "timezone"):
        return sure("datetime")
    if s.head in words.QUESTION or s.has("can", "how"):
        return None
    about = s.has(words.ALARM, words.CALENDAR, words.OCCASION, words.REMINDER)
    if s.head in words.CHANGE | {"bring", "put", "make"}:
        if about and not s.has(words.LIST):
            return sure("agenda_change")
        if s.dated:
            return likely("agenda_change")
    return likely("agenda_change") if about and s.dated and not s.asks else None


def _done(s: Sentence) -> Guess | None:
    if s.asked or s.head in words.QUESTION:
        return None
    if s.matches(
        r"^ (?:mark|set) .+ (?:as )?(?:done|complete|completed|finished|bought)\b"
    ) or s.matches(r"^ (?:tick|check|cross|strike|mark) (?:off .+|.+ off\b)"):
        return sure("todo_done")
    if s.matches(
        r"^ i (?:have )?(?:already |finally |just )*(?:bought|finished|completed|paid|picked up|"
        r"done|got done with|did|mailed|sent|cleaned|fixed|called|took care of) "
    ) or s.matches(r"^ i am (?:done|finished|through) with "):
        return (
            sure("todo_done")
            if s.matches(r"^ i (?:\w+ )*(?:bought|finished|completed|paid)|list|task")
            else likely("todo_done")
        )
    if s.matches(r"^ (?:complete|finish) (?:the |my )?(?:task|todo|item)") or s.matches(
        r" (?:is|are) (?:done|finished|completed|complete)$"
    ):
        return likely("todo_done")
    return None


def _clock(s: Sentence) -> Guess | None:
    return asks_the_clock(s)


def _todo_query(s: Sentence) -> Guess | None:
    if not _on_list(s):
        if s.matches(
            r"^ what (?:do|should|must|have|else do|all do) (?:i|we) (?:\w+ )?(?:need to|have to|"
            r"got to|supposed to)? ?"
            r"(?:do|buy|get|finish|pick up)\b"
        ) and not s.says("buy a", "get a", "do if", "do when", "do about"):
            return likely("todo_query")
        return (
            sure("todo_query")
            if s.says("left to do", "to do today", "to buy today") and s.asks
            else None
        )
    if s.matches(r" lists? of (?!my|the things|things|items|groceries|tasks|chores|to|what)") or (
        s.has("wish") and s.has("movies")
    ):
        return likely("answer")
    if s.head in words.ADD - {"need", "needs", "give", "get", "open", "keep", "start"} or s.matches(
        _ADDING
    ):
        return None
    if s.asks or s.starts("my", "the", "read out") or s.has("contents", "names"):
        if s.has(words.CALENDAR) or (s.has(words.ALARM) and s.head == "list"):
            return None
        return sure("todo_query")
    return None


_ADDING = r" (?:add|added|put|include|included|create|make|start|insert|need .+ (?:on|to|in) )\b"


def _on_list(s: Sentence) -> bool:
    """Whether a list of things is spoken of; `list` as the first word is a verb."""
    rest = s.words[1:] if s.head == "list" else s.words
    if not words.LIST.isdisjoint(rest) or not words.TASK.isdisjoint(rest):
        return True
    return s.matches(r" (?:my|the|a) to dos?\b") or s.says("grocery list", "my groceries")


def _agenda_glance(s: Sentence) -> Guess | None:
    """Any meetings; today's schedule."""
    if s.matches(r"^ any (?:\w+ )?(?:events?|meetings?|appointments?|reminders?|alarms?|plans)\b"):
        return sure("agenda_query")
    named = s.has("schedule", "agenda", "calendar") and s.head not in words.ADD
    return sure("agenda_query") if len(s) < 5 and named and s.dated else None


def _agenda_query(s: Sentence) -> Guess | None:
    if not (s.asks or _shows(s)) or (s.matches(_ADDING) and s.head not in words.QUESTION):
        return None
    if s.has("definition", "define", "meaning", "mean"):
        return None
    if s.has(words.ALARM) or (
        s.has(words.CALENDAR) and not s.has("train", "bus", "tv", "flight", "lunar", "chinese")
    ):
        return sure("agenda_query")
    if s.has(words.APPOINTED) and (s.personal or s.dated or s.all_personal or s.head in words.SHOW):
        return likely("agenda_query") if _in_the_world(s) else sure("agenda_query")
    if s.starts("when is", "when and where") and s.matches(
        r"(?:'s|s) (?:birthday|party|wedding|anniversary|graduation)\b"
    ):
        return sure("agenda_query")
    if s.has(words.OCCASION) and s.has("my", "our", "i", "we") and s.head in words.QUESTION:
        return (
            sure("agenda_query")
            if s.head in {"when", "do", "am", "have", "is"}
            else likely("agenda_query")
        )
    if s.matches(
        r" (?:do|have|am|are|will) (?:i|we) (?:have |already |be |got )*(?:anything|something|"
        r"plans|free|busy|available|booked|"
        r"scheduled|going on|any|meeting|seeing)\b"
    ) or s.matches(r" what (?:do|have) (?:i|we) (?:have|got)\b"):
        return (
            sure("agenda_query")
            if s.dated or s.says("going on", "coming up", "planned", "scheduled")
            else likely("agenda_query")
        )
    if s.matches(r" what (?:am|are) (?:i|we) (?:doing|up to|supposed)\b") and s.dated:
        return sure("agenda_query")
    if (
        s.matches(r" what is (?:on|up|happening|going on|next|coming up|planned)(?: for me)?\b")
        and s.dated
    ):
        return likely("agenda_query")
    return None


def _in_the_world(s: Sentence) -> bool:
    return s.says(
        "near me",
        "around me",
        "in town",
        "around here",
        "in the city",
        "in my area",
        "nearby",
        "around",
        "local",
        "in history",
        "world",
    )


def _shows(s: Sentence) -> bool:
    return (
        s.starts("my", "all my", "any", "current", "active", "upcoming", "next", "the next")
        and not s.dated
    )


def _told(s: Sentence) -> Guess | None:
    """On the third we go to the cinema, set it; give me the details of the party."""
    if s.dated and s.ends("set it", "add it", "put it in", "save it", "schedule it", "note it"):
        return sure("agenda_add")
    if s.head in {"give", "get", "open"} and s.matches(r" (?:details|information|info|overview)\b"):
        return likely("agenda_query") if s.has(words.OCCASION, words.CALENDAR) else None
    return None


def _adding(s: Sentence) -> Guess | None:
    adds = s.head in words.ADD or s.matches(_ADDING)
    if not adds or (s.asked and s.head in words.QUESTION):
        return _stated(s)
    if s.has(words.ALARM, words.REMINDER) and not _on_list(s):
        return sure("agenda_add")
    if _on_list(s):
        return sure("todo_add")
    if s.has(words.CALENDAR):
        return sure("agenda_add")
    if s.has(words.OCCASION) and (s.dated or s.has(words.APPOINTED)):
        return sure("agenda_add")
    if s.head in {"schedule", "book", "plan", "arrange"} and s.dated:
        return sure("agenda_add")
    if s.head in {"add", "put", "include"}:
        return likely("agenda_add") if s.dated else likely("todo_add")
    if s.has(words.NOTE):
        return likely("note_add")
    return _stated(s)


def _stated(s: Sentence) -> Guess | None:
    """A sentence that tells something: we need milk; I have a meeting at five."""
    if s.asked or (s.head in words.QUESTION and not s.starts("have a", "have an")):
        return None
    if (
        s.matches(
            r"^ (?:i|we) (?:need|are out of|am out of|ran out of|have run out of|want) (?!to\b|a joke|"
            r"you\b|help)"
        )
        and len(s) < 7
    ):
        return likely("todo_add")
    if s.has(words.ALARM):
        return likely("agenda_add") if s.dated else likely("agenda_query")
    if s.has(words.OCCASION) and s.dated:
        return likely("agenda_add")
    if s.matches(r"^ (?:i|we) (?:have|will|am|are|got)\b") and s.timed:
        return likely("agenda_add")
    if _on_list(s):
        return perhaps("todo_query")
    return None


def _world(s: Sentence) -> Guess | None:
    return asks_the_world(s)


_RULES: tuple[Callable[[Sentence], Guess | None], ...] = (
    _memory,
    _note,
    remind,
    is_talk,
    is_sum,
    is_foreign,
    removes,
    changes,
    does,
    asks_the_clock,
    asks_lists,
    asks_agenda,
    adds_to_agenda,
    states,
    asks_the_world,
    _remind,
    _foreign,
    _silence,
    _removal,
    _change,
    _done,
    _clock,
    _todo_query,
    _agenda_glance,
    _agenda_query,
    _told,
    _adding,
    _world,
)
