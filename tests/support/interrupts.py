"""Ctrl-C at a moment that no machine is too slow or too quick for."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ctrl_c_after(seconds: float) -> Iterator[None]:
    """Send SIGINT after `seconds`, and again as long as nobody listens for it.

    On a slow machine, on which the work has not begun yet, a later one interrupts it.
    """
    done, missed = threading.Event(), threading.Event()

    def send() -> None:
        missed.set()
        wait = seconds
        while not done.wait(wait):
            wait = 0.3
            if missed.is_set():
                missed.clear()
                signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, lambda *_: missed.set())
    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        yield
    finally:
        done.set()
        sender.join()
        signal.signal(signal.SIGINT, before)
