"""What questions are answered with beside the model: the user's data, the clock, arithmetic."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.memory import MemoryWiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pa_cli.core.grounding import Grounding, Informant
    from pa_cli.core.voice import Voice
    from pa_cli.services.data_answers import DataAnswers
    from pa_cli.services.data_lookup import DataLookup
    from pa_cli.services.tools.loop import ToolLoop
    from pa_cli.services.tools.own import OwnToolbox
    from pa_cli.services.tools.toolbox import RunnableTool, Toolbox


class ToolsWiring(MemoryWiring):
    """Services around tools."""

    def voice_of(self, request: str) -> "Voice":
        """What code says to `request` is said in this language."""
        from pa_cli.core.setting_specs.assistant import ASSISTANT_LANGUAGE
        from pa_cli.core.voice import voice_of

        return voice_of(request, self.settings[ASSISTANT_LANGUAGE])

    @cached_property
    def data_answers(self) -> "DataAnswers":
        """Answers from agenda, to-dos, clock and arithmetic, by code."""
        from pa_cli.services.data_answers import DataAnswers

        return DataAnswers(self.data_lookup, self.dates, self.voice_of, self.answer_clock)

    @cached_property
    def data_lookup(self) -> "DataLookup":
        """What agenda and to-dos say, in sentences."""
        from pa_cli.services.data_lookup import DataLookup

        return DataLookup(self.agenda, self.todos, self.dates, lambda: self.find)

    def answer_clock(self, question: str) -> str | None:
        """The answer to a question of time and date, None for any other or when it is not known."""
        from pa_cli.core.clock_answers.answering import answer_clock

        found = answer_clock(
            question,
            self.now(),
            options=self.dates.options,
            chinese=self.voice_of(question).chinese,
        )
        return found.text if found is not None and found.known else None

    @property
    def tools_mode(self) -> str:
        """What answers may do with the user's data: "none", "read" or "all"."""
        from pa_cli.core.setting_specs.assistant import TOOLS_MODE

        return self.settings[TOOLS_MODE]

    def answer_by_code(self, question: str) -> "Grounding | None":
        """The whole answer to a question that needs no model, None for any other."""
        return None if self.tools_mode == "none" else self.data_answers.answer(question)

    @cached_property
    def reading_toolbox(self) -> "Toolbox":
        """The tools that look something up."""
        from pa_cli.services.tools.toolbox import Toolbox

        return Toolbox(self._reading_tools())

    @cached_property
    def chat_toolbox(self) -> "Toolbox":
        """The tools that look something up, and those that change something."""
        from pa_cli.services.tools.toolbox import Toolbox
        from pa_cli.services.tools.writing import writing_tools

        return Toolbox([*self.own_toolbox.tools(), *self._reading_tools(), *writing_tools()])

    @cached_property
    def own_toolbox(self) -> "OwnToolbox":
        """The user's own commands, as a model is told of them."""
        from pa_cli.services.tools.own import OwnToolbox

        return OwnToolbox(self.own_tools)

    def _reading_tools(self) -> "list[RunnableTool]":
        from pa_cli.services.tools.reading import ReadingServices, reading_tools

        return reading_tools(
            ReadingServices(
                self.data_lookup,
                notes=lambda: self.notes,
                find=lambda: self.find,
                memory=lambda: self.memory,
                retriever=lambda: self.retriever,
                answer_clock=self.answer_clock,
                voice_of=self.voice_of,
            )
        )

    def data_informants(self) -> "Iterator[Informant]":
        """What is told to the model of the user's data, unless they do not want that."""
        if self.tools_mode != "none":
            from pa_cli.services.data_informant import DataInformant

            yield DataInformant(lambda: self.reading_toolbox, self.dates)

    def tool_loop(self, *, writes: bool) -> "ToolLoop | None":
        """Lets the model call tools; None when the user does not want that.

        Args:
            writes: Offer those that change something too, where the user wants that.
        """
        from pa_cli.core.setting_specs.assistant import TOOLS_MAX_CALLS
        from pa_cli.services.tools.loop import ToolLoop

        if self.tools_mode == "none":
            return None
        most = self.settings[TOOLS_MAX_CALLS]
        if not (writes and self.tools_mode == "all"):
            return ToolLoop(lambda: self.reading_toolbox, most)
        from pa_cli.services.tools.writing import writing_tools_for

        def changes(message: str) -> "list[str]":
            return [*self.own_toolbox.fitting(message), *writing_tools_for(message)]

        return ToolLoop(lambda: self.chat_toolbox, most, changes=changes)
