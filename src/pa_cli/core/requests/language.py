"""Whether the Chinese or the English rules read a request that may hold words of both."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.sentence import compiled

_HAN = r"[\u4e00-\u9fff]"
_LATIN = r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*"
# Words that hold an English sentence together; a name or a title has none.
_JOINTS = frozenset(
    "with at on in to for from about of the a an my me i by till until next this is and".split()
)
# What a Chinese sentence does with an English title.
_CHINESE_ORDER = (
    r"取消|刪除|删除|删掉|刪掉|移到|改到|改成|改为|推迟|推遲|提前|提醒|添加|加到|安排|把|將|将|记住|記住|记下|什么|什麼|"
    r"几点|幾點|吗|嗎|有没有|有沒有"
)
_HEADS = words.ADD | words.REMOVE | words.CHANGE | words.QUESTION | words.SHOW | words.PERSONAL
_HEADS |= words.REMINDER | {"buy", "please", "can", "could", "will", "would", "remember", "let"}


def is_chinese(text: str) -> bool:
    """Whether the Chinese rules read it: most of its words, or what it does, is Chinese.

    "Cancel the meeting with 王总" is an English sentence, 取消 team meeting with John a Chinese one.
    """
    han = len(compiled(_HAN).findall(text))
    latin = [word.lower() for word in compiled(_LATIN).findall(text)]
    if not (han and latin):
        return bool(han)
    if 2 * len(latin) < han:  # a Chinese word has about two signs
        return True
    starts = compiled(rf"\W*(?:{_LATIN})").match(text)
    if starts and latin[0] in _HEADS:
        return False
    return bool(compiled(_CHINESE_ORDER).search(text)) or _JOINTS.isdisjoint(latin)
