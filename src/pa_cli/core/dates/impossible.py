"""Times and days that are written as such and do not exist: 25:00, 13pm, 30 February, 二十五点, 4月31日.

The grammar reads what is left of them ("30" as no day, February as a month), and that would put
something on a day that nobody meant. A ratio such as 80:20 is no such time.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from pa_cli.core.dates.english.words import DOUBTFUL_MONTHS, MONTHS
from pa_cli.core.dates.lexer import fold

_HOURS, _MINUTES, _LATEST_SLIP = 24, 59, 32
_LEAP_YEAR = 2024
_LONGEST = 4000
_CLOCK = re.compile(
    r"(?<![\d:.,/-])(\d{1,2})[:.](\d{2})(?![\d:./-])(?:\s*([ap])\.?m\b|\s*(?:h|uhr)\b)?",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?:\bat|@)\s*(\d{1,2} [6-9]\d)(?=\s*(?:$|[,.;!?]|[ap]\.?m\b|(?:on|with|in|for|today|tonight|tomorrow)\b))",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"(?<![\d:.,/-])(\d{1,2})\s*([ap])\.?m\b", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:.,/-])(\d{1,2})\s*(?:o'clock|uhr)\b", re.IGNORECASE)
_CHINESE_HOUR = re.compile(
    r"(\d{1,3}|[零一二两三四五六七八九十]{2,4})点(?!心|评|赞|击|数|积)(?:(\d{1,2})分)?"
)
_RANGE = re.compile(r"(?<![\w:.,/-])\d{1,2}\s?(?:[-–]|to)\s?\d{1,2}(?![\d:.,/%-]|\s?\w)")
_ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMERIC_DAY = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"(?<![\d:.,/-])(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_NAMES})\b\.?,?(?:\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b({_NAMES})\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d|\s*[ap]\.?m\b)(?:,?\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)
_CHINESE_DAY = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})[日号]")


def impossible_moment(text: str) -> str:
    """The first time or day in `text` that cannot be, in the words of the text; "" when there is none."""
    folded = fold(text[:_LONGEST])
    places = [*_times(folded), *_days(folded)]
    if not places:
        return ""
    start, end = min(places)
    return text[start:end].strip()


def without_moment(text: str, words: str) -> str:
    """`text` without `words`, a moment in it, and the preposition before them."""
    lead = r"(?:(?:\b(?:at|by|on|from|to|until|till|before|after)\s+|@\s*))?"
    return re.sub(rf"{lead}{re.escape(words)}", " ", text, count=1, flags=re.IGNORECASE).strip()


def unread_range(text: str, title: str) -> str:
    """Two numbers in `text` that stand after its date as a time would, but are in its title; "" for none.

    "tomorrow 10-25" is no time; neither are the "pages 10-25" of a title meant as one.
    """
    for match in _RANGE.finditer(text):
        before = text[: match.start()].split()
        if match[0] in title and before and before[-1] not in title.split():
            return match[0]
    return ""


def _times(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLOCK.finditer(text):
        hour, minute, half = int(match[1]), int(match[2]), match[3]
        is_clock = ":" in match[0] or half
        if is_clock and not _is_time(hour, minute, half) and (hour <= _LATEST_SLIP or half):
            yield match.span()
    for match in _APART.finditer(text):
        yield match.span(1)
    for match in _HALF_DAY.finditer(text):
        if not _is_time(int(match[1]), 0, match[2]):
            yield match.span()
    for match in _HOUR.finditer(text):
        if int(match[1]) > _HOURS:
            yield match.span()
    for match in _CHINESE_HOUR.finditer(text):
        from pa_cli.core.calculator.numerals import spell_figures

        figures = spell_figures(match[1]).strip()
        hour = int(figures) if figures.isdecimal() else 0
        if not _is_time(hour, int(match[2] or 0)) and hour <= _LATEST_SLIP:
            yield match.span()


def _is_time(hour: int, minute: int, half: str | None = None) -> bool:
    if half:
        return 1 <= hour <= _HOURS // 2 and minute <= _MINUTES
    return (hour < _HOURS and minute <= _MINUTES) or (hour == _HOURS and minute == 0)


def _days(text: str) -> Iterator[tuple[int, int]]:
    numeric = [
        *((match, int(match[3]), int(match[2]), match[1]) for match in _ISO_DAY.finditer(text)),
        *((match, int(match[3]), int(match[2]), match[1]) for match in _CHINESE_DAY.finditer(text)),
    ]
    named = [
        *((match, int(match[1]), match[2], match[3]) for match in _DAY_MONTH.finditer(text)),
        *((match, int(match[2]), match[1], match[3]) for match in _MONTH_DAY.finditer(text)),
    ]
    # "may" and "march" are words of their own, "May" and "March" hardly
    numeric += [
        (match, day, MONTHS[name.lower()], year)
        for match, day, name, year in named
        if name.lower() not in DOUBTFUL_MONTHS or name[0].isupper()
    ]
    for match, day, month, year in numeric:
        if not _is_day(day, month, int(year or _LEAP_YEAR)):
            yield match.span()
    for match in _NUMERIC_DAY.finditer(text):
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        if not _is_day(one, other, year) and not _is_day(other, one, year):
            yield match.span()


def _is_day(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]
