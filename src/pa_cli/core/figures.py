"""The figures of a text in one form, also those in words: `4:30 pm` is `16:30`, `April` is `4`."""

import re

from pa_cli.core.calculator.numerals import spell_figures
from pa_cli.core.segmentation import fold

_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_GROUPED = re.compile(r"(?<=\d)[,'’](?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_HALF_DAY = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {
    name: str(number)
    for number, month in enumerate(_MONTHS.split(), 1)
    for name in (month, month[:3])
}
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_MONTH, key=len, reverse=True))})\b\.?")
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: str(number) for number, word in enumerate(_SMALL.split(), 2)}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_MEASURE = re.compile(
    r"([零〇一二两三四五六七八九十百半]+)个?半?"
    r"(?:小时|分钟|秒|天|周|星期|月|年|岁|元|块|斤|克|升|勺|次|节|点|号|楼|层|瓶|盒|杯|片)"
)


def is_month(word: str) -> bool:
    """Whether a folded word names a month."""
    return word in _MONTH


def measures(text: str) -> frozenset[str]:
    """What `text` counts in Chinese numerals: `一个半小时`."""
    return frozenset(match[0] for match in _MEASURE.finditer(text))


def figure_of_measure(measure: str) -> str:
    """What a measure is in figures; "" for one with a half."""
    numeral = _MEASURE.match(measure)
    return spell_figures(numeral[1]).strip() if numeral and "半" not in measure else ""


def figures(text: str) -> set[str]:
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


def digits_for_words(text: str) -> str:
    """`text` with digits for small numbers in English words."""
    return _NUMBER_WORD.sub(lambda match: _WORDS[match[0].lower()], text)


def figures_in_words(text: str) -> set[str]:
    """The figures that `text` says in words, English or Chinese."""
    found = {_WORDS[word.lower()] for word in _NUMBER_WORD.findall(text)}
    return found | {spell_figures(run).strip() for run in _NUMERAL.findall(text)}
