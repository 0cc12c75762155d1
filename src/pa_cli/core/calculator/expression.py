"""An arithmetic expression: its parts, its exact value, and how it is written back.

Nothing is ever evaluated as a program, and no value grows beyond a bound: what would is refused.
"""

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

MOST_BITS = 12_000
"""Size of the largest number that is worked with: about 3,600 digits."""

_PRECISION = 40


class CalculationError(ValueError):
    """The expression has no value, or too large a one; the message says which."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number, and whether it is exactly that."""

    number: Fraction
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Unary:
    """`-` before, or `%` or `!` after an operand."""

    sign: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of `+ - * / ^ mod of off`."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one or more operands."""

    name: str
    operands: "tuple[Node, ...]"


Node = Number | Unary | Binary | Call

CONSTANTS = {"pi": Fraction(str(math.pi)), "e": Fraction(str(math.e))}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "of": 2, "off": 2, "mod": 2, "^": 4}
_SHOWN = {"*": "×", "/": "÷", "-": "−"}
_ROUNDING: dict[str, Callable[[Fraction], int]] = {
    "floor": math.floor,
    "ceil": math.ceil,
    "round": round,
}


def show(node: Node) -> str:
    """The expression in the usual signs."""
    match node:
        case Number():
            return node.text
        case Unary("-"):
            return f"−{_shown_in(node.operand, 3)}"
        case Unary():
            return f"{_shown_in(node.operand, 5)}{node.sign}"
        case Call("sqrt"):
            inner = node.operands[0]
            return f"√{show(inner)}" if isinstance(inner, Number) else f"√({show(inner)})"
        case Call():
            return f"{node.name}({', '.join(map(show, node.operands))})"
        case Binary("of", Binary("/", Number() as top, Number() as bottom)):
            return f"{top.text}/{bottom.text} of {_shown_in(node.right, 3)}"
        case Binary("^"):
            return f"{_shown_in(node.left, 5)}^{_shown_in(node.right, 4)}"
        case Binary():
            binds = _BINDS[node.sign]
            right = _shown_in(node.right, binds + 1)
            return f"{_shown_in(node.left, binds)} {_SHOWN.get(node.sign, node.sign)} {right}"


def _shown_in(node: Node, binds: int) -> str:
    own = 9
    if isinstance(node, Binary):
        own = _BINDS[node.sign]
    elif isinstance(node, Unary):
        own = 3 if node.sign == "-" else 5
    return show(node) if own >= binds else f"({show(node)})"


def evaluate(node: Node) -> Value:
    """The value of an expression.

    Raises:
        CalculationError: It has none, or one too large.
    """
    match node:
        case Number():
            return Value(node.value, exact=node.text not in CONSTANTS)
        case Unary():
            return _bounded(_unary(node.sign, evaluate(node.operand)))
        case Binary():
            return _bounded(_binary(node))
        case Call():
            return _bounded(_call(node.name, [evaluate(operand) for operand in node.operands]))


def _bounded(value: Value) -> Value:
    number = value.number
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS:
        raise CalculationError("too large")
    return value


def _divided(a: Fraction, b: Fraction) -> Fraction:
    return a / _divisor(b)


_OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "of": operator.mul,
    "/": _divided,
    "off": lambda a, b: b - a * b,
    "mod": lambda a, b: a % _divisor(b),
}
_OF_MANY: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "average": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "product": lambda numbers: math.prod(numbers, start=Fraction(1)),
    "difference": lambda numbers: max(numbers) - min(numbers),
    "min": min,
    "max": max,
}


def _unary(sign: str, value: Value) -> Value:
    if sign == "-":
        return Value(-value.number, value.exact)
    if sign == "%":
        return Value(value.number / 100, value.exact)
    number = value.number
    if number.denominator != 1 or number < 0:
        raise CalculationError("only whole numbers from 0 have a factorial")
    if number > 1200:
        raise CalculationError("too large")
    return Value(Fraction(math.factorial(int(number))))


def _binary(node: Binary) -> Value:
    left, right = evaluate(node.left), evaluate(node.right)
    exact = left.exact and right.exact
    a, b = left.number, right.number
    if node.sign in {"+", "-"} and isinstance(node.right, Unary) and node.right.sign == "%":
        b = a * b  # 80 + 15% is 15% more than 80
    if node.sign == "^":
        return _power(left, right)
    return Value(_OPERATIONS[node.sign](a, b), exact)


def _divisor(number: Fraction) -> Fraction:
    if number == 0:
        raise CalculationError("division by zero")
    return number


def _power(base: Value, exponent: Value) -> Value:
    a, n = base.number, exponent.number
    exact = base.exact and exponent.exact
    if n < 0:
        _divisor(a)
    if n.denominator == 1:
        bits = max(a.numerator.bit_length(), a.denominator.bit_length())
        if abs(a) != 1 and bits * abs(n) > MOST_BITS + bits:
            raise CalculationError("too large")
        return Value(a ** int(n) if abs(a) != 1 else a ** int(n % 2), exact)
    if a < 0:
        raise CalculationError("no real number is that")
    if n == Fraction(1, 2):
        return _root(base, 2)
    with localcontext(prec=_PRECISION, Emax=10_000, Emin=-10_000):
        if a and abs(n * (a.numerator.bit_length() - a.denominator.bit_length())) > MOST_BITS:
            raise CalculationError("too large")
        return Value(Fraction(_decimal(a) ** _decimal(n)), exact=False)


def _root(value: Value, degree: int) -> Value:
    number = value.number
    if number < 0 and degree == 2:
        raise CalculationError("no real number is that")
    sign = -1 if number < 0 else 1
    number = abs(number)
    tops = _whole_root(number.numerator, degree), _whole_root(number.denominator, degree)
    if tops[0] is not None and tops[1] is not None:
        return Value(sign * Fraction(tops[0], tops[1]), value.exact)
    with localcontext(prec=_PRECISION):
        root = _decimal(number).sqrt() if degree == 2 else _decimal(number) ** (Decimal(1) / 3)
        return Value(sign * Fraction(root), exact=False)


def _whole_root(number: int, degree: int) -> int | None:
    if degree == 2:
        root = math.isqrt(number)
    else:
        low, high = 0, 1 << (number.bit_length() // 3 + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**3 <= number else (low, middle - 1)
        root = low
    return root if root**degree == number else None


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _call(name: str, operands: list[Value]) -> Value:
    exact = all(value.exact for value in operands)
    numbers = [value.number for value in operands]
    first = numbers[0]
    if name in _OF_MANY:
        return Value(_OF_MANY[name](numbers), exact)
    if name in {"gcd", "lcm"}:
        if any(number.denominator != 1 for number in numbers):
            raise CalculationError("only whole numbers have that")
        function = math.gcd if name == "gcd" else math.lcm
        return Value(Fraction(function(*(int(number) for number in numbers))))
    if name == "round" and len(numbers) == 2 and abs(numbers[1]) < 100:
        return Value(Fraction(round(first, int(numbers[1]))), exact)
    if len(numbers) > 1:
        raise CalculationError(f"{name} takes one number")
    if name in _ROUNDING:
        return Value(Fraction(_ROUNDING[name](first)), exact)
    if name == "abs":
        return Value(abs(first), exact)
    if name in {"sqrt", "cbrt"}:
        return _root(operands[0], 2 if name == "sqrt" else 3)
    return _transcendental(name, first)


def _transcendental(name: str, number: Fraction) -> Value:
    if name in {"ln", "log", "exp"}:
        if number <= 0 and name != "exp":
            raise CalculationError("only numbers above 0 have a logarithm")
        if abs(number) > 2_000 and name == "exp":
            raise CalculationError("too large")
        with localcontext(prec=_PRECISION):
            value = _decimal(number)
            found = {"ln": value.ln, "log": value.log10, "exp": value.exp}[name]()
        return Value(Fraction(found), exact=found == int(found) and name == "log")
    if abs(number) > 10**6:
        raise CalculationError("too large an angle")
    angle = float(number)
    functions = {"sin": math.sin, "cos": math.cos, "tan": math.tan}
    found_angle = functions[name](angle)
    return Value(Fraction(f"{found_angle:.13f}"), exact=False)
