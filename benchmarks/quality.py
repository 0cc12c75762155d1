"""How well models do the text verbs, by `pa eval` on the labelled sets in `eval/`."""

import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT, Options, environment, pa_json

TITLE = "How well the models do"
NOTE = (
    "Each cell is `pa eval TASK eval/SET.jsonl -m MODEL` on all examples of a set of our own, a third to a half of them"
    " Chinese. Everything is 0 to 1, more is better. Greedy where the verb is; one run."
)
_SETS = {
    "classify": "classify",
    "topics": "classify",
    "intents": "classify",
    "sentiment": "classify",
    "extract": "extract",
    "ask": "ask",
    "rewrite": "rewrite",
    "summarize": "summarize",
    "translate": "translate",
}
_MEASURES = {
    "classify": ("accuracy", "macro_f1"),
    "extract": ("f1", "exact"),
    "ask": ("token_f1", "exact_match"),
    "rewrite": ("rougeL", "rouge1"),
    "summarize": ("rougeL", "rouge1"),
    "translate": ("chrf", "bleu"),
}


def measure(options: Options) -> list[dict[str, Any]]:
    """One row a set, one column a model."""
    env = environment(options.scratch / "quality")
    rows = []
    for name, task in _SETS.items():
        file = ROOT / "benchmarks" / "eval" / f"{name}.jsonl"
        row: dict[str, Any] = {
            "set": name,
            "task": task,
            "texts": len(file.read_text("utf-8").splitlines()),
            "measures": ", ".join(_MEASURES[task]),
        }
        for model in options.models:
            row[model.name] = _scores(task, file, model, env)
            print(f"quality: {name}, {model.name}: {row[model.name]}", file=sys.stderr)
        rows.append(row)
    return rows


def _scores(task: str, file: Path, model: Path, env: dict[str, str]) -> str:
    found = pa_json(("eval", task, file, "-m", model, "--json"), env)
    return " / ".join(f"{found[name]:.2f}" for name in _MEASURES[task])
