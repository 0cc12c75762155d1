"""What the terminal of this run can do."""

import os
import sys

from pa_cli.core.health import TerminalState
from pa_cli.ui.console import is_terminal, make_console

_COLOURS = {"standard": "16", "256": "256", "truecolor": "24 bit", "windows": "16"}


def describe_terminal() -> TerminalState:
    """The streams, the size, and colours with the reason where there are none."""
    console = make_console(sys.stdout)
    named = (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr))
    return TerminalState(
        term=os.environ.get("TERM", ""),
        columns=console.width,
        rows=console.height,
        colours=_COLOURS.get(console.color_system or "", "") or f"none ({_why_none()})",
        encoding=(getattr(sys.stdout, "encoding", "") or "").lower(),
        interactive=tuple(name for name, stream in named if is_terminal(stream)),
    )


def _why_none() -> str:
    if os.environ.get("NO_COLOR"):
        return "NO_COLOR is set"
    if os.environ.get("TERM") in {"dumb", "unknown"}:
        return f"TERM={os.environ['TERM']}"
    return "the terminal has none" if is_terminal(sys.stdout) else "stdout is no terminal"
