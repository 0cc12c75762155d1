"""The short form of a schema: `name, age int, tags list, note: what to put there`.

One field after another, parted by commas, or by line ends when there is more than one line (then
descriptions may hold commas). A field is a name of some words, perhaps a type, perhaps a colon and a description.
A question mark after the name allows null. A field called `date` or `email` is one, unless it says otherwise.
"""

import difflib
import re
from typing import Any

from pa_cli.core.errors import UsageError

_ALIASES = {
    "str": "string",
    "text": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "datetime": "date-time",
}
_TYPES = ("string", "integer", "number", "boolean")
_FORMATS = ("date", "time", "date-time", "email")
_NAMED_AS_TYPED = ("date", "email")
"""What a field of that name is, when nothing else is said of it."""
_LONGEST = 1_000
_WORD = re.compile(r"[\w-]+")
_FIELD = re.compile(
    r"(?P<name>[\w-]+(?:\s+[\w-]+)*?)\s*(?P<null>[?？])?(?:(?<=\S)\s+(?P<rest>[^?？]*[^\s?？]))?\s*",
    re.DOTALL,
)
_EXAMPLE = 'An example: --schema "name, age int, tags list, mood happy|sad, note: one sentence"'


def read_fields(text: str) -> dict[str, Any]:
    """The JSON Schema of an object with the fields of `text`, all of them required.

    Raises:
        UsageError: A field cannot be read.
    """
    parts = text.splitlines() if "\n" in text.strip() else re.split("[,，]", text)
    properties: dict[str, Any] = {}
    for part in filter(None, (part.strip().rstrip(",，") for part in parts)):
        name, schema = _read_field(part)
        if name in properties:
            raise UsageError(f"The schema names the field {name!r} twice.", hint=_EXAMPLE)
        properties[name] = schema
    if not properties:
        raise UsageError("The schema names no field.", hint=_EXAMPLE)
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _read_field(part: str) -> tuple[str, dict[str, Any]]:
    head, *description = re.split("[:：]", part, maxsplit=1)
    found = _FIELD.fullmatch(head.strip()) if len(head) <= _LONGEST else None
    if found is None:
        shown = part if len(part) <= _LONGEST else f"{part[:40]}..."
        raise UsageError(f"The schema has a field that cannot be read: {shown!r}.", hint=_EXAMPLE)
    if found["null"] or not found["rest"]:
        name = found["name"]
        itself = name.lower() if name.lower() in _NAMED_AS_TYPED else "text"
        schema = _read_type(found["rest"] or itself, part)
    else:
        name, schema = _name_and_type([*found["name"].split(), *found["rest"].split()], part)
    if found["null"]:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if description and description[0].strip():
        schema["description"] = description[0].strip()
    return name, schema


def _name_and_type(words: list[str], part: str) -> tuple[str, dict[str, Any]]:
    """The name and the type in `words`: "invoice date date" is the date called "invoice date"."""
    for count in range(1, len(words)):
        written = " ".join(words[count:])
        if _is_type(written) and all(map(_WORD.fullmatch, words[:count])):
            return " ".join(words[:count]), _read_type(written, part)
    if any(map(_is_type, words[1:])) or _nearest_type(words[-1]):
        _read_type(" ".join(words[1:]), part)  # tells what is wrong with it
    return " ".join(words), {"type": "string"}


def _is_type(written: str) -> bool:
    words = written.lower().split()
    if "|" in written or words[0] == "list":
        return True
    return len(words) == 1 and _ALIASES.get(words[0], words[0]) in (*_TYPES, *_FORMATS)


def _nearest_type(word: str) -> str:
    known = [*_TYPES, *_FORMATS, *_ALIASES, "list"]
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1)), "")


def _read_type(written: str, part: str) -> dict[str, Any]:
    if "|" in written:
        return {"type": "string", "enum": _choices(written, part)}
    words = written.lower().split()
    if words[0] == "list":
        element = [word for word in words[1:] if word != "of"] or ["text"]
        return {"type": "array", "items": _read_type(" ".join(element), part)}
    name = _ALIASES.get(words[0], words[0])
    if len(words) == 1 and name in _TYPES:
        return {"type": name}
    if len(words) == 1 and name in _FORMATS:
        return {"type": "string", "format": name}
    near = _nearest_type(words[0]) or _nearest_type(words[-1])
    raise UsageError(
        f"{written!r} in the schema's field {part!r} is no type"
        + (f"; did you mean {near!r}?" if near else "."),
        hint="Types: text, int, number, bool, date, time, datetime, email, list, or a|b|c.",
    )


def _choices(written: str, part: str) -> list[str]:
    choices = list(dict.fromkeys(choice.strip() for choice in written.split("|")))
    if not all(choices):
        raise UsageError(f"The schema's field {part!r} has an empty choice.", hint=_EXAMPLE)
    return choices
