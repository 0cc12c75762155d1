"""Notes: very many of them, against `grep -r` over the same files."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved, run
from benchmarks.note_corpus import make_notes

TITLE = "Notes"
COUNT = int(os.environ.get("PA_BENCH_NOTES", "100000"))
NOTE = (
    f"{COUNT:,} notes, a fifth of them Chinese. `ms` is the whole command in a fresh process; `inside_ms` the"
    " question alone, in a process that is up, files looked at before; `grep_ms` is `grep -rl` over the same"
    " files, which ranks nothing and finds no note by two words. `hits` is how many notes hold the word."
)

COMMANDS: dict[str, tuple[str, ...]] = {
    "search, 1 in 1,000": ("note", "search", "zanzibar"),
    "search, 1 in 100": ("note", "search", "quarterly"),
    "search, 1 in 10": ("note", "search", "meeting"),
    "search, two words": ("note", "search", "meeting zanzibar"),
    "search, Chinese word": ("note", "search", "会议"),
    "search, one Chinese character": ("note", "search", "王"),
    "list": ("note", "list", "-n", "20"),
    "list --tag": ("note", "list", "--tag", "t7", "-n", "20"),
    "show by title": ("note", "show", "the newest note"),
    "add": ("note", "add", "a new note"),
}

# the question alone, and the peak of memory, in a process of its own
_INSIDE = """
import resource, sys, time
from pa_cli.wiring import Wiring
wiring = Wiring()
words = sys.argv[2:]
if words[0] == "search":
    ask = lambda: wiring.notes.search(words[1])
elif words[0] == "list":
    tags = words[2:3] if words[1] == "--tag" else []
    ask = lambda: wiring.notes.list(tags=tags, limit=20)
else:
    ask = lambda: wiring.notes.show(words[1])
ask()
wiring.note_store._folder._fresh_until = float("inf")
times = []
for _ in range(int(sys.argv[1])):
    started = time.perf_counter()
    ask()
    times.append(time.perf_counter() - started)
times.sort()
print(times[len(times) // 2], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(options: Options) -> list[dict[str, Any]]:
    """The build of the index, then each command."""
    home = options.scratch / "notes"
    notes = home / "data" / "notes"
    make_notes(notes, COUNT)
    env = environment(home)
    rows = [_build(home, env)]
    run([*PA, "note", "add", "the newest note"], env)
    measures = {
        name: (lambda argv=argv: run([*PA, *argv], env).total) for name, argv in COMMANDS.items()
    }
    words = {name: argv[2] for name, argv in COMMANDS.items() if argv[1] == "search"}
    for name, word in words.items():
        if " " not in word and shutil.which("grep"):
            measures[f"grep {name}"] = lambda word=word: _grep(word, notes)
    times = interleaved(measures, options.rounds)
    for name, argv in COMMANDS.items():
        grep = times.get(f"grep {name}")
        inside, memory = (None, None) if name == "add" else _inside(argv, options.rounds, env)
        rows.append(
            {
                "what": name,
                "ms": round(times[name]["median"] * 1000),
                "ms_min": round(times[name]["min"] * 1000),
                "inside_ms": inside,
                "memory_mb": memory,
                "grep_ms": None if grep is None else round(grep["median"] * 1000),
                "times_faster": None
                if grep is None
                else round(grep["median"] / times[name]["median"], 1),
                "hits": _hits(words[name], notes) if grep is not None else None,
            }
        )
    return rows


def _build(home: Path, env: dict[str, str]) -> dict[str, Any]:
    """The first command after the index was deleted."""
    for old in (home / "cache").glob("index.db*"):
        old.unlink()
    script = (
        "import resource, time\nfrom pa_cli.wiring import Wiring\nstarted = time.perf_counter()\n"
        "Wiring().notes.count()\n"
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    seconds, memory = run([sys.executable, "-c", script], env).stdout.split()
    return {
        "what": "build the index",
        "ms": round(float(seconds) * 1000),
        "memory_mb": round(int(memory) / 1024),
    }


def _inside(argv: tuple[str, ...], rounds: int, env: dict[str, str]) -> tuple[float, int]:
    done = run([sys.executable, "-c", _INSIDE, str(rounds), *argv[1:]], env)
    seconds, memory = done.stdout.split()
    return round(float(seconds) * 1000, 1), round(int(memory) / 1024)


def _grep(word: str, notes: Path) -> float:
    started = time.perf_counter()
    subprocess.run(["grep", "-rlF", word, notes], stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def _hits(word: str, notes: Path) -> int:
    done = subprocess.run(["grep", "-rlF", word, notes], capture_output=True, check=False)
    return len(re.findall(rb"\n", done.stdout))
