"""Questions that are a calculation and nothing else."""

import re
import unicodedata

from pa_cli.core.calculator.expression import (
    Binary,
    CalculationError,
    Call,
    Node,
    Number,
    Unary,
    evaluate,
    show,
)
from pa_cli.core.calculator.numerals import spell_figures
from pa_cli.core.calculator.parser import parse
from pa_cli.core.calculator.wording import equals

_LONGEST = 300
_HAN = re.compile(r"[\u4e00-\u9fff]")
_POLITE = (
    r"(?:please|hey|ok|okay|pa|so|and|now|can you|could you|would you|will you|"
    r"can you tell me|i need to know|do you know)"
)
_ASKING = re.compile(
    rf"(?:{_POLITE}[,\s]+)*"
    r"(?:(?:tell|show|give) me (?:what is |what's )?(?:the )?|what(?:'s| is| are|s)(?: the)?(?: value of| result of|"
    r" answer (?:to|of|for))?|what do(?:es)?(?= )|how much(?: is| are| does)?|how many(?: is| are)|"
    r"calculate|compute|evaluate|solve|work out|the|solution (?:for|to|of)|"
    r"answer (?:to|for|of)|(?:the )?result of)?\s*"
    r"(?:the |this problem |answer for this problem |answer for |answer to |result of |value of )*"
)
_TAIL = re.compile(
    r"\s*(?:,?\s*(?:please|pls|thanks|thank you)|(?:is |are )?equals?(?: to)?(?: what)?|make|makes|come to|"
    r"is what|=\s*\??|\?|？|。|\.(?=\s*$)|!(?=\s*$)(?<=\s!))\s*$"
)
_CHINESE_ASKING = re.compile(
    r"^(?:请问|请|帮我|麻烦|你能|能不能)*(?:计算一下|计算|算一下|算算|算出|算)?(?:一下)?[:：,，]?"
)
_CHINESE_TAIL = re.compile(
    r"(?:的结果|的值)?(?:等于|是|得|有|一共是|一共|总共)?(?:多少|几)(?:呢|啊|呀)?[?？。]*$|(?:等于|=)[?？]*$"
)
# 9/11, 24/7, 7-11, 50/50, 2026-03-12, 1-800-555
_DATE_LIKE = re.compile(r"0*(?:[1-5]?\d)[-/]0*(?:[1-5]?[1-9]|[1-5]0)|\d{1,4}(?:[-/]\d{1,4}){2}")
_SURE = re.compile(r"=|\b(?:calculate|compute|evaluate|solve|work out)\b|算")

_ENGLISH = [
    (r"multiplied by|\btimes\b|(?<=[\d)])\s*[x×]\s*(?=[\d(])", " * "),
    (r"divided by|\bover\b|÷", " / "),
    (r"\bplus\b|\badded to\b", " + "),
    (r"\bminus\b|\bless\b", " - "),
    (r"(?:raised )?to the power (?:of )?", " ^ "),
    (r"to the (\d+)(?:st|nd|rd|th) power|to the (\d+)(?:st|nd|rd|th)\b", r" ^ \1\2 "),
    (r"\bsquared\b", " ^ 2 "),
    (r"\bcubed\b", " ^ 3 "),
    (r"\b(?:the )?square root (?:of )?|√", " sqrt "),
    (r"\b(?:the )?(?:cube|cubic|third) root (?:of )?", " cbrt "),
    (r"\b(?:the )?(?:absolute value) (?:of )?", " abs "),
    (r"\b(?:the )?(sum|product|average|mean|difference) (?:of|between) ", r" \1 of "),
    (r"\bmean of\b", " average of "),
    (r"\b(?:the )?factorial of\b", " factorial "),
    (r"(?<=\d)\s+factorial\b", " ! "),
    (r"\bper ?cent(?:age)?\b", " % "),
    (r"\bmodulo\b|\bmodulus\b", " mod "),
    (r"\b(?:a |one )?half of\b", " 1/2 of "),
    (r"\b(?:a |one )third of\b", " 1/3 of "),
    (r"\b(?:two |2 )thirds of\b", " 2/3 of "),
    (r"\b(?:a |one )quarter of\b", " 1/4 of "),
    (r"\b(?:three |3 )quarters of\b", " 3/4 of "),
    (r"\b(?:twice|double)\b", " 2 * "),
    (r"\b(?:a |one )dozen\b", " 12 "),
    (r"\bpi\b|π", " pi "),
    (r"%\s*tip\s+(?:on|for)\b", "% of "),
    (r"\blog(?:arithm)? of\b|\blog10\b", " log "),
    (r"\bnegative\b", " - "),
]
_VERBS = [
    (re.compile(r"^add (.+?) (?:and|to|with) (.+)$"), r"(\1) + (\2)"),
    (re.compile(r"^subtract (.+?) from (.+)$"), r"(\2) - (\1)"),
    (re.compile(r"^multiply (.+?) (?:by|and|with) (.+)$"), r"(\1) * (\2)"),
    (re.compile(r"^divide (.+?) by (.+)$"), r"(\1) / (\2)"),
]
_SIGNS = str.maketrans(
    {"×": "*", "−": "-", "–": "-", "·": "*", "∙": "*", "⋅": "*", "（": "(", "）": ")"}
)
_POWERS = [("²", "^2"), ("³", "^3")]
_CHINESE = [
    (r"⁒\s*([\d.]+)", r" \1% "),
    (r"([\d.]+)\s*分之\s*([\d.]+)", r" (\2/\1) "),
    (r"打\s*([1-9])\s*折", r" * 0.\1 "),
    (r"([\d.]+|\))\s*(?:和|与|跟)\s*([\d.]+)\s*的(?:和|总和)", r" (\1 + \2) "),
    (r"([\d.]+|\))\s*(?:和|与|跟)\s*([\d.]+)\s*的(?:乘积|积)", r" (\1 * \2) "),
    (r"([\d.]+|\))\s*(?:和|与|跟)\s*([\d.]+)\s*的差", r" (\1 - \2) "),
    (r"([\d.]+)\s*的\s*平方根", r" sqrt \1 "),
    (r"([\d.]+)\s*的\s*立方根", r" cbrt \1 "),
    (r"根号", " sqrt "),
    (r"([\d.]+)\s*的\s*阶乘", r" \1 ! "),
    (r"的\s*平方", " ^ 2 "),
    (r"的\s*立方", " ^ 3 "),
    (r"的\s*([\d.]+)\s*次方", r" ^ \1 "),
    (r"的\s*一半", " / 2 "),
    (r"加上|加", " + "),
    (r"减去|减", " - "),
    (r"乘以|乘上|乘", " * "),
    (r"除以", " / "),
    (r"负", " - "),
    (r"的(?=\s*[\d(.])", " * "),
]


def answer_calculation(text: str, *, chinese: bool | None = None) -> str | None:
    """The answer when `text` asks for a calculation and nothing else, None when it does not.

    The expression is shown as it was read; `=` says that the result is exact, `≈` that it is
    rounded. It is in Chinese when `chinese` says so, or else when `text` is.
    """
    node = read_calculation(text)
    if node is None:
        return None
    shown = show(node)
    try:
        value = evaluate(node)
    except CalculationError as error:
        return _refusal(
            shown, str(error), chinese=bool(_HAN.search(text)) if chinese is None else chinese
        )
    return f"{shown} {equals(value.number, exact=value.exact)}"


def read_calculation(text: str) -> Node | None:
    """The expression that `text` asks for, None when it is no calculation."""
    if len(text) > _LONGEST:
        return None
    for power, sign in _POWERS:
        text = text.replace(power, sign)
    bare = unicodedata.normalize("NFKC", text).strip().lower().translate(_SIGNS)
    asked = _without_question(bare)
    if _DATE_LIKE.fullmatch(asked.strip(" =?")) and not _SURE.search(bare):
        return None
    node = parse(_in_signs(asked))
    return node if node is not None and _computes(node) else None


def _without_question(text: str) -> str:
    text = _CHINESE_TAIL.sub("", _CHINESE_ASKING.sub("", text))
    found = _ASKING.match(text)
    text = text[found.end() :] if found else text
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    return text.strip()


def _in_signs(text: str) -> str:
    """`text` with figures and signs for its words."""
    for verb, signs in _VERBS:
        text = verb.sub(signs, text)
    text = spell_figures(text.replace("百分之", "⁒"))  # its 百 is no number
    for words, signs in (*_ENGLISH, *_CHINESE):
        text = re.sub(words, signs, text)
    return text


def _computes(node: Node) -> bool:
    """Whether there is anything to work out: a bare number is no question of arithmetic."""
    match node:
        case Number():
            return False
        case Unary("!") | Binary() | Call():
            return True
        case Unary():
            return _computes(node.operand)


def _refusal(shown: str, reason: str, *, chinese: bool) -> str:
    if reason == "too large":
        if chinese:
            return f"{shown} 的结果超过 3,000 位数字，太大了，无法计算。"
        return f"{shown} is too large to work out: it has more than 3,000 digits."
    if reason == "division by zero" and chinese:
        return f"{shown} 没有结果：不能除以零。"
    return f"{shown} 没有结果。" if chinese else f"{shown} has no result: {reason}."
