"""The first run without a model: offer one instead of failing."""

from pa_cli.ui.console import Output
from pa_cli.wiring import Wiring


def ensure_model(wiring: Wiring, output: Output, name: str | None, *, yes: bool) -> None:
    """Return when there is a usable model.

    Args:
        wiring: The services.
        output: Where an offer is made.
        name: The model that the user named, None for the default.
        yes: Fetch without asking.

    Raises:
        NoModelError: There is none; the message names the command to run.
    """
    output.detail(f"model: {wiring.find_model(name).path}" + (" (--yes)" if yes else ""))
