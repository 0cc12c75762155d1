"""The single error boundary: exception to exit code and message."""

import contextlib
import os
import re
import sys
from collections.abc import Sequence

import typer

from pa_cli.cli.exit_codes import ExitCode
from pa_cli.core import errors
from pa_cli.ui.sanitize import clean

_CODES: tuple[tuple[type[errors.PaError], ExitCode], ...] = (
    (errors.UsageError, ExitCode.USAGE),
    (errors.ConfigError, ExitCode.USAGE),
    (errors.ContextOverflowError, ExitCode.CONTEXT_OVERFLOW),
    (errors.NoModelError, ExitCode.NO_MODEL),
    (errors.SchemaError, ExitCode.SCHEMA),
    (errors.ConfirmationError, ExitCode.CONFIRMATION),
    (errors.InterruptedByUserError, ExitCode.INTERRUPTED),
    (errors.ClosedPipeError, ExitCode.CLOSED_PIPE),
)

# what the parser says, as a person would
_PLAIN_WORDS = (
    (re.compile(r"is not a valid int(eger)?( range)?\.$"), "is not a whole number."),
    (re.compile(r"is not in the range x>=(-?\d+)\.$"), r"is less than \1."),
    (re.compile(r" \(Possible options: (.+)\)$"), r". Did you mean \1?"),
)


def exit_code_of(error: errors.PaError) -> ExitCode:
    """The exit code that stands for `error`."""
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return ExitCode.FAILED


def report(error: errors.PaError) -> ExitCode:
    """Say on stderr what happened and what mends it; returns the exit code."""
    code = exit_code_of(error)
    if code is ExitCode.CLOSED_PIPE:
        return code
    if isinstance(error, errors.SchemaError) and error.raw:
        say(error.raw)
    if error.message:
        say(f"pa: {error.message}")
    if error.hint:
        say(error.hint)
    return code


def report_usage(error: typer.TyperException, argv: Sequence[str] = ()) -> ExitCode:
    """Say what was wrong with the command line `argv`, and where its help is."""
    context = getattr(error, "ctx", None)
    first = [word for word in argv[:1] if not word.startswith("-")]
    command = context.command_path if context is not None else " ".join(["pa", *first])
    message = error.format_message()
    for pattern, words in _PLAIN_WORDS:
        message = pattern.sub(words, message)
    say(f"pa: {message}")
    say(f"See: {command} --help")
    return ExitCode.USAGE


def report_unexpected(error: Exception) -> ExitCode:
    """Say what the system refused, or that nobody thought of this; `PA_DEBUG=1` shows where."""
    if os.environ.get("PA_DEBUG"):
        import traceback

        say("".join(traceback.format_exception(error)))
    if isinstance(error, MemoryError):
        say("pa: The machine is out of memory.")
    elif isinstance(error, OSError):
        say(f"pa: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
    else:
        say(f"pa: Something went wrong that should not: {type(error).__name__}: {error}")
        say("Please report it, with what PA_DEBUG=1 adds to the message.")
    return ExitCode.FAILED


def say(text: str) -> None:
    """One message on stderr; a stderr that is gone is no reason to fail."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(clean(text) + "\n")
        sys.stderr.flush()
