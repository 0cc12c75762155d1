"""What a chat says beside the events of its engine."""

from dataclasses import dataclass

from pa_cli.core.events import Event


@dataclass(frozen=True, slots=True)
class Folding:
    """The context is full: this many of the oldest turns are being summarized."""

    turns: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A summary now stands for the oldest turns.

    Attributes:
        turns: How many turns it stands for, in all.
        tokens: Size of the prompt now.
        shortened: A turn was too long to be summarized whole: its middle was left out.
        by_model: The summary is the model's; otherwise it lists what was asked.
    """

    turns: int
    tokens: int
    shortened: bool
    by_model: bool


ChatEvent = Event | Folding | Folded
