"""How the next token is chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """Sampling parameters of one generation; the names are llama.cpp's.

    Attributes:
        temperature: 0 always takes the likeliest token.
        top_k: Keep the k likeliest tokens; 0 keeps all.
        top_p: Keep the smallest set of tokens with this summed probability; 1 keeps all.
        min_p: Drop tokens less likely than this share of the likeliest; 0 keeps all.
        repeat_penalty: Divides the score of recent tokens; 1 is off.
        seed: Repeats a generation; None draws a fresh one each time.
        max_tokens: Longest answer in tokens.
        stop: Strings that end the answer; they are not part of it.
    """

    temperature: float = 0.3
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None
    max_tokens: int = 2048
    stop: tuple[str, ...] = ()
