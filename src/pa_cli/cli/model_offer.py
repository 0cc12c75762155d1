"""The first run without a model: offer one instead of failing."""

import sys

from pa_cli.core.errors import NoModelError
from pa_cli.ui.console import Output, is_terminal
from pa_cli.wiring import Wiring


def ensure_model(
    wiring: Wiring, output: Output, name: str | None, *, yes: bool, offer: bool = True
) -> None:
    """Return when there is a usable model; where there is none yet, offer to fetch it.

    A server that answers in its place is asked when it is needed.

    Args:
        wiring: The services.
        output: Where an offer is made.
        name: The model that the user named, None for the default.
        yes: Fetch without asking.
        offer: Fetch one at all.

    Raises:
        NoModelError: There is none, and nobody to offer one to; the message names the command.
        ConfirmationError: The offer was declined.
        PaError: The model could not be fetched; see `PullService.pull`.
    """
    if wiring.is_remote:
        return
    try:
        found = wiring.find_model(name)
    except NoModelError:
        wanted = _to_offer(wiring, name)
        can_ask = is_terminal(sys.stdin) and is_terminal(sys.stderr)
        if not offer or wiring.offline or wanted is None or not (yes or can_ask):
            raise
        _pull(wiring, output, wanted, yes=yes)
        found = wiring.find_model(name)
    output.detail(f"model: {found.path}")


def _to_offer(wiring: Wiring, name: str | None) -> str | None:
    """The model that would help: the one that is named, else the recommended one; None for none."""
    named = name or wiring.models.chosen_by_settings("chat")
    if named:
        entry = wiring.models.catalog.get(named)
        missing = entry is not None and not wiring.models.is_installed(entry.name)
        return entry.name if entry is not None and missing else None
    has_any = any(model.purpose == "chat" for model in wiring.models.installed())
    return None if has_any else wiring.recommended_model() or None


def _pull(wiring: Wiring, output: Output, name: str, *, yes: bool) -> None:
    from pa_cli.cli.context import make_approver
    from pa_cli.services.pull_target import PullRequest
    from pa_cli.ui.progress import ProgressDisplay

    output.notice_terminal(f"{name} is not on this machine yet.")
    pulls = wiring.open_pulls(notify=output.notice_terminal)
    pulls.pull(
        PullRequest(name),
        approver=make_approver(output, yes=yes),
        progress=ProgressDisplay(output),
    )
