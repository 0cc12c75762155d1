"""Passages of many documents: reading them, looking for changes, searching."""

import os
import random
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved_runs, run

TITLE = "Retrieval"
COUNT = int(os.environ.get("PA_BENCH_DOCUMENTS", "1000"))
NOTE = (
    f"{COUNT:,} Markdown documents of ten sections of 110 words each, {COUNT * 10:,} passages in all, without an"
    " embedding model. `ms` is a whole command in a fresh process, `cpu_ms` what it computed; `inside_ms` the"
    " question alone, in a process that is up: question read, passages ranked, the files of the best looked at again."
)

TOPICS = [
    *("boiler", "heating", "pump", "warranty", "contract", "rent", "garden", "tomato", "invoice"),
    *("doctor", "insurance", "passport", "recipe", "holiday", "meeting", "budget", "server"),
    *("backup", "bicycle", "school"),
]

QUESTIONS = {
    "one word of a question": "what did I write about the boiler?",
    "six words": "when does the warranty of the pump end and who pays the invoice for the heating",
    "a file by name": "in:docs file:55 holiday budget",
    "Chinese, nothing found": "锅炉是什么时候修的",
    "nothing found": "zanzibar",
}

_INSIDE = """
import sys, time
from pa_cli.wiring import Wiring
retriever = Wiring().retriever
retriever.search(sys.argv[2])
times = []
for _ in range(int(sys.argv[1])):
    started = time.perf_counter()
    found = retriever.search(sys.argv[2])
    times.append(time.perf_counter() - started)
times.sort()
print(times[len(times) // 2], found.found)
"""


def measure(options: Options) -> list[dict[str, Any]]:
    """Adding, refreshing, and the questions."""
    home, folder = options.scratch / "home", options.scratch / "documents"
    make_documents(folder, COUNT)
    env = environment(home)
    first = run([*PA, "docs", "add", folder], env)
    rows: list[dict[str, Any]] = [
        {
            "what": f"add {COUNT:,} documents",
            "ms": round(first.total * 1000),
            "cpu_ms": round(first.cpu * 1000),
        }
    ]
    times = interleaved_runs(
        {
            "refresh, nothing changed": lambda: run([*PA, "docs", "refresh"], env),
            "refresh, one changed": lambda: _refresh_one(folder, env),
            "python -c pass": lambda: run([sys.executable, "-c", "pass"], env),
        },
        options.rounds,
    )
    rows += [{"what": what, **measured} for what, measured in times.items()]
    for what, question in QUESTIONS.items():
        done = run([sys.executable, "-c", _INSIDE, str(max(options.rounds, 9)), question], env)
        seconds, found = done.stdout.split()
        rows.append(
            {
                "what": f"search, {what}",
                "inside_ms": round(float(seconds) * 1000, 1),
                "found": int(found),
                "budget ms": 50,
            }
        )
    return rows


def _refresh_one(folder: Path, env: dict[str, str]) -> Any:
    with (folder / "7.md").open("a") as file:
        file.write("One more line.\n")
    return run([*PA, "docs", "refresh"], env)


def make_documents(folder: Path, count: int, seed: int = 5) -> None:
    """Write `count` documents of ten sections into `folder`, words by Zipf's law."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bcdfglmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(8_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    folder.mkdir(parents=True)
    for number in range(count):
        sections = []
        for position in range(10):
            body = chance.choices(words, weights, k=108)
            topic = chance.choice(TOPICS)
            body[20:20], body[50:50] = [topic], [chance.choice(TOPICS)]
            sections.append(f"## {topic} {position}\n\n{' '.join(body)}\n")
        title = f"# Document {number} {chance.choice(TOPICS)}"
        (folder / f"{number}.md").write_text(f"{title}\n\n" + "\n".join(sections))
