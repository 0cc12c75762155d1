"""What questions are answered with beside the model: the user's data, the clock, arithmetic."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.memory import MemoryWiring

if TYPE_CHECKING:
    from pa_cli.core.grounding import Grounding
    from pa_cli.services.data_answers import DataAnswers


class ToolsWiring(MemoryWiring):
    """Services around tools."""

    @cached_property
    def data_answers(self) -> "DataAnswers":
        """Answers from agenda, to-dos, clock and arithmetic, by code."""
        from pa_cli.services.data_answers import DataAnswers

        return DataAnswers(self.agenda, self.todos, self.dates, lambda: self.find)

    @property
    def tools_mode(self) -> str:
        """What answers may do with the user's data: "none", "read" or "all"."""
        from pa_cli.core.setting_specs import TOOLS_MODE

        return self.settings[TOOLS_MODE]

    def answer_by_code(self, question: str) -> "Grounding | None":
        """The whole answer to a question that needs no model, None for any other."""
        return None if self.tools_mode == "none" else self.data_answers.answer(question)
