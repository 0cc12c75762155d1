"""Messages that surely ask for a change of the user's own data, and those that only sound like it."""

import re
from collections.abc import Sequence

from pa_cli.core.action import CHANGING_ACTIONS, WRITING_ACTIONS, ActionCall
from pa_cli.core.requests.guess import LIKELY
from pa_cli.core.requests.reading import best_reading, read_request

_LONGEST = 600
_OWN = re.compile(
    r"\b(?:my|me|our|us|remind|reminder|calendar|agenda|to-?dos?|alarm|appointment)\b|^\W*(?:note|remember)\b"
    r"|我|提醒|待办|日程|日历|清单|记一下|记下|记住|笔记|闹钟",
    re.IGNORECASE,
)
# What can only be on somebody's agenda, and needs no "my"; not the events and lists of a program.
_APPOINTED = re.compile(
    r"\b(?:meetings?|appointments?|interview|lunch|dinner|breakfast|brunch|dentist|doctor|haircut|"
    r"stand-?up|flight|party|wedding|lesson|reservation|gym|check-?up|birthday)\b"
    r"|会议|开会|[周例晨早]会|会面|午饭|午餐|晚饭|晚餐|早餐|聚餐|牙医|医生|体检|面试|约会|预约|航班|聚会|生日",
    re.IGNORECASE,
)
_ERRAND = re.compile(
    r"^\W*(?:please\s+)?(?:buy|pick up|get (?:some|a|the))\b|^(?:请|帮我|要|去)*买", re.IGNORECASE
)
_TEXT_WISHED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\s+)*(?:write (?!(?:this |that |it )?down)|compose|draft|"
    r"explain|describe|summari[sz]e|translate|rewrite|why|how|what|who|which)\b|^(?:请|帮我)*写(?!下)|^(?:请|帮我)*[给替为][^，。]{1,6}写(?:一|几)?(?:句|封|段|首|篇|个|条)",
    re.IGNORECASE,
)
# "write the report tomorrow from 10 to 12" is no wish for a text
_TIMED = re.compile(
    r"\W*(?:write|draft)\b(?!.*\b(?:about|e-?mail|mail|message|letter|text|poem|story|sentence|reply|note)\b)"
    r".*\b(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*\b(?:at|from) \d",
    re.IGNORECASE,
)
_POINTING = frozenset({"it", "that", "this", "them", "these", "those", "one"})
_EMPTY = frozenset(
    {"", "day", "week", "weekend", "month", "morning", "afternoon", "evening", "time"}
)
_EMPTY |= {"my day", "my week", "my weekend", "一下", "时间", "一天", "日程", "行程"}
_POINTING |= {"它", "这个", "那个", "这些", "那些", "这", "那"}


def read_write_request(text: str) -> tuple[ActionCall, ...]:
    """The changes that `text` asks for; nothing unless the rules are certain of all of it.

    "Remove duplicates from a list" is a question to the model, "remove milk from my list" is a
    change. What points at something said before ("add it to my calendar") is not certain either.
    """
    if len(text) > _LONGEST or _TEXT_WISHED.match(text):
        return ()
    calls = read_request(text)
    if not calls or not all(call.action in WRITING_ACTIONS for call in calls):
        return ()
    if any(_points(call, text) or _names_nothing(call) for call in calls):
        return ()
    return calls if _is_own(text, calls) else ()


def read_likely_write(text: str) -> tuple[ActionCall, ...]:
    """The changes that `text` most likely asks for: to be shown and asked about, never accepted unseen.

    Whether a change of something that is there is meant, the user's data tell.
    """
    if len(text) > _LONGEST or (_TEXT_WISHED.match(text) and not _TIMED.match(text)):
        return ()
    calls = _is_done(text) or best_reading(text)
    for call in calls:
        is_there_already = call.action in CHANGING_ACTIONS
        if call.action not in WRITING_ACTIONS or call.confidence < LIKELY:
            return ()
        if _points(call, text) or _names_nothing(call):
            return ()
        if not (is_there_already or _is_own(text, calls) or _ERRAND.match(text)):
            return ()
    return calls


_DONE = re.compile(
    r"\W*(?P<title>\S.{1,80}?) (?:is|are|was|has been) (?:now |all )?(?:done|finished|taken care of)\W*"
    r"|\W*(?P<chinese>\S.{1,30}?)(?:已经)?(?:做完|办完|办好|搞定|完成|弄好)了\W*",
    re.IGNORECASE,
)


def _is_done(text: str) -> tuple[ActionCall, ...]:
    """That something is done which begins like an order: "call the bank is done"."""
    found = _DONE.fullmatch(text)
    if found is None:
        return ()
    title = found["title"] or found["chinese"]
    return (ActionCall("todo_done", title=title, confidence=LIKELY),)


def may_ask_to_write(text: str) -> tuple[ActionCall, ...]:
    """The change that `text` may ask for, where rules are not certain of it; often nothing."""
    if len(text) > _LONGEST or _TEXT_WISHED.match(text):
        return ()
    calls = best_reading(text)
    if len(calls) != 1 or calls[0].action not in WRITING_ACTIONS or _names_nothing(calls[0]):
        return ()
    return calls if _is_own(text, calls) else ()


def points_back(text: str) -> bool:
    """Whether `text` may be about something that was said before, whose words it does not have."""
    return bool(_POINTS_BACK.search(text))


_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|them|these|those|one|ones|both|there|then|same)\b|[它这那]|刚才|上面|前面|同样",
    re.IGNORECASE,
)


def _points(call: ActionCall, text: str) -> bool:
    """Whether it is about something that was said before."""
    if call.title.lower() in _POINTING or call.text.lower() in _POINTING:
        return True
    named = call.title or call.text or call.when
    return not named and not _POINTING.isdisjoint(re.findall(r"\w+", text.lower()))


# "no, at five": what is left without the time
_CORRECTS = re.compile(
    r"(?:no|sorry|actually|it(?: is|'s)|at|rather|不对?|不是|是|而是|应该|[\s，,。.])+",
    re.IGNORECASE,
)


def _names_nothing(call: ActionCall) -> bool:
    """Whether something would be added that has no name: "plan my tomorrow" wants advice."""
    named = call.title.lower().strip() not in _EMPTY and not _CORRECTS.fullmatch(call.title)
    return call.action.endswith("_add") and not (named or call.text or call.remind)


def _is_own(text: str, calls: Sequence[ActionCall]) -> bool:
    named = bool(_OWN.search(text) or _APPOINTED.search(text))
    return named or any(call.when or call.new_when for call in calls)


def only_points(text: str) -> bool:
    """Whether `text` would change something that it does not name: cancel it, 把它取消."""
    calls = best_reading(text) if len(text) <= _LONGEST else ()
    if len(calls) != 1 or calls[0].action not in CHANGING_ACTIONS or _TEXT_WISHED.match(text):
        return False
    call = calls[0]
    named = call.list or call.when or (call.title and call.title.lower() not in _POINTING)
    return not (named or call.text)


NOTHING_CHANGED = "Nothing was changed, whatever the answer says. Name what is meant: cancel the dentist on Friday"
_CLAIM = re.compile(
    # made up like what code says of a change: Done k3m7q9x  call the bank
    r"(?:added|removed|changed|moved|done|remembered|undone)(?: note)? (?=[a-z]*\d)[a-z0-9]{6,8}\b|"
    r"\W*(?:(?:ok(?:ay)?|sure|done|great|alright|certainly|of course|yes)[\s,.!]+)*"
    r"(?:(?:i(?:'ve| have|'ll| will)?(?: just| now| successfully)? )?"
    r"(?:added|removed|moved|cancell?ed|deleted|rescheduled|scheduled|saved|marked|booked|remembered|set)"
    r" (?!theor)|(?:the|your) [\w' -]{1,60} (?:has|have) been (?:successfully )?"
    r"(?:added|removed|moved|cancell?ed|deleted|rescheduled|scheduled|saved|marked|booked|set)\b"
    r"|(?:我)?(?:已经?|已为您|已帮您|已为你|已帮你)[^。]{0,30}?(?:添加|取消|删除|移动|修改|改到|安排|保存|记录|记下|设置)"
    r"|(?:添加|取消|删除|修改|安排|设置)(?:成功|好了|完成))",
    re.IGNORECASE,
)


def claims_a_change(request: str, answer: str) -> bool:
    """Whether an answer of a model, which changes nothing, says that something was changed.

    A text that was wished for, such as a message of a commit, may well begin like that.
    """
    if len(request) > _LONGEST or _TEXT_WISHED.match(request):
        return False
    return bool(_CLAIM.match(answer.replace("\u2019", "'")))
