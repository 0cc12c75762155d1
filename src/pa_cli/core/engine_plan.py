"""How a model is opened: what was decided from facts and settings."""

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["one-shot", "long"]
"""`one-shot` starts as fast as it can; `long` takes its time to load and then runs faster."""

MOST_EMBEDDED_TOKENS = 1024
"""Longest text that is embedded whole: all of its tokens are evaluated in one batch."""


@dataclass(frozen=True, slots=True)
class EnginePlan:
    """What was decided.

    Attributes:
        threads: Threads to start with.
        fixed_threads: The user fixed them.
        context: Context window in tokens that the user fixed, None to choose by need.
        context_cap: Largest context window that memory and training allow, tokens.
        repack: Repack weights at load.
        cells: Tokens of several texts side by side that memory allows.
    """

    threads: int
    fixed_threads: bool
    context: int | None
    context_cap: int
    repack: bool
    cells: int = 0
