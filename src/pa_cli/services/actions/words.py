"""What the words of a request give away besides its action."""

import re

from pa_cli.core.action import ActionCall
from pa_cli.core.likeness import names_nothing
from pa_cli.core.proposal import Refuse

_FREE = re.compile(
    r"\b(?:free|available|availability|busy|booked|time for|spare time|full|open slots?)\b"
    r"|有空|空闲|没空|空吗|忙吗|忙不忙|得空|空档|有时间",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:lists|list names|names? of (?:my|the) lists?)\b|(?:哪些|几个|所有的?|什么)清单",
    re.IGNORECASE,
)
# "my to-do list" is the usual list and none with a name
_USUAL = re.compile(
    r"(?:to[ -]?dos?|tasks?|things to do|list|lists|待办|待办事项|任务|清单|列表)+", re.IGNORECASE
)
_AROUND = re.compile(
    r"^(?:(?:the|my|our|a|an|this|that|your|new|list|titled|called|named|我的|我们的)\s*)+"
    r"|(?:'s)?\s*(?:lists?|清单|列表)$",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3400-\u9fff]")
_UNFIT = re.compile(r'[/\\\0:*?"<>|\x00-\x1f]')


_KINDS = re.compile(
    r"\b(?:events?|calendars?|agendas?|schedules?|appointments?|meetings?|alarms?|reminders?|engagements?|plans?"
    r"|to[ -]?dos?|tasks?|lists?|chores?|items?)\b"
    r"|日程|日历|安排|会议|预约|闹钟|提醒|活动|待办|任务|清单|事项",
    re.IGNORECASE,
)


def names_a_kind(request: str) -> bool:
    """Whether it is said what kind of things is meant: "delete everything" does not say."""
    return bool(_KINDS.search(request))


TOO_MUCH = Refuse(
    "That would remove everything there is, so it is not done.",
    'Say what: "delete all my alarms", "clear my calendar for friday", "clear the shopping list".',
    is_usage=True,
)


def is_boundless(call: ActionCall, request: str) -> bool:
    """Whether all of something would go, and nothing says of what."""
    named = call.when.strip() or call.list.strip() or not names_nothing(call.title)
    return not named and not names_a_kind(request)


def asks_free(request: str) -> bool:
    """Whether it is asked if a time is free."""
    return bool(_FREE.search(request))


def asks_lists(request: str) -> bool:
    """Whether the lists themselves are asked for."""
    return bool(_LISTS.search(request))


def list_name(words: str) -> str:
    """The name of a list in what it is called: `my shopping list` is shopping; "" for the usual."""
    name = words.strip().strip("\"'“”‘’「」《》").strip()
    while (bare := _AROUND.sub("", name).strip()) != name:
        name = bare
    name = " ".join(_UNFIT.sub(" ", name).split()).lstrip(".")
    return "" if _USUAL.fullmatch(name.replace(" ", "")) else name


def is_chinese(text: str) -> bool:
    """Whether there is Chinese in a text."""
    return bool(_HAN.search(text))
