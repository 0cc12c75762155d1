"""Answers that follow a schema: how the model is told, and how its answer is checked.

The grammar already holds the model to the schema; the check is made all the same, because an answer
can be cut off, and because a schema may bound more than a grammar can hold.
"""

import json
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from pa_cli.core.errors import SchemaError
from pa_cli.core.events import FinishReason
from pa_cli.core.pattern_matching import matches
from pa_cli.core.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def schema_instructions(schema: Schema) -> str:
    """What to tell the model, so that it fills the fields with sense; the form is the grammar's."""
    return f"Answer with JSON alone, following this JSON Schema:\n{schema.as_json()}"


def read_structured(
    text: str, schema: Schema, *, finish_reason: FinishReason = "stop", max_tokens: int = 0
) -> Any:  # noqa: ANN401 - JSON is anything
    """The data of an answer that had to follow `schema`.

    Args:
        text: The answer.
        schema: What it has to look like.
        finish_reason: Why the generation ended.
        max_tokens: The limit that it ended at, 0 when unknown.

    Raises:
        SchemaError: The answer was cut off, is no JSON, or does not follow the schema; holds it raw.
    """
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise _unreadable(text, finish_reason, max_tokens) from None
    if problem := _first_problem(data, schema):
        raise SchemaError(
            f"The answer does not follow the schema: {problem}.",
            raw=text,
            hint="Try again, with a larger model (-m NAME), or with a simpler schema.",
        )
    return data


def _unreadable(text: str, finish_reason: FinishReason, max_tokens: int) -> SchemaError:
    if finish_reason == "length":
        limit = f" after {max_tokens} tokens" if max_tokens else ""
        return SchemaError(
            f"The answer was cut off{limit}, before the data was complete.",
            raw=text,
            hint="Give it more room: --max-tokens N",
        )
    if finish_reason == "interrupted":
        return SchemaError("Stopped before the data was complete.", raw=text)
    return SchemaError(
        "The answer is not valid JSON.",
        raw=text,
        hint="Try again, or with a larger model (-m NAME).",
    )


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _first_problem(data: Any, schema: Schema) -> str:  # noqa: ANN401
    """What is wrong with `data`, with its place; "" when all is well."""
    from jsonschema import Draft202012Validator, FormatChecker, validators
    from jsonschema.exceptions import ValidationError, best_match

    def check_pattern(_: Any, pattern: str, value: Any, __: Any) -> "Iterator[ValidationError]":  # noqa: ANN401
        # our own matcher: the standard one can be made to run for ever
        if isinstance(value, str) and not matches(pattern, value):
            yield ValidationError(f"{value!r} does not match {pattern!r}")

    formats = FormatChecker(formats=())
    for name, read in _FORMATS.items():
        formats.checks(name, raises=ValueError)(_as_check(read))
    validator = validators.extend(Draft202012Validator, {"pattern": check_pattern})
    error = best_match(validator(schema.document, format_checker=formats).iter_errors(data))
    if error is None:
        return ""
    place = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
    )
    message = error.message if len(error.message) <= 200 else error.message[:199] + "…"
    return f"{place.lstrip('.')}: {message}" if place else message


def _as_check(read: Any) -> Any:  # noqa: ANN401
    """A check that lets anything but texts pass, as JSON Schema wants it."""

    def check(value: object) -> bool:
        if isinstance(value, str):
            read(value)
        return True

    return check


def _read_timestamp(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or "T" not in text:
        raise ValueError("no offset")
    return moment


def _read_time(text: str) -> time:
    moment = time.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment


def _read_date(text: str) -> date:
    if len(text) != len("2026-01-31"):
        raise ValueError("not the extended form")
    return date.fromisoformat(text)


def _read_email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError("no address")
    return text


_FORMATS = {
    "date": _read_date,
    "time": _read_time,
    "date-time": _read_timestamp,
    "email": _read_email,
    "uuid": UUID,
}
