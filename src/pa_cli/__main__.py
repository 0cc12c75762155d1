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
    sys.exit(code)


if __name__ == "__main__":
    main()
