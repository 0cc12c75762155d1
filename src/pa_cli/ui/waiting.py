"""What is being waited for, on a passing line of the terminal."""

from collections.abc import Iterator
from typing import TypeVar

from pa_cli.ui.console import Output

T = TypeVar("T")


class Waiting:
    """Says on stderr, while the next result is made, how far the work is; only to a person.

    Args:
        output: The streams.
        doing: What is done, as a word that begins a sentence: "Translating".
        total: How many lines the text has, None when nobody knows yet.
    """

    def __init__(self, output: Output, doing: str, total: int | None = None) -> None:
        self._output = output
        self._doing = doing
        self._total = total
        self._line = 1
        self._is_within_line = False
        self._is_shown = output.stderr_is_terminal and output.has_full_terminal and not output.quiet

    def reached(self, line: int, *, is_within_line: bool = False) -> None:
        """The work goes on at line `line` of the text, counted from 1.

        Where a line on stdout has no end yet nothing is said: it would be said over that line.
        """
        self._is_within_line = is_within_line and self._output.stdout_is_terminal
        self._line = line if self._total is None else min(line, self._total)

    def each(self, results: Iterator[T]) -> Iterator[T]:
        """`results`, with the line on the terminal until each of them is there."""
        while True:
            is_shown = self._is_shown and not self._is_within_line
            whole = "" if self._total is None else f" of {self._total}"
            if is_shown:
                self._output.write_status(f"{self._doing} line {self._line}{whole} ...")
            try:
                result = next(results)
            except StopIteration:
                return
            finally:
                if is_shown:
                    self._output.write_status("")
            yield result
