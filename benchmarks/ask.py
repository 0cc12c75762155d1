"""`pa ask`: seconds from the start of the process to the first word, cold and with a warm prefix."""

import shutil
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved, pa_json, run

TITLE = "`pa ask`, first word"
NOTE = (
    "From the start of the process to the first byte on stdout, import and load included. *cold*: no prefix"
    " cache (the model file is in the page cache of the system); *warm*: the second process with the same"
    " beginning. The long system prompt has about 800 tokens."
)

# seconds to the first word with a warm prefix on two cores, by a part of the model's name
BUDGETS = {"135m": 0.7, "1.5b": 1.2}
QUESTION = "Name the capital of France in one word."
LONG_PROMPT = "You are a careful assistant. " + " ".join(
    f"Rule {n}: when the user asks about topic {n}, answer in at most {n + 2} short sentences."
    for n in range(1, 37)
)


def measure(options: Options) -> list[dict[str, Any]]:
    """First words of every model, with `pa`'s own system prompt and with a long one."""
    return [
        _measure(options, model, name, extra)
        for model in options.models
        for name, extra in (("pa's own", ()), ("long", ("-s", LONG_PROMPT)))
    ]


def _measure(options: Options, model: Path, name: str, extra: tuple[str, ...]) -> dict[str, Any]:
    home = options.scratch / f"ask-{model.stem}-{len(extra)}"
    env = environment(home)
    argv = ("ask", "-n", "-m", model, "--temp", "0", "--max-tokens", "8", *extra, QUESTION)

    def cold() -> float:
        shutil.rmtree(home / "cache", ignore_errors=True)
        return run([*PA, *argv], env).first_byte

    times = interleaved(
        {"cold": cold, "warm": lambda: run([*PA, *argv], env).first_byte}, options.rounds
    )
    usage = pa_json((*argv, "--json"), env)["usage"]
    return {
        "model": model.name,
        "system prompt": name,
        "prompt tokens": usage["prompt_tokens"],
        "cached when warm": usage["cached_tokens"],
        "cold s": round(times["cold"]["median"], 2),
        "warm s": round(times["warm"]["median"], 2),
        "budget, warm s": next(
            (s for part, s in BUDGETS.items() if part in model.name.lower()), None
        ),
        "cold / warm": round(times["cold"]["median"] / times["warm"]["median"], 1),
    }
