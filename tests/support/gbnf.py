"""A small interpreter of GBNF: reads a grammar as strictly as the native one, says texts in it,
and tells whether a text is in it. Independent of the code that writes our grammars."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEX = {"x": 2, "u": 4, "U": 8}
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class Chars:
    ranges: tuple[tuple[int, int], ...]
    negated: bool = False


@dataclass(frozen=True)
class Call:
    rule: str


@dataclass(frozen=True)
class Series:
    parts: tuple


@dataclass(frozen=True)
class Options:
    options: tuple


@dataclass(frozen=True)
class Times:
    part: object
    least: int
    most: int | None


class Gbnf:
    def __init__(self, text: str) -> None:
        self.rules = {}
        for line in text.splitlines():
            name, sign, body = line.partition(" ::= ")
            assert sign, line
            assert _NAME.fullmatch(name), name
            assert name not in self.rules, f"rule {name} twice"
            self.rules[name] = _Body(body).read()
        assert "root" in self.rules
        self._check_calls()

    def _check_calls(self) -> None:
        """Every rule called is there, and none calls itself: neither left nor right recursion."""
        done = set()

        def visit(name, above):
            assert name in self.rules, f"no rule {name}"
            assert name not in above, f"{name} calls itself"
            if name not in done:
                for called in _calls(self.rules[name]):
                    visit(called, above | {name})
                done.add(name)

        visit("root", frozenset())

    def say(self, dice: random.Random) -> str:
        """A text of the grammar, picked at random."""
        return "".join(self._say(Call("root"), dice))

    def _say(self, part, dice) -> Iterator[str]:
        match part:
            case Chars(ranges, negated):
                yield _pick(ranges, negated, dice)
            case Call(rule):
                yield from self._say(self.rules[rule], dice)
            case Series(parts):
                for each in parts:
                    yield from self._say(each, dice)
            case Options(options):
                yield from self._say(dice.choice(options), dice)
            case Times(inner, least, most):
                few = least + dice.choice((0, 0, 1, 1, 2, 3, 5))
                count = few if most is None else min(most, dice.choice((few, few, few, most)))
                for _ in range(count):
                    yield from self._say(inner, dice)

    def holds(self, text: str) -> bool:
        return len(text) in self._ends(Call("root"), text, frozenset({0}))

    def _ends(self, part, text, starts):
        match part:
            case Chars(ranges, negated):
                return frozenset(
                    at + 1
                    for at in starts
                    if at < len(text)
                    and any(low <= ord(text[at]) <= high for low, high in ranges) != negated
                )
            case Call(rule):
                return self._ends(self.rules[rule], text, starts)
            case Series(parts):
                for each in parts:
                    starts = self._ends(each, text, starts)
                    if not starts:
                        break
                return starts
            case Options(options):
                return frozenset().union(*(self._ends(o, text, starts) for o in options))
            case Times(inner, least, most):
                found = starts if least == 0 else frozenset()
                count = 0
                while starts and (most is None or count < most):
                    reached = self._ends(inner, text, starts)
                    count += 1
                    starts = reached if count < least or most is not None else reached - found
                    if count >= least:
                        found |= reached
                return found


class _Body:
    """A reader of one rule; raises AssertionError on what the native parser would not take."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self):
        options = self._options(depth=0)
        assert self.at == len(self.text), self.text[self.at :]
        return options

    def _options(self, depth: int):
        assert depth < 10, "nested too deeply"
        options = [self._series(depth)]
        while self._take("|"):
            options.append(self._series(depth))
        return options[0] if len(options) == 1 else Options(tuple(options))

    def _take(self, sign: str) -> bool:
        while self.text[self.at : self.at + 1] == " ":
            self.at += 1
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _series(self, depth: int):
        parts = []
        while (part := self._item(depth)) is not None:
            parts.append(self._repeated(part))
        return parts[0] if len(parts) == 1 else Series(tuple(parts))

    def _item(self, depth: int):
        if self._take('"'):
            letters = []
            while self.text[self.at] != '"':
                letters.append(ord(self._character()))
            self.at += 1
            return Series(tuple(Chars(((point, point),)) for point in letters))
        if self._take("["):
            return self._class()
        if self._take("("):
            inner = self._options(depth + 1)
            assert self._take(")")
            return inner
        found = _NAME.match(self.text, self.at)
        if found:
            self.at = found.end()
            return Call(found[0])
        return None

    def _class(self):
        negated = self._take("^")
        ranges = []
        while self.text[self.at] != "]":
            low = high = self._character()
            if self.text[self.at] == "-" and self.text[self.at + 1] != "]":
                self.at += 1
                high = self._character()
            assert low <= high
            ranges.append((ord(low), ord(high)))
        self.at += 1
        return Chars(tuple(ranges), negated)

    def _character(self) -> str:
        character = self.text[self.at]
        self.at += 1
        if character != "\\":
            return character
        escape = self.text[self.at]
        self.at += 1
        if escape in _HEX:
            digits = self.text[self.at : self.at + _HEX[escape]]
            assert len(digits) == _HEX[escape]
            self.at += len(digits)
            return chr(int(digits, 16))
        assert escape in _CONTROL or escape in '"\\[]', escape
        return _CONTROL.get(escape, escape)

    def _repeated(self, part):
        for sign, least, most in (("?", 0, 1), ("*", 0, None), ("+", 1, None)):
            if self.text[self.at : self.at + 1] == sign:
                self.at += 1
                return Times(part, least, most)
        found = re.compile(r"\{(\d+)(,(\d*))?\}").match(self.text, self.at)
        if not found:
            return part
        self.at = found.end()
        least = int(found[1])
        most = (int(found[3]) if found[3] else None) if found[2] else least
        assert max(least, most or 0) <= 300, "repeated too often for the native parser"
        return Times(part, least, most)


def _calls(part) -> Iterator[str]:
    match part:
        case Call(rule):
            yield rule
        case Series(parts) | Options(parts):
            for each in parts:
                yield from _calls(each)
        case Times(inner, _, _):
            yield from _calls(inner)


_SAMPLES = ' aZ0é中😀"\\/{}[],:<>|-_.@%\u00a0\ue000'


def _pick(ranges, negated: bool, dice: random.Random) -> str:
    if negated:
        fit = [c for c in _SAMPLES if not any(low <= ord(c) <= high for low, high in ranges)]
        return dice.choice(fit)
    low, high = dice.choice(ranges)
    return chr(dice.choice((low, high, dice.randint(low, min(high, low + 60)))))
