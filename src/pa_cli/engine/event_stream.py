"""Server-sent events: the lines of a streamed answer to the data in them."""

from collections.abc import Iterator
from typing import Protocol

from pa_cli.core.errors import EngineError

LONGEST_LINE = 1 << 24


class Lines(Protocol):
    """What is read from: an HTTP response, or a file."""

    def readline(self, limit: int = -1, /) -> bytes:
        """The next line with its end, b"" when nothing comes any more."""
        ...


def read_events(lines: Lines) -> Iterator[str]:
    """The data of each event; comments, names and numbers of events are passed over.

    Raises:
        EngineError: A line is absurdly long.
    """
    data: list[str] = []
    while line := lines.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise EngineError("The server sent a line without end.")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text.startswith("data:"):
            data.append(text[5:].removeprefix(" "))
        elif not text and data:
            yield "\n".join(data)
            data = []
    if data:
        yield "\n".join(data)
