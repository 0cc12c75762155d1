"""`pa summarize` on a long text against feeding the same parts to `llama_cpp.Llama` one by one."""

import json
import random
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, ROOT, Options, environment, interleaved, machine, run

TITLE = "`pa summarize`, a text of many parts"
NOTE = (
    "Greedy, 150 words a part, from the start of the process to its end, import and load included. Both sides"
    " read the same text in the same parts with the same prompts. *library*: one `llama_cpp.Llama` that is"
    " given the prompts one after the other. Tokens per second are tokens of the text over all of that time."
)
PART_TOKENS = 700
SENTENCES = 72

_WHO = ("Ana Ruiz", "Bob Lindqvist", "Chen Wei", "Dana Okafor", "Emil Novak", "the support team")
_DID = (
    "reported that the {thing} took {n} minutes instead of the agreed {m}",
    "asked for {n},{m}00 euros for the {thing} and got half of it",
    "found {n} errors in the {thing}, {m} of them serious",
    "moved the {thing} from the {m}th to the {n}th of the month, because a room was taken",
    "decided to leave the {thing} as it is until {m} more customers complain",
    "wrote down how the {thing} is restored when {n} machines fail at once",
)
_THINGS = ("nightly export", "booking service", "training", "hosting contract", "new release")


def diary(sentences: int) -> str:
    """A project's diary; the same on every machine."""
    chance = random.Random(7)
    lines = []
    for number in range(sentences):
        did = chance.choice(_DID).format(
            thing=chance.choice(_THINGS), n=chance.randint(20, 90), m=chance.randint(2, 9)
        )
        end = "\n\n" if number % 6 == 5 else " "
        lines.append(f"In week {number // 3 + 1} {chance.choice(_WHO)} {did}.{end}")
    return "".join(lines)


def measure(options: Options) -> list[dict[str, Any]]:
    """Seconds of both sides for every model."""
    return [_measure(options, model) for model in options.models]


def _measure(options: Options, model: Path) -> dict[str, Any]:
    text = diary(SENTENCES)
    file = options.scratch / "diary.txt"
    file.write_text(text, encoding="utf-8")
    env = environment(options.scratch / f"summarize-{model.stem}")
    loop = [sys.executable, ROOT / "benchmarks" / "summarize_loop.py"]
    flags = ["--temp", "0", "--part-tokens", PART_TOKENS, "--fresh", "--json"]
    sides = {
        "pa": [*PA, "summarize", file, "-m", model, *flags],
        "library": [*loop, model, file, PART_TOKENS, machine()["cores"]],
    }
    last: dict[str, dict[str, Any]] = {}

    def seconds(name: str) -> float:
        done = run(sides[name], env)
        last[name] = json.loads(done.stdout)
        return done.total

    times = interleaved(
        {name: lambda name=name: seconds(name) for name in sides}, max(1, options.rounds // 3)
    )
    taken = {name: times[name]["median"] for name in sides}
    tokens = last["pa"]["input_tokens"]
    return {
        "model": model.name,
        "tokens of text": tokens,
        "parts": last["pa"]["parts"],
        "written by pa": last["pa"]["usage"]["completion_tokens"],
        "written by library": last["library"]["completion_tokens"],
        "pa s": round(taken["pa"], 1),
        "library s": round(taken["library"], 1),
        "pa tokens/s": round(tokens / taken["pa"], 1),
        "library tokens/s": round(tokens / taken["library"], 1),
        "pa / library": round(taken["library"] / taken["pa"], 2),
    }
