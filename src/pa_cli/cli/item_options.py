"""Options that verbs for events, to-dos and notes share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring

T = TypeVar("T")

TagOption = Annotated[
    list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="A tag; may be repeated.")
]
UntagOption = Annotated[
    list[str] | None,
    typer.Option("--untag", metavar="TAG", help="Take a tag off; may be repeated."),
]
LimitOption = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="How many at most.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A longer text.")]
RemindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--remind", metavar="LENGTH", help="How long before: 10m, 1h, 1d; may be repeated."
    ),
]
DryRunFlag = Annotated[bool, typer.Option("--dry-run", help="Show how it is read; write nothing.")]


def read_line(words: list[str] | None, wiring: "Wiring", output: "Output") -> str:
    """The words of the command line and of a pipe, as one line; EmptyInputError without any."""
    from pa_cli.cli.input import read_input
    from pa_cli.core.errors import EmptyInputError

    try:
        text = read_input(words or [], None, settings=wiring.settings, output=output)
    except EmptyInputError as error:
        hint = "Give text as an argument or through a pipe."
        raise EmptyInputError(error.message, hint=hint) from None
    return " ".join(text.split())


def most_shown(output: "Output", limit: int | None, *, as_json: bool) -> int | None:
    """How many items of a list are shown: all of them off a terminal, else a screenful."""
    from pa_cli.ui.text_width import screenful

    if limit is None and output.stdout_is_terminal and not as_json:
        return screenful()
    return limit


def question_for(found: Sequence[T], noun: str) -> str:
    """What is asked before items are removed."""
    return f"Remove this {noun}?" if len(found) == 1 else f"Remove these {len(found)} {noun}s?"
