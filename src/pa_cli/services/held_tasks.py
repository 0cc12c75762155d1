"""Answers held to what the user gave: what is new in them is marked, or kept back."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import Event, Finished, TextDelta, Timings, Usage
from pa_cli.core.languages import detect_language, weight_of
from pa_cli.core.new_claims import MARK, Given
from pa_cli.core.sentence_stream import SentenceStream
from pa_cli.services.answers import Answer
from pa_cli.services.passage_reading import added
from pa_cli.services.text_tasks import TaskRunner, TextTask

_LEAST_SAID = 40
"""Letters of a hint; with less it is asked once more."""
_LIVELIER = 0.7
_HINT = "Go through your lines one by one: which one does not follow from the exercise or from the line before?"
_HINT_CHINESE = "请一行一行地检查：哪一行不能从题目或上一行得出来？"


class _Filter(Protocol):
    def feed(self, piece: str) -> str: ...
    def finish(self) -> str: ...


class HeldRunner(TaskRunner):
    """Does the tasks whose template says what becomes of what is new; see `Output.new`.

    Args:
        engine: The model at work.
        notice: Gets a sentence when something was marked or kept back.
    """

    def __init__(self, engine: Engine, notice: Callable[[str], None] = lambda _: None) -> None:
        super().__init__(engine, notice)
        self._tell = notice

    def run(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `text`; the answer is filled while the events are consumed."""
        answer, events = super().run(task, text)
        held = Answer(answer.model)
        events = _until_circular(answer, held, events)
        if task.template.output.new == "marked":
            return held, self._marked(held, events, Given(text))
        return held, self._kept_back(held, events, task, text)

    def _marked(self, held: Answer, events: Generator[Event], given: Given) -> Generator[Event]:
        marker = _Marker(given)
        yield from _through(marker, held, events)
        if marker.count:
            self._tell(f"{MARK} marks what does not stand in what you gave: check it.")

    def _kept_back(
        self, held: Answer, events: Generator[Event], task: TextTask, text: str
    ) -> Generator[Event]:
        given = Given(text)
        stream = SentenceStream(given.tells_a_step)
        yield from _without_end(_through(stream, held, events))
        was_kept_back = bool(stream.dropped)
        if was_kept_back and weight_of(held.text) < _LEAST_SAID and not held.interrupted:
            yield from self._ask_again(held, task, text, given)
        if held.finished:
            yield held.finished
        if was_kept_back:
            self._tell("What would have given the next step or the result away was left out.")

    def _ask_again(self, held: Answer, task: TextTask, text: str, given: Given) -> Iterator[Event]:
        spent = held.finished or Finished("stop", Usage(), Timings())
        sampling = replace(task.sampling, temperature=_LIVELIER, seed=None)
        _, again = super().run(replace(task, sampling=sampling), text)
        if held.text:
            held.text += "\n\n"
            yield TextDelta("\n\n")
        yield from _without_end(_through(SentenceStream(given.tells_a_step), held, again))
        held.finished = added(spent, held.finished or spent)
        if not held.interrupted and weight_of(held.text) < _LEAST_SAID:
            is_chinese = detect_language(text).code.startswith("zh")
            hint = _HINT_CHINESE if is_chinese else _HINT
            held.text += hint
            yield TextDelta(hint)


def _through(stream: _Filter, held: Answer, events: Generator[Event]) -> Iterator[Event]:
    """`events` with their text passed through `stream`, and `held` filled with what comes out."""
    gap = ""
    with closing(events):
        for event in events:
            shown = ""
            if isinstance(event, TextDelta):
                shown = stream.feed(event.text)
            elif isinstance(event, Finished):
                shown, held.finished = stream.finish(), event
            shown = gap + shown
            gap = shown[len(shown.rstrip()) :]
            if shown := shown.rstrip():
                held.text += shown
                yield TextDelta(shown)
            if not isinstance(event, TextDelta):
                yield event


def _until_circular(answer: Answer, held: Answer, events: Generator[Event]) -> Generator[Event]:
    with closing(events):
        yield from events
    held.is_circular = answer.is_circular


def _without_end(events: Iterator[Event]) -> Iterator[Event]:
    return (event for event in events if not isinstance(event, Finished))


class _Marker:
    """Marks lines as they are whole; a table waits for its last line."""

    def __init__(self, given: Given) -> None:
        self.count = 0
        self._given = given
        self._line = ""
        self._table: list[str] = []

    def feed(self, piece: str) -> str:
        *lines, self._line = (self._line + piece).split("\n")
        return "".join(self._take(line) for line in lines)

    def finish(self) -> str:
        last, self._line = self._line, ""
        if last.lstrip().startswith("|"):
            self._table.append(last)
            last = ""
        return self._whole_table().removesuffix("" if last else "\n") + self._marked(last)

    def _take(self, line: str) -> str:
        if line.lstrip().startswith("|"):
            self._table.append(line)
            return ""
        return f"{self._whole_table()}{self._marked(line)}\n"

    def _whole_table(self) -> str:
        table, self._table = self._given.marked_table(self._table), []
        self.count += sum(line.count(MARK) for line in table)
        return "".join(f"{line}\n" for line in table)

    def _marked(self, line: str) -> str:
        if not self._given.is_new_figure(line):
            return line
        self.count += 1
        return f"{line.rstrip()} {MARK}"
