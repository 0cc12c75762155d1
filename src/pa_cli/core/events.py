"""What an engine says while it works: a stream of typed events."""

from dataclasses import dataclass
from typing import Literal

FinishReason = Literal["stop", "length", "interrupted"]


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """Part of the prompt has been evaluated (tokens); sent for long prompts only."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer; whole characters, any length."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of what a thinking model says to itself; not part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one generation; `prompt_tokens` includes the cached ones.

    `guessed_tokens` are those of the completion that were guessed from the text before them and
    confirmed by the model without a step of their own. `is_estimate` when the model runs on a
    server that does not tell.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    guessed_tokens: int = 0
    is_estimate: bool = False

    def __add__(self, other: "Usage") -> "Usage":
        """What both took together."""
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            self.guessed_tokens + other.guessed_tokens,
            self.is_estimate or other.is_estimate,
        )


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent in each phase of one generation, and the threads used at its end."""

    load_seconds: float = 0.0
    prompt_seconds: float = 0.0
    first_token_seconds: float = 0.0
    generation_seconds: float = 0.0
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every generation."""

    finish_reason: FinishReason
    usage: Usage
    timings: Timings


Event = PromptProgress | TextDelta | ReasoningDelta | Finished
