"""The ports of models at work: answers, scores and vectors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pa_cli.core.sampling import Sampling

if TYPE_CHECKING:
    from array import array
    from collections.abc import Generator, Iterable, Sequence

    from pa_cli.core.batching import Tagged
    from pa_cli.core.conversation import Message
    from pa_cli.core.events import Event


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """Everything that decides one generation.

    Attributes:
        messages: The whole prompt.
        constant: How many messages at its beginning are the same in every request of this kind
            (system prompt, examples); their evaluated state is kept on disk.
        sampling: How tokens are chosen.
        grammar: GBNF with a `root` rule that the answer must follow, "" for none. Only grammars
            made by `core/grammar.py` may be given: the native parser crashes on bad ones.
        json_schema: The JSON Schema that `grammar` was made of, as JSON text, "" for none; for
            servers that take no grammar.
        thinking: True and False ask the template for it or against it, None leaves it alone.
        continue_last: The last message is an assistant message to be continued, not answered.
    """

    messages: Sequence[Message]
    constant: int = 1
    sampling: Sampling = field(default_factory=Sampling)
    grammar: str = ""
    json_schema: str = ""
    thinking: bool | None = None
    continue_last: bool = False


class Engine(Protocol):
    """A loaded language model.

    Every method raises only `PaError`s. `generate` ends with exactly one `Finished`, also after
    Ctrl-C (finish reason "interrupted"); closing the iterator early stops the generation.
    """

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        ...

    @property
    def context_limit(self) -> int:
        """Most tokens that prompt and answer may have together on this machine."""
        ...

    @property
    def counts_exactly(self) -> bool:
        """Tokens are counted by the model's own vocabulary; otherwise they are estimates."""
        ...

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the rendered prompt, ready for an answer."""
        ...

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text` as content, template apart."""
        ...

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text, for people to look at."""
        ...

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`; raises ContextOverflowError before any work when it does not fit."""
        ...

    def save_state(self) -> None:
        """Keep the state of the last generation on disk, so that going on starts from there."""
        ...

    def close(self) -> None:
        """Free the model; safe to call twice."""
        ...


@runtime_checkable
class SideBySide(Protocol):
    """An engine that writes several answers at once; `core.batching` asks any engine for many."""

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, several at a time where that is faster.

        Args:
            requests: Taken one after the other as there is room for them, so that they may be
                more than memory holds. Those with the same beginning share its evaluation.

        Yields:
            The number of a request, from 0, and an event of its generation, ordered by number.
            After Ctrl-C those that were finished by then are whole, the others that were begun
            end as "interrupted", and the rest is missing.

        Raises:
            ContextOverflowError: One does not fit, when its turn comes to be begun.
        """
        ...


@dataclass(frozen=True, slots=True)
class ContinuationScore:
    """How likely a model finds a continuation: natural logarithm, summed over its `tokens`."""

    log_probability: float
    tokens: int


@runtime_checkable
class Scores(Protocol):
    """An engine that can say how likely it finds a text, without writing one."""

    def score(
        self, messages: Sequence[Message], continuations: Sequence[str], *, constant: int = 1
    ) -> Sequence[ContinuationScore]:
        """How likely each of `continuations` is as the beginning of the answer to `messages`.

        Args:
            messages: The whole prompt; a last assistant message is continued.
            continuations: Texts, none empty; scored in one pass after the prompt.
            constant: As in `GenerationRequest`.

        Raises:
            ContextOverflowError: The prompt does not fit.
            InterruptedByUserError: Ctrl-C.
        """
        ...


class Embedder(Protocol):
    """A loaded embedding model. Every method raises only `PaError`s."""

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        ...

    @property
    def identity(self) -> str:
        """Short and stable; vectors of different identities cannot be compared."""
        ...

    @property
    def context_limit(self) -> int:
        """Most tokens of a text that count; what comes after them does not change its vector."""
        ...

    def count_text_tokens(self, text: str) -> int:
        """Tokens of `text`, for cutting texts that are longer than `context_limit`."""
        ...

    def embed(self, texts: Sequence[str], *, as_queries: bool = False) -> Sequence[array[float]]:
        """One vector of length 1 (type "f") for each text, in their order.

        Several texts are evaluated together, so give many at once. An empty text has a vector too.

        Args:
            texts: Passages to be found later, or queries to find them with.
            as_queries: They are queries; models that tell the two apart need to know.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        ...

    def close(self) -> None:
        """Free the model; safe to call twice."""
        ...
