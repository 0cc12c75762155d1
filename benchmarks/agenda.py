"""The agenda: many events and to-dos, against khal on the same folder."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.agenda_corpus import make_events, make_todos
from benchmarks.measuring import PA, Options, environment, interleaved, run

TITLE = "Agenda"
NOTE = (
    "10,000 events, 200 of them recurring for ten years, and 5,000 to-dos. `ms` is the whole command in a fresh"
    " process; `inside_ms` the question alone, in a process that is up, files looked at before; `khal_ms` is"
    " `khal list` for the same days of the same folder."
)
_TODAY = date(2026, 3, 11)

COMMANDS: dict[str, tuple[str, ...]] = {
    "list, a week": ("agenda", "list"),
    "list, a month": ("agenda", "list", "2026-03"),
    "free, a week": ("agenda", "free"),
    "today": ("today",),
    "to-dos": ("todo", "list"),
    "add an event": ("agenda", "add", "lunch tomorrow at noon"),
    "add a to-do": ("todo", "add", "buy milk tomorrow"),
}
_KHAL_DAYS = {"list, a week": ("2026-03-11", "7d"), "list, a month": ("2026-03-01", "31d")}

_INSIDE = """
import resource, sys, time
from pa_cli.wiring import Wiring
wiring = Wiring()
agenda, todos, today = wiring.agenda, wiring.todos, wiring.today
ask = {
    "list, a week": lambda: agenda.list(agenda.range_of("")),
    "list, a month": lambda: agenda.list(agenda.range_of("2026-03")),
    "free, a week": lambda: agenda.list(agenda.range_of("")),
    "today": lambda: today.day(),
    "to-dos": lambda: todos.list(),
}[sys.argv[2]]
ask()
for store in (wiring.agenda_store, wiring.todo_store):
    store._folder._fresh_until = float("inf")
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
    home = options.scratch / "agenda"
    events = home / "data" / "agenda" / "personal"
    make_events(events, 10_000, 200, _TODAY)
    make_todos(home / "data" / "todo" / "tasks", 5_000, _TODAY)
    env = environment(home, PA_NOW=f"{_TODAY}T10:20", TZ="Europe/Madrid", LC_ALL="C.UTF-8")
    build = run([*PA, "agenda", "list"], env).total + run([*PA, "todo", "list"], env).total
    khal = _khal(options.scratch, events)
    first = run([*khal, "list", "2026-03-11", "7d"], env).total if khal else None
    rows: list[dict[str, Any]] = [
        {
            "what": "build the index",
            "ms": _ms(build),
            "khal_ms": None if first is None else _ms(first),
        }
    ]
    measures = {
        name: (lambda argv=argv: run([*PA, *argv], env).total) for name, argv in COMMANDS.items()
    }
    if khal:
        for name, days in _KHAL_DAYS.items():
            measures[f"khal {name}"] = lambda days=days: run([*khal, "list", *days], env).total
    times = interleaved(measures, options.rounds)
    for name in COMMANDS:
        peer = times.get(f"khal {name}")
        inside, memory = (None, None) if name.startswith("add") else _inside(name, options, env)
        rows.append(
            {
                "what": name,
                "ms": _ms(times[name]["median"]),
                "ms_min": _ms(times[name]["min"]),
                "inside_ms": inside,
                "memory_mb": memory,
                "khal_ms": None if peer is None else _ms(peer["median"]),
            }
        )
    return rows


def _inside(name: str, options: Options, env: dict[str, str]) -> tuple[float, int]:
    done = run([sys.executable, "-c", _INSIDE, str(options.rounds), name], env)
    seconds, memory = done.stdout.split()
    return round(float(seconds) * 1000, 1), round(int(memory) / 1024)


def _khal(scratch: Path, events: Path) -> list[str] | None:
    """How to run khal on the folder; None when it is not installed beside this Python."""
    program = Path(sys.executable).parent / "khal"
    if not program.exists():
        return None
    config = scratch / "khal.conf"
    config.write_text(
        f"[calendars]\n[[home]]\npath = {events}\n[locale]\nlocal_timezone = Europe/Madrid\n"
        "default_timezone = Europe/Madrid\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {scratch / 'khal.db'}\n"
    )
    return [str(program), "-c", str(config)]


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
