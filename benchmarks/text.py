"""The text verbs on many short texts, against the same prompts one by one through `llama_cpp.Llama`."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import PA, ROOT, Options, environment, interleaved, run
from pa_cli.core.copied_values import copying_schema
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema import parse_schema
from pa_cli.core.template_format import parse_template
from pa_cli.services.text_tasks import TextTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TITLE = "Text verbs"
NOTE = (
    "24 short lines for classify and extract, 12 paragraphs for translate; whole commands of `pa`, start and load"
    " included, and the same prompts with the same grammars one after the other through one `llama_cpp.Llama`,"
    " its load included too. Of `classify` the library writes the label, and `pa` weighs all labels without writing"
    " one, with a small model both ways, which takes more and is right more often."
)
_LABELS = ("bug", "wish", "praise", "question")
_LINES = 24
_PARAGRAPHS = 12


def measure(options: Options) -> list[dict[str, Any]]:
    """One row a model and verb."""
    rows = []
    for model in options.models:
        for verb, (argv, text, asked) in _work().items():
            env = environment(options.scratch / f"home-{verb}")
            command = [*PA, *argv, "-m", str(model), "--temp", "0"]
            times = interleaved(
                {
                    "pa": lambda command=command, env=env, text=text: (
                        run(command, env, stdin=text.encode()).total
                    ),
                    "library": lambda model=model, asked=asked: _one_by_one(model, asked),
                },
                options.rounds,
            )
            ours, theirs = times["pa"]["median"], times["library"]["median"]
            rows.append(
                {
                    "model": model.name,
                    "verb": verb,
                    "texts": len(asked),
                    "pa s": round(ours, 1),
                    "library s": round(theirs, 1),
                    "pa texts/min": round(60 * len(asked) / ours),
                    "library texts/min": round(60 * len(asked) / theirs),
                    "pa / library": round(theirs / ours, 2),
                }
            )
    return rows


def _work() -> dict[str, tuple[list[str], str, list[GenerationRequest]]]:
    """Command, input and the same as single requests, by verb."""
    lines = _texts("classify")[:_LINES]
    facts = _texts("extract")[:_LINES]
    paragraphs = [row for row in _texts("translate") if row.isascii()][:_PARAGRAPHS]
    values = {"labels": ", ".join(_LABELS), "about": ""}
    classify = TextTask(_template("classify"), values, _greedy(24), labels=_LABELS)
    fields = "person, place, number number"
    extract = _extracting(fields)
    translate = TextTask(
        _template("translate"),
        {"to": "German (Deutsch)", "from": "", "glossary": "", "keep": ""},
        _greedy(200),
    )
    return {
        "classify": (
            ["classify", "-l", ",".join(_LABELS), "--lines"],
            "\n".join(lines),
            [classify.request(text) for text in lines],
        ),
        "classify --fast": (
            ["classify", "-l", ",".join(_LABELS), "--lines", "--fast"],
            "\n".join(lines),
            [classify.request(text) for text in lines],
        ),
        "extract": (
            ["extract", "--fields", fields, "--lines"],
            "\n".join(facts),
            [extract.request(text) for text in facts],
        ),
        "translate": (
            ["translate", "--to", "de"],
            "\n\n".join(paragraphs),
            [translate.request(text) for text in paragraphs],
        ),
    }


def _extracting(fields: str) -> TextTask:
    asked = copying_schema(parse_schema(fields).document)
    return TextTask(_template("extract"), {}, _greedy(300), schema=parse_schema(json.dumps(asked)))


def _template(name: str) -> Any:
    path = ROOT / "src" / "pa_cli" / "data" / "templates" / f"{name}.toml"
    return parse_template(name, path.read_text("utf-8"), origin=str(path))


def _texts(name: str) -> list[str]:
    lines = (ROOT / "benchmarks" / "eval" / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows: Iterable[Mapping[str, Any]] = map(json.loads, lines)
    return [row["text"] for row in rows]


def _greedy(tokens: int) -> Sampling:
    return Sampling(temperature=0.0, max_tokens=tokens)


def _one_by_one(model: Path, asked: list[GenerationRequest]) -> float:
    """Seconds for `asked`, one after the other, in a process of its own."""
    requests = [
        {
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
            "grammar": request.grammar,
            "max_tokens": request.sampling.max_tokens,
        }
        for request in asked
    ]
    started = time.perf_counter()
    loop = [sys.executable, str(ROOT / "benchmarks" / "text_loop.py"), str(model)]
    run(loop, environment(Path.cwd()), stdin=json.dumps(requests).encode())
    return time.perf_counter() - started
