"""What an answer has to look like: a schema as the user wrote it, read and bounded.

Two ways to write one: a subset of JSON Schema, or the short form `name, age int, tags list`.
"""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from pa_cli.core.errors import UsageError
from pa_cli.core.json_schema import read_json_schema
from pa_cli.core.schema_fields import read_fields
from pa_cli.core.schema_nodes import Node

MAX_SCHEMA_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that can be turned into a grammar.

    Attributes:
        document: It as JSON Schema; what an answer is validated against.
        root: Its shape; what the grammar is made from.
    """

    document: dict[str, Any]
    root: Node

    def as_json(self) -> str:
        """The JSON Schema as one line of text."""
        return json.dumps(self.document, ensure_ascii=False)


def parse_schema(text: str) -> Schema:
    """Read JSON Schema (text that begins with a brace) or the short form.

    Raises:
        UsageError: It is neither, or uses or exceeds what `pa` does not offer.
    """
    text = text.lstrip("\ufeff").strip()
    if len(text) > MAX_SCHEMA_CHARACTERS:
        raise UsageError(
            f"The schema has {len(text)} characters; at most {MAX_SCHEMA_CHARACTERS} are read."
        )
    document = _parse_json(text) if text.startswith(("{", "[")) else read_fields(text)
    if isinstance(document, dict):
        # they would only change what a reference means while validating
        document = {key: document[key] for key in document if key not in {"$schema", "$id"}}
    return Schema(document, read_json_schema(document))


def _parse_json(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise UsageError("The schema is nested too deeply.") from None
    except ValueError as error:
        raise UsageError(
            f"The schema is not valid JSON: {error}.",
            hint='Write JSON Schema, or the short form: --schema "name, age int, tags list"',
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
