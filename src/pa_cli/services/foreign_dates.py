"""German, French and Spanish dates: our patterns find the words, dateparser says the day.

Only words that are dates in that language are handed over, and never a text that has English
words of its own; what the patterns do not know is no date.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Clock
from pa_cli.core.dates.resolve import next_weekday, place
from pa_cli.core.dates.result import DateReading

_NUMBER = r"\d{1,3}"


@dataclass(frozen=True, slots=True)
class _Language:
    """The patterns of one language; `day` and `time` match whole phrases with their preposition."""

    name: str
    sure: str
    day: str
    weekdays: str
    following: str
    time: str
    lead: str


_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_GERMAN_MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
)
_GERMAN_NUMBERS = f"{_NUMBER}|eine[mrn]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf"
_FRENCH_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_FRENCH_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_FRENCH_NUMBERS = f"{_NUMBER}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze"
_SPANISH_DAYS = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_SPANISH_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_SPANISH_NUMBERS = f"{_NUMBER}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince"

_LANGUAGES = {
    "de": _Language(
        name="German",
        sure=rf"heute|morgen|übermorgen|gestern|vorgestern|{_GERMAN_DAYS}|uhr|"
        r"januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|tagen|wochen|stunden|minuten|"
        r"\d{1,2}\. (?:april|august|september|november)",
        day=rf"(?:(?:am|den|bis|ab|für|vom)\s+)*(?P<day>(?P<weekday>{_GERMAN_DAYS})|heute|"
        rf"übermorgen|vorgestern|gestern|morgen|\d{{1,2}}\.\s*(?:{_GERMAN_MONTHS})(?:\s+\d{{4}})?|"
        rf"in\s+(?:{_GERMAN_NUMBERS})\s+(?:tag(?:e[n]?)?|wochen?|monate?n?|stunden?|minuten?))",
        weekdays=_GERMAN_DAYS,
        following=r"nächste[nrms]?",
        time=r"(?:(?:um|gegen|ab|bis)\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*uhr"
        r"(?:\s+(?P<late>\d{2}))?|(?:um|gegen)\s+(?P<hour2>\d{1,2})(?:[:.](?P<minute2>\d{2}))?|"
        r"(?P<hour3>\d{1,2}):(?P<minute3>\d{2})",
        lead=r"(?:bitte\s+)?erinner(?:e|)\s+mich(?:\s+(?:an|daran))?[\s,]*",
    ),
    "fr": _Language(
        name="French",
        sure=rf"aujourd'hui|demain|après-demain|avant-hier|{_FRENCH_DAYS}|janvier|février|avril|"
        r"juin|juillet|août|septembre|octobre|novembre|décembre|jours|semaines|heures",
        day=rf"(?:(?:le|du|pour|d'ici|avant)\s+)*(?P<day>(?P<weekday>{_FRENCH_DAYS})|aujourd'hui|"
        rf"après-demain|avant-hier|demain|hier|\d{{1,2}}(?:er)?\s+(?:{_FRENCH_MONTHS})(?:\s+\d{{4}})?|"
        rf"dans\s+(?:{_FRENCH_NUMBERS})\s+(?:jours?|semaines?|mois|heures?|minutes?))",
        weekdays=_FRENCH_DAYS,
        following="prochaine?",
        time=r"(?:(?:à|vers|dès)\s+)?(?P<hour>\d{1,2})\s*(?:h|heures?)(?:\s*(?P<minute>\d{2}))?\b|"
        r"(?:à\s+)?(?P<hour2>\d{1,2}):(?P<minute2>\d{2})|à\s+(?P<noon>midi)",
        lead=r"rappelle[- ]moi\s*(?:de\s+|d'|que\s+)?",
    ),
    "es": _Language(
        name="Spanish",
        sure=rf"hoy|mañana|anteayer|{_SPANISH_DAYS}|enero|febrero|marzo|junio|julio|septiembre|"
        r"octubre|noviembre|diciembre|días|semanas|horas",
        day=rf"(?:(?:el|del|para|antes\s+del?)\s+)*(?P<day>(?P<weekday>{_SPANISH_DAYS})|hoy|"
        rf"pasado\s+mañana|anteayer|ayer|mañana|\d{{1,2}}\s+de\s+(?:{_SPANISH_MONTHS})"
        rf"(?:\s+(?:de\s+|del\s+)?\d{{4}})?|"
        rf"(?:en|dentro\s+de)\s+(?:{_SPANISH_NUMBERS})\s+(?:días?|semanas?|mes(?:es)?|horas?|minutos?))",
        weekdays=_SPANISH_DAYS,
        following=r"próxim[oa]|que viene",
        time=r"(?:a\s+las?\s+)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?:\s+de\s+la\s+"
        r"(?P<half>mañana|tarde|noche))?|(?P<hour2>\d{1,2}):(?P<minute2>\d{2})|a(?:l)?\s+(?P<noon>mediodía)",
        lead=r"recuérdame\s*(?:que\s+)?",
    ),
}
_ENGLISH = re.compile(
    r"\b(?:the|at|on|with|and|next|this|every|today|tomorrow|tonight|to|for|by|of|my|meet|call|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


class DateparserDates:
    """Reads German, French and Spanish where dateparser is installed."""

    def language_of(self, text: str) -> str | None:
        """The language whose date words `text` holds, unless it has English words as well."""
        if _ENGLISH.search(text) or any(sign >= "\u3000" for sign in text):
            return None
        plain = text.replace("\u2019", "'")
        counts = {
            code: len(_pattern(rf"\b(?:{language.sure})\b").findall(plain))
            for code, language in _LANGUAGES.items()
        }
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] else None

    def read(self, text: str, language: str, now: datetime, options: DateOptions) -> DateReading:
        """How `text` is read; a note says when dateparser is missing."""
        words = _LANGUAGES[language]
        plain = text.replace("\u2019", "'")
        day_match = _pattern(
            rf"\b(?:(?:{words.following})\s+)?{words.day}(?:\s+(?P<following>{words.following}))?\b"
        ).search(plain)
        blanked = _without(plain, [day_match.span()] if day_match else [])
        time_match = _pattern(rf"(?<![\d.,:])(?:{words.time})(?![\d%€])").search(blanked)
        found = [match.span() for match in (day_match, time_match) if match]
        try:
            day = self._day(day_match["day"], language, now) if day_match else now.date()
        except ImportError:
            note = f"{words.name} dates need an extra: pip install 'pa-cli[dates]'"
            return DateReading(title=text.strip(), notes=(note,))
        clock = _clock(time_match.groupdict()) if time_match else None
        if day is None or not found or (time_match and clock is None):
            return DateReading(title=text.strip())
        if day_match and _is_next(day_match, words):
            day = next_weekday(now.date(), day.weekday(), options).first
        title = _title(_without(plain, found), words.lead)
        return _reading(
            day,
            clock,
            now,
            title=title,
            spans=found,
            length=timedelta(minutes=options.default_minutes),
            said_day=day_match is not None,
        )

    def _day(self, words: str, language: str, now: datetime) -> date | datetime | None:
        """The day that dateparser takes `words` for; a moment when they count hours or minutes."""
        import warnings

        if re.fullmatch(r"pasado\s+mañana", words, re.IGNORECASE):  # unknown to dateparser
            return now.date() + timedelta(days=2)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import dateparser

            settings: Any = {
                "RELATIVE_BASE": now.replace(tzinfo=None),
                "PREFER_DATES_FROM": "future",
                "DATE_ORDER": "DMY",
                "RETURN_AS_TIMEZONE_AWARE": False,
            }
            found: datetime | None = dateparser.parse(
                " ".join(words.split()), languages=[language], settings=settings
            )
        if found is None:
            return None
        counts_clock = re.search(r"stunde|minute|heure|hora|minuto", words, re.IGNORECASE)
        if counts_clock:
            return now + (found - now.replace(tzinfo=None))
        return found.date()


def _is_next(match: re.Match[str], words: _Language) -> bool:
    """Whether a weekday is said to be the next one."""
    if not match["weekday"]:
        return False
    return bool(_pattern(rf"\b(?:{words.following})\b").search(match[0]))


def _clock(parts: dict[str, str | None]) -> Clock | None:
    """The time that was said, or None when there is no such time."""
    if parts.get("noon"):
        return Clock(12)
    hour = next(int(value) for key, value in parts.items() if key.startswith("hour") and value)
    minutes = (
        value for key, value in parts.items() if key.startswith(("minute", "late")) and value
    )
    minute = int(next(minutes, "0"))
    if parts.get("half") in {"tarde", "noche"} and hour < 12:
        hour += 12
    return Clock(hour, minute) if hour < 24 and minute < 60 else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "\0" * (end - start)
    return "".join(signs)


def _title(text: str, lead: str) -> str:
    rest = re.sub(rf"^\s*(?:{lead})", "", text.lstrip("\0 ,"), flags=re.IGNORECASE)
    return " ".join(rest.replace("\0", " ").split()).strip(" ,;")


def _reading(
    day: date | datetime,
    clock: Clock | None,
    now: datetime,
    *,
    title: str,
    spans: list[tuple[int, int]],
    length: timedelta,
    said_day: bool,
) -> DateReading:
    places = tuple(sorted(spans))
    if isinstance(day, datetime):
        start = day.replace(second=0, microsecond=0)
        return DateReading(title, start, start + length, kind="point", spans=places)
    if clock is None:
        return DateReading(title, day, day, all_day=True, kind="point", spans=places)
    zone = now.tzinfo
    if zone is None:
        return DateReading(title=title)
    moment, note, _ = place(day, clock, zone)
    if not said_day and moment <= now:
        moment, note, _ = place(day + timedelta(days=1), clock, zone)
    notes = (note,) if note else ()
    return DateReading(title, moment, moment + length, kind="point", spans=places, notes=notes)
