"""Shapes and labels to GBNF, the grammar language of llama.cpp.

The native parser crashes on a grammar without a root, on left recursion and on deep nesting, and
gives up on long repetitions. So grammars are only made here: one flat rule for each shape, no
recursion, every repetition short, and the whole bounded.
"""

import json
from collections.abc import Sequence

from pa_cli.core.errors import UsageError
from pa_cli.core.number_grammar import number_to_gbnf
from pa_cli.core.pattern_grammar import pattern_to_gbnf
from pa_cli.core.schema_nodes import (
    AnyNode,
    ArrayNode,
    Field,
    LiteralNode,
    MapNode,
    Node,
    NumberNode,
    ObjectNode,
    Scalar,
    StringNode,
    UnionNode,
)

MAX_RULES = 1500
MAX_CHARACTERS = 400_000
MAX_REPEAT = 256
"""Longest repetition written into a grammar; longer bounds are left to the validation."""
ANY_DEPTH = 4
"""Levels of lists and objects in a value of any shape."""

HAN_FREE_GRAMMAR = r"root ::= [^\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFFEF]*" + "\n"
"""Any text without Chinese characters, kana and their punctuation marks."""

# No larger class of control characters is shut out: the native sampler refuses a token that ends in
# the middle of a character which might still become one of them, and with it "£" and "°".
_CHARACTER = r'[^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" unicode)'
_HEX = "[0-9a-fA-F]"
_YEAR_OF_LEAP = "([0] [48] | [2468] [048] | [13579] [26])"
_SHARED = {
    "ws": r'(" " | "\n" " "{0,24})?',
    "char": _CHARACTER,
    "unicode": (
        f"[0-9a-cA-CefEF] {_HEX}{{3}} | [dD] ([0-7] {_HEX}{{2}}"
        rf' | [89abAB] {_HEX}{{2}} "\\u" [dD] [c-fC-F] {_HEX}{{2}})'
    ),
    "date": (
        'year "-" (([0] [13578] | "10" | "12") "-" ([0] [1-9] | [12] [0-9] | [3] [01])'
        ' | ([0] [469] | "11") "-" ([0] [1-9] | [12] [0-9] | "30")'
        ' | "02" "-" ([0] [1-9] | [1] [0-9] | [2] [0-8])) | leap-year "-02-29"'
    ),
    "year": "[12] [0-9]{3}",
    "leap-year": f'[12] [0-9] {_YEAR_OF_LEAP} | ("12" | "16" | "20" | "24" | "28") "00"',
    "clock": '([01] [0-9] | [2] [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,6})?',
    "offset": '"Z" | [-+] ([01] [0-9] | [2] [0-3]) ":" [0-5] [0-9]',
    "hex": _HEX,
    "email": (
        '[a-zA-Z0-9] [a-zA-Z0-9_+-]{0,31} ("." [a-zA-Z0-9_+-]{1,32}){0,3} "@"'
        ' ([a-zA-Z0-9] [a-zA-Z0-9-]{0,31} "."){1,4} [a-zA-Z]{2,12}'
    ),
}
_USES = {"char": ("unicode",), "date": ("year", "leap-year")}
_FORMATS = {
    "date": ("date", ("date",)),
    "time": ("clock offset", ("clock", "offset")),
    "date-time": ('date "T" clock offset', ("date", "clock", "offset")),
    "email": ("email", ("email",)),
    "uuid": ('hex{8} ("-" hex{4}){3} "-" hex{12}', ("hex",)),
}


def schema_grammar(root: Node) -> str:
    """The grammar of exactly one JSON value of the shape `root`.

    Raises:
        UsageError: The grammar would be too large for the native parser.
    """
    return _Grammar().finish(root)


def labels_grammar(labels: Sequence[str]) -> str:
    """The grammar of exactly one of `labels`, as plain text.

    Raises:
        UsageError: There is no label, an empty one, or more than fit a grammar.
    """
    distinct = list(dict.fromkeys(labels))
    if not distinct or not all(distinct):
        raise UsageError("There must be at least one label, and none may be empty.")
    grammar = "root ::= " + " | ".join(map(quote, distinct)) + "\n"
    if len(grammar) > MAX_CHARACTERS:
        raise UsageError("The labels are too long together.")
    return grammar


def quote(text: str) -> str:
    """`text` as a literal of GBNF."""
    escapes = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(escapes.get(c) or _printable(c) for c in text) + '"'


def _printable(character: str) -> str:
    point = ord(character)
    if point < 0x20 or 0x7F <= point < 0xA0:
        return f"\\x{point:02X}"
    return character


class _Grammar:
    """Collects rules; equal bodies share a rule."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._shared: set[str] = set()
        self._characters = 0

    def finish(self, root: Node) -> str:
        body = self._body(root)
        rules = {"root": body}
        rules |= {name: _SHARED[name] for name in _SHARED if name in self._shared}
        rules |= {name: body for body, name in self._names.items()}
        return "".join(f"{name} ::= {body}\n" for name, body in rules.items())

    def _rule(self, body: str) -> str:
        """The name of the rule with this body."""
        if body not in self._names:
            self._characters += len(body)
            if len(self._names) >= MAX_RULES or self._characters > MAX_CHARACTERS:
                raise UsageError("The schema is too large: its grammar would not load.")
            self._names[body] = f"r{len(self._names)}"
        return self._names[body]

    def _share(self, *names: str) -> None:
        for name in names:
            self._shared.add(name)
            self._share(*_USES.get(name, ()))

    def _name(self, node: Node) -> str:
        return self._rule(self._body(node))

    def _body(self, node: Node) -> str:
        match node:
            case LiteralNode(values):
                return " | ".join(quote(_dump(value)) for value in values)
            case NumberNode():
                return number_to_gbnf(node)
            case StringNode():
                return self._string(node)
            case UnionNode(options):
                return " | ".join(dict.fromkeys(map(self._name, options)))
            case _:
                return self._container(node)

    def _container(self, node: AnyNode | ArrayNode | ObjectNode | MapNode) -> str:
        match node:
            case AnyNode():
                return self._any(ANY_DEPTH)
            case ArrayNode(items, least, most):
                return self._array(self._name(items), least, most)
            case ObjectNode(fields):
                return self._object(fields)
            case MapNode(values):
                return self._map(self._name(values))

    def _string(self, node: StringNode) -> str:
        if node.format:
            body, used = _FORMATS[node.format]
            self._share(*used)
            return rf'"\"" {body} "\""'
        if node.pattern:
            return rf'"\"" {self._rule(pattern_to_gbnf(node.pattern))} "\""'
        self._share("char")
        times = _times(node.min_length, node.max_length)
        return rf'"\"" char{times} "\""' if times else r'"\"\""'

    def _array(self, item: str, least: int, most: int | None) -> str:
        self._share("ws")
        if most == 0:
            return '"[" ws "]"'
        more = _times(max(0, least - 1), None if most is None else most - 1)
        items = f'{item} ws ("," ws {item} ws){more}' if more else f"{item} ws"
        return f'"[" ws {items} "]"' if least else f'"[" ws ({items})? "]"'

    def _map(self, value: str) -> str:
        self._share("ws", "char")
        pair = self._rule(rf'"\"" char* "\"" ws ":" ws {value} ws')
        return f'"{{" ws ({pair} ("," ws {pair})*)? "}}"'

    def _object(self, fields: Sequence[Field]) -> str:
        """Properties in their order; around the first required one the others know their comma."""
        self._share("ws")
        pairs = [
            self._rule(f'{quote(_dump(field.name))} ws ":" ws {self._name(field.node)} ws')
            for field in fields
        ]
        first = next((n for n, field in enumerate(fields) if field.required), None)
        if first is None:
            return f'"{{" ws {self._all_optional(pairs)} "}}"'
        before = [f'({pair} "," ws)?' for pair in pairs[:first]]
        after = [
            f'"," ws {pair}' if field.required else f'("," ws {pair})?'
            for pair, field in zip(pairs[first + 1 :], fields[first + 1 :], strict=True)
        ]
        return " ".join(['"{" ws', *before, pairs[first], *after, '"}"'])

    def _all_optional(self, pairs: Sequence[str]) -> str:
        """Any of `pairs`, in order: each may be the first, followed by any of the later ones."""
        options: list[str] = []
        rest = ""
        for pair in reversed(pairs):
            options.append(f"{pair} {rest}".strip())
            rest = self._rule(f'("," ws {pair})? {rest}'.strip())
        return f"({' | '.join(reversed(options))})?" if options else ""

    def _any(self, depth: int) -> str:
        self._share("char")
        string = self._rule(r'"\"" char* "\""')
        number = self._rule(number_to_gbnf(NumberNode()))
        options = [string, number, '"true"', '"false"', '"null"']
        if depth:
            inner = self._rule(self._any(depth - 1))
            options += [self._rule(self._array(inner, 0, None)), self._rule(self._map(inner))]
        return " | ".join(options)


def _times(least: int, most: int | None) -> str:
    """A repetition that the native parser can take; "" for none at all."""
    if most == 0:
        return ""
    low = min(least, MAX_REPEAT)
    high = "" if most is None or most > MAX_REPEAT else str(most)
    return "*" if (low, high) == (0, "") else f"{{{low},{high}}}"


def _dump(value: Scalar) -> str:
    return json.dumps(value, ensure_ascii=False)
