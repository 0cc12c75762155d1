"""Standard input as bytes: whether something comes, and long pipes taken up at once."""

import select
import sys
import tempfile
from typing import Protocol, cast

BLOCK_BYTES = 64 * 1024
_MOST_SPOOLED = 2**30


class Readable(Protocol):
    """A stream of bytes that gives what it has."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes, b"" at the end."""
        ...


def stdin_buffer() -> Readable | None:
    """The bytes of stdin; None when it is closed."""
    return None if sys.stdin is None else cast("Readable", sys.stdin.buffer)


def stdin_has_input(seconds: float) -> bool:
    """Whether stdin has data or has ended within `seconds`; True when that cannot be known."""
    try:
        descriptor = sys.stdin.fileno()
        return bool(select.select([descriptor], [], [], seconds)[0])
    except (OSError, ValueError, AttributeError):
        return True


class Spool:
    """A stream that is taken up at once, in a nameless file when it is long.

    What goes beyond `_MOST_SPOOLED` stays in the pipe until it is asked for.
    """

    def __init__(self, stream: Readable) -> None:
        self._rest = stream
        self._file = tempfile.SpooledTemporaryFile(max_size=16 * BLOCK_BYTES)  # noqa: SIM115
        self.size = 0
        self.is_whole = False
        while self.size < _MOST_SPOOLED and not self.is_whole:
            block = stream.read1(BLOCK_BYTES)
            self.size += self._file.write(block)
            self.is_whole = not block
        self._file.seek(0)

    def read1(self, size: int, /) -> bytes:
        """The next bytes, b"" at the end."""
        block = self._file.read(size)
        if not block and not self.is_whole:
            block = self._rest.read1(size)
        return block

    def close(self) -> None:
        """Drop the file."""
        self._file.close()
