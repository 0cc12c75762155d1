"""How the benchmarks measure: fresh processes, interleaved rounds, medians, one machine note."""

import contextlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

Name = TypeVar("Name")
ROOT = Path(__file__).resolve().parents[1]
PA = (sys.executable, "-m", "pa_cli")


@dataclass(frozen=True)
class Options:
    """What every benchmark is told.

    Attributes:
        models: GGUF files to measure, smallest first.
        rounds: How often each thing is measured; the median counts.
        peer: The environment of the peer, None to leave it out.
        scratch: A folder for homes and caches, removed at the end.
    """

    models: tuple[Path, ...]
    rounds: int
    scratch: Path
    peer: Path | None = None


@dataclass
class Run:
    """One process: seconds to its first byte on stdout, to its end, of computing; what it said."""

    first_byte: float
    total: float
    cpu: float
    stdout: bytes = field(repr=False)
    stderr: bytes = field(repr=False)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of `pa` in a home of its own, with nothing set by the caller's shell."""
    # a shell that keeps Python from saving what it compiled would be measured, not the program
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PA_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    source = {"PYTHONPATH": str(ROOT / "src"), "PA_HOME": str(home), "PA_OFFLINE": "1"}
    return kept | source | more


def run(argv: Sequence[object], env: Mapping[str, str], stdin: bytes = b"") -> Run:
    """Run `argv` to its end.

    Raises:
        RuntimeError: It failed; holds the end of what it said.
    """
    before = _cpu_of_children()
    started = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in argv],
        env=dict(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(stdin)
            process.stdin.close()
        first = process.stdout.read(1)
        first_byte = time.perf_counter() - started
        out = first + process.stdout.read()
        error = process.stderr.read()
    total = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"{argv} ended with {process.returncode}: {error.decode()[-400:]}")
    return Run(first_byte, total, _cpu_of_children() - before, out, error)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def interleaved(
    measures: Mapping[Name, Callable[[], float]], rounds: int
) -> dict[Name, dict[str, float]]:
    """Measure each of `measures` once per round; median, least and most of each.

    Rounds are interleaved, so that a busy moment of the machine touches all of them alike.
    """
    seen: dict[Name, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            seen[name].append(measure())
    return {
        name: {"median": statistics.median(v), "min": min(v), "max": max(v)}
        for name, v in seen.items()
    }


def interleaved_runs(
    measures: Mapping[Name, Callable[[], Run]], rounds: int
) -> dict[Name, dict[str, int]]:
    """`interleaved` for whole processes, in milliseconds: `ms`, `ms_min`, and `cpu_ms` computed.

    What a busy machine adds to `ms` is not in `cpu_ms`.
    """
    seen: dict[Name, list[Run]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            seen[name].append(measure())
    return {
        name: {
            "ms": round(statistics.median(one.total for one in runs) * 1000),
            "ms_min": round(min(one.total for one in runs) * 1000),
            "cpu_ms": round(statistics.median(one.cpu for one in runs) * 1000),
        }
        for name, runs in seen.items()
    }


@contextlib.contextmanager
def busy_core() -> Iterator[None]:
    """Another process computes without a pause, as long as this block runs."""
    code = "import os, sys\nparent = os.getppid()\nwhile os.getppid() == parent:\n    sum(range(10**6))"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        try:
            yield
        finally:
            process.kill()


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    memory = 0
    with contextlib.suppress(OSError, ValueError, AttributeError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "cpu": model,
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": load,
        "packages": {name: _version(name) for name in ("llama-cpp-python", "typer", "rich")},
    }


def _version(package: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def pa_json(argv: Sequence[object], env: Mapping[str, str], stdin: bytes = b"") -> dict[str, Any]:
    """The JSON document of one run of `pa`."""
    found: dict[str, Any] = json.loads(run([*PA, *argv], env, stdin).stdout)
    return found
