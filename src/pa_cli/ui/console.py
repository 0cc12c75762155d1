"""stdout and stderr: who may colour, how wide, and writing that never loses a byte in silence."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from pa_cli.core.errors import ClosedPipeError, StorageError
from pa_cli.ui.sanitize import clean, clean_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is a terminal; a closed one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Appearance:
    """How results look on a terminal, as the user settled it.

    Attributes:
        colour: Colours and styles; `NO_COLOR` and `TERM=dumb` forbid them too.
        markdown: Answers are rendered, not shown as they are written.
        reasoning: The reasoning of thinking models is shown.
    """

    colour: bool = True
    markdown: bool = True
    reasoning: bool = True


_appearance: Callable[[], Appearance] = Appearance


def follow_appearance(read: Callable[[], Appearance]) -> None:
    """Let `read` decide from now on; it is called once, and only when a terminal is written to."""
    global _appearance  # noqa: PLW0603 - a process has one terminal
    _appearance = functools.cache(read)


def appearance() -> Appearance:
    """How results look on a terminal."""
    return _appearance()


def _wants_colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in {"dumb", "unknown"}:
        return False
    return is_terminal(stream) and appearance().colour


def make_console(stream: TextIO) -> "Console":
    """A rich console on `stream` that interprets nothing in the text it is given."""
    from rich.console import Console

    colour = _wants_colour(stream)
    return Console(
        file=stream,
        force_terminal=is_terminal(stream) if colour else False,
        no_color=not colour,
        color_system="auto" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=not is_terminal(stream),
    )


class Output:
    """The two streams of a command: results to stdout, everything else to stderr."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose

    @property
    def stdout_is_terminal(self) -> bool:
        """Whether results are read by a person."""
        return is_terminal(sys.stdout)

    @property
    def has_full_terminal(self) -> bool:
        """Whether the terminal can move its cursor."""
        return os.environ.get("TERM", "") not in {"", "dumb", "unknown"} or os.name == "nt"

    @property
    def stderr_is_terminal(self) -> bool:
        """Whether notices are read by a person."""
        return is_terminal(sys.stderr)

    @property
    def width(self) -> int:
        """Columns of stdout."""
        from pa_cli.ui.text_width import terminal_columns

        return terminal_columns()

    def write(self, text: str) -> None:
        """Write part of a result: cleaned for a terminal, as it is for a pipe or a file.

        Raises:
            ClosedPipeError: The reader went away.
            StorageError: stdout is closed or its disk is full.
        """
        _write(sys.stdout, clean(text) if self.stdout_is_terminal else text)

    @property
    def stdout_is_styled(self) -> bool:
        """Whether results may carry colours and weights."""
        return sys.stdout is not None and _wants_colour(sys.stdout)

    def write_rendered(self, text: str) -> None:
        """Write terminal text that was cleaned and styled by a renderer of `ui`.

        Raises:
            ClosedPipeError: The reader went away.
            StorageError: stdout is closed or its disk is full.
        """
        _write(sys.stdout, text)

    def print(self, renderable: "RenderableType") -> None:
        """Write a rich renderable to stdout; its texts must have been cleaned."""
        _render(sys.stdout, renderable)

    def notice(self, text: str) -> None:
        """Say something on stderr that is not a result; not with `--quiet`."""
        if not self.quiet:
            _write(sys.stderr, clean(text) + "\n", lenient=True)

    def notice_terminal(self, text: str) -> None:
        """`notice`, but only when a person is there to read it, or with `--verbose`."""
        if self.stderr_is_terminal or self.verbose:
            self.notice(text)

    def detail(self, text: str) -> None:
        """Say something on stderr with `--verbose` only."""
        if self.verbose:
            _write(sys.stderr, clean(text) + "\n", lenient=True)

    def write_error_stream(self, text: str) -> None:
        """Write part of a stream (reasoning) to stderr."""
        _write(sys.stderr, clean(text), lenient=True)

    def write_status(self, text: str) -> None:
        """Show one passing line on a terminal's stderr in place of the last one; "" removes it."""
        _write(sys.stderr, "\r\x1b[K" + clean_line(text), lenient=True)


def _render(stream: TextIO | None, renderable: "RenderableType") -> None:
    if stream is None:
        _write(stream, "")
        return
    console = make_console(stream)
    with console.capture() as captured:
        console.print(renderable)
    _write(stream, captured.get(), lenient=stream is sys.stderr)


def _write(stream: TextIO | None, text: str, *, lenient: bool = False) -> None:
    try:
        if stream is None:
            raise OSError(errno.EBADF, "it is closed")  # noqa: TRY301 - same handling as a real EBADF
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        if not lenient:
            raise ClosedPipeError("The reader of stdout went away.") from None
    except (OSError, ValueError) as error:
        if not lenient:
            reason = error.strerror if isinstance(error, OSError) else "it is closed"
            raise StorageError(f"Could not write to stdout: {reason}.") from None
