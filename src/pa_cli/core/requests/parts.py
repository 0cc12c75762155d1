"""Requests that say several things, cut into those."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.english_when import find_dates
from pa_cli.core.requests.sentence import compiled
from pa_cli.core.requests.wording import is_chinese

_ENGLISH_VERB = (
    r"(?:please\s+)?(?:also\s+)?(?:add|remind|set|create|schedule|put|book|delete|remove|"
    r"cancel|clear|move|reschedule|postpone|"
    r"show|list|tell|what|when|who|how|note|write|jot|remember|make\s+an?\s+(?:note|list|"
    r"appointment|event|reminder)|mark|tick|wake|play|"
    r"turn|search|find|read|rename|change|don'?t\s+forget|do\s+i|am\s+i|is\s+there|check)\b"
)
# Requests of their own after an appointment alone: "dinner at 7 and buy wine".
_ERRAND = r"(?:buy|pick\s+up|get|order|pay|bring|send|call)\s+\w"
_ENGLISH_CUT = (
    r"\s*(?:[.;!?]+|,|\band\b|\bthen\b|\bplus\b)(?:\s*(?:,|\band\b|\bthen\b|\balso\b|"
    rf"\bafter\s+that\b|\bplease\b))*\s+(?={_ENGLISH_VERB}|{_ERRAND})"
)
_CHINESE_VERB = (
    r"(?:请|帮我|给我|也|还|再|把|在)*(?:提醒|添加|加|新建|创建|设|删|取消|清空|安排|查|看看|"
    r"告诉|记|推迟|改|写|叫我|完成|标记|把|将|订|定|播放|我(?:明天|今天|后天|下周)|(?:明天|"
    r"今天|后天).{0,6}(?:有什么|提醒|叫我))"
)
_CHINESE_CUT = (
    r"(?:[,，。;；!！?？\s]+(?:然后|再|并且|并|还有|另外|顺便|同时|也)*|(?:然后|并且|还有|"
    rf"另外|顺便|同时|并))[,，]?(?={_CHINESE_VERB})"
)


def split_request(text: str) -> list[str]:
    """The parts of `text` that ask for something of their own; often just one."""
    chinese = is_chinese(text)
    pattern = compiled(_CHINESE_CUT if chinese else _ENGLISH_CUT, re.IGNORECASE)
    parts = []
    start = 0
    for cut in pattern.finditer(text):
        part = text[start : cut.start()]
        errand = not chinese and bool(compiled(_ERRAND, re.IGNORECASE).match(text, cut.end()))
        whole = _is_appointment(part) if errand else _begins_a_whole(part, chinese=chinese)
        if whole and not _holds_on(part, cut[0]):
            parts.append(text[start : cut.start()])
            start = cut.end()
    parts.append(text[start:])
    return parts if len(parts) <= 5 else [text]


def _holds_on(part: str, joint: str) -> bool:
    """Whether a part is free text that goes on after a mere "and": note that A and B."""
    free = compiled(r"^\W*(?:\w+\W+){0,4}?(?:note|write|jot|remember)\b(?!\s+to)", re.IGNORECASE)
    return bool(free.match(part)) and not compiled(r"\bthen\b|[.;!?]|\balso\b").search(joint)


def _is_appointment(part: str) -> bool:
    """Whether a part is just what is when: no "remind me", which may hold on."""
    reading = find_dates(part)
    return (
        reading.start is not None
        and not reading.all_day
        and not compiled(
            rf"\b(?:{_ENGLISH_VERB}|i|we|me|to|go|let|need|have)\b", re.IGNORECASE
        ).search(reading.title)
    )


def _begins_a_whole(part: str, *, chinese: bool) -> bool:
    """Whether what stands before a cut is a request itself and not "remind me to go and"."""
    if chinese:
        return len(part) >= 4 and bool(compiled(_CHINESE_VERB).search(part))
    return len(part.split()) >= 3 and bool(
        compiled(rf"\b{_ENGLISH_VERB}", re.IGNORECASE).search(part)
    )


# One thing with an "and" in its name; and two that may be one where no comma parts more of them.
_PAIRS = (
    r"\b(?:mac and cheese|macaroni and cheese|fish and chips|half and half|"
    r"peanut butter and jelly|pros and cons)\b"
)
_USUAL_PAIRS = r"\b(?:salt and pepper|bread and butter|rice and beans|ham and cheese)\b"


def _kept_together(pair: re.Match[str]) -> str:
    return compiled(r"\s+and\s+", re.IGNORECASE).sub("\x00", pair[0])


def split_items(call: ActionCall) -> tuple[ActionCall, ...]:
    """One call for each thing that goes on or off a list by name: milk, eggs and bread."""
    if call.action not in {"todo_add", "todo_done", "todo_remove"} or not call.list or call.when:
        return (call,)
    title = compiled(_PAIRS, re.IGNORECASE).sub(_kept_together, call.title)
    if not compiled(r"[,，、]").search(title):
        title = compiled(_USUAL_PAIRS, re.IGNORECASE).sub(_kept_together, title)
    things = [
        thing
        for part in compiled(r"\s*(?:,\s*and\b|,|，|、|\band\b|&|和)\s*", re.IGNORECASE).split(
            title
        )
        if (
            thing := compiled(r"^(?:an?|the|some)\s+", re.IGNORECASE)
            .sub("", part)
            .replace("\x00", " and ")
            .strip()
        )
    ]
    if len(things) < 2 or any(len(thing.split()) > 3 for thing in things):
        return (call,)
    return tuple(replace(call, title=thing) for thing in things)
