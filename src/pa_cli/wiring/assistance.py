"""What the assistant knows and does with the user's own data."""

from typing import TYPE_CHECKING

from pa_cli.wiring.own_data import OwnDataWiring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.grounding import Informant


class AssistanceWiring(OwnDataWiring):
    """Services that answers and actions stand on."""

    def informants(self) -> "Sequence[Informant]":
        """Who is asked before the model is; what changes least comes first."""
        return ()
