"""What the assistant remembers of the user, and the tools that they gave it."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.knowledge import KnowledgeWiring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pa_cli.core.feedback import Feedback
    from pa_cli.core.grounding import Informant
    from pa_cli.core.memory_item import MemoryItem
    from pa_cli.services.feedback import FeedbackService
    from pa_cli.services.memory import MemoryService
    from pa_cli.services.own_tools import OwnToolsService
    from pa_cli.storage.toml_records import TomlRecords


class MemoryWiring(KnowledgeWiring):
    """Services around memories, marked answers and own tools."""

    @cached_property
    def memory_file(self) -> "TomlRecords[MemoryItem]":
        """The memories on disk."""
        from pa_cli.core.memory_format import memory_from, memory_record
        from pa_cli.storage.toml_records import TomlRecords

        return TomlRecords(
            self.paths.memory,
            "memory",
            decode=memory_from,
            encode=memory_record,
            changes=self.changes,
            heading="# What pa remembers about you. You may edit it: each needs a text, the rest may go.",
            hint="Mend it with: pa memory edit",
        )

    @cached_property
    def memory(self) -> "MemoryService":
        """What can be done with memories."""
        from pa_cli.services.memory import MemoryService
        from pa_cli.storage.last_lists import LastListsFile

        return MemoryService(self.memory_file, LastListsFile(self.paths.last_lists), self.now)

    @cached_property
    def feedback_file(self) -> "TomlRecords[Feedback]":
        """The marked answers on disk."""
        from pa_cli.core.feedback import feedback_from, feedback_record
        from pa_cli.storage.toml_records import TomlRecords

        return TomlRecords(
            self.paths.feedback,
            "feedback",
            decode=feedback_from,
            encode=feedback_record,
            changes=self.changes,
            heading="# Answers that you marked with /good or /bad in a chat.",
            hint="Mend it in an editor; nothing was changed.",
        )

    @cached_property
    def feedback(self) -> "FeedbackService":
        """Answers marked as good or bad."""
        from pa_cli.services.feedback import FeedbackService
        from pa_cli.storage.last_lists import LastListsFile

        return FeedbackService(self.feedback_file, LastListsFile(self.paths.last_lists), self.now)

    @cached_property
    def own_tools(self) -> "OwnToolsService":
        """The user's own commands as tools."""
        from pa_cli.services.own_tools import OwnToolsService
        from pa_cli.storage.command_runner import run_command
        from pa_cli.storage.own_tools_file import read_own_tools

        return OwnToolsService(lambda: read_own_tools(self.paths.tools_file), run_command)

    def memory_informants(self, notice: "Callable[[str], None]") -> "Iterator[Informant]":
        """What is told to the model of the user, unless they do not want that."""
        from pa_cli.core.setting_specs.assistant import MEMORY_ENABLED

        if self.settings[MEMORY_ENABLED]:
            from pa_cli.services.memory_informant import MemoryInformant

            yield MemoryInformant(self.memory_file, notice)
        if self.settings[MEMORY_ENABLED]:
            from pa_cli.services.feedback import ExampleInformant

            yield ExampleInformant(self.feedback_file, notice)
