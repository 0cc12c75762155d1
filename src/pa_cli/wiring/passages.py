"""Finding what the user's own texts say about a question."""

from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.tools import ToolsWiring

if TYPE_CHECKING:
    from pa_cli.services.found_passages import Found, Scope
    from pa_cli.services.named_item import NamedItems
    from pa_cli.services.passage_finder import PassageFinder


class PassageWiring(ToolsWiring):
    """Services around passages that answers stand on."""

    @cached_property
    def named_items(self) -> "NamedItems":
        """Notes, events, to-dos and documents by what the user calls them."""
        from pa_cli.services.named_item import NamedItems

        return NamedItems(self.notes, self.agenda, self.todos, self.documents, self.retriever)

    @cached_property
    def passage_finder(self) -> "PassageFinder":
        """Which passages may hold the answer to a question."""
        from pa_cli.core.setting_specs.assistant import RETRIEVAL_MAX_TOKENS, RETRIEVAL_PASSAGES
        from pa_cli.services.passage_finder import PassageFinder

        return PassageFinder(
            self.retriever,
            self.named_items.read,
            most=self.settings[RETRIEVAL_PASSAGES],
            most_tokens=self.settings[RETRIEVAL_MAX_TOKENS],
        )

    def find_own_texts(self, question: str) -> "Found | None":
        """The user's texts when `question` seems to be about them, and they may be looked at."""
        from pa_cli.services.found_passages import Scope

        return self.find_passages(question, Scope(auto=self.looks_by_itself))

    @property
    def looks_by_itself(self) -> bool:
        """Whether texts are looked at without a flag."""
        from pa_cli.core.setting_specs.assistant import RETRIEVAL_AUTO

        return self.settings[RETRIEVAL_AUTO] == "on" and self.tools_mode != "none"

    def find_passages(self, question: str, scope: "Scope") -> "Found | None":
        """The user's texts that may hold the answer to `question`; None when they are not asked."""
        from pa_cli.services.found_passages import NOWHERE

        return None if scope == NOWHERE else self.passage_finder.find(question, scope)
