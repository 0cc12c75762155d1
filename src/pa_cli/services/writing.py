"""Writing texts of a kind: at once, or an outline first and then section by section."""

import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import Event, TextDelta
from pa_cli.core.languages import UNKNOWN, clear_language, find_language, knows
from pa_cli.core.schema import parse_schema
from pa_cli.core.written_numbers import lost_numbers
from pa_cli.services.answers import Answer
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask

REPLY = "reply"
_OUTLINE_SCHEMA = """{"type": "object", "properties": {
  "title": {"type": "string", "minLength": 3, "maxLength": 120},
  "sections": {"type": "array", "minItems": 2, "maxItems": 12,
    "items": {"type": "string", "minLength": 3, "maxLength": 120}}},
  "required": ["title", "sections"], "additionalProperties": false}"""
_ENOUGH_CONTEXT = 1_200
_FICTION = ("story", "poem")
_LIST_MARK = re.compile(r"^\W*\d+[.):]", re.MULTILINE)


class Writer:
    """Writes with one engine.

    Args:
        engine: The model at work.
        task: The template `write` with its values.
    """

    def __init__(self, engine: Engine, task: TextTask) -> None:
        self._runner = TaskRunner(engine)
        self._task = task

    def write(self, text: str) -> tuple[Answer, Generator[Event]]:
        """The text at once; `text` is a draft to go on from, or the message that is replied to."""
        values = dict(self._task.values)
        if text and "kind" in values:
            values["before"] = "A draft:"
            values["step"] = "Go on with the draft above from where it stops; do not repeat it."
        return self._runner.run(replace(self._task, values=values), text)

    def made_up(self, answer: Answer, text: str) -> list[str]:
        """Numbers of an answer that stand neither in `text` nor in what was asked for.

        Fiction may have any.
        """
        values = self._task.values
        if values.get("kind") in _FICTION:
            return []
        said = _LIST_MARK.sub("", answer.text)
        return lost_numbers(said, f"{text}\n{' '.join(values.values())}")

    def wrong_language(self, answer: Answer, text: str) -> str:
        """What is to be said when an answer is not in the language that was asked for, "" when it is.

        A reply has to be in the language of its message, unless another was asked for.
        """
        values = self._task.values
        asked = values.get("lang", "")
        is_reply = "kind" not in values
        wanted = find_language(asked) if asked else clear_language(text) if is_reply else UNKNOWN
        found = clear_language(answer.text)
        if not wanted.code or knows([wanted], found):
            return ""
        return f"This reads like {found.plain_name}, not {wanted.plain_name}. Try it with a larger model (-m NAME)."

    def outline(self) -> tuple[str, list[str]]:
        """Title and section headings for the text.

        Raises:
            SchemaError: The model gave none.
        """
        schema = parse_schema(_OUTLINE_SCHEMA)
        values = {
            **self._task.values,
            "step": "First make its outline: the title and the headings.",
        }
        answer = self._runner.complete(replace(self._task, values=values, schema=schema), "")
        finished = answer.finished
        data = read_structured(
            answer.text, schema, finish_reason=finished.finish_reason if finished else "stop"
        )
        return data["title"].strip(), [heading.strip() for heading in data["sections"]]

    def sections(self, title: str, headings: list[str]) -> Iterator[str]:
        """The whole text in pieces, section by section after the outline."""
        yield f"# {title}\n\n"
        written = ""
        for heading in headings:
            yield f"## {heading}\n\n"
            values = {**self._task.values, **_section_wish(title, headings, heading)}
            tail = written[-_ENOUGH_CONTEXT:]
            answer, events = self._runner.run(replace(self._task, values=values), tail)
            kept = _Trimmed(heading)
            with closing(events):
                for event in events:
                    if isinstance(event, TextDelta):
                        yield kept.feed(event.text)
            yield kept.finish() + "\n\n"
            written += f"\n## {heading}\n{answer.text}"
            if answer.interrupted:
                return


def _section_wish(title: str, headings: list[str], heading: str) -> Mapping[str, str]:
    plan = "; ".join(headings)
    return {
        "length": "",
        "before": "What is written so far ends so:",
        "step": f'The whole is called "{title}" and has these sections: {plan}. Write only the '
        f'section "{heading}" now, in 80 to 180 words, without its heading.',
    }


class _Trimmed:
    """A section without a heading of its own at its beginning and space at its ends."""

    def __init__(self, heading: str) -> None:
        self._heading = heading
        self._head: str | None = ""
        self._space = ""

    def feed(self, text: str) -> str:
        if self._head is not None:
            self._head += text
            if "\n" not in self._head.lstrip() and len(self._head) < len(self._heading) + 20:
                return ""
            text, self._head = self._without_heading(self._head), None
        text = self._space + text
        shown = text.rstrip()
        self._space = text[len(shown) :]
        return shown

    def finish(self) -> str:
        head, self._head = self._head, None
        return self._without_heading(head).rstrip() if head else ""

    def _without_heading(self, text: str) -> str:
        text = text.lstrip()
        line, newline, rest = text.partition("\n")
        bare = re.sub(r"[#*\s:：]+", " ", line).strip().casefold()
        is_heading = line.startswith("#") or bare == self._heading.casefold()
        return rest.lstrip() if newline and is_heading else text
