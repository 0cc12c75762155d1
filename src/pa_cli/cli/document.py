"""What is exported as one document: which format, and where it goes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="md|json|html",
        help="Kind of document; the ending of FILE says it too.",
        show_default=False,
    ),
]


def read_format(given: str | None, target: Path | None) -> str:
    """The format that is asked for, else the one that the file is named for, else Markdown.

    Raises:
        UsageError: There is no such format.
    """
    from pa_cli.services.web_page import FORMATS

    if given is not None and given not in FORMATS:
        raise UsageError(f"There is no format {given!r}.", hint="Use --format md, json or html.")
    kind = given or (target.suffix.lower().removeprefix(".") if target else "")
    return kind if kind in FORMATS else "md"


def write_document(
    wiring: "Wiring", output: "Output", text: str, target: Path | None, *, yes: bool
) -> None:
    """Write to a file, which is not replaced without asking, or to stdout."""
    if target is None or str(target) == "-":
        output.write(text)
        return
    confirm_target(output, target, yes=yes)
    wiring.write_export(target, text)
    output.notice_terminal(f"Written: {target}")


def confirm_target(output: "Output", target: Path, *, yes: bool) -> None:
    """Return when `target` may be written: it is new, or the user agrees to replace it.

    Raises:
        UsageError: It is a folder.
        ConfirmationError: The user said no, or cannot be asked.
    """
    from pa_cli.cli.context import make_approver

    if target.is_dir():
        raise UsageError(f"{target} is a folder.", hint="Name a file in it.")
    if target.exists():
        make_approver(output, yes=yes).approve(f"Replace {target}?")
