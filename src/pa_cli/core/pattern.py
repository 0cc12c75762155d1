r"""Regular expressions for texts: a small subset, which a grammar can hold.

The subset: characters, `.`, classes, `\d \w \s` and their opposites, groups, alternatives,
`? * + {m,n}`, `^` at the very beginning and `$` at the very end. Classes are ASCII, as in JSON Schema.
"""

from dataclasses import dataclass
from typing import NoReturn

MAX_PATTERN = 500
MAX_REPEAT = 256
MAX_COST = 1000
MAX_DEPTH = 8

_LAST = 0x10FFFF
Range = tuple[int, int]
_WORD: tuple[Range, ...] = ((48, 57), (65, 90), (95, 95), (97, 122))
_DIGIT: tuple[Range, ...] = ((48, 57),)
_SPACE: tuple[Range, ...] = ((9, 10), (13, 13), (32, 32))
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}
# what an answer may hold: printable characters, tab and line ends; no controls, no surrogates
_TEXT: tuple[Range, ...] = ((9, 10), (13, 13), (0x20, 0x7E), (0xA0, 0xD7FF), (0xE000, _LAST))


@dataclass(frozen=True, slots=True)
class Characters:
    """One character out of these ranges of code points."""

    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the options."""

    options: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, `least` to `most` times; `most` None has no bound."""

    part: "Pattern"
    least: int
    most: int | None


Pattern = Characters | Sequence | Choice | Repeat
_ANYTHING = Repeat(Characters(_TEXT), 0, None)


def check_pattern(pattern: str) -> None:
    """Raises ValueError with a reason when `pattern` is outside the subset or its bounds."""
    parse_pattern(pattern)


def parse_pattern(pattern: str) -> Pattern:
    """The tree of `pattern`, with open ends where it is not anchored.

    Raises:
        ValueError: It is outside the subset or its bounds.
    """
    if len(pattern) > MAX_PATTERN:
        raise ValueError(f"it is longer than {MAX_PATTERN} characters")
    tree = _Parser(pattern).parse()
    if _cost(tree) > MAX_COST:
        raise ValueError("it repeats too much")
    return tree


class _Parser:
    def __init__(self, pattern: str) -> None:
        self._left = list(reversed(pattern))
        self._depth = 0
        self._split_at_top = False

    def parse(self) -> Pattern:
        anchored = self._take("^")
        tree = self._choice()
        closed = self._take("$")
        if self._left:
            self._refuse(self._left[-1])
        if (anchored or closed) and self._split_at_top:
            raise ValueError("anchors and | need a group between them: ^(a|b)$")
        before, after = () if anchored else (_ANYTHING,), () if closed else (_ANYTHING,)
        return Sequence((*before, tree, *after))

    def _take(self, character: str) -> bool:
        if self._left and self._left[-1] == character:
            self._left.pop()
            return True
        return False

    def _next(self) -> str:
        if not self._left:
            raise ValueError("it ends too early")
        return self._left.pop()

    def _refuse(self, character: str) -> NoReturn:
        raise ValueError(f"{character!r} cannot stand where it stands")

    def _choice(self) -> Pattern:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
            self._split_at_top |= self._depth == 0
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Pattern:
        parts: list[Pattern] = []
        while self._left and self._left[-1] not in "|)$":
            parts.append(self._repeat(self._atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeat(self, part: Pattern) -> Pattern:
        bounds = self._quantifier()
        if bounds is None:
            return part
        self._take("?")  # lazy or not is the same to a grammar
        if self._left and self._left[-1] in "*+?{":
            self._refuse(self._left[-1])
        least, most = bounds
        if max(least, most or 0) > MAX_REPEAT:
            raise ValueError(f"it repeats more than {MAX_REPEAT} times")
        if most is not None and least > most:
            raise ValueError(f"{{{least},{most}}} is upside down")
        if _can_be_empty(part):
            raise ValueError("it repeats something that can be empty")
        return Repeat(part, least, most)

    def _quantifier(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("?", (0, 1)), ("*", (0, None)), ("+", (1, None))):
            if self._take(sign):
                return bounds
        if not self._take("{"):
            return None
        text = ""
        while not self._take("}"):
            text += self._next()
        least, comma, most = text.partition(",")
        numbers = [n for n in (least, most) if n]
        if not least or not all(n.isascii() and n.isdigit() and len(n) < 5 for n in numbers):
            raise ValueError(f"{{{text}}} is no repetition")
        return int(least), (int(most) if most else None) if comma else int(least)

    def _atom(self) -> Pattern:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            return Characters(_within_text(self._escape()))
        if character == ".":
            return Characters(_within_text(outside(((10, 10), (13, 13)))))
        if character in "*+?{}])^":
            self._refuse(character)
        return Characters(_within_text(_one(character)))

    def _group(self) -> Pattern:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(f"its groups are nested more than {MAX_DEPTH} deep")
        if self._take("?") and not self._take(":"):
            raise ValueError("only (...) and (?:...) groups work")
        tree = self._choice()
        if not self._take(")"):
            raise ValueError("a group is not closed")
        self._depth -= 1
        return tree

    def _class(self) -> Characters:
        negated = self._take("^")
        ranges: list[Range] = []
        while not self._take("]"):
            low = self._class_member()
            # a hyphen before the closing bracket is one of the characters
            if self._left[-2:-1] != ["]"] and self._take("-"):
                high = self._class_member()
                if not low[0][0] == low[-1][1] <= high[0][0] == high[-1][1]:
                    raise ValueError("a class has a range that is none")
                low = ((low[0][0], high[0][0]),)
            ranges.extend(low)
        if not ranges:
            raise ValueError("a class is empty")
        return Characters(_within_text(outside(tuple(ranges)) if negated else tuple(ranges)))

    def _class_member(self) -> tuple[Range, ...]:
        character = self._next()
        if character == "[":
            self._refuse(character)
        return self._escape() if character == "\\" else _one(character)

    def _escape(self) -> tuple[Range, ...]:
        character = self._next()
        if character in _CLASSES:
            return _CLASSES[character]
        if character.lower() in _CLASSES:
            return outside(_CLASSES[character.lower()])
        if character in _CONTROLS:
            return _one(_CONTROLS[character])
        if character.isalnum():
            raise ValueError(f"\\{character} does not work")
        return _one(character)


def _one(character: str) -> tuple[Range, ...]:
    return ((ord(character), ord(character)),)


def outside(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The code points that are in none of `ranges`."""
    found: list[Range] = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


def _within_text(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The part of `ranges` that an answer may hold."""
    found = [
        (max(low, first), min(high, last))
        for low, high in ranges
        for first, last in _TEXT
        if max(low, first) <= min(high, last)
    ]
    if not found:
        raise ValueError("it needs a character that an answer cannot hold")
    return tuple(found)


def _can_be_empty(tree: Pattern) -> bool:
    match tree:
        case Characters():
            return False
        case Sequence(parts):
            return all(map(_can_be_empty, parts))
        case Choice(options):
            return any(map(_can_be_empty, options))
        case Repeat(part, least, _):
            return least == 0 or _can_be_empty(part)


def _cost(tree: Pattern) -> int:
    """Characters that stand in the grammar once repetitions are written out."""
    match tree:
        case Characters():
            return 1
        case Sequence(parts) | Choice(parts):
            return 1 + sum(map(_cost, parts))
        case Repeat(part, least, most):
            return _cost(part) * max(least, most or 0, 1)
