"""A number as people read it: exact where it is short, else rounded and marked so."""

from decimal import Decimal, localcontext
from fractions import Fraction

_LONGEST_WHOLE = 60
_MOST_PLACES = 12


def equals(number: Fraction, *, exact: bool, digits: int = 10) -> str:
    """`= 12.5` for what is exactly that, `≈ 0.3333333333` for what is rounded.

    Args:
        number: The number.
        exact: It is the result itself, not a rounding of it.
        digits: Significant digits of what is rounded.
    """
    places = _places(number)
    size = len(str(abs(number.numerator) // number.denominator)) if _is_small(number) else 10**4
    if exact and places is not None and size <= _LONGEST_WHOLE:
        return f"= {_grouped(number, places)}"
    if exact and number.denominator <= 1000 and size <= digits and places is None:
        return f"= {_fraction(number)} ≈ {_rounded(number, digits)}"
    return f"≈ {_rounded(number, digits)}"


def _is_small(number: Fraction) -> bool:
    return number.numerator.bit_length() - number.denominator.bit_length() < 1000


def _places(number: Fraction) -> int | None:
    """Decimal places of a number that ends, None for one that does not, or too late."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0 and twos <= _MOST_PLACES:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0 and fives <= _MOST_PLACES:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    return places if rest == 1 and places <= _MOST_PLACES else None


def _grouped(number: Fraction, places: int) -> str:
    sign = "−" if number < 0 else ""
    scaled = abs(number) * 10**places
    whole, rest = divmod(scaled.numerator, 10**places)
    tail = f".{rest:0{places}}" if places else ""
    return f"{sign}{whole:,}{tail}" if whole >= 10_000 else f"{sign}{whole}{tail}"


def _fraction(number: Fraction) -> str:
    sign = "−" if number < 0 else ""
    return f"{sign}{abs(number.numerator)}/{number.denominator}"


def _rounded(number: Fraction, digits: int) -> str:
    with localcontext(prec=digits):
        value = Decimal(number.numerator) / Decimal(number.denominator)
    if value and not -7 < value.adjusted() < 15:
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
        shown = mantissa.rstrip("0").rstrip(".")
        return f"{shown} × 10^{int(exponent)}".replace("-", "−")
    text = f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
