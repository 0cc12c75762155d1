"""The terminal of a chat, between prompts and while it answers."""

import contextlib
import os
import sys
from collections.abc import Iterator

from pa_cli.ui.console import is_terminal

_PASTE_MARKS_ON = "\x1b[?2004h"


@contextlib.contextmanager
def quiet_terminal() -> Iterator[None]:
    """Keep what is typed outside of a prompt for the next one, without an echo into what is written.

    It holds for the whole chat: a prompt enters its own mode and comes back to this one, so that
    there is no moment at which Enter would turn into a line break. Ctrl-C works.
    """
    with _changed(on=(), off=("ECHO", "ICANON", "ICRNL")):
        yield


@contextlib.contextmanager
def usual_terminal() -> Iterator[None]:
    """The terminal as other programs expect it, inside `quiet_terminal`."""
    with _changed(on=("ECHO", "ICANON", "ICRNL"), off=()):
        yield


def typed_before() -> str:
    """What was typed while the program started, right after the mode was changed.

    Until then Enter was a line feed, which a prompt would take for a line break in one message.
    """
    import select

    typed = b""
    with contextlib.suppress(OSError, ValueError):
        descriptor = sys.stdin.fileno()
        while select.select([descriptor], [], [], 0)[0] and (piece := os.read(descriptor, 4096)):
            typed += piece
    text = typed.decode("utf-8", "replace").replace("\r", "\n")
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())


def mark_pastes() -> None:
    """Let the terminal go on marking pastes, so that their line breaks do not send them."""
    if is_terminal(sys.stdout) and os.environ.get("TERM") not in {None, "dumb"}:
        sys.stdout.write(_PASTE_MARKS_ON)
        sys.stdout.flush()


@contextlib.contextmanager
def _changed(*, on: tuple[str, ...], off: tuple[str, ...]) -> Iterator[None]:
    try:
        import termios
    except ImportError:  # Windows
        yield
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        yield
        return
    try:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):
        yield
        return
    changed = termios.tcgetattr(descriptor)
    for name in (*on, *off):
        part = 0 if name == "ICRNL" else 3
        flag = getattr(termios, name)
        changed[part] = changed[part] | flag if name in on else changed[part] & ~flag
    termios.tcsetattr(descriptor, termios.TCSANOW, changed)
    try:
        yield
    finally:
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
