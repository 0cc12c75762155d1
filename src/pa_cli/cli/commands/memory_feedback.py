"""`pa memory feedback`: answers that were marked as good or bad."""

from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.completion import complete_feedback, complete_words
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import LimitOption, most_shown
from pa_cli.cli.options import JsonFlag, YesFlag
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.core.feedback import Verdict

feedback = verb_group("Answers that you marked with /good or /bad in a chat.")

_REF = "Id, part of the question, or number in the last list."


@feedback.command("list")
def list_feedback(
    context: typer.Context,
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="[good|bad]",
            help="Only these.",
            autocompletion=complete_words(("good", "bad")),
        ),
    ] = "",
    limit: LimitOption = None,
    json: JsonFlag = False,
) -> None:
    """List marked answers, the oldest first."""
    from pa_cli.ui import feedback_view

    service = invocation(context).wiring().feedback
    output = make_output()
    found = service.list(_verdict(verdict))
    shown = found[: most_shown(output, limit, as_json=json)]
    if not json:
        service.remember_list(shown)
    total = len(found) if limit is None else len(shown)
    feedback_view.show_list(output, shown, total, as_json=json)


@feedback.command("show")
def show_feedback(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help=_REF, autocompletion=complete_feedback)],
    json: JsonFlag = False,
) -> None:
    """Show a marked answer with its question."""
    from pa_cli.ui import feedback_view

    service = invocation(context).wiring().feedback
    feedback_view.show_one(make_output(), service.find(ref), as_json=json)


@feedback.command("rm")
def remove_feedback(
    context: typer.Context,
    refs: Annotated[
        list[str], typer.Argument(metavar="REF...", help=_REF, autocompletion=complete_feedback)
    ],
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Take the mark off answers; `pa undo` brings it back."""
    from pa_cli.ui import feedback_view

    service = invocation(context).wiring().feedback
    output = make_output()
    found = list({one.id: one for one in map(service.find, refs)}.values())
    question = "Take this mark off?" if len(found) == 1 else f"Take these {len(found)} marks off?"
    details = "\n".join(map(feedback_view.describe, found))
    make_approver(output, yes=yes).approve(question, details)
    service.remove(found)
    feedback_view.show_removed(output, found, as_json=json)


def _verdict(word: str) -> "Verdict | None":
    verdicts: dict[str, Verdict | None] = {"": None, "good": "good", "bad": "bad"}
    if word.lower() not in verdicts:
        raise UsageError(f"There is no mark {word!r}.", hint="Use good or bad.")
    return verdicts[word.lower()]
