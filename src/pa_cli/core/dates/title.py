"""What is left of a text when its dates are taken out, and what kind of sentence it is."""

import re
from functools import cache

from pa_cli.core.dates.english.words import EVENING_HINTS, MORNING_HINTS

_GONE = "\x00"

_ASKING = (
    r"please|pls|hey|hi|okay|ok|olly|can you|could you|would you|will you|i need to|i want to|"
    r"i'd like to|i would like to|i want you to|i need you to|don'?t (?:let me )?forget(?: to)?|"
    r"remember(?: to)?|make sure(?: to| that i)?"
)
# Being up at six, other than a meeting that is up at six.
_RISING = (
    r"(?i)\b(?:get(?:ting)?(?: (?:me|us))? up|(?:to|i'm|i am) (?:be )?up|be up) (?:at|by|before)\b"
)
_LISTS = r"(?:my|the) (?:calendar|agenda|schedule|diary|to[- ]?do list)"
_LEAD = (
    rf"[\s\0,]*(?:(?:{_ASKING})[\s,\0]+)*"
    r"(?:remind me(?:[\s\0]+(?:to|that|about|of|for)\b)?|"
    r"(?:set|create|make|add|put|schedule|new)(?: up)?(?: me)?[\s\0]+(?:an? |the |my )?(?:new )?"
    r"(?:alarm|timer|reminder|event|appointment|calendar entry)\b"
    r"(?:[\s\0]+(?:for me|on my calendar|in my calendar))*"
    r"(?:[\s\0]+(?:to|for|about|that|of|and|called|named|titled)\b(?=[\s\0]+\S))?|"
    r"schedule\b(?=[\s\0]+[^\s\0])|"
    rf"(?:add|put)\b(?=.*\b(?:to|on|in) {_LISTS}))?"
)
_TAIL = (
    rf"[\s\0,]*\b(?:(?:to|on|in|into|onto) {_LISTS}|please|pls|thanks|thank you)\b[\s\0.,;]*$"
    r"|(?:\s+(?:is|are|was))?\s*\0[\s\0.,;]*$"
)
_CHINESE_LISTS = r"(?:日历|日曆|日程表?|待办|待辦)"
_CHINESE_LEAD = (
    r"[\s\0,，。]*(?:(?:请|請|麻烦|麻煩|帮我|幫我|给我|給我|替我|记得|記得|别忘了|別忘了|不要忘了|"
    r"我要|我想|我得)[\s\0,，]*)*"
    r"(?:提醒我(?:一下)?|(?:请|請)?提醒一下|"
    r"(?:设|設|设置|設置|定|订|訂|建|新建|创建|創建|加|添加|安排)[\s\0]*(?:一?[个個]|一下)?[\s\0]*"
    r"(?:闹钟|鬧鐘|闹铃|提醒|日程|事件)|安排(?:一下|一个|一個)?|"
    rf"在?(?:我的)?{_CHINESE_LISTS}(?:里|中|上|裡)(?:添加|加入|加|记|記)?(?:一?[个個])?|"
    rf"(?:把|将|將|添加|加入|加|记下|記下)(?=.*{_CHINESE_LISTS})|(?:把|将|將)(?=.*(?:到|在)\0))?[\s\0,，:：]*(?:要|去(?=\0))?"
)
_CHINESE_TAIL = (
    r"[\s\0]*(?:(?:改|移|挪|推迟|提前|加|放|排|安排|定|订)(?:到|在)(?=\0)|(?:添加|加入|加|放|记|记入|写)?(?:到|进|入)?(?:我的)?"
    rf"{_CHINESE_LISTS}(?:里|中|上)?)?[\s\0，。,;；]*$"
)
_QUERY = (
    r"\s*(?:(?:hey|ok|okay|olly|please|so|and|hi)[\s,]+)*(?:what|what's|whats|which|who|whom|whose|"
    r"where|why|how (?!about)|hows|when(?:'s| is| are| do| does| did| was| were| will| am| can)|"
    r"(?:do|did|am|have|will|was) (?:i|we|you)|"
    r"will (?:there|it)|(?:is|are|was|were|does|has) (?:there|it|my|the|this|any|anything|we|you|all)|"
    r"(?:show|list)(?: me| my| all| the| what| events| today| tomorrow| next| this)|tell me (?!to)|display|read out|"
    r"any |anything|need information|see (?:what|see)|give me my|"
    r"(?:can|could|would|will) you (?:please )?(?:tell|show|list|read|check))"
)
_CHINESE_QUERY = (
    r"什么|什麼|哪些|哪天|哪几|吗[\s。?？]*$|嗎[\s。?？]*$|有没有|有沒有|几点(?!半)|幾點|多少|怎么|怎麼|"
    r"有空|(?:谁|誰|哪里|哪裡|哪儿)\s*$|[?？]\s*$"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_PAST = (
    r"\b(?:i|we|you) (?:had|went|did|was|were|saw|met|wrote|visited|attended|missed)\b|"
    r"\bdid (?:i|we|you)\b|"
    r"^\s*(?:what|where|who|how|when)\s+(?:was|were|did|happened)\b|\bhappened\b|\btook place\b|"
    r"\b(?:was|were) (?:there|held)\b|"
    rf"\b(?:events|appointments|meetings|reminders|notes|entries) from (?:{_MONTH})\s*\??$|"
    r"(?:做|见|見|干|聊|吃|去|看)(?:了|过|過)(?:什么|什麼|谁|誰|哪)|发生了|發生了"
)
_DAYPART = "morning|afternoon|evening|night"
_FILLED = (
    r"\bblock(?:ed|ing)?\b(?! part)|\bfree up\b|\bset aside\b|\bkeep\b.*\b(?:free|open|clear)\b|"
    rf"\b(?:all|whole|entire) (?:of )?(?:{_DAYPART})\b|"
    r"整个?(?:上午|下午|早上|晚上|傍晚|个)|整個|一(?:上午|下午|晚上)|空出|腾出|騰出|留出|预留|預留"
)


@cache
def _pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(source, flags)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def asks(text: str) -> bool:
    """Whether the text is a question about what is there rather than something to note."""
    if _is_chinese(text):
        return bool(_pattern(_CHINESE_QUERY).search(text))
    if _pattern(_QUERY).match(text.replace("\u2019", "'")):
        return True
    return text.rstrip().endswith("?") and not _pattern(r"\s*(?:can|could|would|will) you\b").match(
        text
    )


def is_past(text: str) -> bool:
    """Whether the text tells of what has been."""
    return bool(_pattern(_PAST).search(text))


def fills(text: str) -> bool:
    """Whether a part of the day is meant as a whole: "block off tomorrow afternoon"."""
    return bool(_pattern(_FILLED).search(text))


def counts_down(text: str) -> bool:
    """Whether a length in the text is one to wait: "set a timer for 10 minutes"."""
    return bool(_pattern(r"\b(?:timer|alarm|countdown)\b|计时|計時|闹钟|鬧鐘").search(text))


def hint_of(text: str) -> str:
    """The half of the day that the words suggest: "morning", "evening" or ""."""
    words = set(_pattern(r"[a-z]+").findall(text.lower()))
    if words & EVENING_HINTS or "晚饭" in text or "晚餐" in text:
        return "evening"
    rises = words & MORNING_HINTS or _pattern(_RISING).search(text)
    return "morning" if rises or "起床" in text or "早饭" in text else ""


def leave_title(
    text: str, spans: list[tuple[int, int]], *, query: bool
) -> tuple[str, list[tuple[int, int]]]:
    """The title, and where the other words stand that are not part of it."""
    if spans == [(0, len(text))]:  # as a range in a command is: there is nothing to look for
        return "", []
    signs = list(text)
    for start, end in spans:
        signs[start:end] = _GONE * (end - start)
    before = "".join(signs)
    if not query:
        _blank_lead_and_tail(signs)
    left = "".join(signs)
    dropped = [match.span() for match in _pattern(r"\0+").finditer(_difference(before, left))]
    return _joined(left) or (_named_kind(text) if not query else ""), dropped


def _named_kind(text: str) -> str:
    """What there is to say of "set an alarm for 6": it is an alarm."""
    found = _pattern(r"\b(?:alarm|timer|reminder|appointment|event)\b|闹钟|鬧鐘|提醒(?!我)").search(
        text
    )
    return found[0] if found else ""


def _blank_lead_and_tail(signs: list[str]) -> None:
    text = "".join(signs)
    chinese = _is_chinese(text)
    lead = _pattern(_CHINESE_LEAD if chinese else _LEAD).match(text)
    if lead:
        signs[: lead.end()] = _GONE * lead.end()
    text = "".join(signs)
    tail = _pattern(_CHINESE_TAIL if chinese else _TAIL).search(text)
    if tail:
        signs[tail.start() :] = _GONE * (len(text) - tail.start())


def _difference(before: str, after: str) -> str:
    return "".join(_GONE if b != a else " " for b, a in zip(before, after, strict=True))


def _joined(text: str) -> str:
    """The rest as a title: seams closed, marks that hung on a date gone."""
    text = _pattern(r"(?<=\0)[\s\0]*[,，;；、。:.](?=[\s\0]|$)|[,，、;；](?=\s*\0)").sub(
        _GONE, text
    )
    text = _pattern(r"[(\[（【]\s*\0[\s\0]*[)\]）】]").sub(_GONE, text)
    chinese = r"[\u3000-\u9fff\uff00-\uffef]"
    # Without regard to case, a range of so many signs would take long to compile.
    text = _pattern(rf"(?<={chinese})\s*\0[\s\0]*(?={chinese})", 0).sub("", text)
    text = _pattern(r"[\s\0]+").sub(" ", text).strip()
    text = _pattern(r" (?=[?!.]+$)").sub("", text)
    return text.strip(",，;；、- ") if text.strip(",，;；、-。.!?？！ ") else ""
