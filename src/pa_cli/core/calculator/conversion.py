"""Questions that convert a quantity from one unit to another, and nothing else."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from pa_cli.core.calculator.numerals import spell_figures
from pa_cli.core.calculator.units import CURRENCIES, UNITS, Unit, find_unit
from pa_cli.core.calculator.wording import equals

_LONGEST = 200
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?(?:/\d+)?"
_QUANTITY = re.compile(
    rf"\s*({_NUMBER})\s*([^\d\s,][^\d,]*?)\s*(?=$|[-−]?\d|,|and\s+\d)", re.IGNORECASE
)
_ASKING = re.compile(
    r"(?:(?:please|hey|ok|can you|could you|tell me|do you know)[,\s]+)*"
    r"(?:what(?:'s| is| are)?|how much(?: is| are)|convert|change|turn|calculate|express)?\s+",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"(.+)\s+(?:in|to|into|as|equals?(?: to)?|is|are|=)\s+(?:how many |what in )?(.+)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"(?:how many|how much)\s+(.+?)\s+(?:are|is)?\s*(?:there\s+)?(?:in|are|is|makes?|to)\s+(.+)",
    re.IGNORECASE,
)
_CHINESE = (
    re.compile(
        r"(.+?)\s*(?:换算成|转换成|转换为|换算为|换成|转成|化成|折合)\s*(?:多少|几)?\s*(.+)"
    ),
    re.compile(r"(.+?)\s*(?:等于|是|有|合|相当于|为)\s*(?:多少|几)\s*个?\s*(.+)"),
    re.compile(r"(.+?)\s*(?:多少|几)\s*个?\s*(.+)"),
)
_TAIL = re.compile(
    r"[\s?？。.!]*(?:是多少|等于多少|多少)?[\s?？。.!]*$|\s*(?:please|thanks)\s*[?.!]*$"
)


_HALF = re.compile(r"^half (?:an? )?", re.IGNORECASE)
_DOZEN = re.compile(r"^(?:an? )?dozen ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=[a-z])(?!hundred|thousand|million)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Quantity:
    number: Fraction
    unit: Unit


def answer_conversion(text: str, *, chinese: bool | None = None) -> str | None:
    """The answer when `text` asks for a conversion and nothing else, None when it does not.

    `=` says that the result is exact, `≈` that it is rounded. Money cannot be converted: there
    are no rates, and that is said. It is in Chinese when `chinese` says so, or else when `text` is.
    """
    if len(text) > _LONGEST:
        return None
    bare = unicodedata.normalize("NFKC", text.replace("²", "2").replace("³", "3")).strip()
    for given, wanted in _readings(_TAIL.sub("", bare)):
        chinese = bool(_HAN.search(bare)) if chinese is None else chinese
        if _is_money(given, wanted):
            return _no_rates(chinese=chinese)
        unit = find_unit(wanted)
        quantities = _quantities(given)
        if unit is None or not quantities:
            continue
        if {quantity.unit.kind for quantity in quantities} == {unit.kind}:
            return _worded(quantities, unit, chinese=chinese)
    return None


def convert(number: Fraction, from_unit: Unit, to_unit: Unit) -> Fraction:
    """`number` of one unit in another of the same kind."""
    base = number * from_unit.size + from_unit.offset
    return (base - to_unit.offset) / to_unit.size


def _readings(text: str) -> list[tuple[str, str]]:
    """What may be given and what may be wished for."""
    found = []
    if asked := _HOW_MANY.fullmatch(text):
        found.append((asked[2], asked[1]))
    start = _ASKING.match(text)
    rest = text[start.end() :] if start else text
    if into := _INTO.fullmatch(rest.strip()):
        found.append((into[1], into[2]))
    if _HAN.search(text):
        bare = re.sub(r"^(?:请问|请|帮我|把|将|你能|算一下|换算一下)+", "", text)
        matches = filter(None, (pattern.fullmatch(bare) for pattern in _CHINESE))
        found += [(match[1], re.sub(r"[呢啊呀]$", "", match[2])) for match in matches]
    return found


def _quantities(text: str) -> list[_Quantity]:
    """`5 ft 11 in`, `an hour and 30 minutes`, `华氏100度`; empty when it is none."""
    text = _ARTICLE.sub("1 ", _HALF.sub("0.5 ", _DOZEN.sub("12 ", text.strip())))
    if "°" not in text and (chinese := re.fullmatch(r"(华氏|摄氏|开氏)\s*(.+?)\s*度", text)):
        text = (
            f"{chinese[2]} {chinese[1]}度" if chinese[1] == "开氏" else f"{chinese[2]} {chinese[1]}"
        )
    text = re.sub(r"^(-?[\d.]+)\s*度\s*(?=华氏|摄氏)", r"\1 ", text)
    spelled = _spell(text)
    found: list[_Quantity] = []
    place = 0
    while place < len(spelled):
        match = _QUANTITY.match(spelled, place)
        unit = (
            find_unit(match[2].strip().removesuffix(" and").removesuffix("的")) if match else None
        )
        if match is None or unit is None:
            return []
        found.append(_Quantity(_number(match[1]), unit))
        place = match.end()
        joint = re.compile(r"\s*(?:,|and\s)\s*").match(spelled, place)
        place = joint.end() if joint else place
    return found


def _spell(text: str) -> str:
    """Figures for numbers in words; the 两 of 三两 is a unit."""
    if (tail := re.fullmatch(r"(.*[\d一二三四五六七八九十百])两", text)) is not None:
        return f"{spell_figures(tail[1])}两"
    lowered = text if any(unit in text for unit in ("Mb", "Gb", "Kb")) else text.lower()
    return spell_figures(lowered)


def _number(text: str) -> Fraction:
    top, _, bottom = text.replace(",", "").replace("−", "-").partition("/")
    return Fraction(top) / Fraction(int(bottom) or 1) if bottom else Fraction(top)


def _worded(quantities: list[_Quantity], unit: Unit, *, chinese: bool) -> str:
    if unit.kind == "temperature":
        total = convert(quantities[0].number, quantities[0].unit, unit)
    else:
        total = sum((q.number * q.unit.size for q in quantities), Fraction(0)) / unit.size
    given = " ".join(_shown(q.number, q.unit, chinese=chinese) for q in quantities)
    name = unit.chinese if chinese else _english(total, unit)
    result = equals(total, exact=True, digits=6).partition(" ≈ ")
    worded = f"≈ {result[2]}" if result[2] else result[0]
    notes = dict.fromkeys(note for u in (*(q.unit for q in quantities), unit) if (note := u.note))
    return f"{given} {worded} {name}" + _noted(list(notes), chinese=chinese)


def _shown(number: Fraction, unit: Unit, *, chinese: bool) -> str:
    figure = equals(number, exact=True).removeprefix("= ")
    return f"{figure} {unit.chinese if chinese else _english(number, unit)}"


def _english(number: Fraction, unit: Unit) -> str:
    if number != 1:
        return unit.english
    singular = {"feet": "foot", "inches": "inch", "square feet": "square foot"}
    name = unit.english
    if name in singular or len(name) < 5:
        return singular.get(name, name)
    return name.removesuffix("s")


def _noted(notes: list[str], *, chinese: bool) -> str:
    if not notes:
        return ""
    names = {"US measure": "美制", "a year of 365 days": "一年按 365 天计"}
    return f"（{'，'.join(names[n] for n in notes)}）" if chinese else f" ({', '.join(notes)})"


def _is_money(given: str, wanted: str) -> bool:
    found = re.fullmatch(r"\s*([$€£¥])?\s*[\d.,]*\s*(\S*)\s*", _spell(given))
    if found is None or wanted.strip().lower() not in CURRENCIES:
        # pounds are money only beside other money
        return False
    name = found[2].lower()
    return bool(found[1]) or name in CURRENCIES or (name in {"pounds", "pound"} and name in UNITS)


def _no_rates(*, chinese: bool) -> str:
    if chinese:
        return "这里没有汇率：pa 不联网，不知道今天的行情。"
    return "There are no exchange rates here: nothing goes online, and rates change every day."
