"""Random values that follow a schema of `tests/support/schemas.py`, written without the code that
makes our grammars and checks answers."""

import math
import random
from decimal import Decimal

_WORDS = ("", "a", "Ana", "中文", 'a "b" \\ c', "é😀", "two\nlines\t.", "\u00a0", "£5 at 20°")
_ANYTHING = {
    "boolean": (True, False),
    "null": (None,),
    "any": (None, True, -3, 0.5, *_WORDS, [], [1, ["a"]], {}, {"k": [None]}),
}
_FORMATS = {
    "date": ("2026-11-17", "2024-02-29", "1999-12-31"),
    "time": ("10:30:00Z", "23:59:59.5+05:30"),
    "date-time": ("2026-11-17T10:30:00Z", "2024-02-29T00:00:00-08:00"),
    "email": ("ana@example.org", "a.b_c+d@mail.example.co"),
    "uuid": ("123e4567-e89b-12d3-a456-426614174000",),
}
_PATTERNS = {
    "^[A-Z]{2}-[0-9]{3,4}$": ("AB-123", "ZZ-0000"),
    r"^\d+(\.\d+)?$": ("0", "31.4", "007.50"),
    r"^(yes|no|[^a-z\s]+)$": ("yes", "no", "中-1"),
    "colou?r": ("color", "my colour is 红"),
    r'^[\w."\\/]+\t?$': ('a"\\/_.', "x\t"),
    "^(?:[ab]{2}|c+){1,3}$": ("ab", "cccab", "c"),
}


def instance(schema: dict, dice: random.Random):
    """A value that follows `schema`, with the properties in its order."""
    if "anyOf" in schema:
        return instance(dice.choice(schema["anyOf"]), dice)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return dice.choice(schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return instance({**schema, "type": dice.choice(kind)}, dice)
    match kind:
        case "object":
            return _object(schema, dice)
        case "array":
            least = schema.get("minItems", 0)
            count = dice.randint(least, schema.get("maxItems", least + 2))
            return [instance(schema.get("items", {}), dice) for _ in range(count)]
        case "string":
            return _string(schema, dice)
        case "integer" | "number":
            return _number(schema, dice)
        case _:
            return dice.choice(_ANYTHING.get(kind, _ANYTHING["any"]))


def mutated(text: str, dice: random.Random) -> str:
    """`text` with something wrong in it: cut, doubled, swapped, or with a strange character."""
    at = dice.randrange(len(text) + 1)
    other = dice.randrange(len(text) + 1)
    match dice.randrange(5):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + text[at + 1 :]
        case 2:
            return text[:at] + dice.choice('{}[],:"0-9eE.\\\n\x00\x1b\u202e nulltrue中') + text[at:]
        case 3:
            return text[min(at, other) :] + text[: min(at, other)]
        case _:
            return text + dice.choice((text, " ", "```", "\n\nI hope this helps!"))


def _object(schema, dice):
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    if not properties and others is not False:
        inner = others if isinstance(others, dict) else {}
        return {word: instance(inner, dice) for word in dice.sample(_WORDS, dice.randint(0, 2))}
    return {
        name: instance(inner, dice)
        for name, inner in properties.items()
        if name in schema.get("required", ()) or dice.random() < 0.5
    }


def _string(schema, dice):
    if "format" in schema:
        return dice.choice(_FORMATS[schema["format"]])
    if "pattern" in schema:
        return dice.choice(_PATTERNS[schema["pattern"]])
    least = schema.get("minLength", 0)
    length = dice.randint(least, schema.get("maxLength", least + 6))
    return "".join(dice.choice('aZ0é中😀"\\/{}[],: £') for _ in range(length))


def _number(schema, dice):
    step = Decimal(1) if schema["type"] == "integer" else Decimal("0.001")
    low, high = _limit(schema, "inimum", step), _limit(schema, "aximum", -step)
    if low is None:
        low = Decimal(-2000) if high is None else high - 2000
    if high is None:
        high = low + 4000
    steps = math.floor((high - low) / step)
    value = low + step * dice.randint(0, max(0, steps))
    return int(value) if value == int(value) else float(value)


def _limit(schema, end, step):
    """The number that is just allowed on one side, on the grid of `step`."""
    bounds = [Decimal(str(schema[key])) for key in ("m" + end,) if key in schema]
    bounds += [Decimal(str(schema[key])) + step for key in ("exclusiveM" + end,) if key in schema]
    if not bounds:
        return None
    bound = max(bounds) if step > 0 else min(bounds)
    grid = abs(step)
    return (math.ceil(bound / grid) if step > 0 else math.floor(bound / grid)) * grid
