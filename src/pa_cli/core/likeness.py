"""How well the words that somebody uses for a thing fit its title."""

import difflib
import re
from functools import lru_cache

from pa_cli.core.segmentation import fold, pairs, split_runs

ENOUGH = 0.5
"""From here on a title may be meant."""
CLEARLY = 0.12
"""A title that fits better than the next one by this much is meant."""
SURE = 0.75
"""From here on a title needs no question; what fits less is offered."""

_WORD = re.compile(r"[^\W_]+")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _set(
    """a an the my our your his her their this that these those to for with of on in at by from and
    or is be it i me we us s please all every any some one thing upcoming
    的 我 我的 那 那个 这 这个 个 一个 了 和 跟 与 所有 全部"""
)
# What things are called when nobody cares what they are called.
_ANYTHING = _set(
    """event events appointment appointments appt entry entries item items plan plans engagement
    engagements alarm alarms reminder reminders schedule schedules calendar agenda everything
    anything something commitment commitments booking bookings wake timer timers up call calls
    task tasks todo todos do chore chores list lists
    日程 安排 事件 活动 事情 事项 提醒 闹钟 闹铃 日历 预约 约会 待办 任务 清单 所有 全部 一切 东西 事"""
)
_FIRST = _set("next first earliest soonest 下一个 最近的 最近 第一个 下个 最早的")
_LAST = _set("last latest final 最后 最后一个 最新的 最晚的 上一个")
_MEETING = _set("meeting meetings call calls session sessions 会 会议 开会 例会")
# What is planned has the same name in both languages: 和王总的会 is the "meeting with 王总".
_OCCASIONS = {
    "meeting": "会议 开会 例会 会面",
    "lunch": "午饭 午餐",
    "dinner": "晚饭 晚餐",
    "breakfast": "早饭 早餐",
    "dentist": "牙医 看牙",
    "doctor": "看医生 医生 看病",
    "birthday": "生日",
    "interview": "面试",
    "flight": "航班",
    "party": "派对 聚会",
    "gym": "健身房 健身",
    "yoga": "瑜伽",
    "haircut": "理发 剪头发",
    "coffee": "咖啡",
    "class": "上课",
}
_ENGLISH_OF = {name: english for english, names in _OCCASIONS.items() for name in names.split()}
_OCCASION = re.compile("|".join(sorted(_ENGLISH_OF, key=len, reverse=True)) + "|会$")
_LEAST_LETTERS = 4
_TYPING_SLIP = 0.8


def likeness(words: str, title: str) -> float:
    """How well `words` name `title`: 0 not at all, 1 exactly."""
    if fold(words).strip() == fold(title).strip():
        return 1.0
    wanted, there = _telling(_words(words)), _telling(_words(title))
    if not wanted or not there:
        return 0.0
    found = sum(max(_same(word, other) for other in there) for word in wanted) / len(wanted)
    covered = sum(max(_same(word, other) for word in wanted) for other in there) / len(there)
    return 0.8 * found + 0.15 * covered


def names_a_meeting(words: str) -> bool:
    """Whether `words` say no more than "meeting", as people call most of what is planned."""
    plain = [word for word in _plain(words) if word not in _ANYTHING]
    return bool(plain) and all(word in _MEETING for word in plain)


def names_nothing(words: str) -> bool:
    """Whether `words` would fit any item: "", "appointments", "my alarms", 日程."""
    return all(word in _ANYTHING or word in _FIRST | _LAST for word in _plain(words))


def wants_alarm(words: str) -> bool:
    """Whether `words` speak of alarms or reminders."""
    return bool(re.search(r"\b(?:alarms?|reminders?|wake|timers?)\b|闹[钟铃]|提醒", words.lower()))


def which_end(words: str) -> int:
    """1 when the first of several is meant, -1 when the last is, 0 when nothing is said."""
    plain = set(_plain(words))
    return 1 if plain & _FIRST else -1 if plain & _LAST else 0


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell one thing from another; all of them when none does."""
    return tuple(w for w in words if w not in _ANYTHING | _FIRST | _LAST) or words


def _plain(text: str) -> list[str]:
    """The words without the small ones; a run of Chinese is one word, as it stands."""
    found: list[str] = []
    for part, is_run in split_runs(fold(text)):
        if is_run:
            rest = part
            for small in ("所有的", "所有", "全部", "我的", "的", "那个", "这个"):
                rest = rest.replace(small, "")
            found += [rest] if rest else []
        else:
            found += [word for word in _WORD.findall(part) if word not in _SMALL]
    return found


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part, is_run in split_runs(fold(text)):
        if not is_run:
            words = [word for word in _WORD.findall(part) if word not in _SMALL]
            found += [word[:-1] if word[:-1] in _OCCASIONS else word for word in words]
            continue
        found += [_ENGLISH_OF.get(name, "meeting") for name in _OCCASION.findall(part)]
        for piece in _OCCASION.split(part):
            run = "".join(char for char in piece if char not in _SMALL)
            found += pairs(run) or ([run] if run else [])
    return tuple(found)


def _same(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == len(other) == 2 and not one.isascii():
        return 0.5 if set(one) & set(other) else 0.0  # pairs of a Chinese word that share a sign
    if min(len(one), len(other)) < _LEAST_LETTERS or one.isdecimal() or other.isdecimal():
        return 0.0
    if one.startswith(other) or other.startswith(one):
        return 0.9
    ratio = difflib.SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _TYPING_SLIP else 0.0
