"""The short form of a schema: `name, age int, tags list, note: what to put there`.

One field after another, parted by commas, or by line ends when there is more than one line (then
descriptions may hold commas). A field is a name, perhaps a type, perhaps a colon and a description.
A question mark after the name allows null.
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
_FIELD = re.compile(r"(?P<name>[\w-]+)\s*(?P<null>[?？])?(?:\s+(?P<type>.*\S))?\s*", re.DOTALL)
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
    found = _FIELD.fullmatch(head.strip())
    if found is None:
        raise UsageError(f"The schema has a field that cannot be read: {part!r}.", hint=_EXAMPLE)
    schema = _read_type(found["type"] or "text", part)
    if found["null"]:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if description and description[0].strip():
        schema["description"] = description[0].strip()
    return found["name"], schema


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
    near = difflib.get_close_matches(words[0], [*_TYPES, *_FORMATS, *_ALIASES, "list"], n=1)
    raise UsageError(
        f"{written!r} in the schema's field {part!r} is no type"
        + (f"; did you mean {near[0]!r}?" if near else "."),
        hint="Types: text, int, number, bool, date, time, datetime, email, list, or a|b|c.",
    )


def _choices(written: str, part: str) -> list[str]:
    choices = list(dict.fromkeys(choice.strip() for choice in written.split("|")))
    if not all(choices):
        raise UsageError(f"The schema's field {part!r} has an empty choice.", hint=_EXAMPLE)
    return choices
