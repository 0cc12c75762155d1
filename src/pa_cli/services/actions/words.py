"""What the words of a request give away besides its action."""

import re

from pa_cli.core.action import ActionCall
from pa_cli.core.dates.parse import parse_duration
from pa_cli.core.likeness import names_nothing
from pa_cli.core.proposal import Refuse
from pa_cli.core.voice import Voice

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
_ONE = re.compile(
    r"\b(?:next|first|last|latest|earliest|soonest)\s+(?:\w+\s+)?"
    r"(?:event|meeting|appointment|alarm|reminder|call|thing|one|class|engagement)\b"
    r"|(?:下一个|下个|第一个|最后一个|最近的)(?:日程|安排|会|会议|事件|活动|闹钟|提醒|预约|事)",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"\b(?:every|all|each|always|series|from now on|whole)\b|每次|所有|全部|每天|每周|以后都",
    re.IGNORECASE,
)
_LENGTH = r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an?|a quarter of an)"
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?)"
_LEAD = re.compile(
    rf"[\s,;]*(?:and\s+)?(?:please\s+)?(?:remind me|reminder|alert me|notify me|with (?:a |an )?"
    rf"(?:reminder|alarm|alert))\s+(?:(?:of it|about it|set)\s+)?"
    rf"(?P<length>{_LENGTH}\s*{_UNIT}(?:\s+and\s+{_LENGTH}\s*{_UNIT})?)\s+"
    rf"(?:before(?:hand)?|earlier|in advance|ahead|prior)(?:\s+(?:it|that|the event|then))?"
    r"|[，,；;\s]*提前(?P<chinese>[^，,。\s]{2,8}?)(?:提醒|通知|叫)(?:我|一下)*",
    re.IGNORECASE,
)
_LEAD_LEFT = re.compile(r"[，,；;\s]*提前[^，,。\s]{2,8}$")
_POINTING = re.compile(
    r"(?:please |can you |could you )*(?:keep|save|store|add|write|take|put|note|remember|file|make|create|log)"
    r"(?: (?:this|that|it|these|the|text|a|an|as|in|into|to|down|my|new|notes?|please|from|of|for me))*[.!]?"
    r"|(?:请|帮我|把)*(?:这个|这些|这|它|以下)*(?:内容)?(?:记|存|保存|记录|写)(?:一下|下来|下|成|为|到|进|在|个|一个|条|一条|我的|笔记|里)*[。！]?",
    re.IGNORECASE,
)
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


def too_much(voice: Voice) -> Refuse:
    """What is said when all of something would go, and nothing says of what."""
    return Refuse(
        voice.pick(
            "That would remove everything there is, so it is not done.",
            "那会删掉所有内容，所以没有做。",
        ),
        voice.pick(
            'Say what: "delete all my alarms", "clear my calendar for friday", "clear the shopping list".',
            "请说清楚删什么：删除所有闹钟、清空周五的日程、清空购物清单。",
        ),
        is_usage=True,
    )


def is_boundless(call: ActionCall, request: str) -> bool:
    """Whether all of something would go, and nothing says of what."""
    named = call.when.strip() or call.list.strip() or not names_nothing(call.title)
    return not named and not names_a_kind(request)


def points_at_text(request: str) -> bool:
    """Whether the words only point at a text that comes with them: "keep this as a note"."""
    return bool(_POINTING.fullmatch(" ".join(request.split())))


# "block off", "keep ... free"; and what tells of the past without saying how far back.
_BLOCKS = re.compile(
    r"\bblock(?:ed)?\s+(?:off|out|my|the)\b|\b(?:keep|hold|leave|reserve)\b.*\b(?:free|clear|open|off)\b|空出|留出|腾出|预留",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:had|was|were|happened|attended)\b|\bdid (?:i|we) (?:\w+ )?(?:have|do|go|meet|see|attend|miss)\b"
    r"|\bfrom (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?!.*\b(?:to|until|till|on|onwards?)\b)|了(?:什么|哪些|啥|几)|过(?:什么|哪些|啥|吗)",
    re.IGNORECASE,
)
_SAYS_WHICH = re.compile(
    r"\b(?:today|tonight|tomorrow|next|this|coming|"
    r"in (?!(?:the )?(?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec))|"
    r"last|yesterday|ago|now|\d{4})\b|[今明后昨前上下这本]",
    re.IGNORECASE,
)


def blocks_time(request: str) -> bool:
    """Whether a stretch of time is to be kept for something."""
    return bool(_BLOCKS.search(request))


def tells_of_past(request: str, when: str) -> bool:
    """Whether what is asked for is over, and its time `when` does not say itself which it is."""
    return bool(_PAST.search(request)) and not _SAYS_WHICH.search(when)


def asks_free(request: str) -> bool:
    """Whether it is asked if a time is free."""
    return bool(_FREE.search(request))


def split_names(words: str) -> list[str]:
    """The things that are named one after the other: "milk, eggs and bread"."""
    parts = re.split(r"\s*(?:[,，、;；]|\band\b|\bor\b|和|跟|与|以及)\s*", words)
    return [part for part in parts if part.strip()]


def asks_one(request: str) -> bool:
    """Whether one of many is asked for: "my next meeting"."""
    return bool(_ONE.search(request))


def means_all(request: str) -> bool:
    """Whether all occurrences of something that repeats are meant."""
    return bool(_SERIES.search(request))


def reminder_lead(request: str) -> int | None:
    """How many minutes before an event a reminder is wished; None when nothing is said."""
    found = _LEAD.search(request)
    if found is None:
        return None
    length = parse_duration(found["length"] or found["chinese"])
    return None if length is None else round(length.total_seconds() / 60)


def without_lead(title: str) -> str:
    """A title without the words about its reminder."""
    return _LEAD_LEFT.sub("", _LEAD.sub("", title))


def asks_lists(request: str) -> bool:
    """Whether the lists themselves are asked for."""
    return bool(_LISTS.search(request))


def list_name(words: str) -> str:
    """The name of a list in what it is called: `my shopping list` is shopping; "" for the usual."""
    name = words.strip().strip("\"'“”‘’「」《》").strip()
    while (bare := _AROUND.sub("", name).strip()) != name:
        name = bare
    name = " ".join(_UNFIT.sub(" ", name).split()).lstrip(". ")
    return "" if _USUAL.fullmatch(name.replace(" ", "")) else name


def which_one(voice: Voice) -> str:
    """The question when several items may be meant."""
    return voice.pick("Which one?", "是哪一个？")


def nothing_like_that(call: ActionCall, voice: Voice) -> Refuse:
    """What is said when a request points at something with which it cannot be done."""
    match call.action:
        case "agenda_change":
            return Refuse(
                voice.pick(
                    "There is no event here that could be changed.", "这里没有可以修改的日程。"
                ),
                voice.pick("A to-do is changed with: pa todo edit", "修改待办请用：pa todo edit"),
            )
        case "todo_done":
            return Refuse(
                voice.pick("There is no to-do here that could be done.", "这里没有可以完成的待办。")
            )
        case _:
            return Refuse(voice.pick("It is not there any more.", "它已经不在了。"))


_TASK = r"(?:to-?dos?|to do items?|tasks?|chores?)"
_TASK_NAMED = re.compile(rf"\b{_TASK}\b|待办|任务|待做", re.IGNORECASE)
_AROUND_TASK = re.compile(
    rf"^\W*(?:(?:the|my|our|a)\s+)*{_TASK}\b[\s:]*(?:(?:called|named|to)\s+)?|\s+{_TASK}\s*$"
    r"|^(?:我的)?(?:待办|任务)(?:事项)?[:：]?|(?:这[个项条]|那[个项条])?的?(?:待办|任务)(?:事项)?$|这[个项条]$",
    re.IGNORECASE,
)


def names_task(request: str) -> bool:
    """Whether a request says itself that a to-do is meant."""
    return _TASK_NAMED.search(request) is not None


def without_ing(title: str) -> str:
    """A title as a to-do is called: "buying milk" is "buy milk"."""
    return re.sub(r"^(\w{3,})ing\b", r"\1", title)


def without_task(title: str) -> str:
    """What a to-do is called: "the milk to-do" is "the milk", 买牛奶这个待办 is 买牛奶."""
    return _AROUND_TASK.sub("", title).strip() or title


def no_such_moment(words: str, voice: Voice) -> Refuse:
    """What is said of 25:00 and of 30 February."""
    named = voice.quote(words)
    return Refuse(
        voice.pick(
            f"There is no {named} on clock or calendar: nothing was done.",
            f"没有{named}这个时间，什么都没有做。",
        ),
        voice.pick("Say it again with the right day and time.", "请用正确的时间再说一次。"),
        is_usage=True,
    )


def nothing_to_change(title: str, voice: Voice) -> Refuse:
    """What is said when neither an event nor a to-do is called so."""
    named = voice.quote(title)
    return Refuse(
        voice.pick(
            f"There is no event and no open to-do like {named}.",
            f"日程和待办里都没有像{named}这样的。",
        ),
        voice.pick("See them: pa agenda list, pa todo list", "查看：pa agenda list，pa todo list"),
    )


def too_few(count: int, voice: Voice) -> Refuse:
    """What is said when the fifth of three is pointed at."""
    english = "There is only one here." if count == 1 else f"There are only {count} here."
    return Refuse(voice.pick(english, f"这里只有{count}个。"))
