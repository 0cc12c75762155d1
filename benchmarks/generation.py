"""Generation speed of `pa` against llama-cpp-python's own loops, idle and with one busy core."""

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import (
    ROOT,
    Options,
    busy_core,
    environment,
    interleaved,
    machine,
    pa_json,
    run,
)

TITLE = "Generation"
NOTE = (
    "Tokens per second from the first token to the last, greedy, 96 tokens, weights repacked at load on all"
    " sides. *library, high*: the loop of `llama_cpp.Llama`; *library, low*: llama.cpp's decode and greedy"
    " sampler called directly. `pa` chooses and adapts its threads by itself. With a busy core another process"
    " computes without a pause on the same machine."
)
SYSTEM = "You are a storyteller. You never stop early."
QUESTION = "Write a long story about a lighthouse keeper and the sea, with many details."
TOKENS = 96
_LENGTH = ("--repeat-penalty", "1", "--max-tokens", TOKENS)
_PROMPT = f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{QUESTION}<|im_end|>\n<|im_start|>assistant\n"


def measure(options: Options) -> list[dict[str, Any]]:
    """Speeds of every model, idle and busy."""
    return [
        _measure(options, model, busy=busy) for model in options.models for busy in (False, True)
    ]


def _measure(options: Options, model: Path, *, busy: bool) -> dict[str, Any]:
    cores = int(machine()["cores"])
    env = environment(options.scratch / "generation", PA_ENGINE_REPACK="on")
    measures = {"pa": lambda: _pa_speed(model, env)}
    for way in ("high", "low"):
        for threads in sorted({cores, max(1, cores - 1)}, reverse=True):
            measures[f"{way} {threads}"] = lambda way=way, threads=threads: _library_speed(
                way, model, threads, env
            )
    with busy_core() if busy else contextlib.nullcontext():
        speeds = {
            name: found["median"] for name, found in interleaved(measures, options.rounds).items()
        }
    low = {name: speed for name, speed in speeds.items() if name.startswith("low")}
    best = max(low, key=lambda name: low[name])
    return {
        "model": model.name,
        "busy core": "yes" if busy else "no",
        "pa": round(speeds["pa"], 1),
        **{
            f"library, {name.replace(' ', ', ')} thr.": round(speed, 1)
            for name, speed in speeds.items()
            if name != "pa"
        },
        "pa / best low": round(speeds["pa"] / low[best], 2),
    }


def _pa_speed(model: Path, env: dict[str, str]) -> float:
    answer = pa_json(
        (*("ask", "-n", "-m", model, "--json", "--temp", "0"), *_LENGTH, "-s", SYSTEM, QUESTION),
        env,
    )
    timings = answer["timings"]
    after_first = timings["generation_seconds"] - (
        timings["first_token_seconds"] - timings["prompt_seconds"]
    )
    return float((answer["usage"]["completion_tokens"] - 1) / after_first)


def _library_speed(way: str, model: Path, threads: int, env: dict[str, str]) -> float:
    script = ROOT / "benchmarks" / "library_loop.py"
    argv = (sys.executable, script, way, model, "--threads", threads, "--tokens", TOKENS)
    return float(json.loads(run(argv, env, _PROMPT.encode()).stdout)["tokens_per_second"])
