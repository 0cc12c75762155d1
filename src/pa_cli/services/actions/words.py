"""What the words of a request give away besides its action."""

import re

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
