"""Notes: very many of them, against grep and ripgrep over the same files."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved_runs, run
from benchmarks.note_corpus import make_notes

TITLE = "Notes"
COUNT = int(os.environ.get("PA_BENCH_NOTES", "100000"))
NOTE = (
    f"{COUNT:,} notes, a fifth of them Chinese. `ms` is a whole command in a fresh process, `cpu_ms` what it computed;"
    " `inside_ms` what the question alone computed, in a process that is up, files looked at before; `grep_ms` and"
    " `rg_ms` are `grep -rl` and `rg -l` over the same files, which rank nothing and find no note by two words. `hits`"
    " is how many notes hold the word."
)

COMMANDS: dict[str, tuple[str, ...]] = {
    "search, 1 in 1,000": ("note", "search", "zanzibar"),
    "search, 1 in 100": ("note", "search", "quarterly"),
    "search, 1 in 10": ("note", "search", "meeting"),
    "search, two words": ("note", "search", "meeting zanzibar"),
    "search, Chinese word": ("note", "search", "开会"),
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
    started = time.process_time()
    ask()
    times.append(time.process_time() - started)
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
    commands = {name: [*PA, *argv] for name, argv in COMMANDS.items()}
    commands["python -c pass"] = [sys.executable, "-c", "pass"]
    words = {name: argv[2] for name, argv in COMMANDS.items() if argv[1] == "search"}
    for name, word in words.items():
        for peer, argv in (("grep", ["grep", "-rlF"]), ("rg", ["rg", "-lF", "--no-ignore"])):
            if " " not in word and shutil.which(peer):
                commands[f"{peer} {name}"] = [*argv, word, str(notes)]
    measures = {name: (lambda argv=argv: run(argv, env)) for name, argv in commands.items()}
    times = interleaved_runs(measures, options.rounds)
    rows.append({"what": "python -c pass", **times["python -c pass"]})
    for name, argv in COMMANDS.items():
        grep, ripgrep = times.get(f"grep {name}"), times.get(f"rg {name}")
        inside, memory = (None, None) if name == "add" else _inside(argv, options.rounds, env)
        rows.append(
            {
                "what": name,
                **times[name],
                "inside_ms": inside,
                "memory_mb": memory,
                "grep_ms": grep["ms"] if grep else None,
                "rg_ms": ripgrep["ms"] if ripgrep else None,
                "hits": _hits(words[name], notes) if grep else None,
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
        "print(time.perf_counter() - started, time.process_time(),"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    seconds, cpu, memory = run([sys.executable, "-c", script], env).stdout.split()
    return {
        "what": "build the index",
        "ms": round(float(seconds) * 1000),
        "cpu_ms": round(float(cpu) * 1000),
        "memory_mb": round(int(memory) / 1024),
    }


def _inside(argv: tuple[str, ...], rounds: int, env: dict[str, str]) -> tuple[float, int]:
    done = run([sys.executable, "-c", _INSIDE, str(rounds), *argv[1:]], env)
    seconds, memory = done.stdout.split()
    return round(float(seconds) * 1000, 1), round(int(memory) / 1024)


def _hits(word: str, notes: Path) -> int:
    done = subprocess.run(["grep", "-rlF", word, notes], capture_output=True, check=False)
    return len(re.findall(rb"\n", done.stdout))
