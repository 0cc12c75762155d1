"""The exit codes of every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code of `pa` means; part of the contract with scripts."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONTEXT_OVERFLOW = 3
    NO_MODEL = 4
    SCHEMA = 5
    CONFIRMATION = 6
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


MEANINGS: dict[ExitCode, str] = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "failed; the message on stderr says why",
    ExitCode.USAGE: "the command was called in a way that cannot work, or its input is empty",
    ExitCode.CONTEXT_OVERFLOW: "the input does not fit the model's context window",
    ExitCode.NO_MODEL: "no usable model; the message names the `pa models` command to run",
    ExitCode.SCHEMA: "the output failed its schema; the raw text is on stderr",
    ExitCode.CONFIRMATION: "a confirmation was declined or could not be asked for",
    ExitCode.INTERRUPTED: "interrupted by Ctrl-C; what was done so far is kept",
    ExitCode.CLOSED_PIPE: "the reader of stdout went away (quiet)",
    ExitCode.TERMINATED: "terminated by SIGTERM",
}
