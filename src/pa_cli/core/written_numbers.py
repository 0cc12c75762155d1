"""Numbers as texts write them, compared by what they mean: 1,234.5 is 1.234,5, and 100 million is 1亿."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pa_cli.core.calculator.numerals import spell_figures

_DIGITS = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_COUNTED = re.compile(
    r"(?<![\d点零〇一二两三四五六七八九十百千万亿])"
    r"(?:十[一二三四五六七八九]|[一二两三四五六七八九][十百千万亿][零〇一二两三四五六七八九十百千万亿]*)"
    r"(?=[多余]?(?:[个名位人口户家岁天日号月元块角斤吨克米升页本册条张辆台套间层次倍票亩]|公[里斤顷]|美元|欧元|平方))"
    r"|(?<![\d零〇一二三四五六七八九十])[一二][〇零一二三四五六七八九]{3}(?=年)"
)
"""Chinese numerals that count something, or a year: no 十分, 千万 or 一心一意."""
_SCALES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"trillions?\b|billones\b|万亿|萬億|兆", (10**12,)),
    (r"milliards?\b|milliarden\b|mrd\b|bn\b|十亿|十億", (10**9,)),
    # a German, French or Spanish billion is a thousand times an English one
    (r"billion\w*", (10**9, 10**12)),
    (r"mill?i[oó]n\w*|milh\w+|miljon\w*|миллион\w*|млн|mio\b|百万|百萬", (10**6,)),
    (r"thousand\b|tausend\b|mille\b|mil\b|тысяч\w*|тыс\b", (1000,)),
    (r"hundred\b|hundert\b|百", (100,)),
    (r"千万|千萬", (10**7,)),
    (r"[亿億억]", (10**8,)),
    (r"[万萬만]", (10**4,)),
    (r"千(?!米|克|瓦)", (1000,)),
    (r"k\b", (1, 1000)),
    (r"m\b", (1, 10**6)),
)
_SCALE = re.compile(r"\s?(?:" + "|".join(f"({words})" for words, _ in _SCALES) + ")")
_MONTHS = tuple(
    re.compile(rf"\b(?:{names})", re.IGNORECASE)
    for names in (
        "jan|ene|gen|янв",
        "feb|fév|фев",
        "mar|mär|maa|mrt|мар",
        "apr|avr|abr|апр",
        "may|mai|mag|mei|maj|ма[йя]",
        "jun|juin|giu|июн",
        "jul|juil|lug|июл",
        "aug|août|ago|авг",
        "sep|set|сен",
        "oct|okt|ott|out|окт",
        "nov|ноя",
        "dec|dez|déc|dic|дек",
    )
)

_MYRIADS = (("亿", 10**8), ("万", 10**4))
_THOUSANDS = ((" billion", 10**9), (" million", 10**6))


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a text.

    Attributes:
        words: It as it is written, with its million or 万.
        plain: What the digits may mean: 1,234 is a thousand and more, or one and a bit.
        values: What it may mean with the million, 万 or k behind it.
    """

    words: str
    plain: frozenset[Fraction | str]
    values: frozenset[Fraction | str]

    def can_be(self, other: "WrittenNumber") -> bool:
        """Whether `other` may be this number in another language, whose scale we may not know."""
        if self.values & other.values:
            return True
        return self.plain != self.values and bool(self.plain & other.values)


def written_numbers(text: str) -> Iterator[WrittenNumber]:
    """The numbers that `text` has in digits or counts in Chinese numerals."""
    text = unicodedata.normalize("NFKC", text)
    for match in _COUNTED.finditer(text):
        value = frozenset(_readings(spell_figures(match[0]).strip()))
        yield WrittenNumber(match[0], value, value)
    for match in _DIGITS.finditer(text):
        plain = frozenset(_readings(match[0]))
        scale = _SCALE.match(text.lower(), match.end())
        factors = _SCALES[scale.lastindex - 1][1] if scale and scale.lastindex else (1,)
        values = {v * f for v in plain for f in factors if isinstance(v, Fraction)}
        words = text[match.start() : scale.end() if scale else match.end()]
        yield WrittenNumber(words, plain, frozenset(values) or plain)


def large_numbers(text: str, *, in_myriads: bool) -> dict[str, str]:
    """The numbers of `text` that other languages count otherwise, each as they write it.

    Small models are poor at 100 million = 1亿, which takes no model.

    Args:
        text: Has the numbers.
        in_myriads: The others are those that count in 万 and 亿.
    """
    found = {}
    for number in written_numbers(text):
        value = min((v for v in number.values if isinstance(v, Fraction)), default=Fraction(0))
        is_myriads = number.words[-1] in "万萬亿億"
        if number.words[-1].isdigit() or is_myriads == in_myriads:
            continue
        if len(number.plain) > 1 or value < 10**4:
            continue
        units = _MYRIADS if in_myriads else _THOUSANDS
        name, size = next(((n, s) for n, s in units if value >= s), ("", 1))
        found[number.words] = f"{float(value / size):,.10g}{name}"
    return found


def lost_numbers(before: str, after: str) -> list[str]:
    """The numbers of `before` that `after` has less often, as they are written; see `written_numbers`.

    In `after` a number may also be in words, and a month may be a name.
    """
    left = list(written_numbers(after))
    spoken: frozenset[Fraction | str] | None = None
    lost = []
    for number in written_numbers(before):
        found = next((one for one in left if number.can_be(one)), None)
        if found:
            left.remove(found)
            continue
        spoken = _spoken(after) if spoken is None else spoken
        if not (number.plain | number.values) & spoken:
            lost.append(number.words)
    return lost


def missing_numbers(before: str, after: str) -> list[str]:
    """The numbers of `before` that `after` has nowhere; see `written_numbers`."""
    there = list(written_numbers(after))
    spoken = _spoken(after)
    missing = (
        number.words
        for number in written_numbers(before)
        if not any(number.can_be(one) for one in there)
        and not (number.plain | number.values) & spoken
    )
    return list(dict.fromkeys(missing))


def _spoken(text: str) -> frozenset[Fraction | str]:
    """Numbers that are written out in `text`, and months by name."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    figures = set(_DIGITS.findall(spell_figures(lowered))) - set(_DIGITS.findall(lowered))
    months = {Fraction(n) for n, name in enumerate(_MONTHS, 1) if name.search(lowered)}
    return frozenset(months.union(*(_readings(figure) for figure in figures)))


def _readings(digits: str) -> Iterator[Fraction | str]:
    """What `digits` may mean; a version or a date is only itself."""
    digits = re.sub(r"['’\u00a0\u202f]", "", digits)
    marks = re.findall("[.,]", digits)
    groups = re.split("[.,]", digits)
    can_group = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if not marks or (can_group and len(set(marks)) == 1):
        yield Fraction("".join(groups))
    if len(marks) == 1 or (marks and marks[-1] not in marks[:-1] and len(set(marks)) == 2):
        yield Fraction("".join(groups[:-1]) + "." + groups[-1])
    elif marks and not can_group:
        yield digits
