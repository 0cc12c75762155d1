"""Where an assistant has to know its place: distress, and questions for a doctor, lawyer or adviser.

By rules, so that it holds with every model; wrong alarms cost a line, so the rules are narrow. No
number is named: which one is right depends on where the user is.
"""

import re
from collections.abc import Iterable
from typing import Literal

Topic = Literal["health", "legal", "money"]

_LONGEST = 600
"""Characters; what is longer is a text to work on and no word of the user's own."""

_OFTEN = r"(?:(?:really|just|sometimes|still|also|do)\s+)*"
_WISH = (
    r"(?:want|wanna|wish|plan|feel like|am going|'m going|(?:keep |am |'m )?think(?:ing)? (?:about|of))"
    r"(?:\s+(?:to|i|was|were))*"
)
_HARM = (
    r"(?:die|dying|dead|be dead|suicide|kill(?:ing)? myself|end(?:ing)? (?:my life|it all)"
    r"|(?:hurt|harm)(?:ing)? myself)"
)
_DISTRESS = re.compile(
    rf"\b(?:i\s*{_OFTEN}{_WISH}\s+{_HARM}|(?:kill|hurt|harm|cut) myself|end(?:ing)? my (?:own )?life"
    r"|i(?:'m| am) suicidal|suicidal thoughts|better off (?:dead|without me)"
    r"|i (?:do not|don't|dont) want to (?:live|be alive|exist|wake up)(?: any ?more)?"
    r"|(?:no|any) reason to live|can(?:no|')?t go on (?:living|like this any ?more|any ?more))\b"
    r"|(?:想|要|打算)自杀|自杀的念头|(?:我|真的?|好|很)想死(?!你|我|他|她|了你)|不想活|活不下去|不如死了"
    r"|结束(?:我|自己)的?生命|(?:我|想|要)(?:又)?(?:自残|伤害自己)|活着(?:没有?|毫无)(?:意思|意义)",
    re.IGNORECASE,
)
_ABOUT_A_TEXT = re.compile(
    r"\b(?:translate|summari[sz]e|rewrite|rephrase|proofread|spell|lyrics|song|novel|story|poem|character|"
    r"movie|film|book|essay|what does|how do you say|process|python|linux|code|laughing)\b"
    r"|翻译|总结|改写|小说|故事|歌词|电影|怎么说|进程|笑死",
    re.IGNORECASE,
)

_KIND_WORDS = {
    "en": (
        "I'm really sorry that you feel this way, and I'm glad you said it. I'm a program and not the right help "
        "for this, but you do not have to carry it alone: please talk now to someone you trust, a crisis line or "
        "your doctor. If you are in danger, or might hurt yourself, call your local emergency number."
    ),
    "zh": (
        "听到你这么难受，我很心疼，也谢谢你说出来。我只是一个程序，帮不了这样的事，但你不必一个人扛："
        "请现在就联系一位你信任的人、心理援助热线或医生。如果你有危险，或可能伤害自己，请马上拨打当地的急救电话。"
    ),
}

_TOPICS: dict[Topic, re.Pattern[str]] = {
    "health": re.compile(
        r"\b(?:dose|dosage|\d+ ?mg|ibuprofen|paracetamol|acetaminophen|aspirin|antibiotics?|symptoms?|"
        r"diagnos\w+|side effects?|medications?|overdose|blood pressure|pregnan\w+|depression|"
        r"(?:fever|rash|migraine|headache|chest pain)|my (?:chest|head|stomach|back|throat|knee|ear|heart) "
        r"(?:hurts|aches|is sore|feels))\b"
        r"|发烧|头[疼痛]|胸口?[疼痛]|肚子[疼痛]|症状|剂量|副作用|布洛芬|阿司匹林|抗生素|血压|怀孕|吃什么药|抑郁",
        re.IGNORECASE,
    ),
    "legal": re.compile(
        r"\b(?:is (?:it|this|that) (?:il)?legal|legally|lawsuit|sue (?:me|my|him|her|them)|my landlord|evict\w*|"
        r"breach of contract|my rights|custody|can my (?:boss|employer|landlord)|liable|attorney)\b"
        r"|合法吗|违法|犯法|起诉|房东|违约|离婚|抚养权|劳动仲裁|我的权利",
        re.IGNORECASE,
    ),
    "money": re.compile(
        r"\b(?:invest(?:ing|ments?)?|buy (?:stocks?|shares|bitcoin|gold)|sell my (?:stocks?|shares|house)|"
        r"stocks?|etfs?|bitcoin|crypto|mortgage|pension|tax deducti\w+|take out a loan)\b"
        r"|股票|基金|投资|理财|贷款|比特币|买房|退休金",
        re.IGNORECASE,
    ),
}
_ADVICE = re.compile(
    r"\b(?:should|can|could|may|must|is|are|do|does|what|how|which|when)\b[^.!]*\?|\bshould i\b|\bwhat (?:can|do) i\b"
    r"|吗|怎么办|该不该|应该|能不能|可以.*[?？]|什么.*[?？]|怎么.*[?？]",
    re.IGNORECASE,
)
_LIMITS: dict[tuple[Topic, str], str] = {
    ("health", "en"): "I am no doctor, and a model makes mistakes: ask a doctor or pharmacist, "
    "in an emergency your local emergency number.",
    ("legal", "en"): "I am no lawyer, and the law differs from place to place: before you act, "
    "ask a lawyer or a legal advice service.",
    ("money", "en"): "I am no financial adviser, and a model makes mistakes: check the figures and "
    "ask somebody independent before you decide.",
    ("health", "zh"): "我不是医生，模型也会出错：请咨询医生或药师，紧急情况请拨打当地急救电话。",
    ("legal", "zh"): "我不是律师，各地法律也不同：行动之前请咨询律师或法律援助。",
    ("money", "zh"): "我不是理财顾问，模型也会出错：做决定前请核对数字，并咨询独立的专业人士。",
}


def answer_distress(text: str) -> str:
    """Kind words and where help is, when the user says that they want to die or hurt themselves."""
    if len(text) > _LONGEST or _ABOUT_A_TEXT.search(text):
        return ""
    return _KIND_WORDS[_language(text)] if _DISTRESS.search(text.replace("’", "'")) else ""


def topic_of(text: str) -> Topic | None:
    """What a question for advice is about, None for all that needs no expert."""
    if len(text) > _LONGEST or not _ADVICE.search(text):
        return None
    return next((topic for topic, pattern in _TOPICS.items() if pattern.search(text)), None)


def limit_of(text: str, earlier: Iterable[str]) -> str:
    """An honest word on what the answer to `text` cannot be; "" when none is due.

    Args:
        text: The question.
        earlier: The questions before it in the chat: it is said once for each topic.
    """
    topic = topic_of(text)
    if topic is None or any(topic_of(before) == topic for before in earlier):
        return ""
    return _LIMITS[topic, _language(text)]


def _language(text: str) -> str:
    return "zh" if re.search("[\u4e00-\u9fff]", text) else "en"
