"""Desktop notifications, through the program that the desktop has for them."""

import shutil
import subprocess
import sys

from pa_cli.core.errors import PaError

_SECONDS = 10


def send_notification(title: str, text: str) -> None:
    """Show a notification.

    Raises:
        PaError: There is no program for it, or it failed.
    """
    command = _command(title, text)
    if command is None:
        raise PaError(
            "There is no program for desktop notifications.",
            hint="On Linux install notify-send (package libnotify); without --notify they are printed.",
        )
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PaError(f"Could not show a notification: {error}.") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PaError(f"{command[0]} failed: {reason[-1] if reason else done.returncode}.")


def _command(title: str, text: str) -> list[str] | None:
    sender = shutil.which("notify-send")
    if sender:
        return [sender, "--app-name=pa", "--", title, text]
    if sys.platform == "darwin" and (script := shutil.which("osascript")):
        # the texts are arguments, never part of the script
        lines = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
        return [script, "-e", lines, title, text]
    return None
