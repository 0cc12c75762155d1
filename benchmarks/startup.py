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

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("config", "list"),
    ("models", "list"),
    ("history", "list"),
    ("note", "list"),
    ("note", "add", "a note"),
    ("agenda", "list"),
    ("todo", "list"),
    ("today",),
)
_COUNT = (
    "import sys; from pa_cli.cli.app import run; code = run(sys.argv[1:]);"
    " print('\\n', len(sys.modules), sep='')"
)


def measure(options: Options) -> list[dict[str, Any]]:
    """Milliseconds and modules of each command that this version has."""
    env = environment(options.scratch / "startup")
    known = [argv for argv in COMMANDS if _is_known(argv, env)]
    measures = {"python -c pass": lambda: run([sys.executable, "-c", "pass"], env).total}
    for argv in known:
        measures["pa " + " ".join(argv)] = lambda argv=argv: run([*PA, *argv], env).total
    times = interleaved(measures, options.rounds)
    floor = times["python -c pass"]["median"]
    rows = []
    for name, found in times.items():
        argv = tuple(name.split()[1:])
        rows.append(
            {
                "command": name,
                "ms": round(found["median"] * 1000),
                "ms_min": round(found["min"] * 1000),
                "times_floor": round(found["median"] / floor, 1),
                "modules": None if name.startswith("python") else _modules(argv, env),
            }
        )
    return rows


def _is_known(argv: tuple[str, ...], env: dict[str, str]) -> bool:
    words = [word for word in argv[:2] if not word.startswith("-") and " " not in word]
    done = subprocess.run([*PA, *words, "--help"], env=env, capture_output=True, check=False)
    return done.returncode == 0


def _modules(argv: tuple[str, ...], env: dict[str, str]) -> int:
    return int(run([sys.executable, "-c", _COUNT, *argv], env).stdout.split()[-1])
