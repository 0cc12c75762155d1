"""The words of an English request that name things: title, time, list, tags, text."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.dates.parse import parse, parse_moment
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.sentence import ANY_MOMENT, Sentence, compiled
from pa_cli.core.requests.wording import Found, join_spans, take_tags, trim

_I = re.IGNORECASE
_ALARM = (
    r"\b(?:alarms?|timers?|remind(?:er|ers|ing|ed)?|wake|woken|get\s+(?:me\s+)?up|notif\w+|"
    r"alert\w*)\b"
)
_OUR = r"(?:my|the|our|a|an|this|that|your)"
_LIST = rf"(?:{_OUR}\s+)?(?:(?P<list>[^,.;:]*?)\s+)??(?:(?:to[- ]?do|task)\s+)?(?:check)?list"


def describe(action: ActionName, s: Sentence, request: str) -> ActionCall:
    """The call that `action` becomes: its words are copied from the sentence.

    Args:
        action: What is asked for.
        s: The sentence.
        request: The same with the politeness around it.
    """
    text, tags = take_tags(s.text)
    call = _DESCRIBERS[action](text)
    if action in {"datetime", "answer"}:
        call = replace(call, text=request.strip())
    return replace(call, action=action, tags=tags)


def _dates(text: str) -> DateReading:
    return parse(text, ANY_MOMENT)


def _when(text: str) -> tuple[str, str]:
    """The title and the words that say when."""
    reading = _dates(text)
    if reading.start is None:
        return reading.title, ""
    return reading.title, join_spans(text, reading.spans)


# --- the agenda


_NEW = (
    r"(?:(?:on|to|in|into)\s+(?:my|the|our)\s+(?:calendar|agenda|schedule|diary)[\s,:]+)?"
    r"(?:note\s+(?:down\s+)?(?:(?:in|on)\s+my\s+calendar\s+)?(?:that\s+)?)?(?:let'?s\s+)?"
    r"(?:(?:i|we)\s+(?:have|got|will have|need|want)\s+|(?:i|we)(?:'m|'re|\s+am|"
    r"\s+are)\s+having\s+|"
    r"there(?:\s+is|'s|\s+will\s+be)\s+|save\s+the\s+date\s+(?:for|of)\s+|(?:turn|switch)\s+on\s+|"
    r"(?:notify|alert|nudge|warn)\s+(?:me|us)\s+(?:about|of|to)\s+|(?:be|get)\s+(?:reminded|"
    r"notified)\s+(?:about|of|to)\s+|"
    r"(?:schedule\s+)?me\s+(?:for|in\s+for)\s+|(?:set|add|put|block|activate|enable|have|note|"
    r"create|make|schedule|"
    r"book|plan|enter|insert|place|save|include|arrange|reserve|mark|give|send|start|new|"
    r"organi[sz]e|need)(?:\s+(?:up|in|me|us|down))?\s+)?"
    r"(?:(?:an?|the|my|new|another|one|some)\s+)*"
    r"(?:(?:calendar\s+|agenda\s+|recurring\s+)?(?:event|entry|appointment|reminder|alarm|"
    r"timer|slot)s?\s+"
    r"(?:(?:for me|in my calendar|on my calendar|to my calendar)\s+)?(?:to|for|about|called|"
    r"named|titled|that|of|saying|:)\s+(?:me\s+to\s+|to\s+)?)?"
    r"(?:remind\s+(?:me|us)\s+(?:(?:to|that|about|of|for)\s+)?)?(?:(?:an?|the|my|new)\s+)*"
)
_NEW_END = (
    r"(?:[\s,]+(?:set it|add it|put it|save it|please|(?:to|on|in|into|onto|for)\s+(?:my|the|"
    r"our)\s+(?:calendar|agenda|schedule|diary|planner)|"
    r"as\s+an?\s+(?:event|appointment|reminder)|(?:on|at|for|by|in|to|from)))+$"
)


def _agenda_add(text: str) -> ActionCall:
    title, when = _when(text)
    named = compiled(rf"^{_NEW}", _I).sub("", title)
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


def _agenda_change(text: str) -> ActionCall:
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
    r"early))?[\s.!]*$"
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
            reading = _dates(new)
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


def _agenda_query(text: str) -> ActionCall:
    title, when = _named(text, query=True)
    return ActionCall("agenda_query", title=title, when=when, remind=_about_alarms(text))


def _agenda_remove(text: str) -> ActionCall:
    title, when = _named(compiled(r"^call\s+off\s+", _I).sub("", text))
    every = bool(
        compiled(
            r"\b(?:all|every|everything|any(?!\s+(?:longer|more))|each)\b|\b(?:clear|empty|wipe|erase|"
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
    reading = _dates(text)
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
    don't dont anymore any_more so off's want wanted ignore disregard forget kill shut
    strike silence unschedule should deleted removed cancelled canceled gone wake morning
    afternoon evening night i'm won't can't make made turned
    """.split()
)


# --- to-dos


def _todo_add(text: str) -> ActionCall:
    rest, name = _without_list(text, r"(?:to|on|onto|in|into|at|of|for)")
    lead = compiled(_TODO_LEAD, _I).match(rest)
    rest = rest[lead.end() :] if lead else rest
    if name is None and (found := compiled(_NEW_LIST, _I).match(text)):
        name, rest = found["list"] or found["name"] or "", found["with"] or ""
    title, when = _when(rest) if rest else ("", "")
    title = compiled(_TODO_END, _I).sub("", title)
    remind = bool(compiled(r"\bremind\b", _I).search(text))
    return ActionCall(
        "todo_add", title=_item(title), when=when, list=_list_name(name or ""), remind=remind
    )


_TODO_LEAD = (
    r"^\s*(?:(?:add|append|jot|put|include|insert|write|place|throw|stick|get|create|make|set|"
    r"new|save|enter|"
    r"(?:i|we)\s+(?:also\s+)?(?:need|want|ran out of|am out of|are out of|'m out of|"
    r"have run out of)(?:\s+to)?|i\s+have\s+to|remind\s+(?:me|us)(?:\s+(?:to|that|about|of))?|"
    r"remember\s+to|(?:do\s+not|don'?t)\s+(?:let\s+me\s+)?forget(?:\s+to)?)(?:\s+(?:down|up|"
    r"me))?[\s,:]+)?"
    r"(?:(?:an?|the|new|another)\s+)*(?:(?:to[- ]?do|task|item|reminder)s?\b(?:\s+(?:to|for|"
    r"called|named|item|:))*[\s:,]*)?(?:(?:an?|the|some)\s+(?=\S))?"
)
_TODO_END = (
    r"[\s,]+(?:added|down|on\s+there|as\s+an?\s+(?:task|to[- ]?do|item)|should\s+be(?:\s+added)?|"
    r"needs?\s+to\s+be|be\s+added|to)$"
)
_NEW_LIST = (
    r"^(?:create|make|start|open|begin|set\s+up|generate|build|add|new|need|i\s+need|i\s+want|"
    r"(?:i'?m|i\s+am|we'?re|we\s+are)\s+(?:making|starting|creating))\s+(?:me\s+)?(?:an?\s+|"
    r"the\s+|my\s+)?(?:new\s+)?(?:(?P<list>.+?)\s+)?list"
    r"(?:\s+(?:for|called|named|titled|of)\s+(?P<name>(?!me\b).+?))?(?:\s+(?:with|"
    r"containing)\s+(?P<with>.+))?$"
)


def _without_list(text: str, joint: str) -> tuple[str, str | None]:
    """The text without its "on my shopping list", and the name of the list."""
    pattern = (
        rf"(?P<all>\b{joint}\s+(?!dos?\b)(?:{_OUR}\s+)?(?P<list>(?:(?!(?:{joint}|"
        rf"and)\b)[\w'-]+\s+){{0,5}}?)(?:(?:to[- ]?do|task|check)[\s-]*)?list\b(?:\s+(?:named|"
        r"called)\s+(?P<name>[\w'-]+))?)"
    )
    every = list(compiled(pattern, _I).finditer(text))
    found = every[-1] if every else None
    if found is None:
        pattern = (
            rf"(?P<all>\b{joint}\s+{_OUR}\s+(?P<list>)(?P<name>groceries|shopping|to[- ]?dos?|tasks|"
            r"chores|errands)\b)"
        )
        found = compiled(pattern, _I).search(text)
    if found is None:
        return text, None
    rest = f"{text[: found.start('all')].rstrip()} {text[found.end('all') :].lstrip(' :,')}".strip()
    return rest, found["name"] or found["list"] or ""


def _list_name(name: str) -> str:
    name = compiled(
        r"\b(?:to[- ]?dos?|tasks?|check|new|my|the|current|entire|whole|own|saved|all|of)\b", _I
    ).sub("", name)
    return trim(name)


def _item(title: str) -> str:
    title = trim(title)
    if title.lower() in {
        "this",
        "that",
        "it",
        "item",
        "this item",
        "that item",
        "something",
        "an item",
        "items",
        "the item",
        "to do",
        "task",
        "list",
        "lists",
        "new",
        "one",
    }:
        return ""
    return title


def _todo_query(text: str) -> ActionCall:
    name = ""
    if found := compiled(
        r"\b(?:(?:my|the|our|a)\s+|in\s+|on\s+|what\s+(?:is|'s)\s+)(?P<list>(?:(?!my\b|the\b|on\b|"
        r"in\b|is\b|of\b)[\w'-]+\s+){0,4}?)lists?\b|^(?P<head>[\w'-]+(?:\s+[\w'-]+)?)\s+list\b",
        _I,
    ).search(text):
        name = found["list"] or found["head"] or ""
    if compiled(r"\bgroceries\b", _I).search(text):
        name = name or "groceries"
    title = ""
    if asked := compiled(
        r"^(?:is|are|do\s+(?:i|we)\s+have|have\s+i\s+(?:got|put)|did\s+(?:i|we)\s+(?:add|"
        r"put))\s+(?:there\s+)?(?:an?\s+|any\s+|some\s+|"
        r"the\s+)?(?P<what>.+?)\s+(?:already\s+)?(?:on|in|to|added)\b.*\blists?\b",
        _I,
    ).match(text):
        title = asked["what"]
    when = _when(text)[1]
    return ActionCall(
        "todo_query",
        title=_item(title),
        when=when,
        list=_list_name(
            compiled(
                r"^(?:show|read|tell|give|list|display|what|me|out|is|open|check|get|see|view|new|any)\b",
                _I,
            ).sub("", name)
        ),
    )


def _todo_done(text: str) -> ActionCall:
    return replace(_todo_remove(text), action="todo_done")


_DONE_LEAD = (
    r"^(?:(?:i|we)(?:\s+have|'ve)?\s+(?:(?:already|just|finally)\s+)*(?:bought|finished|"
    r"completed|paid|got|done|did|am\s+done\s+with|am\s+finished\s+with|picked\s+up|"
    r"done\s+with)|i'?m\s+(?:done|finished)\s+with|"
    r"(?:i\s+)?(?:no\s+longer|do\s+not|don'?t)\s+(?:need|want)|throw(?:\s+(?:away|out))?|move|"
    r"get(?=.*\b(?:deleted|removed)$)|"
    r"(?:delete|remove|cancel|clear|erase|drop|scratch|wipe|discard|get\s+rid\s+of|take|"
    r"strike|cross|tick|check|mark|knock|pull|eliminate|complete|finish|set|empty|"
    r"purge)(?:\s+(?:off|out|away))?)\s+"
)
_DONE_END = (
    r"[\s,]+(?:(?:is|are)\s+)?(?:as\s+)?(?:done|complete|completed|finished|off|away|bought|"
    r"deleted|removed|(?:in|in)?to\s+(?:the\s+)?(?:trash|bin)|from|out|anymore|any\s+more|"
    r"should\s+be.*)$"
)


def _todo_remove(text: str) -> ActionCall:
    every = bool(compiled(r"\b(?:all|every|everything|entire|whole)\b", _I).search(text))
    text = compiled(_DONE_LEAD, _I).sub("", text)
    if found := compiled(
        rf"^(?:{_OUR}\s+)?list\s+(?:of|for|called|named)\s+(?P<list>.+)$", _I
    ).match(text):
        return ActionCall("todo_remove", list=trim(found["list"]), every=True)
    rest, name = _without_list(text, r"(?:from|off|off\s+of|out\s+of|of|on|in)")
    if name is None and (found := compiled(rf"^{_LIST}s?$", _I).match(rest)):
        name, rest, every = found["list"] or "", "", True
    for _ in range(2):
        rest = compiled(_DONE_END, _I).sub("", rest)
    title, when = _when(rest) if rest.strip() else ("", "")
    title = compiled(
        rf"^(?:(?:{_OUR}|all|every|of|items?|tasks?|to[- ]?dos?|everything|called|named)\b\s*)+", _I
    ).sub("", title)
    return ActionCall(
        "todo_remove", title=_item(title), when=when, list=_list_name(name or ""), every=every
    )


# --- notes, memory


def _note_add(text: str) -> ActionCall:
    body = compiled(
        r"^(?:(?:write|jot|put|take)\s+(?:(?:this|that|it|something)\s+)?down|"
        r"note(?:\s+down)?(?:\s+to\s+self)?|"
        r"(?:make|take|write|create|add|leave|save|new)(?:\s+me)?(?:\s+an?)?(?:\s+(?:new|quick|"
        r"short))?\s+notes?(?:\s+to\s+self)?)"
        r"(?:\s*[:,]\s*|\s+)?(?:(?:that|saying|to|of|about|which\s+says)\s+)?",
        _I,
    ).sub("", text, count=1)
    return ActionCall("note_add", text=trim(body))


def _note_search(text: str) -> ActionCall:
    when = _when(text)[1]
    if found := compiled(
        r"\b(?:about|on|for|regarding|concerning|mentioning|mention|containing|with|tagged|"
        r"of)\s+(?:my\s+|the\s+)?(?P<what>.+)$",
        _I,
    ).search(text):
        what = found["what"]
        if found := compiled(
            r"^notes?\s+(?:about|on|for|of)\s+(?:my\s+|the\s+)?(?P<what>.+)$", _I
        ).search(what):
            what = found["what"]
        what = compiled(r"\s+(?:in|from|among)\s+my\s+notes?$|^my\s+notes?$|^notes?$", _I).sub(
            "", what
        )
        if not compiled(r"^(?:my|the)?\s*notes?$", _I).match(what):
            return ActionCall(
                "note_search",
                text=trim(_when(what)[0] if when and when in what else what),
                when=when,
            )
    return ActionCall("note_search", when=when)


def _memory_add(text: str) -> ActionCall:
    body = compiled(
        r"^(?:remember|do\s+not\s+forget|don'?t\s+forget|keep\s+in\s+mind|bear\s+in\s+mind|"
        r"memori[sz]e|learn)\s*[:,]?\s*(?:(?:that|this)\b[\s:,]*)?",
        _I,
    ).sub("", text)
    return ActionCall("memory_add", text=trim(body))


def _question(text: str) -> ActionCall:
    return ActionCall("answer", text=text)


_DESCRIBERS = {
    "agenda_add": _agenda_add,
    "agenda_change": _agenda_change,
    "agenda_query": _agenda_query,
    "agenda_remove": _agenda_remove,
    "todo_add": _todo_add,
    "todo_query": _todo_query,
    "todo_done": _todo_done,
    "todo_remove": _todo_remove,
    "note_add": _note_add,
    "note_search": _note_search,
    "memory_add": _memory_add,
    "datetime": _question,
    "answer": _question,
}
