"""Running a program without a shell: bounded in time and output, its descendants stopped with it."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.errors import InputError

_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """What became of a run.

    Attributes:
        output: What it wrote to stdout and stderr, up to the cap, as text.
        status: Its exit status, negative for a signal.
        stopped: Why it was stopped before its end, "" when it was not.
        cut: It wrote more than the cap.
    """

    output: str
    status: int
    stopped: str = ""
    cut: bool = False


def run_command(argv: Sequence[str], *, timeout: float, max_output: int) -> CommandOutcome:
    """Run `argv` as it is, with no input, and wait for its end.

    Args:
        argv: Program and arguments; a program without a slash is looked up in PATH.
        timeout: Seconds after which it is stopped, with what it started.
        max_output: Bytes that are read; a program that writes ten times as many is stopped.

    Raises:
        InputError: The program is not there, or cannot be run.
    """
    program = os.path.expanduser(argv[0])  # noqa: PTH111 - a bare name is no path
    found = shutil.which(program)
    if found is None:
        raise InputError(f"There is no program {argv[0]!r} to run.", hint="See tools.toml.")
    # a file, not a pipe: a program that leaves a child behind cannot keep us waiting
    with tempfile.TemporaryFile() as written:
        try:
            process = subprocess.Popen(
                [found, *argv[1:]],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            reason = error.strerror or error
            raise InputError(f"Could not run {argv[0]!r}: {reason}.") from error
        stopped = ""
        try:
            stopped = _wait(process, written.fileno(), timeout, 10 * max_output)
        finally:
            _stop(process)
        size = os.fstat(written.fileno()).st_size
        written.seek(0)
        content = written.read(max_output)
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return CommandOutcome(text, process.returncode, stopped, cut=size > max_output)


def _wait(process: subprocess.Popen[bytes], output: int, timeout: float, most: int) -> str:
    deadline = time.monotonic() + timeout
    while True:
        try:
            process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                return f"it took longer than {timeout:g} s"
            if os.fstat(output).st_size > most:
                return f"it wrote more than {most:,} bytes"
            continue
        return ""


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the program and what it started; they have a process group of their own."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
