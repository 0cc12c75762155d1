"""One JSON document for scripts."""

import dataclasses
import json
import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import PurePath

_STEP = "  "
_PIECES = 500


def to_json(value: object) -> str:
    """`value` as indented UTF-8 JSON with a final newline; dataclasses become objects.

    Paths become texts, dates ISO 8601; numbers that JSON does not know become null.
    """
    return _encode(value, "\n") + "\n"


def json_list(values: Iterable[object]) -> Iterator[str]:
    """What `to_json` makes of a list, in pieces, for lists that are too long to hold as one text."""
    pieces: list[str] = []
    before = "[\n" + _STEP
    for value in values:
        pieces.append(before + _encode(value, "\n" + _STEP))
        before = ",\n" + _STEP
        if len(pieces) == _PIECES:
            yield "".join(pieces)
            pieces = []
    yield "".join(pieces) + ("[]\n" if before.startswith("[") else "\n]\n")


def _encode(value: object, newline: str) -> str:
    """`json.dumps` with an indent is written in Python too, and takes three times as long."""
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, float):
        return json.dumps(value) if math.isfinite(value) else "null"
    if isinstance(value, datetime | date):
        return _string(value.isoformat())
    if isinstance(value, PurePath):
        return _string(str(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = value.__dataclass_fields__
        return _object([(name, getattr(value, name)) for name in names], newline)
    if isinstance(value, dict):
        return _object([(str(key), item) for key, item in value.items()], newline)
    if isinstance(value, list | tuple | set | frozenset):
        inner = newline + _STEP
        items = [inner + _encode(item, inner) for item in value]
        return "[" + ",".join(items) + newline + "]" if items else "[]"
    raise TypeError(f"{type(value).__name__} has no JSON")


def _object(items: list[tuple[str, object]], newline: str) -> str:
    inner = newline + _STEP
    members = [f"{inner}{_string(name)}: {_encode(item, inner)}" for name, item in items]
    return "{" + ",".join(members) + newline + "}" if members else "{}"


def _string(text: str) -> str:
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return json.encoder.encode_basestring(text)
