"""The Chinese calendar, computed: new moons and the sun's longitude, seen from China.

After J. Meeus, Astronomical Algorithms (chapters 25 and 49), whose errors here are below a minute
for the moon and a few minutes for the sun; the rules are those of the national standard GB/T 33661.
"""

from datetime import date, timedelta
from functools import cache
from math import cos, floor, radians, sin

_CHINA = 8 / 24
_EPOCH = 2451545.0
_ORDINAL_OF_JULIAN_DAY = 1721424.5
FIRST_YEAR, LAST_YEAR = 1930, 2099

# Periodic terms of the new moon: days, power of E, and how often M, M', F and omega enter.
_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0), (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0), (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0), (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0), (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip
# Planetary terms of the same: days, degrees, degrees per lunation.
_PLANETS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip


def chinese_date(year: int, month: int, day: int) -> date | None:
    """The day of a date of the Chinese year that begins in `year`; never one of a leap month.

    Returns:
        None outside of 1930 to 2099 and for a day that the month does not have.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    months = [*_months(year), *_months(year + 1)]
    # The year of the sun runs from month 11; month 1 is the first of that name.
    first = next(n for n, (number, leap, _) in enumerate(months) if number == 1 and not leap)
    for (number, leap, start), (_, _, after) in zip(
        months[first:], months[first + 1 :], strict=False
    ):
        if number == month and not leap:
            return date.fromordinal(start + day - 1) if start + day - 1 < after else None
    return None


def chinese_date_of(day: date) -> tuple[int, int, bool, int] | None:
    """Year, month, whether it is a leap month, and day in the Chinese calendar."""
    if not FIRST_YEAR < day.year <= LAST_YEAR:
        return None
    new_year = chinese_date(day.year, 1, 1)
    year = day.year if new_year and day >= new_year else day.year - 1
    months = [*_months(day.year), *_months(day.year + 1)]
    number, leap, start = [month for month in months if month[2] <= day.toordinal()][-1]
    return year, number, leap, day.toordinal() - start + 1


def solar_term(year: int, longitude: int) -> date:
    """The day on which the sun reaches `longitude` degrees: 15 is Qingming, 270 the solstice."""
    return date.fromordinal(_solar_day(year, longitude))


@cache
def _months(year: int) -> tuple[tuple[int, bool, int], ...]:
    """Number, leap or not, and first day of the months from month 11 of the year before to month 10."""
    first = _month_of(_solar_day(year - 1, 270))
    last = _month_of(_solar_day(year, 270))
    starts = [_new_moon_day(first + n) for n in range(last - first + 1)]
    leap_year = last - first == 13
    months: list[tuple[int, bool, int]] = []
    number = 11
    for n, start in enumerate(starts[:-1]):
        leap = leap_year and n > 0 and not _has_term(start, starts[n + 1])
        if leap:
            leap_year = False
        elif n > 0:
            number = number % 12 + 1
        months.append((number, leap, start))
    return tuple(months)


def _has_term(start: int, end: int) -> bool:
    """Whether the sun enters a new twelfth of the year between two days."""
    return floor(_sun_at(start) / 30) != floor(_sun_at(end) / 30)


def _month_of(day: int) -> int:
    """The lunation in which a day lies."""
    k = round((day - _ORDINAL_2000) / 29.530588861) + 1
    while _new_moon_day(k) > day:
        k -= 1
    return k


_ORDINAL_2000 = date(2000, 1, 6).toordinal()


@cache
def _new_moon_day(k: int) -> int:
    """The day in China, as an ordinal, of new moon `k` after that of 6 January 2000."""
    t = k / 1236.85
    julian = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t**2)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2)
    latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t**2)
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t**2)
    for days, power, m, mm, f, o in _TERMS:
        julian += days * e**power * sin(m * sun + mm * moon + f * latitude + o * node)
    for days, angle, speed in _PLANETS:
        extra = 0.009173 * t**2 if speed == 0.107408 else 0
        julian += days * sin(radians(angle + speed * k - extra))
    return _china_day(julian)


def _china_day(julian: float) -> int:
    year = 2000 + (julian - _EPOCH) / 365.25
    return floor(julian - _delta_t(year) / 86400 + _CHINA - _ORDINAL_OF_JULIAN_DAY)


def _delta_t(year: float) -> float:
    """Seconds that the turning earth is behind even time, within a few seconds up to 2050."""
    if year < 1941:
        t = year - 1920
        return 21.20 + 0.84493 * t - 0.076100 * t**2 + 0.0020936 * t**3
    if year < 1961:
        t = year - 1950
        return 29.07 + 0.407 * t - t**2 / 233 + t**3 / 2547
    if year < 1986:
        t = year - 1975
        return 45.45 + 1.067 * t - t**2 / 260 - t**3 / 718
    if year < 2005:
        t = year - 2000
        return 63.86 + 0.3345 * t - 0.060374 * t**2
    return 66 + 0.35 * (year - 2005)


def _solar_day(year: int, longitude: int) -> int:
    """The day in China on which the sun reaches a longitude."""
    guess = date(year, 3, 20) + timedelta(days=longitude * 365.2422 / 360)
    if guess.year > year:
        guess = guess.replace(year=year)
    day = guess.toordinal() - 5
    while (_sun_at(day + 1) - longitude + 180) % 360 - 180 < 0:
        day += 1
    return day


@cache
def _sun_at(day: int) -> float:
    """The sun's apparent longitude, degrees, when a day begins in China."""
    julian = day + _ORDINAL_OF_JULIAN_DAY - _CHINA
    julian += _delta_t(2000 + (julian - _EPOCH) / 365.25) / 86400
    t = (julian - _EPOCH) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
    centre += 0.000289 * sin(3 * anomaly)
    node = radians(125.04 - 1934.136 * t)
    # What Meeus leaves out of his short theory: pulls of moon, Venus and Jupiter.
    pulls = 0.00134 * cos(radians(153.23 + 22518.7541 * t)) + 0.00154 * cos(
        radians(216.57 + 45037.5082 * t)
    )
    pulls += 0.00200 * cos(radians(312.69 + 32964.3577 * t)) + 0.00179 * sin(
        radians(350.74 + 445267.1142 * t)
    )
    return (mean + centre + pulls - 0.00569 - 0.00478 * sin(node)) % 360
