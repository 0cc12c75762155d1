"""The entry point: guards Ctrl-C before anything heavy is imported."""

import signal
import sys


def _leave_at_once(signal_number: int, _frame: object) -> None:
    """Exit with 128 + signal while nothing has been started that needs an orderly end."""
    import os

    os._exit(128 + signal_number)


signal.signal(signal.SIGINT, _leave_at_once)
signal.signal(signal.SIGTERM, _leave_at_once)


def main() -> None:
    """Run `pa` with the arguments of the process and exit with its code."""
    import gc

    gc.set_threshold(
        50_000
    )  # lists make thousands of values and no cycles; the usual 700 costs 7 %
    from pa_cli.cli.app import run

    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # it came where an exception was already being dealt with
        code = 128 + signal.SIGINT
    signal.signal(signal.SIGINT, _leave_at_once)
    _end(code)


def _end(code: int) -> None:
    """Leave without taking the interpreter apart, which costs a fifth of a short command.

    All is written and closed by now; nothing of ours waits for the end of the interpreter.
    `PA_DEBUG` ends in the usual way, for profilers and the like.
    """
    import os

    if os.environ.get("PA_DEBUG"):
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            pass  # who reads it has gone, and the code says what there is to say
    os._exit(code)


if __name__ == "__main__":
    main()
