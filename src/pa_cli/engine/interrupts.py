"""Ctrl-C while native code runs: a flag instead of an exception.

Python runs signal handlers only between bytecodes. The native library calls us back while it
evaluates (abort callback) and while it loads (progress callback), so the handler gets its turn
there; but an exception raised inside a callback would be lost. Hence the flag.
"""

import os
import signal
import threading
from types import FrameType, TracebackType
from typing import Protocol, Self


class StopSign(Protocol):
    """Says whether work is to end."""

    def stop_requested(self) -> bool:
        """Whether it is."""
        ...


class SignalGuard:
    """While entered, SIGINT and SIGTERM ask for a stop; a second SIGINT raises KeyboardInterrupt.

    On leaving, the previous handlers are back. SIGTERM is then delivered again, so that the
    process ends as it would have; SIGINT is left to the caller, who knows what to keep.
    """

    def __init__(self) -> None:
        self._requested = False
        self._terminate = False
        self._previous: dict[int, object] = {}

    def stop_requested(self) -> bool:
        """Whether a signal has come."""
        return self._requested

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._previous[number] = signal.signal(number, self._receive)
        return self

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        if self._requested and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._requested = True
        self._terminate = self._terminate or number == signal.SIGTERM

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._previous.clear()
        if self._terminate:
            self._terminate = False
            os.kill(os.getpid(), signal.SIGTERM)
