"""`pa` as a process of its own, for what only a real process shows: signals, pipes, exit codes."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"


def start_pa(*argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=None, **options):
    """Start `python -m pa_cli ARGV`; stderr is always a pipe."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})}
    return subprocess.Popen(
        [sys.executable, "-m", "pa_cli", *map(str, argv)],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment,
        **options,
    )


def run_pa(*argv, stdin=None, env=None, timeout=240):
    """Run to the end; the result has text in `stdout` and `stderr`, and `returncode`."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})}
    content = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "pa_cli", *map(str, argv)],
        input=content if content is not None else b"",
        capture_output=True,
        env=environment,
        timeout=timeout,
        check=False,
    )
    done.stdout = done.stdout.decode("utf-8", "replace")
    done.stderr = done.stderr.decode("utf-8", "replace")
    return done
