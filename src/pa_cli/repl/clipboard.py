"""The user's clipboard, also through the terminal."""

import base64
import os
import shutil
import subprocess
import sys

from pa_cli.core.errors import UsageError
from pa_cli.ui.console import is_terminal

_MOST_BYTES = 74_994  # what terminals take in one OSC 52 sequence
_SECONDS = 5


def copy_text(text: str) -> str:
    """Put `text` on the clipboard; returns how.

    Raises:
        UsageError: There is no way to do it here.
    """
    for command in _programs():
        if shutil.which(command[0]) is None:
            continue
        try:
            # xclip stays to serve the selection: no pipe of ours may keep it waiting
            subprocess.run(
                command,
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return command[0]
    content = text.encode("utf-8", "replace")
    if not is_terminal(sys.stdout) or os.environ.get("TERM") == "dumb":
        raise UsageError("There is no clipboard here.", hint="Write it to a file instead: /export")
    if len(content) > _MOST_BYTES:
        raise UsageError(
            "The answer is too long for the terminal's clipboard.",
            hint="Write it to a file instead: /export",
        )
    sys.stdout.write(f"\x1b]52;c;{base64.b64encode(content).decode()}\x07")
    sys.stdout.flush()
    return "the terminal"


def _programs() -> list[list[str]]:
    """The programs that can do it on this desktop; over SSH it is the terminal's clipboard."""
    if os.environ.get("SSH_CONNECTION"):
        return []
    programs = [["pbcopy"]] if sys.platform == "darwin" else []
    if os.environ.get("WAYLAND_DISPLAY"):
        programs.append(["wl-copy"])
    if os.environ.get("DISPLAY"):
        programs += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if os.name == "nt":
        programs.append(["clip"])
    return programs
