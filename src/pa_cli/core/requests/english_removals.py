"""English requests that take something away: an alarm, a meeting, an item of a list."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence

_FREES = (
    r"^ (?:make|get|set|keep) .+ (?:free|clear|empty) of (?:all |any |my )?(?:meetings?|"
    r"events?|appointments?|plans|everything|calls)\b|"
    r"^ (?:free|open|clear) up (?:my|our) "
)


def frees(s: Sentence) -> Guess | None:
    """A day is to hold nothing: make tomorrow free of meetings."""
    if not s.matches(_FREES):
        return None
    return likely("agenda_remove") if s.head == "keep" else sure("agenda_remove")


def removes(s: Sentence) -> Guess | None:
    """Something is to go: an alarm, a meeting, an item of a list."""
    at_head = s.head in words.REMOVE and (s.head != "skip" or s.has(words.OCCASION, words.ALARM))
    inside = s.has(words.REMOVE_ANYWHERE) or s.says(*words.REMOVE_PHRASES) or _unwanted(s)
    if not (at_head or inside) or (
        s.head in words.ADD
        and not at_head
        and not (s.has("removed", "deleted") or s.says("throw away", "throw out"))
    ):
        return None
    if s.head in words.QUESTION - {"is", "do", "have"} and not s.matches(r" all .* on my "):
        return None
    on_list = s.has(words.LIST, "item", "items") or s.says("to do", "to dos", "playlist")
    if s.head == "stop" and not s.has(words.ALARM):
        return None
    if s.has(words.ALARM) or (s.has(words.CALENDAR) and not on_list):
        return sure("agenda_remove")
    if on_list or s.has(words.TASK):
        return sure("todo_remove")
    if s.has("note", "notes", "history", "memory"):
        return sure("answer")
    if s.has(words.OCCASION):
        return sure("agenda_remove")
    if s.matches(r" (?:my|our) (?:day|morning|afternoon|evening|week|weekend|night)\b"):
        return sure("agenda_remove")
    if s.dated or (s.has("cancel", "canceled", "cancelled") and not at_head):
        return likely("agenda_remove")
    return perhaps("todo_remove") if at_head or _taken_off(s) else None


def _taken_off(s: Sentence) -> bool:
    return s.matches(
        r"^ (?:take|strike|knock|pull) (?:off .+|.+ (?:off|out|from)\b)|"
        r"^ (?:get|scratch|kick|wipe|drop) .+ off\b|"
        r"^ (?:get rid of|dispose of|throw away|throw out) |"
        r" (?:delete|remove|erase) (?:it|that|them)$"
    )


# What was to be will not be: the picnic is cancelled, I can't make it to yoga.
_NOT_TO_BE = (
    r" (?:no longer|not|never) (?:be )?(?:happening|going|attending|coming|taking place|on)\b|"
    r" (?:can|will|could) not (?:be able to )?(?:make|attend|go|come|be)\b|"
    r" (?:got|was|were|is|are|been) (?:cancell?ed|called off|rained out|off)\b|"
    r" not have (?:the|my|an?|that) .*(?:any ?more|any longer)\b"
)


def falls_through(s: Sentence) -> Guess | None:
    """It is told that an event will not take place, or that it goes without the user."""
    if s.matches(words.WAKES) and s.matches(
        r"(?: (?:not|no|never|stop|quit|no longer) (?:\w+ ){0,4}?)(?=\w+)"
        + words.WAKES.replace(" (?:", "(?:", 1)
    ):
        return sure("agenda_remove")
    if s.matches(r"^ (?:do not|never|stop|quit) (?:remind|wake|alert|notify|ring|nag|bother)"):
        return sure("agenda_remove")
    if s.has(words.ALARM) and s.starts("do not", "never") and not s.has("forget"):
        return sure("agenda_remove")
    if s.has(words.ALARM) and s.head in {"shut", "hush", "quiet", "quit", "end", "forget", "no"}:
        return sure("agenda_remove")
    if not s.matches(_NOT_TO_BE) or s.asked or s.head in words.QUESTION:
        return None
    if not s.has(words.OCCASION, words.ALARM):
        return None
    told = s.matches(r" (?:take|get|remove|delete|cancel|clear|erase) (?:it|that|this)\b")
    return sure("agenda_remove") if told else likely("agenda_remove")


def _unwanted(s: Sentence) -> bool:
    """Whether something known is not wanted: the alarm, the eggs on the list."""
    if _taken_off(s) or s.matches(r" (?:to|in|into) (?:the )?(?:trash|bin)$"):
        return True
    known = s.has(words.ALARM, words.CALENDAR, words.APPOINTED, words.LIST, "item", "items")
    if not known or s.says("non stop", "bus stop"):
        return False
    if s.ends("gone") or s.matches(r" (?:take|throw|cross) (?:\w+ ){1,4}(?:off|out|away)\b"):
        return True
    if s.head in {"disregard", "ignore", "forget"} or (s.has(words.ALARM) and s.ends("off")):
        return True
    return s.says(*words.UNWANTED_PHRASES)
