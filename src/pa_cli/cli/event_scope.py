"""Which occurrences of a recurring event a command means."""

from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.ui import event_view

if TYPE_CHECKING:
    from datetime import datetime

    from pa_cli.core.agenda_ports import Scope
    from pa_cli.core.event import Event
    from pa_cli.ui.confirm import TerminalApprover


def scope_of(*, this: bool, following: bool, all_: bool) -> "Scope | None":
    """The scope that the flags name, None without any; raises UsageError for several."""
    if this + following + all_ > 1:
        raise UsageError("Only one of --this, --following and --all can be meant.")
    return "this" if this else "following" if following else "all" if all_ else None


def ask_scope(approver: "TerminalApprover", event: "Event", now: "datetime", verb: str) -> "Scope":
    """Which occurrences of a recurring event are meant; of a single one there is nothing to ask."""
    if not event.occurrence:
        return "all"
    answer = approver.choose(
        f"{event_view.describe(event, now)}\n{verb} which?",
        {"t": "this one", "f": "from here on", "a": "all", "n": "nothing"},
        hint="Say which with --this, --following or --all.",
    )
    scopes: dict[str, Scope] = {"t": "this", "f": "following", "a": "all"}
    return scopes[answer]
