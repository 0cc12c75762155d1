"""Pulling data out of texts: the model copies, code checks that each word stands in the text."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pa_cli.core.amounts import find_amounts, read_amount
from pa_cli.core.chunking import split_text
from pa_cli.core.contacts import find_contacts
from pa_cli.core.copied_values import (
    Found,
    check_copies,
    copying_schema,
    read_day,
)
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import InterruptedByUserError, UsageError
from pa_cli.core.schema import Schema, parse_schema
from pa_cli.core.text_dates import ReadDate, ReadDateAt, find_dates, may_be_time, reading_of
from pa_cli.services.answers import Answer
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask

_MOST_RECORDS = 100
_CLOSE_TOKENS = 220
"""Of a longer text small models overlook most records and names, or take its headings for records."""

_ROOM = 1_200
"""Tokens kept free for the answer."""

_SEVERAL = 2
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|SE|Inc|Ltd|LLC|Corp|Corporation|Company|PLC|S\.?A|S\.?L|B\.?V|University|Bank)\b\.?"
    r"|公司|集团|银行|大学|学院|医院|委员会|株式会社"
)

ENTITY_FIELDS = (
    "people list: names of persons\norganisations list: names of companies, offices, groups\n"
    "places list: names of cities, countries, rooms, addresses\n"
    "dates list: dates and times as they are written\namounts list: sums of money as they are written"
)


class Extractor:
    """Extracts with one engine.

    Args:
        engine: The model at work.
        task: The template `extract` with its values.
        schema: What the user asked for; an object.
        read_date: Reads the words of a date, as of the day that a text names first.
        many: The text holds several such objects.
        closely: A longer text is read in small parts, so that less is overlooked.

    Raises:
        UsageError: `schema` is no object.
    """

    def __init__(
        self,
        engine: Engine,
        task: TextTask,
        schema: Schema,
        read_date: ReadDateAt,
        *,
        many: bool = False,
        closely: bool = False,
    ) -> None:
        require_object(schema)
        document = schema.document
        if many:
            document = {
                "type": "object",
                "properties": {"records": {"type": "array", "items": document}},
                "required": ["records"],
            }
        self._document = document
        self._many = many
        self._closely = many or closely
        self._read_date = read_date
        asked = copying_schema(document)
        if many:
            asked["properties"]["records"]["maxItems"] = _MOST_RECORDS
        self._engine = engine
        self._runner = TaskRunner(engine)
        self._task = replace(task, schema=parse_schema(json.dumps(asked)))

    def extract(self, text: str) -> Found:
        """The data of `text`; what does not stand in it is None.

        A text that does not fit the context window is read in parts.

        Raises:
            SchemaError: The answer was cut off.
            InterruptedByUserError: Ctrl-C.
        """
        return next(self.extract_each([text]))

    def extract_each(self, texts: Iterable[str]) -> Iterator[Found]:
        """The data of many texts, in their order; see `extract`."""
        waiting: deque[tuple[Sequence[str], ReadDate]] = deque()

        def tasks() -> Iterator[tuple[TextTask, str]]:
            for text in texts:
                waiting.append((self._parts(text), reading_of(text, self._read_date)))
                yield from ((self._task, part) for part in waiting[-1][0])

        done: list[Found] = []
        for answer in self._runner.complete_each(tasks()):
            parts, read_date = waiting[0]
            done.append(self._check(answer, parts[len(done)], read_date))
            if len(done) == len(parts):
                waiting.popleft()
                yield self._merged(parts, done)
                done = []

    def _check(self, answer: Answer, part: str, read_date: ReadDate) -> Found:
        finished = answer.finished
        if self._task.schema is None or finished is None:
            raise InterruptedByUserError("Interrupted.")
        data = read_structured(
            answer.text,
            self._task.schema,
            finish_reason=finished.finish_reason,
            max_tokens=finished.usage.completion_tokens,
        )
        return check_copies(data, self._document, part, read_date)

    def _merged(self, parts: Sequence[str], done: Sequence[Found]) -> Found:
        """What all parts say, with places in the whole text."""
        merged, start = Found(), 0
        for part, found in zip(parts, done, strict=True):
            places = {path: (start + at, start + end) for path, (at, end) in found.spans.items()}
            merged = _merge(merged, replace(found, spans=places))
            start += len(part)
        if self._many:
            merged.data = merged.data["records"]
        return merged

    def _parts(self, text: str) -> Sequence[str]:
        count = self._engine.count_text_tokens
        base = self._engine.count_tokens(self._task.request("").messages)
        room = self._engine.context_limit - base - min(_ROOM, self._engine.context_limit // 4)
        if self._closely:
            room = min(room, _CLOSE_TOKENS)
        if count(text) <= room:
            return [text]
        return [part.text for part in split_text([text], limit=max(64, room), count=count)]


def require_object(schema: Schema) -> None:
    """See that `schema` is one that can be extracted.

    Raises:
        UsageError: It is no object.
    """
    if schema.document.get("type") != "object" and "properties" not in schema.document:
        raise UsageError(
            "The schema must be that of an object with fields.",
            hint='pa extract --fields "name, date, amount number"',
        )


def entities_of(found: Found, text: str, read_date: ReadDateAt) -> dict[str, Any]:
    """The entities of `text`: names as found, dates and amounts read, contacts by their form.

    A name is in one list: a company is no place; and a telephone number is no amount. Dates and
    amounts that the model overlooked are found by their form.
    """
    data: Mapping[str, Any] = found.data
    read = reading_of(text, read_date)
    contacts = find_contacts(text)
    reached = " ".join(one for kind in contacts.values() for one in kind)
    moments = [name for name in data["places"] if find_dates(name)]
    dates = []
    for words in _with_others([*data["dates"], *moments], find_dates(text), text):
        moment = read_day(words, read)
        if moment or may_be_time(words):
            dates.append(
                {"text": " ".join(words.split()), "date": moment.isoformat() if moment else None}
            )
    amounts = []
    for words in _with_others(data["amounts"], find_amounts(text), text):
        value, currency = read_amount(words)
        if value is not None and words not in reached:
            number = int(value) if value == int(value) else float(value)
            amounts.append({"text": " ".join(words.split()), "value": number, "currency": currency})
    named = [*data["organisations"], *data["places"], *data["people"]]
    companies = list(dict.fromkeys(name for name in named if _COMPANY.search(name)))
    places = [name for name in data["places"] if name not in companies and name not in moments]
    others = [name for name in data["organisations"] if name not in [*companies, *places]]
    return {
        "people": [name for name in data["people"] if name not in companies],
        "organisations": [*companies, *others],
        "places": places,
        "dates": dates,
        "amounts": amounts,
        "contacts": contacts,
    }


def _with_others(said: Sequence[str], found: Sequence[str], text: str) -> list[str]:
    """What the model named and what code found by its form, each once, in the order of the text."""
    single = [words for words in said if sum(one in words for one in found) < _SEVERAL]
    others = [one for one in found if not any(one in words for words in single)]
    every = [words for words in single if not any(words in one for one in others)] + others
    return sorted(dict.fromkeys(every), key=text.find)


def _merge(first: Found, second: Found) -> Found:
    """What two parts of a text say: lists are joined, of single values the first stands."""
    moves: dict[str, str] = {}
    data = _joined(first.data, second.data, "", moves)
    spans = {_moved(path, moves): span for path, span in second.spans.items()}
    dropped = {_moved(path, moves): words for path, words in second.dropped.items()}
    return Found(data, spans | first.spans, dropped | first.dropped)


def _joined(first: Any, second: Any, path: str, moves: dict[str, str]) -> Any:  # noqa: ANN401
    """Both together; `moves` tells which items of lists of `second` have another place now."""
    if first is None:
        return second
    if isinstance(first, dict) and isinstance(second, dict):
        return {
            key: _joined(first[key], second.get(key), f"{path}.{key}".lstrip("."), moves)
            for key in first
        }
    if isinstance(first, list) and isinstance(second, list):
        whole = list(first)
        for place, item in enumerate(second):
            if item not in whole:
                whole.append(item)
            moves[f"{path}[{place}]"] = f"{path}[{whole.index(item)}]"
        return whole
    return first


def _moved(path: str, moves: Mapping[str, str]) -> str:
    head, bracket, rest = path.partition("]")
    return moves.get(head + bracket, head + bracket) + rest
