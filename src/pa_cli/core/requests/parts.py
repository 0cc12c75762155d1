"""Requests that say several things, cut into those."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.sentence import compiled

_ENGLISH_VERB = (
    r"(?:please\s+)?(?:also\s+)?(?:add|remind|set|create|schedule|put|book|delete|remove|"
    r"cancel|clear|move|reschedule|postpone|"
    r"show|list|tell|what|when|who|how|note|write|jot|remember|make\s+an?\s+(?:note|list|"
    r"appointment|event|reminder)|mark|tick|wake|play|"
    r"turn|search|find|read|rename|change|don'?t\s+forget|do\s+i|am\s+i|is\s+there|check)\b"
)
_ENGLISH_CUT = (
    r"\s*(?:[.;!?]+|,|\band\b|\bthen\b|\bplus\b)(?:\s*(?:,|\band\b|\bthen\b|\balso\b|"
    rf"\bafter\s+that\b|\bplease\b))*\s+(?={_ENGLISH_VERB})"
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
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in text)
    pattern = compiled(_CHINESE_CUT if chinese else _ENGLISH_CUT, re.IGNORECASE)
    parts = []
    start = 0
    for cut in pattern.finditer(text):
        part = text[start : cut.start()]
        if _begins_a_whole(part, chinese=chinese) and not _holds_on(part, cut[0]):
            parts.append(text[start : cut.start()])
            start = cut.end()
    parts.append(text[start:])
    return parts if len(parts) <= 5 else [text]


def _holds_on(part: str, joint: str) -> bool:
    """Whether a part is free text that goes on after a mere "and": note that A and B."""
    free = compiled(r"^\W*(?:\w+\W+){0,4}?(?:note|write|jot|remember)\b(?!\s+to)", re.IGNORECASE)
    return bool(free.match(part)) and not compiled(r"\bthen\b|[.;!?]|\balso\b").search(joint)


def _begins_a_whole(part: str, *, chinese: bool) -> bool:
    """Whether what stands before a cut is a request itself and not "remind me to go and"."""
    if chinese:
        return len(part) >= 4 and bool(compiled(_CHINESE_VERB).search(part))
    return len(part.split()) >= 3 and bool(
        compiled(rf"\b{_ENGLISH_VERB}", re.IGNORECASE).search(part)
    )


_PAIRS = (
    r"\b(?:salt and pepper|mac and cheese|macaroni and cheese|fish and chips|half and half|"
    r"bread and butter|peanut butter and jelly|rice and beans|ham and cheese|pros and cons)\b"
)


def split_items(call: ActionCall) -> tuple[ActionCall, ...]:
    """One call for each thing that goes on or off a list by name: milk, eggs and bread."""
    if call.action not in {"todo_add", "todo_done", "todo_remove"} or not call.list or call.when:
        return (call,)
    if compiled(_PAIRS, re.IGNORECASE).search(call.title):
        return (call,)
    things = [
        thing
        for part in compiled(r"\s*(?:,\s*and\b|,|，|、|\band\b|&|和)\s*", re.IGNORECASE).split(
            call.title
        )
        if (thing := compiled(r"^(?:an?|the|some)\s+", re.IGNORECASE).sub("", part).strip())
    ]
    if len(things) < 2 or any(len(thing.split()) > 3 for thing in things):
        return (call,)
    return tuple(replace(call, title=thing) for thing in things)
