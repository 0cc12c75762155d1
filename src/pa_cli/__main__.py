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
    from pa_cli.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
