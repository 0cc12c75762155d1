"""What the assistant knows and does with the user's own data."""

from typing import TYPE_CHECKING

from pa_cli.wiring.tools import ToolsWiring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pa_cli.core.grounding import Informant


class AssistanceWiring(ToolsWiring):
    """Services that answers and actions stand on."""

    def system_prompt(self) -> str:
        """The system prompt where the user gave none for this question or chat."""
        from pa_cli.services.persona import system_prompt

        return system_prompt(self.settings)

    def informants(self, notice: "Callable[[str], None]" = lambda _: None) -> "Sequence[Informant]":
        """Who is asked before the model is; what changes least comes first.

        Args:
            notice: Gets a sentence when one of them cannot say what it should.
        """
        return tuple(self.memory_informants(notice))
