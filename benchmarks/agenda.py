"""The agenda: many events and to-dos, against khal and todoman on the same folders."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.agenda_corpus import make_events, make_todos
from benchmarks.measuring import PA, Options, environment, interleaved_runs, run

EVENTS = int(os.environ.get("PA_BENCH_EVENTS", "10000"))
TITLE = "Agenda"
NOTE = (
    f"{EVENTS:,} events, {EVENTS // 50:,} of them recurring for ten years, and {EVENTS // 2:,} to-dos, all of which"
    " are looked at each time. `ms` is the whole command in a fresh process, `cpu_ms` what it computed; `inside_ms`"
    " what the question alone computed, in a process that is up, files looked at before; `peer_ms` and `peer_cpu_ms`"
    " are khal and todoman on the same files. All commands write into a pipe, where lists are whole; on a terminal"
    " they stop at a screenful."
)
_TODAY = date(2026, 3, 11)

COMMANDS: dict[str, tuple[str, ...]] = {
    "list, a week": ("agenda", "list"),
    "list, a month": ("agenda", "list", "2026-03"),
    "free, a week": ("agenda", "free"),
    "today": ("today",),
    "to-dos, all": ("todo", "list"),
    "to-dos, a screenful": ("todo", "list", "-n", "20"),
    "add an event": ("agenda", "add", "lunch tomorrow at noon"),
    "add a to-do": ("todo", "add", "buy milk tomorrow"),
}
_KHAL = {
    "list, a week": ("list", "2026-03-11", "7d"),
    "list, a month": ("list", "2026-03-01", "31d"),
    "add an event": ("new", "tomorrow", "12:00", "lunch"),
}
_TODOMAN = {
    "to-dos, all": ("list",),
    "add a to-do": ("new", "-l", "tasks", "-d", "tomorrow", "milk"),
}

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
    "to-dos, all": lambda: list(todos.list()),
    "to-dos, a screenful": lambda: todos.list()[:20],
}[sys.argv[2]]
ask()
for store in (wiring.agenda_store, wiring.todo_store):
    store._folder._fresh_until = float("inf")
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
    home = options.scratch / "agenda"
    events = home / "data" / "agenda" / "personal"
    make_events(events, EVENTS, EVENTS // 50, _TODAY)
    make_todos(home / "data" / "todo" / "tasks", EVENTS // 2, _TODAY)
    env = environment(home, PA_NOW=f"{_TODAY}T10:20", TZ="Europe/Madrid", LC_ALL="C.UTF-8")
    todos = home / "data" / "todo"
    builds = [run([*PA, "agenda", "list"], env), run([*PA, "todo", "list"], env)]
    peers = _peers(options.scratch, events, todos)
    first = [run([*program, "list"], env) for program in {p[0]: p for p in peers.values()}.values()]
    rows: list[dict[str, Any]] = [
        {
            "what": "build the index",
            "ms": sum(_ms(one.total) for one in builds),
            "cpu_ms": sum(_ms(one.cpu) for one in builds),
            "peer_ms": sum(_ms(one.total) for one in first) or None,
            "peer_cpu_ms": sum(_ms(one.cpu) for one in first) or None,
        }
    ]
    commands = {name: [*PA, *argv] for name, argv in COMMANDS.items()}
    commands["python -c pass"] = [sys.executable, "-c", "pass"]
    commands |= {f"peer {name}": argv for name, argv in peers.items()}
    measures = {name: (lambda argv=argv: run(argv, env)) for name, argv in commands.items()}
    times = interleaved_runs(measures, options.rounds)
    rows.append({"what": "python -c pass", **times["python -c pass"]})
    for name in COMMANDS:
        peer = times.get(f"peer {name}")
        inside, memory = (None, None) if name.startswith("add") else _inside(name, options, env)
        rows.append(
            {
                "what": name,
                **times[name],
                "inside_ms": inside,
                "memory_mb": memory,
                "peer_ms": peer["ms"] if peer else None,
                "peer_cpu_ms": peer["cpu_ms"] if peer else None,
            }
        )
    return rows


def _inside(name: str, options: Options, env: dict[str, str]) -> tuple[float, int]:
    done = run([sys.executable, "-c", _INSIDE, str(options.rounds), name], env)
    seconds, memory = done.stdout.split()
    return round(float(seconds) * 1000, 1), round(int(memory) / 1024)


def _peers(scratch: Path, events: Path, todos: Path) -> dict[str, list[str]]:
    """What khal and todoman are asked for the same; those that are not installed are left out."""
    programs = Path(sys.executable).parent
    found: dict[str, list[str]] = {}
    if (programs / "khal").exists():
        config = scratch / "khal.conf"
        config.write_text(
            f"[calendars]\n[[home]]\npath = {events}\n[default]\ndefault_calendar = home\n[locale]\n"
            "local_timezone = Europe/Madrid\ndefault_timezone = Europe/Madrid\ntimeformat = %H:%M\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
            f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {scratch / 'khal.db'}\n"
        )
        khal = [str(programs / "khal"), "-c", str(config)]
        found |= {name: [*khal, *argv] for name, argv in _KHAL.items()}
    if (programs / "todo").exists():
        config = scratch / "todoman.py"
        config.write_text(
            f"path = {str(todos / '*')!r}\ndefault_list = 'tasks'\ndate_format = '%Y-%m-%d'\n"
            f"time_format = '%H:%M'\ncache_path = {str(scratch / 'todoman.db')!r}\n"
        )
        todoman = [str(programs / "todo"), "-c", str(config)]
        found |= {name: [*todoman, *argv] for name, argv in _TODOMAN.items()}
    return found


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
