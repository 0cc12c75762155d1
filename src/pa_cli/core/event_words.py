"""What words say of an event besides when it is: tags, a place, a length of time."""

import re

from pa_cli.core.errors import UsageError

_TAG = re.compile(r"(?<![\w#&/])#([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)")
_PLACE = re.compile(
    r"(?P<before>.*\S)\s+(?:(?:at|in)\s+(?=(?:the\s+)?[A-ZÀ-Þ])|@\s?)(?P<place>[^@]{2,80})$"
)


# 在会议室, 在公司三楼会议室, 在国贸的咖啡店: what ends like a place; 现在 and 正在 say when
_PLACE_ENDING = (
    "会议室|办公室|休息室|教室|工作室|会客室|室|大厅|客厅|餐厅|咖啡厅|厅|图书馆|咖啡馆|博物馆|体育馆|美术馆|"
    "宾馆|饭馆|茶馆|馆|咖啡店|书店|饭店|酒店|店|公司|单位|学校|小学|中学|大学|医院|诊所|机场|车站|火车站|"
    "地铁站|高铁站|公园|中心|大厦|广场|商场|银行|食堂|操场|体育场|电影院|影院|剧院|教堂|派出所|工地|工厂|"
    "酒吧|健身房|厨房|小区|楼下|楼上|门口|楼|层|座"
)
_CHINESE_PLACE = re.compile(
    r"(?P<before>.*?)(?<![现正存不实所自好还])在\s?(?P<place>[^\s在和跟与同，。；,;]{0,12}?"
    rf"(?:[\dA-Za-z一二三四五六七八九十]{{0,5}}(?:{_PLACE_ENDING}))+)(?P<after>.*)"
)


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its `#tags`, and the tags."""
    tags = tuple(dict.fromkeys(_TAG.findall(text)))
    return " ".join(_TAG.sub(" ", text).split()), tags


def split_place(title: str) -> tuple[str, str | None]:
    """The title without a place, and the place: `at Joe's` and `@ office` at its end, 在会议室."""
    if found := _PLACE.fullmatch(title):
        return found["before"], found["place"].strip()
    found = _CHINESE_PLACE.fullmatch(title)
    rest = "" if found is None else f"{found['before']}{found['after']}".strip(" ，,")
    return (rest, found["place"]) if found and rest else (title, None)


_LENGTH = re.compile(
    r"(\d{1,5}(?:[.,]\d{1,2})?)\s*"
    r"(m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|weeks?|分钟|分|小时|个小时|天|周)?",
    re.IGNORECASE,
)
_UNIT_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10_080, "分": 1, "小": 60, "个": 60}
_UNIT_MINUTES |= {"天": 1440, "周": 10_080}


def read_minutes(text: str, *, what: str = "a length of time") -> int:
    """Minutes from 10m, 1h, 1h30m, 1.5h, 2d, 1w, 30分钟; a bare number is minutes.

    Raises:
        UsageError: It is none of these.
    """
    total, place = 0.0, 0
    compact = text.strip()
    while place < len(compact):
        found = _LENGTH.match(compact, place)
        if found is None:
            break
        unit = (found[2] or "m")[0].lower()
        total += float(found[1].replace(",", ".")) * _UNIT_MINUTES[unit]
        place = found.end()
        while place < len(compact) and compact[place] == " ":
            place += 1
    if not compact or place < len(compact):
        raise UsageError(f"{text!r} is not {what}.", hint="Examples: 10m, 1h, 1h30m, 2d, 1w.")
    return round(total)
