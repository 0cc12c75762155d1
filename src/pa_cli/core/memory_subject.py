"""What a memory is about, by rules: two that are about the same and differ contradict each other.

A subject that no rule understands is "": such a memory stands beside all others. Only what is sure
is understood, for a memory that wrongly replaces another is worse than two that stand together.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pa_cli.core.segmentation import fold

_ARTICLES = re.compile(r"^(?:a|an|the|some|any|very|really|currently|now|also)\s+")
_ANY_MORE = re.compile(r"\s*\b(?:any\s*more|any longer|now|these days|at all|again)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a memory says.

    Attributes:
        subject: What it is about, "" when that is not understood.
        value: What it says about it.
        holds: False when it denies it.
    """

    subject: str = ""
    value: str = ""
    holds: bool = True


_CATEGORIES: dict[str, tuple[str, ...]] = {
    "diet": (
        "vegetarian",
        "vegan",
        "pescatarian",
        "omnivore",
        "flexitarian",
        "carnivore",
        "meat eater",
        "meat-eater",
        "素食者",
        "纯素食者",
        "素食主义者",
        "纯素主义者",
        "吃素的",
    ),
    "marriage": ("married", "single", "divorced", "widowed", "engaged", "单身", "已婚", "离婚了"),
    "hand": ("left-handed", "right-handed", "lefthanded", "righthanded", "左撇子", "右撇子"),
    "smoking": ("smoker", "non-smoker", "nonsmoker", "吸烟者", "非吸烟者"),
    "work": ("retired", "unemployed", "self-employed", "freelancer", "退休了", "失业了"),
    "early": ("early bird", "night owl", "morning person", "早起的人", "夜猫子"),
}
_CATEGORY_OF = {word: name for name, words in _CATEGORIES.items() for word in words}

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Claim]]


def _single(subject: str) -> Callable[[re.Match[str]], Claim]:
    return lambda match: Claim(subject, _thing(match["value"]))


def _taste(*, holds: bool) -> Callable[[re.Match[str]], Claim]:
    return lambda match: Claim(f"taste {_thing(match['value'])}", "", holds)


def _being(match: re.Match[str]) -> Claim:
    value = _thing(match["value"])
    holds = not (match.groupdict().get("no") or "").strip()
    category = _CATEGORY_OF.get(value)
    return Claim(category, value, holds) if category else Claim(f"be {value}", "", holds)


def _count(match: re.Match[str]) -> Claim:
    return Claim(f"have {_stem(_thing(match['what']))}", match["value"])


def _named(match: re.Match[str]) -> Claim:
    return Claim(f"name of {_thing(match['what'])}", _thing(match["value"]))


def _is(match: re.Match[str]) -> Claim:
    return Claim(f"is {_thing(match['what'])}", _thing(match["value"]))


def _timed(match: re.Match[str]) -> Claim:
    return Claim(f"time of {_thing(match['what'])}", _thing(match["value"]))


_NOT = r"(?P<no>\s+not|\s+no longer)?"
_NUMBER = r"(?P<value>no|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_TIME = r"(?P<value>(?:about |around )?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?(?: o'clock)?|noon|midnight)"

_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"(?:please )?call me (?P<value>.+)", _single("called")),
        (r"(?:my name is|i am called|i am named) (?P<value>.+)", _single("name")),
        (r"i (?:now )?live (?:in|at|near) (?P<value>.+)", _single("home")),
        (r"i (?:have )?(?:just )?moved (?:house )?to (?P<value>.+)", _single("home")),
        (r"i (?:now )?work (?:at|for) (?P<value>.+)", _single("employer")),
        (r"i (?:now )?work as (?P<value>.+)", _single("job")),
        (r"i am (?P<value>\d{1,3})(?: years old)?", _single("age")),
        (r"i was born (?:on|in) (?P<value>.*\d.*)", _single("birth")),
        (r"(?:please )?(?:always )?(?:answer|reply|respond|speak|write)(?: to)?(?: me)? (?:in|only) "
         r"(?P<value>english|chinese|mandarin|spanish|german|french|italian|portuguese|japanese|korean|"
         r"russian|dutch)(?: only)?", _single("language of answers")),
        (r"(?:please )?(?:always )?(?:keep (?:your )?(?:answers|replies)|be|answer) "
         r"(?:more |very )?(?P<value>short|brief|concise|long|detailed|thorough|briefly)",
         _single("length of answers")),
        (r"(?:please )?(?:always )?(?:i )?(?:use|prefer|like) (?:the )?"
         r"(?P<value>metric|imperial|celsius|fahrenheit)(?: units| system)?", _single("units")),
        (r"(?:please )?(?:always )?(?:i )?(?:use|prefer|like) (?:the )?(?P<value>24|12)[- ]?hour.*",
         _single("clock")),
        (rf"(?:i|we) have {_NUMBER} (?P<what>[\w' -]{{2,40}})", _count),
        (r"(?:i|we) have an? (?P<what>[\w' -]{2,40}) (?:called|named) (?P<value>.+)", _named),
        (r"(?P<what>(?:my|our|the|[\w-]+'s) [\w' -]{2,40}) is (?:called|named) (?P<value>.+)",
         _named),
        (rf"i (?:usually |always |normally )?(?P<what>[a-z' -]{{3,40}}?) at {_TIME}", _timed),
        (r"i am allergic to (?P<value>.+)", _taste(holds=False)),
        (r"i am not allergic to (?P<value>.+)", _taste(holds=True)),
        (r"i (?:do not|don't|no longer|never) (?:really )?"
         r"(?:like|love|enjoy|eat|drink|want)(?: to)? (?P<value>.+)", _taste(holds=False)),
        (r"i (?:hate|dislike|detest|can not stand|can't stand|avoid|stopped (?:eating|drinking)) "
         r"(?P<value>.+)", _taste(holds=False)),
        (r"i (?:really |do |now )?(?:like|love|enjoy|eat|drink)(?: to)? (?P<value>.+)",
         _taste(holds=True)),
        (rf"i am{_NOT} (?P<value>.+)", _being),
        (r"(?P<what>(?:my|our|the|[\w-]+'s) [\w' -]{2,50}?) (?:is|are|was) (?P<value>.+)", _is),
        (r"(?:请|以后)?(?:都)?(?:叫|称呼)我(?P<value>.+)", _single("called")),
        (r"我(?:的名字)?(?:叫|是叫)(?P<value>.+)", _single("name")),
        (r"我的名字是(?P<value>.+)", _single("name")),
        (r"我(?:现在|目前)?(?:住在|住|搬到了?|搬去了?)(?P<value>.+)", _single("home")),
        (r"我(?:现在|目前)?在(?P<value>.+?)(?:工作|上班)", _single("employer")),
        (r"我(?:今年)?(?P<value>[\d一二三四五六七八九十百]+)岁(?:了)?", _single("age")),
        (r"(?:请)?(?:以后)?(?:都|总是)?(?:用|以)(?P<value>中文|英文|英语|汉语|日语|法语|德语|西班牙语)"
         r"(?:回答|回复)(?:我)?", _single("language of answers")),
        (r"我(?:的)?(?P<what>[\u4e00-\u9fff]{1,12}?)(?:叫|名叫)(?P<value>.+)", _named),
        (r"我(?P<no>不|不再|已经不)是(?P<value>.+)", _being),
        (r"我对(?P<value>.+)不过敏", _taste(holds=True)),
        (r"我对(?P<value>.+)过敏", _taste(holds=False)),
        (r"我(?:从来|再也)?(?:不|不再|不能|从不|不喜欢|讨厌|不爱|不想)(?:吃|喝)?(?P<value>.+)",
         _taste(holds=False)),
        (r"我(?:很|最|非常|特别|又|能|可以|也)?(?:喜欢|爱|开始)?(?:吃|喝)(?P<value>.+)",
         _taste(holds=True)),
        (r"我(?:很|最|非常|特别)?(?:喜欢|爱)(?P<value>.+)", _taste(holds=True)),
        (r"我(?:现在|已经)?是(?P<value>.+)", _being),
        (r"我(?P<value>单身|已婚|离婚了|退休了|失业了)", _being),
        (r"(?P<what>我(?:们)?的?[\u4e00-\u9fff\w]{1,12}|[\u4e00-\u9fff\w]{2,12}的[\u4e00-\u9fff\w]{1,12})"
         r"是(?P<value>.+)", _is),
    )
)  # fmt: skip


def claim_of(text: str) -> Claim:
    """What `text`, one sentence, says; an empty `Claim` when no rule understands it."""
    plain = _plain(text)
    for pattern, make in _RULES:
        match = pattern.fullmatch(plain)
        if match is not None:
            return make(match)
    return Claim()


def contradict(one: str, other: str) -> bool:
    """Whether two memories are about the same and cannot both stand."""
    first, second = claim_of(one), claim_of(other)
    if not first.subject or first.subject != second.subject:
        return False
    if first.holds and second.holds:
        return first.value != second.value or not first.value
    # "I am not vegetarian" denies "I am vegetarian" and says nothing against "I am vegan"
    return first.value == second.value


def _plain(text: str) -> str:
    plain = fold(text).replace("’", "'").strip(" .。!！")
    plain = re.sub(r"\s+", " ", plain)
    plain = re.sub(r"\b(i|my|we)'m\b", r"\1 am", plain)
    plain = re.sub(r"\b(is|are|do|does)n't\b", r"\1 not", plain)
    return re.sub(r"\bi actually\b|\bactually,? i\b", "i", plain)


def _thing(text: str) -> str:
    """The words that name something, without those that make no difference."""
    thing = _ANY_MORE.sub("", text.strip(" .,;了的"))
    while (shorter := _ARTICLES.sub("", thing)) != thing:
        thing = shorter
    return thing.strip()


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
