"""Writing texts of a kind: at once, or an outline first and then section by section."""

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from pa_cli.core.echo import EchoFilter
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, Finished, TextDelta
from pa_cli.core.languages import Language, find_language, weight_of
from pa_cli.core.schema import parse_schema
from pa_cli.services.answers import Answer
from pa_cli.services.language_watch import held_to, is_in
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask
from pa_cli.services.writing_review import FICTION, Review, review

REPLY = "reply"
_OUTLINE = parse_schema("""{"type": "object", "properties": {
  "title": {"type": "string", "minLength": 2, "maxLength": 120},
  "sections": {"type": "array", "minItems": 2, "maxItems": 12,
    "items": {"type": "string", "minLength": 2, "maxLength": 120}}},
  "required": ["title", "sections"], "additionalProperties": false}""")
_NEXT_HEADING = ("\n# ", "\n## ")
_LIVELY = 0.8
"""Temperature of stories and poems; where facts are given, small models make things up with it."""

_SUBSTANCE = 30
"""Letters from which on a reply says something, besides its greeting."""

_SECTION_TOKENS = 700
_HEADING = re.compile(r"#{1,2}\s[^\n]*\n?\s*")


class Writer:
    """Writes with one engine.

    Args:
        engine: The model at work.
        task: The template `write` with its values.

    Attributes:
        stopped: Headings of the sections that were not brought to an end.
    """

    def __init__(self, engine: Engine, task: TextTask) -> None:
        self._runner = TaskRunner(engine)
        self._task = task
        usual_values = {one.name: one.default for one in task.template.parameters}
        self._said = {
            name: value for name, value in task.values.items() if value != usual_values.get(name)
        }
        self._language = find_language(task.values.get("lang", ""))
        self.stopped: list[str] = []
        usual = task.template.sampling.get("temperature")
        if task.values.get("kind") in FICTION and task.sampling.temperature == usual:
            self._task = replace(task, sampling=replace(task.sampling, temperature=_LIVELY))

    def write(self, text: str) -> tuple[Answer, Generator[Event]]:
        """The text at once; `text` is a draft to go on from, or the message that is replied to."""
        answer, events = self._in_language(*self.task_for(text))
        if "kind" in self._task.values:
            return answer, _passed(answer, events, _FromFirstWord())
        echo = EchoFilter(text, self._said.get("points", ""))
        return answer, self._replied(answer, _passed(answer, events, echo), echo)

    def _in_language(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `task`; what begins in another language than is wanted is tried again, once."""
        answer, events = self._runner.run(task, text)

        def again() -> tuple[Answer, Generator[Event]]:
            return self._runner.run(_told_twice(task, self._language), text)

        return answer, held_to(self._language, answer, events, again)

    def _replied(
        self, answer: Answer, events: Generator[Event], echo: EchoFilter
    ) -> Generator[Event]:
        """`events` of a reply; one that says nothing of its own is written again without the message.

        Its greeting is held back until it says something.
        """
        held: list[Event] = []
        with closing(events):
            for event in events:
                held.append(event)
                greeting, _, rest = answer.text.lstrip().partition("\n")
                if weight_of(rest or greeting) >= _SUBSTANCE:
                    yield from held
                    yield from events
                    return
        if answer.interrupted or not (echo.found and self._said.get("points")):
            yield from held
            return
        again, others = self._runner.run(self._task, "")
        with closing(others):
            for event in others:
                yield event
                answer.text, answer.finished = again.text, again.finished

    def task_for(self, text: str) -> tuple[TextTask, str]:
        """The task with the text that it is given: a draft is not given, the answer begins with it."""
        if "kind" not in self._task.values:
            return self._task, text
        return replace(self._task, lead=text.rstrip()), ""

    def review(self, said: str, source: str = "") -> Review:
        """What is to be looked at in a text of this writer; `source` is the draft, or the message."""
        return review(said, self._said, source)

    def outline(self, draft: str = "") -> tuple[str, list[str]]:
        """Title and section headings for the text, or for what is still to come of a draft.

        Raises:
            SchemaError: The model gave none.
        """
        values = {
            **self._task.values,
            "before": "The beginning is written:" if draft else "",
            "step": f"First make the outline of {'what comes next' if draft else 'it'}: the title and"
            " the headings.",
        }
        task = replace(self._task, values=values, schema=_OUTLINE)
        data = self._outlined(task, draft)
        if not is_in(" ".join([data["title"], *data["sections"]]), self._language):
            data = self._outlined(_told_twice(task, self._language), draft)
        headings = dict.fromkeys(heading.strip(" #") for heading in data["sections"])
        return data["title"].strip(" #"), list(headings)

    def _outlined(self, task: TextTask, draft: str) -> dict[str, Any]:
        answer = self._runner.complete(task, draft)
        finished = answer.finished
        reason = finished.finish_reason if finished else "stop"
        data: dict[str, Any] = read_structured(answer.text, _OUTLINE, finish_reason=reason)
        return data

    def sections(self, title: str, headings: list[str], draft: str = "") -> Iterator[str]:
        """The whole text in pieces, section by section after the outline; a draft is gone on with.

        The model goes on writing below each heading: it sees all that stands above, and the prompt
        stays the same, which makes it fast.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded stands.
        """
        beginning = "" if draft else f"# {title}\n\n"
        written = f"{draft.rstrip()}\n\n" if draft else beginning
        yield beginning
        values = {**self._task.values, "step": _section_wish(title, headings, self._task)}
        sampling = replace(
            self._task.sampling,
            stop=(*self._task.sampling.stop, *_NEXT_HEADING),
            max_tokens=min(self._task.sampling.max_tokens, _SECTION_TOKENS),
        )
        for heading in headings:
            shown = f"## {heading}\n\n"
            yield shown
            written += shown
            task = replace(self._task, values=values, sampling=sampling, lead=written)
            answer, events = self._runner.run(task, "")
            kept = _Trimmed()
            with closing(events):
                for event in events:
                    if isinstance(event, TextDelta):
                        piece = kept.feed(event.text)
                        written += piece
                        yield piece
            if answer.interrupted:
                raise InterruptedByUserError("Interrupted.")
            if answer.is_circular or (
                answer.finished and answer.finished.finish_reason == "length"
            ):
                self.stopped.append(heading)
            rest = kept.finish() + "\n\n"
            written += rest
            yield rest


def _told_twice(task: TextTask, language: Language) -> TextTask:
    """`task` with its language asked for as plainly as can be."""
    told = f"{language.name}. Every word of it is in {language.name}."
    return replace(task, values={**task.values, "lang": told})


class _FromFirstWord:
    """A text without space at its beginning."""

    def __init__(self) -> None:
        self._has_begun = False

    def feed(self, text: str) -> str:
        shown = text if self._has_begun else text.lstrip()
        self._has_begun = self._has_begun or bool(shown)
        return shown

    def finish(self) -> str:
        return ""


def _passed(
    answer: Answer, events: Generator[Event], passing: EchoFilter | _FromFirstWord
) -> Generator[Event]:
    """`events`, and the text of their answer, as they pass the filter."""
    text = ""
    with closing(events):
        for event in events:
            shown = ""
            if isinstance(event, TextDelta):
                shown = passing.feed(event.text)
            elif isinstance(event, Finished):
                shown = passing.finish()
            text += shown
            answer.text = text
            if shown:
                yield TextDelta(shown)
            if not isinstance(event, TextDelta):
                yield event


def _section_wish(title: str, headings: list[str], task: TextTask) -> str:
    size = "" if task.values.get("length") else " Write 80 to 180 words for each section."
    return (
        f'The whole is called "{title}" and has these sections: {"; ".join(headings)}.{size} Each'
        " section says something of its own; below its heading comes its text."
    )


class _Trimmed:
    """The text of a section without space at its ends, and without a heading that it begins with."""

    def __init__(self) -> None:
        self._head: str | None = ""
        self._space = ""

    def feed(self, text: str) -> str:
        if self._head is not None:
            self._head = (self._head + text).lstrip()
            if not self._head or (self._head.startswith("#") and "\n" not in self._head):
                return ""
            text, self._head = _HEADING.sub("", self._head), None
        text = self._space + text
        shown = text.rstrip()
        self._space = text[len(shown) :]
        return shown

    def finish(self) -> str:
        head, self._head = self._head, None
        return _HEADING.sub("", head).rstrip() if head else ""
