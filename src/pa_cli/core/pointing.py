"""Requests that point at something said before: move it to 4pm, 把它改到四点, cancel the second one."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from pa_cli.core.action import CHANGING_ACTIONS, ActionCall
from pa_cli.core.requests.guess import LIKELY
from pa_cli.core.requests.reading import best_reading
from pa_cli.core.requests.wording import is_chinese

_LONGEST = 120
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ZH_ORDINALS = "一二三四五"
_ENGLISH = re.compile(
    r"\b(?:(?P<all>both(?: of them)?|(?:all(?: of)? )?(?:them|these|those)|all (?:of them|three|four))"
    rf"|the (?P<nth>{'|'.join(_ORDINALS)}|last)(?: one)?(?=$|\W*$| to\b| by\b| as\b| until\b| off\b| back\b| please\b)"
    r"|(?:it|that|this)(?: one| event| meeting| appointment| to-?do| task)?)(?=$|[\s,.!?])",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<all>(?:它|他|这|那)们|(?:这|那)(?:些|两个|几个)|两个都|全部|都)"
    rf"|第(?P<nth>[{_ZH_ORDINALS}1-5])(?:个|项|条)|(?P<last>最后一?(?:个|项|条))"
    r"|(?:刚才|刚刚)?(?:的)?(?:它|这个|那个|这项|那项|这条|那条|这件事|那件事|这场|那场)(?:日程|会议|待办|安排)?"
)
# 改到四点: what is changed goes without saying in Chinese
_BARE = re.compile(
    r"^(?:请|帮我|那就?|还是|不[，,]?|不对[，,]?)*(?:改|挪|移|推迟|延后|提前|提早)(?!.*[?？吗哪谁什])"
)
_LEAD = re.compile(
    r"^\W*(?:(?:no|sorry|actually|wait|oh|and|then|ok|okay|well|oops)\b[\s,.:;-]*)+"
    r"|^(?:不对|不是|不|哦|等等|那就?|还是|算了|对了|可以|能不能|能|请|麻烦你?|帮我|给我)+[，,、\s]*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[，,]?(?:好吗|行吗|可以吗|好不好|吗|吧|嘛|呗)?[?？。.!！\s]*$")
_MAKE = re.compile(
    r"^make (?:it|that) (?:at )?(?=\d|noon\b|half\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_NAMED = {"event": ("the meeting", "会议"), "todo": ("the task", "任务")}
_NO_NAME = frozenset({"", "meeting", "task", "会议", "任务"})


@dataclass(frozen=True, slots=True)
class Pointing:
    """A change of something that is not named.

    Attributes:
        call: What is asked for; it has no title.
        place: Which of several is meant, counted from 1; -1 is the last, 0 when that is not said.
        all: All of them are meant.
    """

    call: ActionCall
    place: int = 0
    all: bool = False


def read_pointing(text: str, kind: Literal["event", "todo"]) -> Pointing | None:
    """The change that `text` asks for of what it only points at; None when it asks for none.

    The words that point are read as if an event or a to-do stood there.

    Args:
        text: What the user says.
        kind: What was last spoken of.
    """
    if len(text) > _LONGEST:
        return None
    said = _MAKE.sub("move it to ", _LEAD.sub("", text.strip().replace("\u2019", "'")))
    said = re.sub(r"\b(it|that)'s (?=done\b)", r"\1 is ", said, flags=re.IGNORECASE)
    chinese = is_chinese(said)
    said = _TAIL.sub("", said) if chinese else said
    found = (_CHINESE if chinese else _ENGLISH).search(said)
    if found is None and not (chinese and _BARE.match(said)):
        return None
    for name in (_NAMED[kind], _NAMED["event"]):
        calls = best_reading(_with_name(said, found, name[chinese], chinese=chinese))
        if len(calls) == 1 and _changes_it(calls[0]):
            call = replace(calls[0], title="", list="", every=False)
            return Pointing(call, _place(found), bool(found and found["all"]))
    return None


def _changes_it(call: ActionCall) -> bool:
    """Whether a change is asked for, and nothing else is named: no "cancel that meeting with Bob"."""
    is_change = call.action in CHANGING_ACTIONS and call.confidence >= LIKELY
    return is_change and call.title.lower().removesuffix(" back").removesuffix(" again") in _NO_NAME


def _with_name(said: str, found: re.Match[str] | None, name: str, *, chinese: bool) -> str:
    if found is None:
        return f"把{name}{said}"
    if chinese and (found["all"] or "").endswith("都"):
        return said[: found.start()] + f"{name}" + said[found.end() :]
    return said[: found.start()] + name + said[found.end() :]


def _place(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    said = found.groupdict()
    if said.get("last") or (said.get("nth") or "").lower() == "last":
        return -1
    word = (said.get("nth") or "").lower()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    return int(word) if word.isdecimal() else _ZH_ORDINALS.find(word) + 1 if word else 0
