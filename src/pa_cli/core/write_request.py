"""Messages that surely ask for a change of the user's own data, and those that only sound like it."""

import re
from collections.abc import Sequence

from pa_cli.core.action import WRITING_ACTIONS, ActionCall
from pa_cli.core.requests.reading import best_reading, read_request

_LONGEST = 600
_OWN = re.compile(
    r"\b(?:my|me|our|us|remind|reminder|calendar|agenda|to-?dos?|alarm|appointment)\b|^\W*(?:note|remember)\b"
    r"|我|提醒|待办|日程|日历|清单|记一下|记下|记住|笔记|闹钟",
    re.IGNORECASE,
)
_TEXT_WISHED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\s+)*(?:write (?!(?:this |that |it )?down)|compose|draft|"
    r"explain|describe|summari[sz]e|translate|rewrite|why|how|what|who|which)\b|^(?:请|帮我)*写(?!下)",
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


def may_ask_to_write(text: str) -> tuple[ActionCall, ...]:
    """The change that `text` may ask for, where rules are not certain of it; often nothing."""
    if len(text) > _LONGEST or _TEXT_WISHED.match(text):
        return ()
    calls = best_reading(text)
    if len(calls) != 1 or calls[0].action not in WRITING_ACTIONS:
        return ()
    return calls if _is_own(text, calls) else ()


def _points(call: ActionCall, text: str) -> bool:
    """Whether it is about something that was said before."""
    if call.title.lower() in _POINTING or call.text.lower() in _POINTING:
        return True
    named = call.title or call.text or call.when
    return not named and not _POINTING.isdisjoint(re.findall(r"\w+", text.lower()))


def _names_nothing(call: ActionCall) -> bool:
    """Whether something would be added that has no name: "plan my tomorrow" wants advice."""
    named = call.title.lower().strip() not in _EMPTY
    return call.action.endswith("_add") and not (named or call.text or call.remind)


def _is_own(text: str, calls: Sequence[ActionCall]) -> bool:
    return bool(_OWN.search(text)) or any(call.when for call in calls)
