"""Start-up: whole commands in fresh processes, against an interpreter that does nothing."""

import subprocess
import sys
from typing import Any

from benchmarks.measuring import PA, Options, environment, interleaved, run

TITLE = "Start-up"
NOTE = (
    "Whole commands, process start to process end, in a small home. `python -c pass` is the floor that no Python"
    " program goes below."
)

# milliseconds that a command may take on two cores; None where nothing was promised
COMMANDS: dict[tuple[str, ...], int | None] = {
    ("--version",): 150,
    ("--help",): 180,
    ("config", "list"): None,
    ("models", "list"): None,
    ("history", "list"): None,
    ("note", "list"): 150,
    ("note", "add", "a note"): 200,
    ("find", "note"): None,
    ("agenda", "list"): 150,
    ("agenda", "add", "lunch with Ana tomorrow at noon"): 300,
    ("agenda", "when", "tomorrow at noon"): None,
    ("todo", "list"): 150,
    ("todo", "add", "buy milk"): 300,
    ("today",): 150,
}
_COUNT = (
    "import sys; from pa_cli.cli.app import run; code = run(sys.argv[1:]);"
    " print('\\n', len(sys.modules), sep='')"
)


def measure(options: Options) -> list[dict[str, Any]]:
    """Milliseconds and modules of each command that this version has."""
    env = environment(options.scratch / "startup")
    known = [argv for argv in COMMANDS if _is_known(argv, env)]
    measures = {(): lambda: run([sys.executable, "-c", "pass"], env).total}
    for argv in known:
        measures[argv] = lambda argv=argv: run([*PA, *argv], env).total
    times = interleaved(measures, options.rounds)
    floor = times[()]["median"]
    return [
        {
            "command": " ".join(["pa", *argv]) if argv else "python -c pass",
            "ms": round(found["median"] * 1000),
            "least ms": round(found["min"] * 1000),
            "budget ms": COMMANDS.get(argv),
            "times the floor": round(found["median"] / floor, 1),
            "modules": _modules(argv, env) if argv else None,
        }
        for argv, found in times.items()
    ]


def _is_known(argv: tuple[str, ...], env: dict[str, str]) -> bool:
    words = [word for word in argv[:2] if not word.startswith("-") and " " not in word]
    done = subprocess.run([*PA, *words, "--help"], env=env, capture_output=True, check=False)
    return done.returncode == 0


def _modules(argv: tuple[str, ...], env: dict[str, str]) -> int:
    return int(run([sys.executable, "-c", _COUNT, *argv], env).stdout.split()[-1])
