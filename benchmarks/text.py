"""The text verbs on many short texts, against the same prompts one by one through `llama_cpp.Llama`."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from llama_cpp import Llama

from benchmarks.measuring import PA, ROOT, Options, environment, interleaved, run
from pa_cli.core.copied_values import copying_schema
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.labels import SENTIMENTS
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema import parse_schema
from pa_cli.core.template_format import parse_template
from pa_cli.services.text_tasks import TextTask

TITLE = "Text verbs"
NOTE = (
    "24 short lines for classify, sentiment and extract, 16 sentences with mistakes in them for rewrite, one mail for"
    " write, 16 Chinese paragraphs of some 80 characters for translate; whole commands of `pa`, start and load"
    " included, and the same prompts with the same grammars one after the other through one `llama_cpp.Llama`, its"
    " load included too. Of `classify` and `sentiment` the library writes the label, and `pa` weighs all labels"
    " without writing one, with a small model both ways, which takes more and is right more often. Tokens are those"
    " of what came out."
)
Work = tuple[list[str], str, list[GenerationRequest]]
"""Arguments, input, and the same as single requests."""

_LABELS = ("bug", "wish", "praise", "question")
_LINES = 24
_PARAGRAPHS = 16
_TOPIC = "the printer on the second floor is broken until Thursday, use the one in room 12"
_CHINESE = ROOT / "benchmarks" / "texts" / "zh.txt"


def measure(options: Options) -> list[dict[str, Any]]:
    """One row a model and verb."""
    return [
        _measure(options, model, verb, work)
        for model in options.models
        for verb, work in _work().items()
    ]


def _measure(
    options: Options,
    model: Path,
    verb: str,
    work: Work,
) -> dict[str, Any]:
    argv, text, asked = work
    env = environment(options.scratch / f"home-{verb}")
    command = [*PA, *argv, "-m", str(model), "--temp", "0"]
    loop = [sys.executable, str(ROOT / "benchmarks" / "text_loop.py"), str(model)]
    requests = json.dumps([_as_json(request) for request in asked])
    written: dict[str, str] = {}

    def seconds(side: str, command: list[str], stdin: str) -> float:
        done = run(command, env, stdin=stdin.encode())
        written[side] = done.stdout.decode()
        return done.total

    times = interleaved(
        {
            "pa": lambda: seconds("pa", command, text),
            "library": lambda: seconds("library", loop, requests),
        },
        options.rounds,
    )
    ours, theirs = times["pa"]["median"], times["library"]["median"]
    vocabulary = Llama(str(model), vocab_only=True, verbose=False)
    rates = {
        side: len(vocabulary.tokenize(written[side].encode(), add_bos=False)) / took["median"]
        for side, took in times.items()
    }
    return {
        "model": model.name,
        "verb": verb,
        "texts": len(asked),
        "pa s": round(ours, 1),
        "library s": round(theirs, 1),
        "pa texts/min": round(60 * len(asked) / ours),
        "library texts/min": round(60 * len(asked) / theirs),
        "pa / library": round(theirs / ours, 2),
        **(
            {}
            if verb.startswith(("classify", "sentiment"))
            else {
                "pa tokens/s": round(rates["pa"], 1),
                "library tokens/s": round(rates["library"], 1),
            }
        ),
    }


def _as_json(request: GenerationRequest) -> dict[str, Any]:
    return {
        "messages": [{"role": m.role, "content": m.content} for m in request.messages],
        "grammar": request.grammar,
        "max_tokens": request.sampling.max_tokens,
    }


def _work() -> dict[str, Work]:
    """What each verb is given to do."""
    lines = _texts("classify")[:_LINES]
    facts = _texts("extract")[:_LINES]
    paragraphs = _CHINESE.read_text("utf-8").split("\n\n")[:_PARAGRAPHS]
    mistakes = [text for text in _texts("rewrite", tone="fix") if text.isascii()][:_PARAGRAPHS]
    values = {"labels": ", ".join(_LABELS), "about": ""}
    classify = TextTask(_template("classify"), values, _greedy(24), labels=_LABELS)
    fields = "person, place, number number"
    extract = _extracting(fields)
    translate = _task("translate", to="English")
    fix = _task("rewrite", tone="fix")
    feelings = _texts("sentiment")[:_LINES]
    feel = replace(_task("sentiment", labels=", ".join(SENTIMENTS)), labels=SENTIMENTS)
    email = _task("write", kind="email", topic=_TOPIC)
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
        "sentiment": (
            ["sentiment", "--lines"],
            "\n".join(feelings),
            [feel.request(text) for text in feelings],
        ),
        "extract": (
            ["extract", "--fields", fields, "--lines"],
            "\n".join(facts),
            [extract.request(text) for text in facts],
        ),
        "rewrite --fix": (
            ["rewrite", "--fix"],
            _apart(mistakes),
            [fix.request(text) for text in mistakes],
        ),
        "write email": (
            ["write", "email", _TOPIC],
            "",
            [email.request("")],
        ),
        "translate": (
            ["translate", "--to", "English"],
            _apart(paragraphs),
            [translate.request(text) for text in paragraphs],
        ),
    }


def _apart(texts: Sequence[str]) -> str:
    """`texts` as paragraphs of one."""
    return "\n\n".join(texts)


def _extracting(fields: str) -> TextTask:
    asked = copying_schema(parse_schema(fields).document)
    return TextTask(_template("extract"), {}, _greedy(300), schema=parse_schema(json.dumps(asked)))


def _task(name: str, **values: str) -> TextTask:
    template = _template(name)
    defaults = {parameter.name: parameter.default or "" for parameter in template.parameters}
    return TextTask(template, defaults | values, _greedy(200))


def _template(name: str) -> Any:
    path = ROOT / "src" / "pa_cli" / "data" / "templates" / f"{name}.toml"
    return parse_template(name, path.read_text("utf-8"), origin=str(path))


def _texts(name: str, **wanted: str) -> list[str]:
    """The texts of the examples in a set, of those that have these values."""
    lines = (ROOT / "benchmarks" / "eval" / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows: Iterable[Mapping[str, Any]] = map(json.loads, lines)
    return [row["text"] for row in rows if wanted.items() <= row.items()]


def _greedy(tokens: int) -> Sampling:
    return Sampling(temperature=0.0, max_tokens=tokens)
