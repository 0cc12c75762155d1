"""What `pa extract` is asked for, and what it gives for one text."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pa_cli.cli.answering import read_schema
from pa_cli.cli.record_work import Work
from pa_cli.core.copied_values import Found
from pa_cli.core.errors import UsageError
from pa_cli.core.schema import Schema, parse_schema
from pa_cli.core.text_dates import ReadDateAt
from pa_cli.services.extracting import ENTITY_FIELDS, Extractor, entities_of, require_object

Form = Literal["data", "columns", "json"]


def read_wish(fields: str, schema: str, *, entities: bool) -> Schema:
    """The schema that the user asks for.

    Raises:
        UsageError: None of the ways to say it was taken, or several; or it is no object.
    """
    given = [bool(fields), bool(schema), entities]
    if sum(given) != 1:
        raise UsageError(
            "Say what to find: --fields, --schema or --entities, one of them.",
            hint='pa extract --fields "name, date, amount number"',
        )
    if entities:
        return parse_schema(ENTITY_FIELDS)
    wish = parse_schema(fields) if fields else read_schema(schema)
    require_object(wish)  # before a model is loaded
    return wish


def column_names(wish: Schema, *, entities: bool) -> tuple[str, ...]:
    """The columns that a table gets; entities have one more, for what is found without the model."""
    names = tuple(wish.document.get("properties", {}))
    return (*names, "contacts") if entities else names


def extraction_work(
    extractor: Extractor,
    read_date: ReadDateAt,
    *,
    entities: bool,
    form: Form,
) -> Work:
    """What is done with texts; as `json` it is told where the values stand, as `columns` each stands alone."""

    def describe(text: str, found: Found) -> dict[str, Any]:
        data = entities_of(found, text, read_date) if entities else found.data
        if form == "columns":
            return dict(data)
        if form == "data":
            return {"data": data}
        places = {path: list(span) for path, span in found.spans.items()}
        return {"data": data, "spans": places, "dropped": found.dropped}

    def work(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
        read: deque[str] = deque()

        def remembered() -> Iterator[str]:
            for text in texts:
                read.append(text)
                yield text

        for found in extractor.extract_each(remembered()):
            yield describe(read.popleft(), found)

    return work
