"""Where the lines of a chat come from when there is no full terminal: a pipe, or a dumb one."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Protocol

from pa_cli.ui.console import Output, is_terminal

BLOCK = '"""'


class Reader(Protocol):
    """Reads what the user says."""

    @property
    def is_interactive(self) -> bool:
        """A person is there."""
        ...

    def read(self, *, beginning: str = "") -> str:
        """The next message or command; raises EOFError at the end, KeyboardInterrupt on Ctrl-C.

        Args:
            beginning: Stands in the input to be edited, where that can be done.
        """
        ...

    def ask(self, question: str) -> str:
        """The answer to a short question; raises as `read` does."""
        ...

    def begin_answer(self) -> None:
        """Gets the terminal ready for an answer."""
        ...


def is_open_block(text: str) -> bool:
    '''Whether `text` begins with `"""` and the block is not closed.'''
    begun = text.lstrip()
    return begun.startswith(BLOCK) and BLOCK not in begun[len(BLOCK) :]


def strip_block(text: str) -> str:
    '''`text` without the `"""` around it.'''
    inner = text.strip()
    if not inner.startswith(BLOCK):
        return text
    before, _, after = inner[len(BLOCK) :].partition(BLOCK)
    return (before.strip("\n") + after).strip()


class LineReader:
    """One message a line; a block between lines of three quotes is one message.

    Args:
        output: Where the prompt is shown when a person types.
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self.is_interactive = is_terminal(sys.stdin) and output.stderr_is_terminal

    def read(self, *, beginning: str = "") -> str:
        """The next line or block."""
        if beginning:
            self._show(f"{beginning}\n")
        text = self._line("> ")
        while is_open_block(text):
            try:
                text += "\n" + self._line("  ")
            except EOFError:
                break
        return strip_block(text)

    def ask(self, question: str) -> str:
        """The next line."""
        return self._line(question)

    def begin_answer(self) -> None:
        """There is nothing to get ready."""

    def _line(self, prompt: str) -> str:
        self._show(prompt)
        line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        if not line:
            self._show("\n")
            raise EOFError
        return line.decode("utf-8-sig", "replace").rstrip("\r\n")

    def _show(self, text: str) -> None:
        if self.is_interactive:
            self._output.write_error_stream(text)


def reopen_terminal() -> bool:
    """Make the terminal that we write to stdin, after a pipe was read; False when there is none."""
    for name in _terminal_names():
        try:
            descriptor = os.open(name, os.O_RDWR)
        except OSError:
            continue
        os.dup2(descriptor, 0)
        os.close(descriptor)
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - for the rest of the process
        return True
    return False


def _terminal_names() -> Iterator[str]:
    # by its own name first: macOS cannot wait for input on /dev/tty
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            yield os.ttyname(stream.fileno())
    if os.name != "nt":
        yield "/dev/tty"
