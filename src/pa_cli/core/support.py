"""Whether a text bears a sentence out: its numbers and names stand there, and most of its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pa_cli.core.question import Term, read_question
from pa_cli.core.segmentation import fold
from pa_cli.core.verbatim import fold_words
from pa_cli.core.word_stems import index_words

_LEAST_SHARE = 0.5

_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_GROUPED = re.compile(r"(?<=\d)[,'’](?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_HALF_DAY = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_NAME = re.compile(r"(?<![^\W_])[A-Z][^\W_]*(?:['’][A-Z][^\W_]*)?")
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {
    name: str(number)
    for number, month in enumerate(_MONTHS.split(), 1)
    for name in (month, month[:3])
}
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_MONTH, key=len, reverse=True))})\b\.?")
_WORDS = dict(
    zip(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        map(str, range(2, 13)),
        strict=True,
    )
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]+")
_MEASURE = re.compile(
    r"([零〇一二两三四五六七八九十百半]+)个?半?"
    r"(?:小时|分钟|秒|天|周|星期|月|年|岁|元|块|斤|克|升|勺|次|节|点|号|楼|层|瓶|盒|杯|片)"
)
_NO_NAMES = frozenset(
    "I I'm I'd I've I'll You Your The A An It Its They He She We My".split()  # noqa: SIM905
)
_NO_TERMS = re.compile(r"[-:#\"“”＃：]")


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
class Evidence:
    """A text that may bear sentences out.

    Attributes:
        words: Its words and those of its title, as the passage index knows them.
        said: Its own words alone.
        measures: What it says in Chinese numerals.
        numbers: All that it says in figures or in words.
        folded: The text in the form in which quotes are compared.
    """

    words: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    folded: str = field(default="", repr=False)


def read_evidence(text: str, title: str = "") -> Evidence:
    """What `text` under `title` can bear out."""
    whole = f"{title}\n{text}"
    return Evidence(
        words=frozenset(index_words(_digits_for_words(whole))),
        said=frozenset(index_words(_digits_for_words(text))),
        measures=_measures(text),
        numbers=frozenset(_figures(whole) | _in_words(whole)),
        folded=fold_words(whole),
    )


def read_claims(sentence: str) -> Claims:
    """What `sentence` claims."""
    bare = _BULLET.sub("", sentence)
    names = set()
    for match in _NAME.finditer(bare):
        begins = not bare[: match.start()].rstrip("\"'“‘(*_ ")
        is_month = fold(match[0]) in _MONTH
        if not begins and not is_month and match[0] not in _NO_NAMES:
            names.add(fold(match[0]))
    return Claims(frozenset(_figures(bare)), frozenset(names), _measures(bare), terms_of(bare))


def terms_of(text: str) -> tuple[Term, ...]:
    """The words that carry `text`, whatever marks stand in it."""
    plain = _NO_TERMS.sub(" ", _digits_for_words(text))
    return tuple(term for term in read_question(plain).terms if not term.light)


def support(claims: Claims, evidence: Evidence, asked: frozenset[str]) -> float:
    """How well `evidence` bears a sentence out, 0 to 1; 0 when it does not.

    Args:
        claims: What the sentence says.
        evidence: The text.
        asked: Tokens of the question: repeating them is no claim of its own.
    """
    if not claims.numbers <= evidence.numbers:
        return 0.0
    if not all(_stands(name, evidence) for name in claims.names):
        return 0.0
    if not all(_is_measured(measure, evidence) for measure in claims.measures):
        return 0.0
    own = [term for term in claims.terms if term.token not in asked]
    if not own:
        # it only repeats the question: figures are all that it can add
        return 1.0 if claims.numbers or claims.measures else 0.0
    found = sum(term.is_in(evidence.words) for term in own)
    if not claims.numbers and not any(term.is_in(evidence.said) for term in own):
        return 0.0  # what stands in the title alone is no answer
    share = found / len(own)
    if claims.has_facts and found == 0 and not claims.numbers:
        return 0.0
    return share if share >= _LEAST_SHARE or (claims.numbers and share >= _LEAST_SHARE / 2) else 0.0


def tokens_of(terms: Iterable[Term]) -> frozenset[str]:
    """The tokens of `terms`."""
    return frozenset(term.token for term in terms)


def _stands(name: str, evidence: Evidence) -> bool:
    return all(word in evidence.words for word in index_words(name))


def _measures(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in _MEASURE.finditer(text))


def _is_measured(measure: str, evidence: Evidence) -> bool:
    """The text says it in the same numerals, or in figures."""
    if measure in evidence.measures:
        return True
    numeral = _MEASURE.match(measure)
    return (
        numeral is not None
        and "半" not in measure
        and str(_numeral(numeral[1])) in evidence.numbers
    )


def _figures(text: str) -> set[str]:
    """The figures of `text`, months among them."""
    plain = _GROUPED.sub("", _ORDINAL.sub("", fold(text)))
    plain = _HALF_DAY.sub(_whole_day, _DECIMAL_COMMA.sub(".", plain))
    found = {_one_form(match) for match in _NUMBER.findall(plain)}
    # "may" alone is mostly no month
    months = {m.rstrip(".") for m in _MONTH_NAME.findall(plain)} - {"may"}
    if re.search(r"\bMay\b", text) and re.search(r"\bmay \d|\d\.? may\b|\bin may\b", plain):
        months.add("may")
    return found | {_MONTH[month] for month in months}


def _whole_day(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2]}" if match[2] else str(hour)


def _one_form(number: str) -> str:
    """Without zeros that say nothing: `08:00` is `8`, `1.50` is `1.5`."""
    if ":" in number:
        return ":".join(part.lstrip("0") or "0" for part in number.split(":")).removesuffix(":0")
    whole, point, rest = number.partition(".")
    rest = rest if "." in rest else rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + rest if rest else "")


def _digits_for_words(text: str) -> str:
    return _NUMBER_WORD.sub(lambda match: _WORDS[match[0].lower()], text)


def _in_words(text: str) -> set[str]:
    found = {_WORDS[word.lower()] for word in _NUMBER_WORD.findall(text)}
    return found | {str(value) for run in _NUMERAL.findall(text) if (value := _numeral(run))}


def _numeral(run: str) -> int:
    """The value of a Chinese numeral below 1,000, 0 for what is none."""
    total, digit = 0, 0
    for character in run.replace("两", "二").replace("〇", "零"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit
