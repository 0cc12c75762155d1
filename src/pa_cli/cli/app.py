"""The Typer tree, and the one place where errors become exit codes."""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer
import typer.core

from pa_cli import __version__
from pa_cli.cli import errors
from pa_cli.cli.context import Invocation, read_appearance
from pa_cli.cli.exit_codes import ExitCode
from pa_cli.cli.groups import RootGroup
from pa_cli.core.errors import ClosedPipeError, PaError
from pa_cli.ui.console import follow_appearance
from pa_cli.wiring import Wiring

_ROOM_FOR_PANELS = 50

# the commands stand in cli/command_table.py
app = typer.Typer(
    name="pa",
    help="Your personal assistant in the terminal: a local model, your notes and your agenda.",
    cls=RootGroup,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pa {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Your personal assistant in the terminal: a local model, your notes and your agenda."""


def run(argv: Sequence[str], *, wire: Callable[..., Wiring] = Wiring) -> int:
    """Run `pa` with `argv`; returns the exit code and raises nothing.

    Args:
        argv: The arguments after the program's name.
        wire: Builds the services; tests put their own engine in here.
    """
    _prepare_process()
    follow_appearance(lambda: read_appearance(wire))
    try:
        outcome = app(args=list(argv), prog_name="pa", standalone_mode=False, obj=Invocation(wire))
        if sys.stdout is not None:
            sys.stdout.flush()
    except (ClosedPipeError, BrokenPipeError):
        return _leave_quietly()
    except PaError as error:
        return errors.report(error)
    except typer.TyperException as error:
        return errors.report_usage(error, argv)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the boundary: a sentence, not a traceback
        return errors.report_unexpected(error)
    return outcome if isinstance(outcome, int) else ExitCode.DONE


def _prepare_process() -> None:
    """Signals that unwind in order, and streams that can carry any text."""

    def terminate(*_: object) -> None:
        raise SystemExit(ExitCode.TERMINATED)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, terminate)
    # panels of help cut the names of options off in a narrow window; plain help only wraps
    typer.core.HAS_RICH = shutil.get_terminal_size().columns >= _ROOM_FOR_PANELS
    if "_PA_COMPLETE" in os.environ:
        # typer wraps the help of its offers to the terminal, and a shell takes each line for one
        os.environ["COLUMNS"] = "1000"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _leave_quietly() -> ExitCode:
    """Point stdout at nothing, so that the interpreter's own last flush cannot complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.CLOSED_PIPE
