"""What an English request asks for: the rules in the order in which they are tried."""

from collections.abc import Callable

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_agenda import asks_agenda
from pa_cli.core.requests.english_clock import asks_the_clock
from pa_cli.core.requests.english_lists import asks_lists, does, fills_list, states
from pa_cli.core.requests.english_orders import adds_to_agenda, changes, remind
from pa_cli.core.requests.english_removals import falls_through, frees, removes
from pa_cli.core.requests.english_world import (
    asks_the_world,
    defines,
    is_foreign,
    is_sum,
    is_talk,
)
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
    if s.matches(r"^ forget (?:that |about |what )?(?:i|my|we|our)\b"):
        return sure("answer")  # there is a command for that
    if s.matches(
        rf"{_KEEPS} (?:i|my|we|our|me|mine) (?!need|have to|must|should|got to|am (?:meeting|"
        r"seeing))"
    ):
        if s.dated and s.has(words.OCCASION):
            return likely("agenda_add")
        coming = s.matches(r" (?:is|are|am) \w+ing\b")
        if s.dated:
            return likely("agenda_add" if coming else "memory_add")
        return sure("memory_add")
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
    if s.matches(r" (?:in|on|to) (?:my|the) (?:calendar|agenda|schedule|diary)\b"):
        return None
    on_list = s.has(words.LIST)
    if (s.matches(_WRITES) and not on_list) or s.starts("note that", "note to self"):
        if s.head == "put" and s.timed and s.has(words.OCCASION):
            return likely("agenda_add")
        if s.head == "note" and s.timed and s.has(words.APPOINTED):
            return likely("agenda_add")
        return likely("note_add") if s.dated and s.has(words.OCCASION, "meet") else sure("note_add")
    if s.matches(_WROTE):
        return sure("note_search")
    if not s.has(words.NOTE) or on_list or s.has("sticky", "musical", "bank"):
        return None
    if s.has(words.REMOVE):
        return likely("answer")
    asks = s.asks or s.has("my", "search", "find", "look", "read", "open")
    return sure("note_search") if asks and s.head not in {"add", "put"} else likely("note_add")


_RULES: tuple[Callable[[Sentence], Guess | None], ...] = (
    _memory,
    _note,
    remind,
    defines,
    is_talk,
    is_sum,
    is_foreign,
    frees,
    falls_through,
    removes,
    changes,
    does,
    asks_the_clock,
    fills_list,
    asks_lists,
    asks_agenda,
    adds_to_agenda,
    states,
    asks_the_world,
)
