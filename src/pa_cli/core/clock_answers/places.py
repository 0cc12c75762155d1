"""Places of the world in a question, and the time zones they keep."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pa_cli.core.clock_answers.place_table import MORE_PLACES, SEVERAL, WORDS_TOO
from pa_cli.core.dates.lexer import FIRST_CHINESE, Token, tokenize
from pa_cli.core.dates.zones import ABBREVIATIONS, named_zone, places
from pa_cli.core.requests.chinese_sentence import simplify

_LONGEST = 5
_BEFORE = frozenset("in to from for at of between and than with over near is into".split())
_SHORT_WORDS = frozenset("z wet art eat wat et ct mt pt mst ist".split())


class Place(NamedTuple):
    """A place as a text names it.

    Attributes:
        name: Its name, with capitals.
        zones: IANA names of the zones kept there; several for large countries.
        start: Where it stands in the text.
        end: Where it ends.
    """

    name: str
    zones: tuple[str, ...]
    start: int
    end: int

    def clock(self, moment: datetime) -> datetime:
        """A moment on the clocks of its (first) zone."""
        return moment.astimezone(ZoneInfo(self.zones[0]))


def zone_city(zone: str, *, chinese: bool = False) -> str:
    """The city after which a zone is named; its Chinese name where there is one."""
    if chinese and (city := _chinese_cities().get(zone)):
        return city
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _chinese_cities() -> dict[str, str]:
    """The first Chinese name of each zone's places."""
    cities: dict[str, str] = {}
    for name, zones in _table().items():
        if len(zones) == 1 and name >= FIRST_CHINESE:
            cities.setdefault(zones[0], name)
    return cities


def find_places(text: str) -> list[Place]:
    """The places in `text`, in order."""
    tokens = tokenize(simplify(text))
    found = []
    i = 0
    while i < len(tokens):
        place, i = _place_at(text, tokens, i)
        if place:
            found.append(place)
    return found


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every place in lower case with its zones."""
    table: dict[str, tuple[str, ...]] = {name: (zone,) for name, zone in places().items()}
    for zone, names in MORE_PLACES.items():
        table[zone_city(zone).lower()] = (zone,)
        table.update((name, (zone,)) for name in names.split(",") if name)
    table.update((name, zones) for names, zones in SEVERAL.items() for name in names.split(","))
    return table


def _place_at(text: str, tokens: Sequence[Token], i: int) -> tuple[Place | None, int]:
    """The longest place name at token `i`, and the token after it."""
    for count in range(min(_most(tokens[i]), len(tokens) - i), 0, -1):
        start, end = tokens[i].start, tokens[i + count - 1].end
        name = _key(tokens[i : i + count])
        zones = _table().get(name) or _abbreviated(tokens, i, count)
        if zones and _is_meant(name, text[start:end], tokens, i, count) and named_zone(zones[0]):
            return Place(_capitals(text[start:end], name), zones, start, end), i + count
    return None, i + 1


def _most(token: Token) -> int:
    return 8 if token.text >= FIRST_CHINESE else _LONGEST


def _key(tokens: Sequence[Token]) -> str:
    if tokens[0].text >= FIRST_CHINESE:
        return "".join(token.low for token in tokens)
    name = "".join((" " if token.spaced else "") + token.low for token in tokens)
    return name.strip().rstrip(".")


def _abbreviated(tokens: Sequence[Token], i: int, count: int) -> tuple[str, ...] | None:
    name = tokens[i].low
    if count > 1 or name not in ABBREVIATIONS:
        return None
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if name in _SHORT_WORDS and not (tokens[i].text.isupper() or after == "time"):
        return None
    return (ABBREVIATIONS[name],)


def _is_meant(name: str, raw: str, tokens: Sequence[Token], i: int, count: int) -> bool:
    if name not in WORDS_TOO or raw[:1].isupper():
        return True
    before = tokens[i - 1].low if i else ""
    after = tokens[i + count].low if i + count < len(tokens) else ""
    return (
        before in _BEFORE
        or (before == "the" and name in {"us", "states"})
        or (after == "time" and before not in {"a", "an", "any", "the", "some", "have"})
    )


def _capitals(raw: str, name: str) -> str:
    """A name that was typed or said without capitals, with them."""
    if raw != raw.lower():
        return raw
    if name in ABBREVIATIONS or name in {"usa", "us", "uk", "uae", "la", "nyc", "dc", "sf", "drc"}:
        return raw.upper()
    small = {"of", "the", "and", "es", "de", "del"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in raw.split())
