"""Reading an arithmetic expression from signs and names; words were made signs before."""

import re
from fractions import Fraction

from pa_cli.core.calculator.expression import CONSTANTS, Binary, Call, Node, Number, Unary

_DEEPEST = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?(?:e[+-]?\d{1,3}\b)?|\.\d+)"
    r"|(?P<name>[a-z]+\d*)|(?P<sign>\*\*|//|[-+*/^%!(),]))"
)
_MANY = frozenset({"sum", "average", "product", "min", "max", "difference", "gcd", "lcm", "round"})
_ONE = frozenset({"sqrt", "cbrt", "abs", "floor", "ceil", "ln", "log", "exp", "sin", "cos", "tan"})
FUNCTIONS = _MANY | _ONE | {"factorial"}


class _UnreadableError(Exception):
    """It is no expression."""


def parse(text: str) -> Node | None:
    """The expression that all of `text` is, None when it is none."""
    try:
        parser = _Parser(_tokens(text))
        node = parser.sum()
    except _UnreadableError:
        return None
    return node if parser.at_end else None


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    text = text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _UnreadableError
        tokens.append(found[0].strip())
        place = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    @property
    def at_end(self) -> bool:
        return self._place == len(self._tokens)

    def _next(self, *wanted: str) -> str:
        """The next token when it is one of `wanted`, else ""."""
        if not self.at_end and self._tokens[self._place] in wanted:
            self._place += 1
            return self._tokens[self._place - 1]
        return ""

    def _need(self, token: str) -> None:
        if not self._next(token):
            raise _UnreadableError

    def sum(self) -> Node:
        node = self._product()
        while sign := self._next("+", "-"):
            node = Binary(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while sign := self._next("*", "/", "of", "off", "mod"):
            node = Binary(sign, node, self._signed())
        return node

    def _signed(self) -> Node:
        if self._next("-"):
            return Unary("-", self._signed_inside())
        self._next("+")
        return self._power()

    def _signed_inside(self) -> Node:
        self._enter()
        node = self._signed()
        self._depth -= 1
        return node

    def _power(self) -> Node:
        node = self._suffixed()
        if self._next("^", "**"):
            return Binary("^", node, self._signed_inside())
        return node

    def _suffixed(self) -> Node:
        node = self._atom()
        while sign := self._next("%", "!"):
            if sign == "%" and self._begins_operand():
                self._place -= 1  # 7 % 3 is a remainder
                self._tokens[self._place] = "mod"
                break
            node = Unary(sign, node)
        return node

    def _begins_operand(self) -> bool:
        return not self.at_end and (
            self._tokens[self._place][0].isdigit() or self._tokens[self._place] == "("
        )

    def _atom(self) -> Node:
        if self.at_end:
            raise _UnreadableError
        word = self._tokens[self._place]
        self._place += 1
        if word[0].isdigit() or word[0] == ".":
            return _number(word.replace(",", ""))
        if word == "(":
            self._enter()
            node = self.sum()
            self._depth -= 1
            self._need(")")
            return node
        if word in CONSTANTS:
            return Number(CONSTANTS[word], word)
        if word in FUNCTIONS:
            return self._call(word)
        raise _UnreadableError

    def _call(self, name: str) -> Node:
        self._enter()
        if name in _MANY:
            operands = self._operands()
        else:
            self._next("of")
            operands = [self._signed()]
        self._depth -= 1
        if name == "factorial":
            return Unary("!", operands[0])
        return Call(name, tuple(operands))

    def _operands(self) -> list[Node]:
        """Several: in brackets, or `of 3, 4 and 5`."""
        bracket = bool(self._next("("))
        self._next("of", "between")
        operands = [self.sum()]
        while self._next(",", "and"):
            self._next("and")
            operands.append(self.sum())
            if len(operands) > 100:
                raise _UnreadableError
        if bracket:
            self._need(")")
        return operands

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError


def _number(token: str) -> Number:
    shown = f"{int(token):,}" if token.isdigit() and 10_000 <= int(token) < 10**60 else token
    return Number(Fraction(token), shown)
