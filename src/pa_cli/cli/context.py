"""What a verb gets from the command line: streams, verbosity and the lazily built services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from pa_cli.ui.console import Appearance, Output
from pa_cli.wiring import Wiring

if TYPE_CHECKING:
    from pa_cli.core.voice import Voice
    from pa_cli.ui.confirm import TerminalApprover


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of `pa`; `wire` builds the services and is replaced in tests."""

    wire: Callable[..., Wiring] = Wiring

    def wiring(self, flags: Mapping[str, Any] | None = None, *, offline: bool = False) -> Wiring:
        """The services, with settings resolved from `flags` (by setting key) and the rest."""
        return self.wire(flags=flags or {}, offline=offline)


def invocation(context: typer.Context) -> Invocation:
    """The invocation that `context` carries."""
    found = context.find_root().obj
    return found if isinstance(found, Invocation) else Invocation()


def make_output(*, quiet: bool = False, verbose: bool = False) -> Output:
    """The output of one command."""
    return Output(quiet=quiet, verbose=verbose)


def make_approver(
    output: Output, *, yes: bool = False, voice: "Voice | None" = None
) -> "TerminalApprover":
    """The one confirmation of this command; `yes` is its `--yes`."""
    from pa_cli.core.voice import ENGLISH
    from pa_cli.ui.confirm import TerminalApprover

    return TerminalApprover(output, yes=yes, voice=voice or ENGLISH)


def read_appearance(wire: Callable[..., Wiring]) -> Appearance:
    """How the user wants results to look; a broken config file changes nothing."""
    from pa_cli.core.setting_specs.assistant import UI_COLOR, UI_MARKDOWN, UI_REASONING

    settings = wire(flags={}).configuration.examine_or_default()
    return Appearance(
        colour=settings[UI_COLOR] != "never",
        markdown=settings[UI_MARKDOWN],
        reasoning=settings[UI_REASONING],
    )
