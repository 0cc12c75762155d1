"""What the assistant knows and does with the user's own data."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.passages import PassageWiring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pa_cli.core.grounding import Informant
    from pa_cli.services.actions.service import ActionsService
    from pa_cli.services.suggestions import SuggestionService


class AssistanceWiring(PassageWiring):
    """Services that answers and actions stand on."""

    @cached_property
    def suggestions(self) -> "SuggestionService":
        """What to do next."""
        from pa_cli.services.suggestions import SuggestionService

        return SuggestionService(self.agenda, self.todos, self.notes)

    def system_prompt(self) -> str:
        """The system prompt where the user gave none for this question or chat."""
        from pa_cli.services.persona import system_prompt

        return system_prompt(self.settings)

    @cached_property
    def actions(self) -> "ActionsService":
        """Doing what is asked for in plain words."""
        from datetime import datetime

        from pa_cli.services.actions.service import ActionsService

        def tell_time(question: str, now: datetime) -> str | None:
            from pa_cli.core.clock_answers.answering import answer_clock

            chinese = self.voice_of(question).chinese
            found = answer_clock(question, now, options=self.dates.options, chinese=chinese)
            return found.text if found is not None else None

        return ActionsService(
            agenda=self.agenda,
            todos=self.todos,
            notes=lambda: self.notes,
            memory=lambda: self.memory,
            dates=self.dates,
            changes=self.changes,
            answer_clock=tell_time,
            voice_of=self.voice_of,
        )

    def informants(self, notice: "Callable[[str], None]" = lambda _: None) -> "Sequence[Informant]":
        """Who is asked before the model is; what changes least comes first.

        Args:
            notice: Gets a sentence when one of them cannot say what it should.
        """
        from pa_cli.services.corrections import CorrectionInformant

        informants = (*self.memory_informants(notice), *self.data_informants())
        return (*informants, CorrectionInformant())
