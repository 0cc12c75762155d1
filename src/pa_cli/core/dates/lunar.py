"""The lunar calendar of China: its days, and the solar terms, as days of the common one.

Months begin on the day of the new moon in China, and the one of thirteen in which the sun enters no
sign is a leap month (GB/T 33661-2017). The years below follow from the times of new moons and
solstices of 1900 to 2100; before 1929 the clock of Beijing counts, as it did then.
"""

import math
from datetime import date, datetime, timedelta
from functools import cache

FIRST_YEAR = 1900
LAST_YEAR = 2100
# Of each year six hexadecimal digits: days from 1 January to its first day (6 bits), number of the
# month that a leap month follows (4), and its months in order, 1 for 30 days, the first one lowest (13).
_YEARS = """
    3D16D2 620752 4C0EA5 38B64A 5C064B 440A9B 309556 56056A 400B59 2A5752 500752 3ADB25
    600B25 480A4B 32B4AB 5802AD 42056B 2C4B69 520DA9 3EFD92 640E92 4C0D25 36BA4D 5C0A56
    4602B6 2E95B5 5606D4 400EA9 2C5E92 500E92 3ACD26 5E052B 480A57 32B2B6 580B5A 4406D4
    2E6EC9 520749 3CF693 620A93 4C052B 34CA5B 5A0AAD 46056A 309B55 560BA4 400B49 2A5A93
    500A95 38F52D 5E0536 480AAD 34B5AA 5805B2 420DA5 2E7D4A 540D4A 3D0A95 600A97 4C0556
    36CAB5 5A0AD5 4606D2 308EA5 560EA5 40064A 286C97 4E0A9B 3AF55A 5E056A 480B69 34B752
    5A0B52 420B25 2C964B 520A4B 3D14AB 6002AD 4A056D 36CB69 5C0DA9 460D92 309D25 560D25
    415A4D 640A56 4E02B6 38C5B5 5E06D5 480EA9 34BE92 5A0E92 440D26 2C6A56 500A57 3D14D6
    62035A 4A06D5 36B6C9 5C0749 460693 2E952B 54052B 3E0A5B 2A555A 4E056A 38FB55 600BA4
    4A0B49 32BA93 580A95 42052D 2C8AAD 500AB5 3D35AA 6205D2 4C0DA5 36DD4A 5C0D4A 460C95
    30952E 540556 3E0AB5 2A55B2 5006D2 38CEA5 5E0725 48064B 32AC97 560CAB 42055A 2C6AD6
    520B69 3D7752 620B52 4C0B25 36DA4B 5A0A4B 4404AB 2EA55B 5405AD 3E0B6A 2A5B52 500D92
    3AFD25 5E0D25 480A55 32B4AD 5804B6 4005B5 2C6DAA 520EC9 3F1E92 620E92 4C0D26 36CA56
    5A0A57 440556 2E86D5 540755 400749 286E93 4E0693 38F52B 5E052B 460A5B 32B55A 58056A
    420B65 2C974A 520B4A 3D1A95 620A95 4A052D 34CAAD 5A0AB5 4605AA 2E8BA5 540DA5 400D4A
    2A7C95 4E0C96 38F94E 5E0556 480AB5 32B5B2 5806D2 420EA5 2E8E4A 50068B 3B0C97 6004AB
    4A055B 34CAD6 5A0B6A 460752 309725 540B45 3E0A8B 28549B 4E04AB
"""

# Days on which the sun is so near a border of two days that the short formula misses it.
_CORRECTIONS = {(2051, 0): -1, (2097, 45): 1}


@cache
def _years() -> tuple[int, ...]:
    return tuple(int(digits, 16) for digits in _YEARS.split())


def _months(year: int) -> list[tuple[int, bool, int]]:
    """Number, whether it is a leap month, and length of each month of a year."""
    row = _years()[year - FIRST_YEAR]
    leap = row >> 13 & 15
    names = [(number, False) for number in range(1, 13)]
    if leap:
        names.insert(leap, (leap, True))
    return [(number, is_leap, 29 + (row >> n & 1)) for n, (number, is_leap) in enumerate(names)]


def new_year(year: int) -> date | None:
    """The first day of the lunar year that begins in `year`; None outside 1900 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, 1, 1) + timedelta(days=_years()[year - FIRST_YEAR] >> 17)


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """The first and the last day of a month, if there is such a month."""
    first = new_year(year)
    if first is None:
        return None
    for number, is_leap, length in _months(year):
        if (number, is_leap) == (month, leap):
            return first, first + timedelta(days=length - 1)
        first += timedelta(days=length)
    return None


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """A day of the lunar year that begins in `year`, if there is such a day."""
    found = lunar_month(year, month, leap=leap)
    if found is None or day < 1:
        return None
    first, last = found
    wanted = first + timedelta(days=day - 1)
    return wanted if wanted <= last else None


def lunar_date_of(day: date) -> tuple[int, int, bool, int] | None:
    """Year, month, whether that is a leap month, and day in the lunar calendar."""
    begun = new_year(day.year)
    year = day.year if begun and day >= begun else day.year - 1
    first = new_year(year)
    if first is None:
        return None
    left = (day - first).days
    for number, is_leap, length in _months(year):
        if left < length:
            return year, number, is_leap, left + 1
        left -= length
    return None


def solar_term(year: int, degrees: int) -> date | None:
    """The day in China on which the sun reaches a longitude: 15 is Qingming, 270 midwinter.

    Right on every day for the terms that begin, halve or end a season, and Qingming, from 1930 on.

    Args:
        year: 1930 to 2100; None comes for others.
        degrees: A multiple of 15.
    """
    if not 1930 <= year <= LAST_YEAR:
        return None
    turn = degrees - 360 if degrees >= 285 else degrees
    days = (year - 2000) * 365.2422 + 79.3 + turn / 360 * 365.2422
    for _ in range(6):
        away = (degrees - _longitude_of_sun(days) + 180) % 360 - 180
        days += away * 365.2422 / 360
    beijing = datetime(2000, 1, 1, 12 + 8) + timedelta(days=days)  # noqa: DTZ001 - a count of days
    return beijing.date() + timedelta(days=_CORRECTIONS.get((year, degrees), 0))


def _longitude_of_sun(days: float) -> float:
    """Apparent longitude in degrees, to a hundredth; `days` from noon of 1 January 2000.

    The low-accuracy formula of Jean Meeus, Astronomical Algorithms, chapter 25.
    """
    centuries = days / 36525
    anomaly = math.radians(357.52911 + 35999.05029 * centuries)
    centre = (1.914602 - 0.004817 * centuries) * math.sin(anomaly)
    centre += 0.019993 * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * centuries)
    return 280.46646 + 36000.76983 * centuries + centre - 0.00569 - 0.00478 * math.sin(node)
