"""Writing texts of a kind: at once, or an outline first and then section by section."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from pa_cli.core.closing_remark import ClosingRemark
from pa_cli.core.echo import EchoFilter
from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import Event, Finished, TextDelta
from pa_cli.core.languages import find_language, weight_of
from pa_cli.services.answers import Answer
from pa_cli.services.language_watch import held_to, told_twice
from pa_cli.services.outline_writing import OutlineWriter
from pa_cli.services.text_tasks import TaskRunner, TextTask
from pa_cli.services.writing_review import FICTION, Review, review

REPLY = "reply"
_LIVELY = 0.8
"""Temperature of stories and poems; where facts are given, small models make things up with it."""

_SUBSTANCE = 30
"""Letters from which on a reply says something, besides its greeting."""


class Writer:
    """Writes with one engine.

    Args:
        engine: The model at work.
        task: The template `write` with its values.

    Attributes:
        by_outline: Writes long texts, section by section.
    """

    def __init__(self, engine: Engine, task: TextTask) -> None:
        self._runner = TaskRunner(engine)
        self._task = task
        usual_values = {one.name: one.default for one in task.template.parameters}
        self._said = {
            name: value for name, value in task.values.items() if value != usual_values.get(name)
        }
        self._language = find_language(task.values.get("lang", ""))
        usual = task.template.sampling.get("temperature")
        if task.values.get("kind") in FICTION and task.sampling.temperature == usual:
            self._task = replace(task, sampling=replace(task.sampling, temperature=_LIVELY))
        self.by_outline = OutlineWriter(self._runner, self._task, self._language)

    def write(self, text: str) -> tuple[Answer, Generator[Event]]:
        """The text at once; `text` is a draft to go on from, or the message that is replied to."""
        answer, events = self._in_language(*self.task_for(text))
        if "kind" in self._task.values:
            is_fiction = self._task.values["kind"] in FICTION
            return answer, _passed(answer, events, _FromFirstWord(keeps_end=is_fiction))
        told = self._task.template.messages(self._task.values, "")[-1].content
        echo = EchoFilter(text, self._said.get("points", ""), told)
        begun = _begun_with(self._task.lead, events)
        return answer, self._replied(answer, _passed(answer, begun, echo), echo)

    def _in_language(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `task`; what begins in another language than is wanted is tried again, once."""
        answer, events = self._runner.run(task, text)

        def again() -> tuple[Answer, Generator[Event]]:
            return self._runner.run(told_twice(task, self._language), text)

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
        with closing(_begun_with(self._task.lead, others)) as begun:
            for event in begun:
                yield event
                answer.text, answer.finished = self._task.lead + again.text, again.finished

    def task_for(self, text: str) -> tuple[TextTask, str]:
        """The task with the text that it is given: a draft is not given, the answer begins with it."""
        if "kind" not in self._task.values:
            return self._task, text
        return replace(self._task, lead=text.rstrip()), ""

    def review(self, said: str, source: str = "") -> Review:
        """What is to be looked at in a text of this writer; `source` is the draft, or the message."""
        return review(said, self._said, source)


def _begun_with(lead: str, events: Generator[Event]) -> Generator[Event]:
    """`events` of an answer that was begun with `lead`, which is shown too."""
    with closing(events):
        if lead:
            yield TextDelta(lead)
        yield from events


class _FromFirstWord:
    """A text without space at its beginning, and without a remark about it at its end."""

    def __init__(self, *, keeps_end: bool) -> None:
        self._has_begun = False
        self._ending = None if keeps_end else ClosingRemark()

    def feed(self, text: str) -> str:
        shown = text if self._has_begun else text.lstrip()
        self._has_begun = self._has_begun or bool(shown)
        return self._ending.feed(shown) if self._ending else shown

    def finish(self) -> str:
        return self._ending.finish() if self._ending else ""


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
