"""What a sentence of an answer claims, and which sentences claim nothing."""

import re
from dataclasses import dataclass

from pa_cli.core.figures import digits_for_words, figures, is_month, measures
from pa_cli.core.question import Term, read_question
from pa_cli.core.segmentation import fold
from pa_cli.core.stop_words import STOP_WORDS

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_NAME = re.compile(r"(?<![^\W_])[A-Z][^\W_]*(?:['’][A-Z][^\W_]*)?")
_NO_NAMES = frozenset(
    "I I'm I'd I've I'll You Your The A An It Its They He She We My".split()  # noqa: SIM905
)
_NO_TERMS = re.compile(r"[-:#\"“”＃：]")
_INTERJECTION = re.compile(
    r"\W*(?:(?P<yes>yes|yeah|yep|sure|certainly|absolutely|of course|correct|right)|(?P<no>no|nope)"
    r"|(?:(?:i'm |i’m |i am )?sorry|unfortunately|well|okay|ok))(?:,?\s+but\b\s*|\s*[,.;:!—–]+\s*|\s+-+\s+|\W*$)"
    r"|\W*(?:(?P<shi>(?:是|对|可以|行|能|会|有|允许|需要|当然)的?)|(?P<bu>不(?:是|可以|行|能|会|允许|需要)的?|没有)|抱歉|对不起|好的)"
    r"(?:[,，。;；:：!！\s]+|\W*$)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^\W*(?:(?:so|and|but|please|tell me|say|do you know|i (?:want|need) to know)[\s,]+)*"
    r"(?:is|are|was|were|am|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|if|whether)\b"
    r"|\b(?:whether|tell me if|know if)\b|(?:[吗嗎]|(?<![什怎多甚])[么麼]|没有?)[？?\s]*$|[是能可]否|(.)不\1|有没有",
    re.IGNORECASE,
)
_TEXT_WISHED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|will you|help me(?: to)?)\s+)*"
    r"(?:write|draft|compose|summari[sz]e|translate|rewrite|rephrase|explain|describe|suggest|propose|make|turn|prepare|"
    r"imagine|brainstorm|correct|proofread|shorten|reply)\b(?!.*\b(?:whether|if)\b)"
    r"|^\W*(?:请|帮我|给我|麻烦你?)*(?:写|起草|总结|概括|翻译|改写|解释|描述|建议|润色|回复|拟)(?!.*是否)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\W*(?:you(?:'re|’re| are) (?:very |most )?welcome|you asked\b|let me know|i hope|feel free|thank|hello|hi\b"
    r"|(?:i'm |i’m |i am )?(?:happy|glad) to|if you (?:need|have|want) (?:any|more|further|other|anything)"
    r"|不客气|谢谢|希望(?:这|能|对|以上)|如果[你您]?(?:还|有其他|需要更多))",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"(?:\b(?:not|cannot|never|no|nothing|none|neither|nowhere|without)\b|n['’]t\b)"
    r".*\b(?:says?|said|mention\w*|specif\w*|state[sd]?|stated|indicat\w*|tell|information|details?|answers?|know|find|found|clear)\b"
    r"|(?:没有?|未|并未|无)[^，。]{0,8}(?:提到|提及|说明|说|写|记载|记录|找到|信息|答案|明确)|不(?:知道|清楚)|无法(?:确定|知道|回答|找到)",
    re.IGNORECASE,
)
_AND_SO = re.compile(
    r"\b(?:so|therefore|thus|hence|but|however)\b|所以|因此|因而|但", re.IGNORECASE
)


def asks_yes_or_no(question: str) -> bool:
    """Whether yes and no answer `question`."""
    return _YES_OR_NO.search(question) is not None


def wants_a_text(question: str) -> bool:
    """Whether `question` asks to write something, and not what is so."""
    return _TEXT_WISHED.match(question) is not None


@dataclass(frozen=True, slots=True)
class Claims:
    """What of a sentence can be checked.

    Attributes:
        numbers: Its figures in one form: `9,077` is `9077`, `4:30 pm` is `16:30`, `April` is `4`.
        names: Capitalized words within it, folded.
        measures: What it says in Chinese numerals: `一个半小时`.
        terms: The words that carry it.
    """

    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()

    @property
    def has_facts(self) -> bool:
        """Whether it says anything that must stand somewhere."""
        return bool(self.numbers or self.names or self.measures)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer without the yes, no or sorry that it begins with.

    Attributes:
        text: What is left; "" when that says nothing of its own: "Yes, you can."
        agrees: True for a yes, False for a no, None for neither.
    """

    text: str
    agrees: bool | None = None

    @property
    def claims_something(self) -> bool:
        """Whether it says what is so: a question, thanks, or "the note does not say" does not."""
        bare = self.text.strip("\"'”’」』*_ \n")
        if not bare or bare.endswith(("?", "？", ":", "：")) or _COURTESY.match(bare):
            return self.agrees is not None and not bare
        absence = _ABSENCE.search(bare)
        return absence is None or _AND_SO.search(bare, absence.start()) is not None


def read_statement(sentence: str) -> Statement:
    """What `sentence` states, and whether it begins with a yes or a no."""
    rest, agrees = _BULLET.sub("", sentence), None
    while match := _INTERJECTION.match(rest):
        if agrees is None and (match["yes"] or match["shi"] or match["no"] or match["bu"]):
            agrees = bool(match["yes"] or match["shi"])
        rest = rest[match.end() :]
    says_something = any(term.run or term.text not in STOP_WORDS for term in terms_of(rest))
    return Statement(rest if says_something else "", agrees)


def read_claims(sentence: str) -> Claims:
    """What `sentence` claims."""
    bare = _BULLET.sub("", sentence)
    names = set()
    for match in _NAME.finditer(bare):
        begins = not bare[: match.start()].rstrip("\"'“‘(*_ ")
        if not begins and not is_month(fold(match[0])) and match[0] not in _NO_NAMES:
            names.add(fold(match[0]))
    return Claims(frozenset(figures(bare)), frozenset(names), measures(bare), terms_of(bare))


def terms_of(text: str) -> tuple[Term, ...]:
    """The words that carry `text`, whatever marks stand in it."""
    plain = _NO_TERMS.sub(" ", digits_for_words(text))
    return tuple(term for term in read_question(plain).terms if not term.light)
