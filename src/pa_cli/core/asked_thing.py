"""Whose value and what kind of value a question asks for, beside the line that an answer takes it from.

A note about the piano teacher has a telephone number, and one about the washing machine says "2 kg":
neither is what was asked about the maths teacher, or about how heavy the machine is.
"""

import re
from typing import Literal

from pa_cli.core.figures import is_month
from pa_cli.core.segmentation import fold
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.word_stems import telling_words

Fit = Literal["fits", "doubtful", "other"]
"""How a line fits what is asked: "other" when it is surely about somebody or something else."""

_KIN = {
    "mother": "mother mum mom mummy mommy mama 妈妈 母亲 老妈 我妈",
    "father": "father dad daddy papa 爸爸 父亲 老爸 我爸",
    "wife": "wife 妻子 老婆 太太 媳妇",
    "husband": "husband 丈夫 老公",
    "sister": "sister 姐姐 妹妹",
    "brother": "brother 哥哥 弟弟",
    "son": "son 儿子",
    "daughter": "daughter 女儿",
    "grandmother": "grandmother grandma granny nana 奶奶 外婆 姥姥",
    "grandfather": "grandfather grandpa granddad 爷爷 外公 姥爷",
    "mother in law": "mother-in-law 岳母 婆婆 丈母娘",
    "father in law": "father-in-law 岳父 公公 丈人",
    "aunt": "aunt auntie 阿姨 姑姑 姨妈 舅妈",
    "uncle": "uncle 叔叔 舅舅 姑父 姨父",
    "cousin": "cousin 表妹 表姐 表弟 表哥 堂妹 堂姐 堂弟 堂哥",
    "niece": "niece 侄女 外甥女",
    "nephew": "nephew 侄子 外甥",
}
_KIN_OF = {word: name for name, words in _KIN.items() for word in words.split()}
_KIN_WORD = re.compile(
    "|".join(
        rf"\b{word}(?!-in-law|\w*-)\b" if word.isascii() else word
        for word in sorted(_KIN_OF, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_ROLES = (
    "teacher|coach|trainer|tutor|doctor|dentist|vet|nurse|therapist|manager|boss|agent|advisor|adviser|lawyer|"
    "plumber|electrician|mechanic|gardener|cleaner|sitter|driver|neighbou?r|landlord|instructor|professor|colleague"
)
_ROLE = re.compile(rf"\b([^\W\d_]{{3,}}) ({_ROLES})s?\b", re.IGNORECASE)
_ZH_ROLE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,4}的)?([\u4e00-\u9fff]{2})"
    r"(老师|教练|医生|大夫|经理|老板|主任|司机|律师|护士|师傅|邻居|同事)"
)
_NO_KIND_OF_PERSON = re.compile(
    "new|old|next|current|former|first|last|main|own|good|best|nice|great|favou?rite|local|same|other|regular|usual"
)
_SAME_BEGINNING = 4
_DAY_OR_TITLE = re.compile("(?:mon|tues|wednes|thurs|fri|satur|sun)day|m(?:r|rs|s)|dr")
_NAME = re.compile(r"(?<![^\W_])[A-Z][^\W\d_]+(?=['’]s\b|[^\w'’]|$)")
_NAME_LABEL = re.compile(r"\W*([A-Z][^\W\d_]+)\s*[:–—]")
_SELF = re.compile(r"\b(?:my|mine)\b|我的", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;，；。、](?!\d)|\.\s|\band\b")

_FIGURE = r"\d[\d.,]*\s*"
_UNITS = {
    "money": r"(?:euros?|eur|cents?|dollars?|usd|pounds?|gbp|francs?|chf|yuan|rmb|kr)\b|[€£$¥元块]|美元|欧元",
    "weight": r"(?:kg|kgs|g|grams?|kilos?|kilograms?|tons?|tonnes?|lbs?)\b|公斤|千克|克|斤|吨",
    "size": r"(?:mm|cm|m|km|met(?:er|re)s?|inch(?:es)?|feet|ft)\b|毫米|厘米|公里|米",
    "storage": r"[kmgt]i?b\b",
    "power": r"(?:k?w|kwh|v|volts?|watts?|amps?)\b|瓦|度电",
    "volume": r"(?:ml|l|lit(?:er|re)s?)\b|毫升|升",
}
_OF_KIND = {
    kind: re.compile(rf"{_FIGURE}(?:{unit})", re.IGNORECASE) for kind, unit in _UNITS.items()
}
_OF_KIND["money"] = re.compile(rf"{_OF_KIND['money'].pattern}|[€£$¥]\s*\d", re.IGNORECASE)
_ASKS = {
    "money": re.compile(
        r"\b(?:cost|costs|price|fee|pay|paid|rent|salary|spend|spent|charge)\b|多少钱|价格|费用|工资|月薪|花了多少",
        re.IGNORECASE,
    ),
    "weight": re.compile(r"\b(?:weigh\w*|heavy)\b|多重|重量|体重", re.IGNORECASE),
    "size": re.compile(
        r"\b(?:how (?:tall|high|wide|deep|broad)|height|width|depth)\b|多[高宽深]|身高",
        re.IGNORECASE,
    ),
}
_ASKS_HOUR = re.compile(r"\bwhat time\b|\bwhich hour\b|几点", re.IGNORECASE)
_HOUR = re.compile(
    r"\d|\b(?:noon|midnight|morning|afternoon|evening|night|o['’]clock)\b|[点早晚午夜]",
    re.IGNORECASE,
)
_OWN_WORDS = {
    "weight": re.compile(r"weigh|heavy|[重净毛]", re.IGNORECASE),
    "size": re.compile(r"tall|high|heigh|wid[et]|deep|depth|broad|[高宽深长]", re.IGNORECASE),
}


def fit(question: str, sentence: str, line: str, passage: str) -> Fit:
    """How `line`, from which `sentence` takes what it says, fits what is asked.

    Args:
        question: What was asked.
        sentence: A sentence of the answer.
        line: The line of the passage with its words and figures.
        passage: All of the passage, its title first.
    """
    if (
        _is_another_role(question, sentence, passage)
        or _is_another_person(question, sentence, line)
        or _is_another_kind(question, sentence)
    ):
        return "other"
    if (
        _is_labelled_for_another(question, sentence, line)
        or _is_of_another_thing(question, line)
        or (_ASKS_HOUR.search(question) and not _HOUR.search(sentence))
    ):
        return "doubtful"
    return "fits"


def _is_another_role(question: str, sentence: str, passage: str) -> bool:
    """The maths teacher is asked for, only the piano teacher is there, and the answer is silent about it."""
    there = passage.lower()
    for match in (*_ROLE.finditer(question), *_ZH_ROLE.finditer(question)):
        kind, role = match[1].lower(), match[2].lower()
        if kind in STOP_WORDS or _NO_KIND_OF_PERSON.fullmatch(kind) or _KIN_WORD.search(kind):
            continue
        if any(
            found[1].lower() in there
            for found in (*_ROLE.finditer(sentence), *_ZH_ROLE.finditer(sentence))
        ):
            continue
        begins = kind if not kind.isascii() else rf"\b{re.escape(kind[:_SAME_BEGINNING])}"
        if role in there and not re.search(begins, there):
            return True
    return False


def _is_another_person(question: str, sentence: str, line: str) -> bool:
    """Of several people with figures in a line the figures of another one are told."""
    meant = _people(question) | _people(sentence)
    told = _figures(sentence)
    clauses = [clause for clause in _CLAUSE.split(line) if _figures(clause)]
    sources = [_people(clause) for clause in clauses if told & _figures(clause)]
    if not meant or not sources or any(not people or people & meant for people in sources):
        return False
    is_there = any(_people(clause) & meant for clause in clauses)
    are_kin = all(people <= _KIN.keys() for people in (*sources, meant))
    return is_there or are_kin


def _is_another_kind(question: str, sentence: str) -> bool:
    """A price is asked for, and gigabytes are told."""
    asked = next((kind for kind, pattern in _ASKS.items() if pattern.search(question)), "")
    if not asked or not _figures(sentence):
        return False
    rest = sentence
    told = {kind for kind, pattern in _OF_KIND.items() if pattern.search(sentence)}
    for kind in told:
        rest = _OF_KIND[kind].sub(" ", rest)
    is_bare = not telling_words(rest) - telling_words(question)
    return bool(told) and asked not in told and not _figures(rest) and is_bare


def _is_labelled_for_another(question: str, sentence: str, line: str) -> bool:
    """Mine is asked for, and the line begins with "Nora:"."""
    label = _NAME_LABEL.match(line)
    if label is None or not _SELF.search(question) or not _figures(sentence):
        return False
    known = telling_words(question) | telling_words(sentence)
    return not telling_words(label[1]) <= known and not _people(question)


def _is_of_another_thing(question: str, line: str) -> bool:
    """The weight of the machine is asked for, and the line tells that of the detergent."""
    for kind, own in _OWN_WORDS.items():
        figure = _OF_KIND[kind].search(line)
        if figure is None or not _ASKS[kind].search(question) or own.search(line):
            continue
        before = telling_words(line[: figure.start()])
        of = re.match(r"\s*of ([^\W\d_]+)", line[figure.end() :])
        named = before | (telling_words(of[1]) if of else set())
        return bool(named) and not named & telling_words(question)
    return False


def _people(text: str) -> frozenset[str]:
    kin = {_KIN_OF[match[0].lower()] for match in _KIN_WORD.finditer(text)}
    names = {fold(name) for name in _NAME.findall(text)}
    no_names = STOP_WORDS | _KIN_OF.keys()
    return frozenset(kin) | {
        name
        for name in names - no_names
        if not is_month(name) and not _DAY_OR_TITLE.fullmatch(name)
    }


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+|[一二三四五六七八九十初廿腊正]+月?[一二三四五六七八九十]*", text))
