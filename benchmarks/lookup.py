"""Answers that copy from the prompt: guesses checked several at a time, against none and against the library's."""

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import (
    ROOT,
    Options,
    environment,
    interleaved,
    machine,
    pa_json,
    run,
)

TITLE = "Guessing what is copied"
NOTE = (
    "Tokens per second from the first token to the last, greedy, at most 128 tokens. *Guessing* is `pa` as it comes"
    " (`engine.prompt_lookup`), *not* is `pa` with that turned off; *guessed* is the share of the tokens that cost no"
    " step of their own. *library* is the loop of `llama_cpp.Llama`, and *library, lookup* the best of its prompt"
    " lookup with drafts of 4 and 10 tokens. Weights are repacked at load on all sides."
)
TOKENS = 128
_MEMORY = (ROOT / "docs" / "guides" / "memory.md").read_text("utf-8")
_CHINESE = (ROOT / "benchmarks" / "texts" / "zh.txt").read_text("utf-8")
_CODE = (ROOT / "src" / "pa_cli" / "core" / "batch_width.py").read_text("utf-8")
_SYSTEM = "You do what you are asked, and nothing else."
WORK = {
    "correct, English": "Correct the spelling and the grammar of this text, and change nothing else:\n\n"
    + _MEMORY[:1400].replace(" the ", " teh ").replace(" is ", " are "),
    "correct, Chinese": "请改正下面文本中的错误，其余不变：\n\n"
    + _CHINESE[:600].replace("的", "得"),
    "edit code": "Add a method `reset` to this class and print the whole file:\n\n" + _CODE,
    "tell a story": "Write a long story about a lighthouse keeper and the sea, with many details.",
}
_DRAFTS = (4, 10)


def measure(options: Options) -> list[dict[str, Any]]:
    """One row a model and task."""
    env = environment(options.scratch / "lookup", PA_ENGINE_REPACK="on")
    return [
        _measure(model, task, question, env, options.rounds)
        for model in options.models
        for task, question in WORK.items()
    ]


def _measure(
    model: Path, task: str, question: str, env: dict[str, str], rounds: int
) -> dict[str, Any]:
    shares: list[float] = []

    def guessing() -> float:
        speed, share = _pa(model, question, env)
        shares.append(share)
        return speed

    measures = {
        "guessing": guessing,
        "not": lambda: _pa(model, question, {**env, "PA_ENGINE_PROMPT_LOOKUP": "off"})[0],
        "library": lambda: _library("high", model, question, env),
        **{
            f"lookup {length}": lambda length=length: _library(
                f"lookup{length}", model, question, env
            )
            for length in _DRAFTS
        },
    }
    speeds = {name: found["median"] for name, found in interleaved(measures, rounds).items()}
    lookup = max(speeds[f"lookup {length}"] for length in _DRAFTS)
    return {
        "model": model.name,
        "task": task,
        "pa, guessing": round(speeds["guessing"], 1),
        "pa, not": round(speeds["not"], 1),
        "guessing / not": round(speeds["guessing"] / speeds["not"], 2),
        "guessed": f"{100 * shares[-1]:.0f} %",
        "library": round(speeds["library"], 1),
        "library, lookup": round(lookup, 1),
        "pa / best of library": round(speeds["guessing"] / max(lookup, speeds["library"]), 2),
    }


def _pa(model: Path, question: str, env: dict[str, str]) -> tuple[float, float]:
    """Tokens per second, and the share of them that was guessed."""
    asked = ("ask", "-n", "--tools", "none", "--json", "--temp", "0", "--repeat-penalty", "1")
    argv = (*asked, "-m", model, "--max-tokens", TOKENS, "-s", _SYSTEM)
    answer = pa_json(argv, env, question.encode())
    timings, usage = answer["timings"], answer["usage"]
    first = timings["first_token_seconds"] - timings["prompt_seconds"]
    count = usage["completion_tokens"]
    return (count - 1) / (timings["generation_seconds"] - first), usage["guessed_tokens"] / count


def _library(way: str, model: Path, question: str, env: dict[str, str]) -> float:
    prompt = (
        f"<|im_start|>system\n{_SYSTEM}<|im_end|>\n<|im_start|>user\n{question}<|im_end|>\n"
        "<|im_start|>assistant\n"
    )
    script = ROOT / "benchmarks" / "library_loop.py"
    argv = (sys.executable, script, way, model, "--threads", machine()["cores"], "--tokens", TOKENS)
    return float(json.loads(run(argv, env, prompt.encode()).stdout)["tokens_per_second"])
