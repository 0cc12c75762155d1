"""Progress of long work on stderr: a bar for a person, a line every 10 % for a log with `-v`."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID
from rich.text import Text

from pa_cli.core.ports import ProgressTask
from pa_cli.core.sizes import human_seconds, human_size
from pa_cli.ui.console import Output, appearance
from pa_cli.ui.sanitize import clean_line

Unit = Literal["bytes", "items"]

_LINE_EVERY_PERCENT = 10

# columns of one line of a bar
_PERCENT_WIDTH = 5
_GAPS = 3
_FACTS_WIDTH = 44
_LEAST_FACTS_WIDTH = 9
_DESCRIPTION_WIDTH = 20
_LEAST_BAR = 6
_WIDEST_BAR = 30


class ProgressDisplay:
    """Shows tasks on stderr; the cursor is back at the end, whatever ends the work.

    Args:
        output: Decides who reads stderr; with `--quiet` nothing is shown.
    """

    def __init__(self, output: Output) -> None:
        self._output = output

    @contextmanager
    def task(
        self, description: str, *, total: int | None, done: int = 0, unit: Unit = "items"
    ) -> Iterator[ProgressTask]:
        """Show a task while the context is open; see `core.ports.Progress`."""
        description = clean_line(description)
        if self._output.quiet:
            yield _Silent()
        elif self._output.stderr_is_terminal and os.environ.get("TERM") != "dumb":
            with _Bar(description, total, done, unit) as bar:
                yield bar
        elif self._output.verbose or self._output.stderr_is_terminal:
            lines = _Lines(self._output, description, total, done, unit)
            yield lines
        else:
            yield _Silent()


class _Silent:
    """Nobody looks."""

    def update(self, done: int) -> None:
        """Nothing to show."""

    def describe(self, description: str) -> None:
        """Nothing to show."""


class _Bar:
    """A bar that is redrawn in place and gone at the end."""

    def __init__(self, description: str, total: int | None, done: int, unit: Unit) -> None:
        no_colour = bool(os.environ.get("NO_COLOR")) or not appearance().colour
        console = Console(
            file=sys.stderr,
            force_terminal=True,
            color_system=None if no_colour else "auto",
            no_color=no_colour,
            markup=False,
            emoji=False,
            highlight=False,
        )
        self._progress = Progress(
            *_columns(console.width, unit),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            refresh_per_second=8,
        )
        self._task: TaskID = self._progress.add_task(description, total=total, completed=done)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, done: int) -> None:
        self._progress.update(self._task, completed=done)

    def describe(self, description: str) -> None:
        self._progress.update(self._task, description=clean_line(description))


class _Lines:
    """One line every 10 %, for logs."""

    def __init__(
        self, output: Output, description: str, total: int | None, done: int, unit: Unit
    ) -> None:
        self._output = output
        self._description = description
        self._total = total
        self._unit = unit
        self._first_done = done
        self._started = time.monotonic()
        self._next_percent = _LINE_EVERY_PERCENT
        if total:
            self._next_percent += 100 * done // total // _LINE_EVERY_PERCENT * _LINE_EVERY_PERCENT

    def update(self, done: int) -> None:
        if not self._total or 100 * done // self._total < self._next_percent:
            return
        percent = min(100, 100 * done // self._total)
        self._next_percent = (percent // _LINE_EVERY_PERCENT + 1) * _LINE_EVERY_PERCENT
        speed = (done - self._first_done) / max(time.monotonic() - self._started, 0.001)
        facts = [_amount(done, self._total, self._unit), _speed(speed, self._unit)]
        if speed > 0 and done < self._total:
            facts.append(f"{human_seconds((self._total - done) / speed)} left")
        self._output.notice(f"{self._description}: {percent} % ({', '.join(facts)})")

    def describe(self, description: str) -> None:
        self._description = clean_line(description)


def _amount(done: float, total: float | None, unit: Unit) -> str:
    if unit == "bytes":
        return human_size(int(done)) + (f" of {human_size(int(total))}" if total else "")
    return f"{done:.0f}" + (f" of {total:.0f}" if total else "")


def _speed(per_second: float, unit: Unit) -> str:
    return f"{human_size(int(per_second))}/s" if unit == "bytes" else f"{per_second:.1f}/s"


def _columns(width: int, unit: Unit) -> list[ProgressColumn]:
    """What fits on one line of `width` columns: percentage, then time left, amount, speed, a bar."""
    room = width - _PERCENT_WIDTH - _GAPS
    facts = min(_FACTS_WIDTH, room * 3 // 5)
    if facts < _LEAST_FACTS_WIDTH:
        return [_Description(max(room, 1)), _Percent()]
    bar = min(room - facts - _DESCRIPTION_WIDTH, _WIDEST_BAR)
    if bar < _LEAST_BAR:
        return [_Description(room - facts), _Percent(), _Facts(unit, facts)]
    description = _Description(room - facts - bar)
    return [description, BarColumn(bar_width=bar), _Percent(), _Facts(unit, facts)]


class _Description(ProgressColumn):
    """The description, cut to its share of the line."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def render(self, task: Task) -> Text:
        text = Text(task.description, no_wrap=True)
        text.truncate(self._room, overflow="ellipsis")
        return text


class _Percent(ProgressColumn):
    """How far, when the total is known."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.percentage:3.0f} %" if task.total else "  …  ", no_wrap=True)


class _Facts(ProgressColumn):
    """Amount, speed and time left: the most that fits, time left last to go."""

    def __init__(self, unit: Unit, room: int) -> None:
        super().__init__()
        self._unit = unit
        self._room = room

    def render(self, task: Task) -> Text:
        amount = _amount(task.completed, task.total, self._unit)
        speed = _speed(task.speed, self._unit) if task.speed else ""
        left = f"{human_seconds(task.time_remaining)} left" if task.time_remaining else ""
        for facts in ((amount, speed, left), (amount, left), (left or amount,)):
            line = " · ".join(fact for fact in facts if fact)
            if len(line) <= self._room:
                return Text(line, no_wrap=True)
        return Text("")
