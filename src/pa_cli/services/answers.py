"""A question as it is asked, and its answer while it grows."""

from dataclasses import dataclass, field

from pa_cli.core.conversation import Chat
from pa_cli.core.events import Finished
from pa_cli.core.grounding import Grounding
from pa_cli.core.sampling import Sampling
from pa_cli.services.found_passages import NOWHERE, Scope


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and how.

    Attributes:
        document: Text from pipes and files, "" for none; it comes first in the prompt.
        instruction: What the user typed, "" for none.
        system: System prompt instead of the default, "" for the default.
        chat: The chat that goes on, or None for a new one.
        log: Keep the turn.
        sampling: How tokens are chosen.
        thinking: Ask a thinking model for its reasoning or against it.
        grammar: GBNF that the answer follows, "" for none.
        json_schema: What the grammar was made of, as JSON text, "" for none.
        guide: Told to the model after the question (the shape of structured output), "" for none.
        on_overflow: What happens to a document that does not fit.
        by_code: It may be answered without a model, when code is sure to know the answer.
        scope: Where among the user's own texts the answer may be looked for.
    """

    document: str = ""
    instruction: str = ""
    system: str = ""
    chat: Chat | None = None
    log: bool = True
    sampling: Sampling = field(default_factory=Sampling)
    thinking: bool | None = None
    grammar: str = ""
    json_schema: str = ""
    guide: str = ""
    on_overflow: str = "error"
    by_code: bool = False
    scope: Scope = NOWHERE

    @property
    def text(self) -> str:
        """Document and instruction as one text."""
        return "\n\n".join(part for part in (self.document, self.instruction) if part)


@dataclass(slots=True)
class Answer:
    """An answer while it grows; the same object is filled as the events pass by.

    `model` is "" when no model was asked; `is_circular` when it was stopped because it said the
    same again and again.
    """

    model: str
    chat: Chat | None = None
    text: str = ""
    reasoning: str = ""
    finished: Finished | None = None
    grounding: Grounding = field(default_factory=Grounding)
    is_circular: bool = False

    @property
    def interrupted(self) -> bool:
        """It was stopped before its end."""
        return self.finished is None or self.finished.finish_reason == "interrupted"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be given to the model: the rendered prompt and its size in tokens.

    `is_estimate` when the model runs on a server that does not count.
    """

    model: str
    prompt: str
    prompt_tokens: int
    context: int
    is_estimate: bool = False
