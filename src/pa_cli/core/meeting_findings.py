"""What was found in a meeting: what somebody took on, and what is said twice in other words."""

import re
from dataclasses import dataclass, replace

from pa_cli.core.bm25 import content_words
from pa_cli.core.meeting_cues import Cues
from pa_cli.core.meeting_cues_chinese import CHINESE
from pa_cli.core.meeting_cues_english import ENGLISH

NEAR = 8
"""Sentences that are between what belongs together: "that" and what it stands for."""
EDGES = " ,，;；.。!！"
_SAME = 0.6
_NEXT, _EMPTY_WORDS = 4, 1
_POINTING = frozenset(content_words("everything it that this them him her one"))
_EMPTY = re.compile(
    r"\s*(?:say|maybe|perhaps|行|好的?|可以|嗯|那我?|没问题|能写?完|我?(?:这|本|下)?周[一二三四五六日天]?(?:之前|以前|前)?|也就是|最迟|我)?\s*"
)

_SHORT, _CHOICES = 7, 5
_LEADING = re.compile("^(?:那就|那|就|还是|肯定|直接)+")
_VAGUE = re.compile(
    r"(?i)\W*(?:[a-z]+|(?:is|was|do|does|did|can|could|would|should|will) (?:that|this|it|they)\b.{0,30}|(?:by"
    r"|on|in|at|with|and|or|what about)\b.{0,20}"
    r"|your?\b.{0,20}|[^，。]{0,3}|你的意思.*|真的.*)[?？]?$"
)
_SMALL_TALK = re.compile(
    r"(?:[好行对嗯是哦啊]|可以|好的|没有|当然|没问题|明白|谢谢|大家|意见|要|不|什么|多少|哪个|我|你|您|他|她|我们|有|能|会|知道)*"
)
_CHINESE_CHARACTER = re.compile(r"[\u4e00-\u9fff]")


def cues_of(sentence: str) -> Cues:
    """The ways of saying things of the language of `sentence`."""
    return CHINESE if _CHINESE_CHARACTER.search(sentence) else ENGLISH


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, its number in the meeting, and who said it."""

    place: int
    speaker: str
    text: str


@dataclass(slots=True)
class FoundAction:
    """An action, while it is not sure who is a person; `is_told` when another one gave it."""

    said: Said
    who: str
    what: str
    when: str
    words: frozenset[str]
    is_told: bool


def words_of(what: str) -> frozenset[str]:
    """The words of what is to be done by which it is told from other things."""
    return frozenset(content_words(cues_of(what).when.sub(" ", what)))


def is_same(one: FoundAction, other: FoundAction) -> bool:
    """Whether both are one thing that is to be done, said twice."""
    if one.who != other.who and one.who and other.who:
        return False
    apart = other.said.place - one.said.place
    near = apart <= NEAR
    if apart <= _NEXT and one.who and min(len(one.words), len(other.words)) <= _EMPTY_WORDS:
        return True
    if near and one.when and one.when == other.when:
        return True
    return _overlap(one.words, other.words) >= (_SAME / 2 if near else _SAME)


def merged(one: FoundAction, other: FoundAction) -> FoundAction:
    """What was said twice, in the words of who gave it unless these say much less."""
    when = max(one.when, other.when, key=len)
    better = max(one, other, key=lambda found: (len(found.words - _POINTING)) * (1 + found.is_told))
    return replace(better, who=one.who or other.who, when=when)


def bare(found: FoundAction) -> str:
    """What is to be done, without the words that say until when, and those that only lead to it."""
    what = found.what
    for match in reversed(list(cues_of(what).when.finditer(what))):
        if match["firm"] or match[0].strip() == found.when:
            what = f"{what[: match.start()]} {what[match.end() :]}"
    clauses = re.split(r"([，,;；]\s*)", what)
    kept = [
        (clause, mark)
        for clause, mark in zip(clauses[::2], [*clauses[1::2], ""], strict=True)
        if not _EMPTY.fullmatch(clause)
    ]
    bare = " ".join("".join(clause + mark for clause, mark in kept).split())
    bare = re.sub(r"\s*[(（]\s*[)）]|\s+(?=,)", "", bare)
    bare = re.sub(r"(?<=[\u4e00-\u9fff，]) | (?=[\u4e00-\u9fff])", "", bare).strip(EDGES)
    return bare or found.what


def distinct(texts: list[str]) -> list[str]:
    """`texts` without those that say what another one says in more words."""
    kept: list[tuple[str, frozenset[str]]] = []
    for text in texts:
        words = frozenset(content_words(text))
        same = [at for at, (_, known) in enumerate(kept) if _overlap(words, known) >= _SAME]
        if not same:
            kept.append((text, words))
        elif len(words) > len(kept[same[0]][1]):
            kept[same[0]] = (text, words)
    return [text for text, _ in kept]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def choices(sentence: str) -> list[str]:
    """The first and the last clause of a Chinese sentence that are short and say something."""
    clauses = [_LEADING.sub("", clause) for clause in re.split("[，,。！!；;]", sentence)]
    clauses = [one for one in clauses if one and not _SMALL_TALK.fullmatch(one)]
    ends = dict.fromkeys([*clauses[:1], *clauses[-1:]])
    return [one for one in ends if _CHINESE_CHARACTER.match(one) and len(one) <= _SHORT]


def is_choice(said: Said, before: list[Said]) -> bool:
    """Whether a sentence takes, in a few characters, one of those (修) that others have named."""
    near = before[-_CHOICES:]
    is_asked = any(one.text.endswith(("？", "?")) for one in near)
    named = "\n".join(one.text for one in near if one.text != said.text)
    return is_asked and any(clause in named for clause in choices(said.text))


def is_whole_question(sentence: str) -> bool:
    """Whether a question can be understood by itself: "Is that what we want?" cannot."""
    return not _VAGUE.match(sentence) and len(content_words(sentence)) > 1
